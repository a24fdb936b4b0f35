"""The command line: what it means, and what is said about what means nothing."""

from pathlib import Path

import pytest

from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.request import Request


def test_no_verb_is_the_window() -> None:
    assert parse([]) == Request(verb="")


def test_sample_has_sensible_defaults() -> None:
    request = parse(["sample"])

    assert (request.count, request.interval_s, request.format, request.limit) == (None, None, "table", None)
    assert (request.filter, request.sort) == ("", "cpu_ratio")


def test_every_option_of_sample_arrives() -> None:
    words = [
        "sample",
        "--count",
        "3",
        "--interval",
        "0.5",
        "--filter",
        "cpu>1",
        "--sort",
        "mem",
        "--limit",
        "0",
        "--format",
        "csv",
    ]

    assert parse(words) == Request(
        verb="sample", count=3, interval_s=0.5, filter="cpu>1", sort="mem", limit=0, format="csv"
    )


def test_every_option_of_record_arrives() -> None:
    words = ["record", "--for", "1h30m", "--interval", "5", "--quiet"]

    assert parse(words) == Request(verb="record", for_s=5400.0, interval_s=5.0, is_quiet=True)


@pytest.mark.parametrize("verb", [[], ["sample"], ["record"], ["doctor"]])
def test_data_dir_and_config_are_taken_before_and_after_the_verb(verb: list[str]) -> None:
    places = ["--data-dir", "/d", "--config", "/c.toml"]

    for words in (places + verb, verb + places):
        request = parse(words)
        assert (request.data_dir, request.config) == (Path("/d"), Path("/c.toml"))


@pytest.mark.parametrize("line", ["act --yes --account anna end 5", "act end 5 --yes --account anna"])
def test_options_of_act_are_taken_before_and_after_what_is_done(line: str) -> None:
    request = parse(line.split())

    assert (request.deed, [*request.pids], request.is_sure, request.account) == ("end", [5], True, "anna")


def test_a_relative_place_is_of_the_folder_it_was_said_in() -> None:
    assert parse(["--data-dir", "here"]).data_dir == Path.cwd() / "here"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["sample", "--count", "0"], "the count is a whole number from 1 on, not “0”"),
        (["sample", "--count", "-1"], "the count is a whole number from 1 on, not “-1”"),
        (["sample", "--count", "1e3"], "not “1e3”"),
        (["sample", "--count", "٣"], "not “٣”"),
        (["sample", "--limit", "9" * 30], "the limit is a whole number from 0 on"),
        (["sample", "--interval", "nan"], "the interval is a number of seconds from 0.1 to 3600, not “nan”"),
        (["sample", "--interval", "0"], "not “0”"),
        (["sample", "--interval", "inf"], "not “inf”"),
        (["sample", "--interval", "soon\x1b[31m"], r"not “soon\x1b[31m”"),
        (["sample", "--format", "xml"], "invalid choice: 'xml'"),
        (["record", "--for", "0s"], "the duration has to be longer than nothing"),
        (["record", "--for", "soon"], "'soon'"),
        (["record", "--for", "\x1b[31m"], "--for"),
        (["export", "--out", "a.csv"], "--from"),
        (["query", "--at", "now", "--from", "now"], "not allowed with"),
        (["--data-dir", ""], "a path can not be empty"),
        (
            ["sampel"],
            "'sample', 'record', 'query', 'export', 'compare', 'incident', 'open', 'mark', 'marks', 'audit', 'salvage'",
        ),
        (["doctor", "--cuont"], "--cuont"),
        (["query", "--server", "postgresql:///a", "--file", "a.procmon"], "not allowed with"),
        (["query", "--host", "web-7"], "--host chooses a machine of a server, and none is named"),
        (["open", ""], "a path can not be empty"),
    ],
)
def test_what_means_nothing_is_answered_in_one_line(
    capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(words)

    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("procmon-gui")
    assert sentence in line


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg2"])
def test_what_is_opened_is_a_server_where_it_looks_like_one_and_else_a_file(scheme: str) -> None:
    request = parse(["open", f"{scheme}://anna@db/procmon", "--host", "web-7"])

    assert (request.server, request.host, request.file) == (f"{scheme}://anna@db/procmon", "web-7", None)
    assert parse(["open", "web.procmon"]).file == Path("web.procmon").absolute()
