"""org.freedesktop.Notifications: shows, replaces, and hears which button was clicked.

One connection for the life of the program: a desktop takes the notices of whoever leaves away, and tells clicks to who
asked. Every call has a limit; after one that was not answered the connection is made anew.
"""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from procmon_gui.channels.desktop_line import Line

_MOST_TOKENS: Final = 50

Clicked = Callable[[int, str, str], None]


class NotShown(Exception):
    """The desktop did not show it; the text says why. `is_there`: there is a session that could have."""

    def __init__(self, words: str, *, is_there: bool) -> None:
        super().__init__(words)
        self.is_there = is_there


class DesktopBus:
    """Any thread. `clicked` hears the number of a notice, the id of the button, and a token to come to the front with;
    it is called on a thread of the connection and must return at once.
    """

    def __init__(self, clicked: Clicked | None = None) -> None:
        self._clicked = clicked
        self._guard = threading.Lock()
        self._line: Line | None = None
        self._tokens: OrderedDict[int, str] = OrderedDict()

    def notify(
        self,
        summary: str,
        body: Callable[[frozenset[str]], str],
        *,
        replaces: int,
        actions: Sequence[str],
        hints: Mapping[str, tuple[str, Any]],
        timeout_s: float,
    ) -> tuple[int, str]:
        """Show it, in the place of another one; return its number, and who shows it.

        `body` makes the words for what the desktop can do. Raises NotShown.
        """
        until = time.monotonic() + timeout_s
        if not self._guard.acquire(timeout=timeout_s):
            raise NotShown("the notices of the desktop do not answer", is_there=True)
        try:
            line = self._opened(timeout_s)
            offered = list(actions) if self._clicked is not None and "actions" in line.capabilities else []
            words = body(line.capabilities) if "body" in line.capabilities else ""
            arguments = ("procmon_gui", replaces, "dialog-warning", summary, words, offered, dict(hints), -1)
            (number,) = self._called(line, arguments, max(0.1, until - time.monotonic()))
            return int(number), line.server
        finally:
            self._guard.release()

    def close(self) -> None:
        """Hang up."""
        with self._guard:
            self._hang_up()

    # ---- with the guard

    def _opened(self, timeout_s: float) -> "Line":
        if self._line is not None:
            return self._line
        address = session_bus()
        if not address:
            raise NotShown("there is no session of a desktop", is_there=False)
        from procmon_gui.channels.desktop_line import Line, NoAnswer, NoBus

        try:
            self._line = Line(address, self._on_heard, timeout_s)
        except NoBus:
            raise NotShown("the session bus of the desktop can not be reached", is_there=False) from None
        except NoAnswer as error:
            raise NotShown(f"who shows notices on this desktop {error}", is_there=True) from None
        return self._line

    def _called(self, line: "Line", arguments: tuple[Any, ...], timeout_s: float) -> tuple[Any, ...]:
        from procmon_gui.channels.desktop_line import NoAnswer

        try:
            return line.call("Notify", "susssasa{sv}i", arguments, timeout_s)
        except NoAnswer as error:
            self._hang_up()
            raise NotShown(f"who shows notices on this desktop {error}", is_there=True) from None

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    # ---- on the thread of the connection

    def _on_heard(self, member: str, body: tuple[Any, ...]) -> None:
        # Anybody on the bus may send such a signal, and with what he likes in it.
        if self._clicked is None or len(body) != 2 or not (isinstance(body[0], int) and isinstance(body[1], str)):
            return
        number, said = body
        if member == "ActivationToken":
            self._tokens[number] = said
            while len(self._tokens) > _MOST_TOKENS:
                self._tokens.popitem(last=False)
        elif member == "ActionInvoked":
            self._clicked(number, said, self._tokens.pop(number, ""))


def session_bus() -> str:
    """Return the address of the bus of the session that this program belongs to; empty where there is none."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address:
        return address
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), "bus")
    return f"unix:path={path}" if os.path.isabs(path) and os.path.exists(path) else ""
