"""The rules of a person in a file: there or not, broken, changed by two at once, closed to others."""

import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.settings import rules_file
from procmon_gui.settings.rules_file import RulesFile
from procmon_gui.settings.rules_writing import with_rule
from tests.settings.rules import BY_HAND, MINE, SHIPPED, Written, rule, said


def test_without_a_file_the_rules_are_those_that_came_with_the_program(path: Path) -> None:
    book = RulesFile(path, SHIPPED)

    assert book.rules().rules == SHIPPED
    assert book.rules().problems == ()
    assert not path.parent.exists()


def test_a_file_that_is_too_large_or_no_file_is_not_read_and_not_written(written: Written, path: Path) -> None:
    book = written("#" * 1_000_001)

    assert book.rules().rules == SHIPPED
    assert "larger than 1 MB" in said(book)[0]
    with pytest.raises(Unavailable, match="1 MB"):
        book.put(MINE)
    path.unlink()
    os.mkfifo(path)
    assert "no ordinary file" in said(book)[0]


def test_a_file_that_is_no_utf8_is_read_and_not_written_over(written: Written, path: Path) -> None:
    raw = BY_HAND.replace("Anna", "Zo").encode() + b"# \xe9\n"
    book = written(raw)

    assert rule(book, "postgres-gone").condition.for_s == 30
    with pytest.raises(Unavailable, match="not written in UTF-8"):
        book.put(MINE)
    assert path.read_bytes() == raw


class Channels:
    """Those that are set up: one is switched off."""

    def channels(self) -> list[ChannelSpec]:
        return [ChannelSpec(id="desktop", kind="desktop"), ChannelSpec(id="ops-mail", kind="mail", is_enabled=False)]

    def version(self) -> object:
        return 1


def test_a_rule_that_tells_nobody_counts_and_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('[[rule]]\nid = "x"\nmetric = "cpu"\nabove = 1\nchannels = ["desktop", "ops-mial", "ops-mail"]\n')
    book = RulesFile(path, SHIPPED, Channels())

    assert rule(book, "x").behaviour.channels == ("desktop", "ops-mial", "ops-mail")
    assert said(book) == [
        "5|x|channels|there is no channel ops-mial, so nobody is told over it; desktop, ops-mail are set up",
        "5|x|channels|the channel ops-mail is switched off, so nobody is told over it",
    ]


def test_a_new_rule_is_added_and_only_its_user_can_read_it(path: Path) -> None:
    RulesFile(path, SHIPPED).put(MINE)

    assert rule(RulesFile(path, SHIPPED), "python-big") == MINE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert tomllib.loads(path.read_text())["rule"][0]["above"] == "2 GiB"


def test_what_was_changed_by_hand_meanwhile_stays(
    written: Written, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = written(BY_HAND)
    book.rules()
    edits = ["# by hand, 1\n", "# by hand, 2\n"]

    def while_it_is_edited(*arguments: object) -> str:
        if edits:
            with path.open("a") as file:
                file.write(edits.pop())
        return with_rule(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(rules_file, "with_rule", while_it_is_edited)
    book.put(MINE)

    assert "# by hand, 1" in path.read_text()
    assert "# by hand, 2" in path.read_text()
    assert rule(book, "python-big") == MINE


def test_the_version_is_another_after_a_change_by_anybody(written: Written, path: Path) -> None:
    book = written(BY_HAND)
    before = book.version()

    RulesFile(path, SHIPPED).put(MINE)

    assert book.version() != before
    assert rule(book, "python-big") == MINE


def test_a_rule_that_makes_no_sense_is_refused_and_nothing_is_written(path: Path) -> None:
    with pytest.raises(WrongInput, match="metric"):
        RulesFile(path, SHIPPED).put(replace(MINE, metric_id="host.cpu.busy_ratio"))
    with pytest.raises(WrongInput, match="id"):
        RulesFile(path, SHIPPED).put(replace(MINE, id="not a name\n"))
    assert not path.exists()


def test_a_folder_that_can_not_be_written_to_is_said(path: Path) -> None:
    path.parent.write_text("a file in the place of the folder")

    with pytest.raises(Unavailable, match="can not be"):
        RulesFile(path, SHIPPED).put(MINE)
