"""`sample`: which beats are printed, what is asked of the eye, and what is said when something is wrong."""

import json

import pytest

from procmon_gui.domain.metrics import Look
from procmon_gui.domain.workers import Health
from procmon_gui.terminal import heartbeat
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.sample import run_sample
from tests.reports.snapshots import Row, snapshot_of
from tests.terminal.beats import PreparedBeats

ROWS: list[Row] = [
    {"pid": 1, "name": "init", "cpu_ratio": 0.0, "user": "root"},
    {"pid": 2, "name": "busy", "cpu_ratio": 1.5, "user": "anna", "oom_score": 9},
]


def _run(request: Request, beats: PreparedBeats) -> int:
    return run_sample(request, open_heartbeat=lambda _: beats)


def test_two_silent_beats_come_first_because_rates_need_two_looks(capsys: pytest.CaptureFixture[str]) -> None:
    beats = PreparedBeats([snapshot_of(ROWS)])

    assert _run(Request(verb="sample", format="json", count=3), beats) == 0

    assert beats.beat_count == 2 + 3
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert beats.is_closed


def test_silent_beats_come_fast_and_the_others_at_the_interval() -> None:
    beats = PreparedBeats([snapshot_of(ROWS)])
    _run(Request(verb="sample", format="json", count=2, interval_s=10.0), beats)

    assert [attention.interval_s for attention in beats.asked] == [0.5, 0.5, 10.0, 10.0, 10.0]


def test_an_interval_below_half_a_second_holds_from_the_start() -> None:
    beats = PreparedBeats([snapshot_of(ROWS)])
    _run(Request(verb="sample", format="json", count=1, interval_s=0.2), beats)

    assert {attention.interval_s for attention in beats.asked} == {0.2}


def test_json_asks_for_everything_but_the_costliest_field() -> None:
    beats = PreparedBeats([snapshot_of(ROWS)])
    _run(Request(verb="sample", format="json", count=1), beats)

    assert beats.asked[-1].looks == frozenset(Look) - {Look.CHEAP, Look.SMAPS}
    assert beats.asked[-1].slots is None


def test_a_table_asks_for_sockets_only_and_for_what_it_is_sorted_by() -> None:
    beats = PreparedBeats([snapshot_of(ROWS)])
    _run(Request(verb="sample", count=1, sort="pss"), beats)

    assert beats.asked[-1].looks == {Look.SOCKETS, Look.SMAPS}


def test_a_filter_reads_costly_fields_of_its_candidates_only() -> None:
    beats = PreparedBeats([snapshot_of(ROWS)])
    _run(Request(verb="sample", format="json", count=1, filter="cpu > 1 and oom > 5"), beats)

    assert beats.asked[0].slots == frozenset()
    assert beats.asked[-1].slots == frozenset({3})
    assert Look.SCORES in beats.asked[-1].looks


def test_filter_sort_and_limit_choose_the_rows(capsys: pytest.CaptureFixture[str]) -> None:
    beats = PreparedBeats([snapshot_of([*ROWS, {"pid": 3, "cpu_ratio": 3.0}])])
    _run(Request(verb="sample", format="json", count=1, filter="cpu > 1", sort="pid", limit=1), beats)

    (process,) = json.loads(capsys.readouterr().out)["processes"]
    assert process["pid"] == 2


def test_csv_prints_its_header_once(capsys: pytest.CaptureFixture[str]) -> None:
    _run(Request(verb="sample", format="csv", count=2), PreparedBeats([snapshot_of(ROWS)]))

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + 2 * len(ROWS)
    assert [line.startswith("at_utc,name,pid") for line in lines] == [True] + [False] * 4


def test_a_table_in_a_pipe_is_whole(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    many: list[Row] = [{"pid": pid, "name": "p", "cpu_ratio": 0.0} for pid in range(1, 201)]
    _run(Request(verb="sample", count=1), PreparedBeats([snapshot_of(many)]))

    lines = capsys.readouterr().out.rstrip("\n").split("\n")
    assert len(lines) == 2 + 200
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("text", "line", "caret"),
    [
        ("nmae = x", "  nmae = x", "  ^"),
        ("cpu > 5% and nmae = x", "  cpu > 5% and nmae = x", "               ^"),
        ("name = 日本 and nmae = x", "  name = 日本 and nmae = x", "                  ^"),
    ],
)
def test_a_wrong_filter_is_shown_with_a_caret(
    capsys: pytest.CaptureFixture[str], text: str, line: str, caret: str
) -> None:
    beats = PreparedBeats([snapshot_of(ROWS)])

    assert _run(Request(verb="sample", filter=text), beats) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[1:3] == [line, caret]
    assert said[3].startswith(f"Column {text.index('nmae') + 1}: there is no field")
    assert beats.beat_count == 0


def test_a_wrong_filter_of_any_length_and_content_stays_readable(capsys: pytest.CaptureFixture[str]) -> None:
    text = "name = \x1b[31m" + "a" * 500 + " and nmae = x"

    assert _run(Request(verb="sample", filter=text), PreparedBeats([])) == 2
    _, line, caret, _ = capsys.readouterr().err.splitlines()
    assert "\x1b" not in line
    assert len(line) <= 80
    assert line[len(caret) - 1 :].startswith("nmae")


def test_a_wrong_sort_field_is_answered_with_its_neighbours(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(Request(verb="sample", sort="rss_byte"), PreparedBeats([])) == 2
    assert "the nearest: rss_bytes" in capsys.readouterr().err


def test_trouble_of_the_eye_is_said_once_and_the_beats_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    beats = PreparedBeats([None, None, snapshot_of(ROWS)], health=Health.STALLED, detail="No beat for 4 s")

    assert _run(Request(verb="sample", format="json", count=1), beats) == 0
    told = capsys.readouterr()
    assert told.err == "procmon-gui: eye is stalled: No beat for 4 s\n"
    assert len(told.out.splitlines()) == 1


def test_without_any_beat_a_command_with_an_end_gives_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "PATIENCE_S", -1.0)
    beats = PreparedBeats([None])

    assert _run(Request(verb="sample", count=1), beats) == 1
    assert "No sample came" in capsys.readouterr().err


def test_a_command_with_an_end_waits_longer_than_the_interval_that_was_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now_s = iter(range(0, 1_000_000, 10))
    monkeypatch.setattr("procmon_gui.terminal.heartbeat.time.monotonic", lambda: float(next(now_s)))
    beat = snapshot_of(ROWS)
    # Each look takes ten seconds here: a minute passes between two samples.
    beats = PreparedBeats([beat, beat, beat, *[None] * 5, beat])

    assert _run(Request(verb="sample", format="json", count=2, interval_s=60.0), beats) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert beats.is_closed
