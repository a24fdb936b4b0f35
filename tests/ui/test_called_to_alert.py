"""Who clicks on a notice gets the window at the alert and at its moment, as soon as both are known, or stays."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.domain.alerts import Alert
from procmon_gui.domain.history import Span
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.called_to_alert import CalledToAlert
from tests.engine.channels import NOW_MS, alert


@dataclass
class Room:
    """A window whose past and whose alerts come when a test says so."""

    known: dict[int, Alert] = field(default_factory=dict)
    span: Span | None = None
    shown: list[int] = field(default_factory=list)
    gone_to: list[int] = field(default_factory=list)
    is_past: bool = False

    @property
    def moment(self) -> Any:
        history = SimpleNamespace(span=lambda: self.span)
        return SimpleNamespace(history=history, is_past=self.is_past, go_to=self.gone_to.append)

    def show_alert(self, id: int) -> None:
        self.shown.append(id)

    def alert(self, id: int) -> Alert | None:
        return self.known.get(id)

    def called(self) -> CalledToAlert:
        made = CalledToAlert(self, cast("AlertList", self))
        made._timer.setInterval(5)
        return made


def test_the_alert_is_shown_at_once_and_its_moment_when_both_are_known(qtbot: QtBot) -> None:
    room = Room()
    called = room.called()
    called.show(7)
    assert (room.shown, room.gone_to) == ([7], [])
    room.known[7] = alert(7)
    # The past of a window that has just begun is short: its nearest beat would be another moment.
    room.span = Span(from_ms=NOW_MS + 1000, to_ms=NOW_MS + 2000)
    qtbot.wait(30)  # some tries
    assert room.gone_to == []
    room.span = replace(room.span, from_ms=NOW_MS - 1000)
    qtbot.waitUntil(lambda: bool(room.gone_to))
    qtbot.wait(30)  # no further ones
    assert room.gone_to == [NOW_MS]


@pytest.mark.parametrize("is_past", [True, False])
def test_who_has_gone_elsewhere_or_waited_long_is_left_alone(qtbot: QtBot, is_past: bool) -> None:
    room = Room(span=Span(from_ms=0, to_ms=NOW_MS), is_past=is_past)
    called = room.called()
    called.show(7)
    qtbot.waitUntil(lambda: not called._timer.isActive())
    room.known[7] = alert(7)
    qtbot.wait(30)  # nobody tries any more
    assert room.gone_to == []


def test_what_is_known_is_gone_to_without_waiting(qtbot: QtBot) -> None:
    room = Room(known={7: alert(7)}, span=Span(from_ms=0, to_ms=NOW_MS))
    room.called().show(7)
    assert (room.shown, room.gone_to) == ([7], [NOW_MS])
