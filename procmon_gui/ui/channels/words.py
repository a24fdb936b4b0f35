"""Channels in words of the reader's language. Window thread only."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.channel_kinds import SHOWN, ChannelKind, WrongField
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.notices import ChannelProblem, ChannelSpec, Delivery, DeliveryState
from procmon_gui.domain.rules import Severity
from procmon_gui.ui import moment_words, spoken
from procmon_gui.ui.leave import denied_text

_T = QT_TRANSLATE_NOOP
translate = QCoreApplication.translate

_STATES: Final = {
    DeliveryState.WAITING: _T("Channels", "on its way"),
    DeliveryState.DELIVERED: _T("Channels", "told"),
    DeliveryState.FAILED: _T("Channels", "given up"),
    DeliveryState.EXPIRED: _T("Channels", "too old"),
}
ICONS: Final = {
    DeliveryState.WAITING: "refresh-cw",
    DeliveryState.DELIVERED: "circle-check",
    DeliveryState.FAILED: "circle-x",
    DeliveryState.EXPIRED: "circle-x",
}
TOKENS: Final = {
    DeliveryState.WAITING: "t2",
    DeliveryState.DELIVERED: "good",
    DeliveryState.FAILED: "crit",
    DeliveryState.EXPIRED: "crit",
}
_FROM: Final = {
    Severity.INFO: _T("Channels", "everything"),
    Severity.WARNING: _T("Channels", "warnings and critical"),
    Severity.CRITICAL: _T("Channels", "critical only"),
}


def channel_text(words: str) -> str:
    """Return what a kind declares of itself in the reader's language."""
    return translate("Channel", words)


def kind_text(kinds: Iterable[ChannelKind], id: str) -> str:
    """Return what a kind is called."""
    return next((channel_text(kind.label) for kind in kinds if kind.id == id), id)


def from_text(severity: Severity) -> str:
    """Say what a channel hears of."""
    return translate("Channels", _FROM[severity])


def where_text(spec: ChannelSpec) -> str:
    """Say where a channel goes, in a few words."""
    found = spec.settings.get("to") or spec.settings.get(SHOWN) or spec.settings.get("command") or ""
    return found.replace("\n", " " if "command" in spec.settings else ", ")


def state_text(delivery: Delivery) -> str:
    """Say what became of a notice."""
    words = translate("Channels", _STATES[delivery.state])
    if delivery.state is DeliveryState.WAITING and delivery.try_count and delivery.next_ms is not None:
        when = moment_words.clock_text(delivery.next_ms, has_seconds=False)
        return translate("Channels", "again at {time}").format(time=when)
    return words


def explained(delivery: Delivery) -> str:
    """Say all there is to say of a delivery."""
    tries = translate("Channels", "%n tries", "", delivery.try_count)
    state = f"{state_text(delivery)}, {tries}" if delivery.try_count else state_text(delivery)
    parts = (delivery.title, state, outcome_text(delivery.words))
    return "\n".join(part for part in parts if part)


def problem_text(problem: ChannelProblem) -> str:
    """Say what is wrong with the file, and where."""
    where = "channels.toml"
    if problem.line:
        where = translate("Channels", "{file}, line {line}").format(file=where, line=problem.line)
    words = _filled(problem.template, problem.fields) if problem.template else problem.words
    return ": ".join(part for part in (where, problem.channel, words) if part)


def doubt_text(spec: ChannelSpec) -> str:
    """Say why a channel is not used, and which it is."""
    return f"{spec.id}: {outcome_text(spec.doubt)}"


def trouble_text(error: ProcmonError) -> str:
    """Say why something was not done."""
    if isinstance(error, Denied):
        return denied_text(error)
    if isinstance(error, WrongField):
        return _filled(error.template, error.fields)
    return outcome_text(str(error))


def outcome_text(words: str) -> str:
    """Say how it went in the reader's language: what is said may be several sentences of the rooms below."""
    parts = words.split("; ")
    known = list(map(spoken.said, parts))
    # What was heard from outside may hold a semicolon: then the whole says better where it begins and ends.
    whole = words if all(map(str.__ne__, known, parts)) else spoken.said(words)
    return whole if whole != words else "; ".join(known)


def _filled(template: str, fields: Mapping[str, str]) -> str:
    found = {name: channel_text(value) if name == "label" else value for name, value in fields.items()}
    return channel_text(template).format(**found)
