"""A notice on the desktop, by the first way that works: the notices of the desktop, the tray, the window, plyer.

Which of them it was is said, because each of them fails in silence in a different place. On Windows and macOS the tray
comes first and plyer last; on Linux plyer stands in for jeepney where that is missing: it asks the same service, by
`notify-send`, which says "shown" when nothing was.
"""

import html
import importlib.util
import logging
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from procmon_gui.channels.desktop_bus import DesktopBus, NotShown, session_bus
from procmon_gui.domain.alerts import Change
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.notices import Notice, Undelivered
from procmon_gui.domain.rules import Severity
from procmon_gui.domain.version import DESKTOP_ID
from procmon_gui.engine.notice_words import ENGLISH, SEVERITY_WORDS, Tongue, held_back_words

log = logging.getLogger(__name__)
_T = QT_TRANSLATE_NOOP

SHOW: Final = "show"
MUTE: Final = "mute"
ACKNOWLEDGE: Final = "acknowledge"
# What desktops call a click beside the buttons.
_DEFAULT: Final = "default"
_BUTTONS: Final = {
    SHOW: _T("Notice", "Show"),
    MUTE: _T("Notice", "Mute for an hour"),
    ACKNOWLEDGE: _T("Notice", "Acknowledge"),
}
_URGENCY: Final = {Severity.INFO: 0, Severity.WARNING: 1, Severity.CRITICAL: 2}
_MOST_KNOWN: Final = 200
_BODY_LINES: Final = 4
_BODY_LETTERS: Final = 600
_PLYER_LETTERS: Final = 200
_MARKUP: Final = frozenset({"body-markup", "body-hyperlinks", "body-images"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DesktopSettings:
    """Nothing is to be set up."""

    @classmethod
    def of(cls, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "DesktopSettings":
        """Return it."""
        del settings, secrets
        return cls()


@dataclass(frozen=True, slots=True)
class Click:
    """A button of a notice that somebody clicked.

    Attributes:
        action: SHOW, MUTE or ACKNOWLEDGE.
        token: with which a window may come to the front; empty where the desktop gives none.
    """

    action: str
    notice: Notice
    token: str = ""


class Beside(Protocol):
    """Other ways to tell somebody, of who has a window. Any thread; each returns at once whether it could."""

    def tell_by_tray(self, notice: Notice) -> bool:
        """Let the tray show it."""

    def tell_in_window(self, notice: Notice) -> bool:
        """Show it in the window."""


class Desktop:
    """An `AlertChannel`. One for each program: it knows which notice on the screen is of which alert."""

    def __init__(
        self,
        *,
        beside: Beside | None = None,
        clicked: Callable[[Click], None] | None = None,
        tongue: Tongue = ENGLISH,
    ) -> None:
        """`clicked` is called on a thread of the desktop's, and must return at once. `tongue` is the language of who
        sits here: notices for the desktop are worded in it, too (`engine.outgoing`).
        """
        self.tongue = tongue
        self._beside = beside
        self._told = clicked
        self._bus = DesktopBus(self._on_clicked if clicked is not None else None)
        self._guard = threading.Lock()
        # By number on the screen, and which number an alert has.
        self._shown: OrderedDict[int, Notice] = OrderedDict()
        self._numbers: OrderedDict[int, int] = OrderedDict()

    def deliver(self, notice: Notice, timeout_s: float) -> str:
        """Show it; return by which way. Raises Undelivered."""
        ways = self._ways()
        failed = []
        for way in ways:
            try:
                words = way(notice, timeout_s)
            except NotShown as error:
                failed.append(error)
            else:
                # Why it was not the desktop itself, which is what somebody wants to know who missed it there.
                return f"{words}; {failed[0]}" if failed else words
        words = "; ".join(str(error) for error in failed)
        # Without a session there is nobody to wait for.
        raise Undelivered(words, is_final=not any(error.is_there for error in failed))

    def close(self) -> None:
        """Hang up."""
        self._bus.close()

    def _ways(self) -> "list[Callable[[Notice, float], str]]":
        beside = [self._by_tray, self._in_window] if self._beside is not None else []
        if not _is_linux():
            return [*beside[:1], self._by_plyer, *beside[1:]]
        # plyer would ask the same service as we do, if in another way.
        has_jeepney = importlib.util.find_spec("jeepney") is not None
        return [self._by_bus, *beside, *([] if has_jeepney else [self._by_plyer])]

    # ---- the notices of the desktop

    def _by_bus(self, notice: Notice, timeout_s: float) -> str:
        with self._guard:
            replaces = self._numbers.get(notice.alert_id, 0) if notice.alert_id else 0
        urgency = 0 if notice.change is Change.RESOLVED else _URGENCY[notice.severity]
        hints = {"urgency": ("y", urgency), "category": ("s", "device"), "desktop-entry": ("s", DESKTOP_ID)}
        number, server = self._bus.notify(
            _summary(notice, self.tongue), _Body(notice, self.tongue), replaces=replaces,
            actions=_actions(notice, self.tongue), hints=hints,
            # A part of the limit is for the ways that come after it.
            timeout_s=timeout_s * 0.75,
        )  # fmt: skip
        self._remember(number, notice)
        return f"shown by {server}"

    def _remember(self, number: int, notice: Notice) -> None:
        with self._guard:
            self._shown[number] = notice
            if notice.alert_id:
                self._numbers[notice.alert_id] = number
            for known in (self._shown, self._numbers):
                while len(known) > _MOST_KNOWN:
                    known.popitem(last=False)

    def _on_clicked(self, number: int, action: str, token: str) -> None:
        with self._guard:
            notice = self._shown.get(number)
        action = SHOW if action == _DEFAULT else action
        # The number may be of a notice of another program: those are told to everybody.
        if notice is not None and self._told is not None and action in (SHOW, MUTE, ACKNOWLEDGE):
            self._told(Click(action, notice, token))

    # ---- other ways

    def _by_tray(self, notice: Notice, _timeout_s: float) -> str:
        if self._beside is None or not self._beside.tell_by_tray(notice):
            raise NotShown("there is no tray that shows messages", is_there=False)
        return "shown by the tray"

    def _in_window(self, notice: Notice, _timeout_s: float) -> str:
        if self._beside is None or not self._beside.tell_in_window(notice):
            raise NotShown("there is no window", is_there=False)
        return "shown in the window"

    def _by_plyer(self, notice: Notice, timeout_s: float) -> str:
        if _is_linux() and not session_bus():
            raise NotShown("plyer has no session of a desktop", is_there=False)
        done: list[str] = []
        # It waits for another program, without a limit of its own.
        work = threading.Thread(target=_tell_plyer, args=(notice, self.tongue, done), name="plyer", daemon=True)
        work.start()
        work.join(timeout_s * 0.75)
        if done != [""]:
            raise NotShown(f"plyer can not show notices ({''.join(done) or 'it does not answer'})", is_there=True)
        return "handed to plyer; whether it was shown is not known"


def _tell_plyer(notice: Notice, tongue: Tongue, done: list[str]) -> None:
    """Tell it, and add the name of the error to `done`; an empty one where there was none."""
    try:
        # At first use: it looks for what the system has.
        from plyer import notification

        notification.notify(
            title=plyer_title(notice, tongue),
            message=_text(notice, tongue)[:_PLYER_LETTERS],
            app_name="procmon_gui",
            timeout=10,
        )
        done.append("")
    except Exception as error:  # noqa: BLE001  # plyer raises whatever comes from below it
        log.info("plyer could not show a notice: %s", type(error).__name__)
        done.append(type(error).__name__)


def _is_linux() -> bool:
    return sys.platform == "linux"


class _Body:
    """The body of a notice, for what a desktop can show."""

    def __init__(self, notice: Notice, tongue: Tongue) -> None:
        self._notice = notice
        self._tongue = tongue

    def __call__(self, capabilities: frozenset[str]) -> str:
        """Return it."""
        text = _text(self._notice, self._tongue)
        # Where the desktop reads markup, what strangers wrote must be none. dunst 1.9 without a file of settings reads
        # it and says so only by its links.
        return html.escape(text, quote=False) if capabilities & _MARKUP else text


def _summary(notice: Notice, tongue: Tongue) -> str:
    if not notice.alert_id or notice.change is Change.RESOLVED:
        # What is over warns of nothing.
        return notice.title
    return f"{tongue.translated('Notice', SEVERITY_WORDS[notice.severity])}: {notice.title}"


def _text(notice: Notice, tongue: Tongue) -> str:
    held = held_back_words(notice, tongue)
    lines = [*notice.lines[:_BODY_LINES], held] if held else notice.lines[:_BODY_LINES]
    return "\n".join(lines)[:_BODY_LETTERS]


def _actions(notice: Notice, tongue: Tongue) -> list[str]:
    labels = {action: tongue.translated("Notice", label) for action, label in _BUTTONS.items()}
    buttons = [_DEFAULT, labels[SHOW], SHOW, labels[SHOW]]
    if notice.alert_id and notice.change is not Change.RESOLVED:
        buttons += [MUTE, labels[MUTE], ACKNOWLEDGE, labels[ACKNOWLEDGE]]
    return buttons


def plyer_title(notice: Notice, tongue: Tongue = ENGLISH) -> str:
    """Return a title that no program below plyer takes for an option."""
    return ("procmon_gui: " + _summary(notice, tongue))[:_PLYER_LETTERS]
