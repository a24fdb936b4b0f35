"""What the window says of the recording: a fact for the status bar with its whole story, and two messages."""

from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.history import Recording
from procmon_gui.domain.text import display_text
from procmon_gui.ui import moment_words, spoken, text
from procmon_gui.ui.bridge.recorder import RecordingReport, RecordingState

translate = QCoreApplication.translate
_DAY_S: Final = 86_400
# Before that, what is written a day can not be told from the first few commits.
_TELLING_S: Final = 60.0


class RecordingWords(NamedTuple):
    """How the recording is doing: words, the whole story for the tooltip, and the sign before it."""

    text: str
    tooltip: str
    icon_name: str
    token: str


def status(report: RecordingReport) -> RecordingWords:
    """Return the fact of the status bar."""
    return RecordingWords(_fact(report), _story(report), *_sign(report.state))


def trouble(figures: Recording) -> str:
    """Say why nothing is written now."""
    words = translate("Recording", "Nothing is recorded now: {reason}.")
    return words.format(reason=spoken.said(figures.trouble).removesuffix("."))


def set_aside(figures: Recording) -> str:
    """Say where a history went that could not be used."""
    words = translate(
        "Recording", "The recorded history was damaged and was set aside as {path}. Recording goes on in a new file."
    )
    return words.format(path=display_text(figures.set_aside))


def _fact(report: RecordingReport) -> str:
    match report.state:
        case RecordingState.RECORDING if report.for_s >= _TELLING_S and report.figures is not None:
            a_day = report.figures.written_bytes / report.for_s * _DAY_S
            return translate("Recording", "Recording, {size} a day").format(size=text.bytes_text(a_day))
        case RecordingState.RECORDING:
            return translate("Recording", "Recording")
        case RecordingState.STARTING:
            return translate("Recording", "Recording starts")
        case RecordingState.ELSEWHERE:
            return translate("Recording", "Recorded by another program")
        case RecordingState.OFF:
            return translate("Recording", "Not recording")
    return translate("Recording", "Recording has trouble")


def _sign(state: RecordingState) -> tuple[str, str]:
    if state is RecordingState.TROUBLE:
        return "triangle-alert", "warn"
    return "circle-dot", "good" if state in (RecordingState.RECORDING, RecordingState.ELSEWHERE) else "t3"


def _story(report: RecordingReport) -> str:
    figures = report.figures
    if report.state is RecordingState.OFF:
        return translate("Recording", "The settings say that nothing is kept on disk. What was recorded before stays.")
    if figures is None:
        return translate("Recording", "The history is being opened.")
    lines = []
    if report.state is RecordingState.TROUBLE:
        lines.append(spoken.said(figures.trouble))
    if report.state is RecordingState.ELSEWHERE:
        lines.append(
            translate(
                "Recording",
                "Another program records here; this one reads along, and goes on when that one ends.",
            )
        )
    lines.append(translate("Recording", "File: {path}").format(path=display_text(figures.path)))
    if figures.size_bytes:
        lines.append(translate("Recording", "On disk: {size}").format(size=text.bytes_text(figures.size_bytes)))
    if report.since_ms:
        since = moment_words.day_and_clock_text(report.since_ms)
        lines.append(translate("Recording", "Recording since {time}").format(time=since))
    if figures.written_bytes:
        written = text.bytes_text(figures.written_bytes)
        lines.append(translate("Recording", "Written since then: {size}").format(size=written))
    if figures.lost_beats:
        lines.append(translate("Recording", "%Ln samples could not be kept", None, figures.lost_beats))
    if figures.set_aside:
        aside = display_text(figures.set_aside)
        lines.append(translate("Recording", "Set aside: {path}").format(path=aside))
    return "\n".join(lines)
