"""What the window says of the recording: a fact for the status bar with its whole story, and two messages."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.history import Forwarding, Pace, Recording
from procmon_gui.domain.text import display_text
from procmon_gui.ui import moment_words, spoken, text
from procmon_gui.ui.bridge.recorder import RecordingReport, RecordingState

translate = QCoreApplication.translate


class RecordingWords(NamedTuple):
    """How the recording is doing: words, the whole story for the tooltip, and the sign before it."""

    text: str
    tooltip: str
    icon_name: str
    token: str


def status(report: RecordingReport, interval_s: float) -> RecordingWords:
    """Return the fact of the status bar; `interval_s` lies between two samples."""
    return RecordingWords(_fact(report, interval_s), _story(report, interval_s), *_sign(report.state))


def trouble(figures: Recording) -> str:
    """Say why nothing is written now."""
    words = translate("Recording", "Nothing is recorded now: {reason}.")
    return words.format(reason=spoken.said(figures.trouble).removesuffix("."))


def set_aside(figures: Recording) -> str:
    """Say where a history went that could not be used."""
    words = translate(
        "Recording",
        "What was recorded before could not be used and was set aside as {path}. Recording goes on. "
        "What can be read of it comes back with “procmon-gui salvage {path}”, once this window is closed.",
    )
    return words.format(path=display_text(figures.set_aside))


def _fact(report: RecordingReport, interval_s: float) -> str:
    match report.state:
        case RecordingState.RECORDING if report.pace.kept_every > 1:
            words = translate("Recording", "Recording every {seconds} s")
            return _with_pace(words.format(seconds=_seconds(report.pace, interval_s)), report)
        case RecordingState.RECORDING:
            return _with_pace(translate("Recording", "Recording"), report)
        case RecordingState.STARTING:
            return translate("Recording", "Recording starts")
        case RecordingState.ELSEWHERE:
            return _with_pace(translate("Recording", "Recorded by another program"), report)
        case RecordingState.OFF:
            return translate("Recording", "Not recording")
    return translate("Recording", "Recording has trouble")


def _with_pace(words: str, report: RecordingReport) -> str:
    """Say also how much is written a day; while that is not known, how much was written so far."""
    a_day, figures = report.pace.bytes_a_day, report.figures
    if a_day is not None:
        template, size = translate("Recording", "{recording}, about {size} a day"), a_day
    elif figures is not None and figures.written_bytes and report.state is RecordingState.RECORDING:
        template, size = translate("Recording", "{recording}, {size} so far"), float(figures.written_bytes)
    else:
        return words
    return template.format(recording=words, size=text.bytes_text(size))


def _seconds(pace: Pace, interval_s: float) -> str:
    return f"{pace.kept_every * interval_s:g}"


def _sign(state: RecordingState) -> tuple[str, str]:
    if state is RecordingState.TROUBLE:
        return "triangle-alert", "warn"
    return "circle-dot", "good" if state in (RecordingState.RECORDING, RecordingState.ELSEWHERE) else "t3"


def _story(report: RecordingReport, interval_s: float) -> str:
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
    lines += _pace_lines(report.pace, interval_s)
    lines.append(translate("Recording", "File: {path}").format(path=display_text(figures.path)))
    if figures.size_bytes:
        lines.append(translate("Recording", "On disk: {size}").format(size=text.bytes_text(figures.size_bytes)))
    if report.since_ms:
        since = moment_words.day_and_clock_text(report.since_ms)
        lines.append(translate("Recording", "Recording since {time}").format(time=since))
    if figures.cut_off_ms:
        until = moment_words.day_and_clock_text(figures.cut_off_ms)
        lines.append(
            translate("Recording", "The recording before was cut off; it is whole up to {time}").format(time=until)
        )
    lines += _written_lines(figures, report)
    if figures.lost_beats:
        lines.append(translate("Recording", "%Ln samples could not be kept", None, figures.lost_beats))
    if figures.set_aside:
        aside = display_text(figures.set_aside)
        lines.append(translate("Recording", "Set aside: {path}").format(path=aside))
    if report.forwarding is not None:
        lines += _forwarding_lines(report.forwarding)
    return "\n".join(lines)


def _written_lines(figures: Recording, report: RecordingReport) -> list[str]:
    if not figures.written_bytes:
        return []
    written = text.bytes_text(figures.written_bytes)
    lines = [translate("Recording", "Written since then: {size}").format(size=written)]
    if report.pace.bytes_a_day is None and report.state is RecordingState.RECORDING:
        lines.append(translate("Recording", "How much that is a day can be said after ten minutes."))
    return lines


def _pace_lines(pace: Pace, interval_s: float) -> list[str]:
    if pace.kept_every == 1:
        return []
    words = translate(
        "Recording", "A sample is kept every {seconds} s, and written less often, to stay below {size} a day."
    )
    lines = [words.format(seconds=_seconds(pace, interval_s), size=text.bytes_text(pace.most_bytes_a_day))]
    if pace.bytes_a_day is not None and pace.bytes_a_day > pace.most_bytes_a_day:
        lines.append(translate("Recording", "More is written all the same."))
    return lines


def _forwarding_lines(forwarding: Forwarding) -> list[str]:
    server = display_text(forwarding.server)
    lines = [
        translate("Recording", "Copied to {server}: {size}").format(
            server=server, size=text.bytes_text(forwarding.sent_bytes)
        )
    ]
    if forwarding.trouble:
        lines.append(spoken.said(forwarding.trouble))
    if forwarding.waiting_count:
        lines.append(translate("Recording", "%Ln minutes wait to be copied", None, forwarding.waiting_count))
    if forwarding.missed_count:
        lines.append(translate("Recording", "%Ln minutes became too old before", None, forwarding.missed_count))
    return lines
