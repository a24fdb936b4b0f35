"""What the status bar and the bars under the header say of the recording."""

from dataclasses import replace

import pytest

from procmon_gui.domain.history import Forwarding, Pace, Recording
from procmon_gui.ui import recording_words
from procmon_gui.ui.bridge.recorder import RecordingReport, RecordingState
from procmon_gui.ui.recording_words import RecordingWords

MIB = 1024 * 1024
FIGURES = Recording(path="/data/history.sqlite", is_open=True, written_bytes=10 * MIB, size_bytes=12 * MIB)
RECORDING = RecordingReport(
    state=RecordingState.RECORDING, figures=FIGURES, pace=Pace(bytes_a_day=240 * MIB), since_ms=1_700_000_000_000
)


def status(report: RecordingReport) -> RecordingWords:
    return recording_words.status(report, 1.0)


def test_what_is_written_a_day_is_said_once_it_can_be_told() -> None:
    assert status(RECORDING).text == "Recording, about 240.0 MiB a day"
    assert "ten minutes" not in status(RECORDING).tooltip


def test_until_then_what_was_really_written_is_said_and_why() -> None:
    young = replace(RECORDING, pace=Pace())

    assert status(young).text == "Recording, 10.0 MiB so far"
    assert "How much that is a day can be said after ten minutes." in status(young).tooltip
    assert status(replace(young, figures=replace(FIGURES, written_bytes=0))).text == "Recording"
    assert status(replace(young, state=RecordingState.ELSEWHERE)).text == "Recorded by another program"


def test_what_another_program_writes_a_day_is_said_too() -> None:
    assert status(replace(RECORDING, state=RecordingState.ELSEWHERE)).text == (
        "Recorded by another program, about 240.0 MiB a day"
    )


def test_a_recording_that_was_cut_off_before_is_told_with_the_last_moment_of_it() -> None:
    cut = replace(RECORDING, figures=replace(FIGURES, cut_off_ms=1_699_999_000_000))

    assert "cut off" not in status(RECORDING).tooltip
    assert "The recording before was cut off; it is whole up to " in status(cut).tooltip


def test_that_fewer_samples_are_kept_to_stay_below_a_limit_is_never_silent() -> None:
    held = replace(RECORDING, pace=Pace(bytes_a_day=90 * MIB, most_bytes_a_day=100 * MIB, kept_every=2))
    said = status(held)

    assert said.text == "Recording every 2 s, about 90.0 MiB a day"
    assert "A sample is kept every 2 s, and written less often, to stay below 100.0 MiB a day." in said.tooltip
    assert "all the same" not in said.tooltip
    too_much = replace(held, pace=replace(held.pace, bytes_a_day=120.0 * MIB, kept_every=10))
    assert "More is written all the same." in status(too_much).tooltip


def test_the_copy_on_a_server_is_told_with_what_waits_and_why() -> None:
    away = Forwarding(
        server="db.example.com", trouble="The history is not copied to db: refused", sent_bytes=MIB, waiting_count=7
    )
    story = status(replace(RECORDING, forwarding=away)).tooltip

    for part in ("db.example.com: 1.0 MiB", "refused", "7 minutes wait"):
        assert part in story
    assert "Copied" not in status(RECORDING).tooltip


@pytest.mark.parametrize(
    ("state", "words", "token"),
    [
        (RecordingState.STARTING, "Recording starts", "t3"),
        (RecordingState.ELSEWHERE, "Recorded by another program, about 240.0 MiB a day", "good"),
        (RecordingState.OFF, "Not recording", "t3"),
        (RecordingState.TROUBLE, "Recording has trouble", "warn"),
    ],
)
def test_each_state_has_its_words_and_its_sign(state: RecordingState, words: str, token: str) -> None:
    said = status(replace(RECORDING, state=state))

    assert (said.text, said.token) == (words, token)


def test_the_tooltip_tells_where_how_much_since_when_and_what_was_lost() -> None:
    figures = replace(FIGURES, lost_beats=3, set_aside="/data/history.sqlite.damaged-1")
    story = status(replace(RECORDING, figures=figures)).tooltip

    for part in (figures.path, "12.0 MiB", "since", "3 samples", figures.set_aside):
        assert part in story


def test_trouble_says_its_reason() -> None:
    figures = replace(FIGURES, trouble="The history can not be written: disk I/O error")

    assert "disk I/O error" in recording_words.trouble(figures)
    assert "disk I/O error" in status(replace(RECORDING, state=RecordingState.TROUBLE, figures=figures)).tooltip
