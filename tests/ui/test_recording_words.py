"""What the status bar and the bars under the header say of the recording."""

from dataclasses import replace

import pytest

from procmon_gui.domain.history import Recording
from procmon_gui.ui import recording_words
from procmon_gui.ui.bridge.recorder import RecordingReport, RecordingState

MIB = 1024 * 1024
FIGURES = Recording(path="/data/history.sqlite", is_open=True, written_bytes=10 * MIB, size_bytes=12 * MIB)
RECORDING = RecordingReport(state=RecordingState.RECORDING, figures=FIGURES, since_ms=1_700_000_000_000, for_s=3600.0)


def test_what_is_written_a_day_is_said_once_it_can_be_told() -> None:
    assert recording_words.status(RECORDING).text == "Recording, 240.0 MiB a day"
    assert recording_words.status(replace(RECORDING, for_s=30.0)).text == "Recording"


@pytest.mark.parametrize(
    ("state", "words", "token"),
    [
        (RecordingState.STARTING, "Recording starts", "t3"),
        (RecordingState.ELSEWHERE, "Recorded by another program", "good"),
        (RecordingState.OFF, "Not recording", "t3"),
        (RecordingState.TROUBLE, "Recording has trouble", "warn"),
    ],
)
def test_each_state_has_its_words_and_its_sign(state: RecordingState, words: str, token: str) -> None:
    said = recording_words.status(replace(RECORDING, state=state))

    assert (said.text, said.token) == (words, token)


def test_the_tooltip_tells_where_how_much_since_when_and_what_was_lost() -> None:
    figures = replace(FIGURES, lost_beats=3, set_aside="/data/history.sqlite.damaged-1")
    story = recording_words.status(replace(RECORDING, figures=figures)).tooltip

    for part in (figures.path, "12.0 MiB", "since", "3 samples", figures.set_aside):
        assert part in story


def test_trouble_says_its_reason() -> None:
    figures = replace(FIGURES, trouble="The history can not be written: disk I/O error")

    assert "disk I/O error" in recording_words.trouble(figures)
    assert (
        "disk I/O error"
        in recording_words.status(replace(RECORDING, state=RecordingState.TROUBLE, figures=figures)).tooltip
    )
