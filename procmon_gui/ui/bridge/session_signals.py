"""What the desktop says of the session of the reader: it is being locked, or the machine goes to sleep (logind).

Where there is no system bus, or nobody on it who tells, nothing ever happens.
"""

import os
from typing import Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_PATH: Final = "/org/freedesktop/login1"
_MANAGER: Final = "org.freedesktop.login1.Manager"
_SESSION: Final = "org.freedesktop.login1.Session"


class SessionSignals(QObject):
    """Listens as long as it lives.

    Signals:
        left: the reader leaves, or lets nobody see his screen.
    """

    left = Signal()

    def __init__(self, parent: QObject, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        # No name of a service: to look it up would wait for the bus. Whoever may speak for logind on the system bus is
        # its business, and the worst that a stranger could do is to lock this window.
        self._bus = QDBusConnection.systemBus() if bus is None else bus
        self.is_listening = self._bus.isConnected() and self._listen()

    def _listen(self) -> bool:
        hears_sleep = self._hear(_PATH, _MANAGER, "PrepareForSleep", SLOT("_on_sleep(bool)"))
        return self._hear(session_path(), _SESSION, "Lock", SLOT("_on_lock()")) and hears_sleep

    def _hear(self, path: str, interface: str, name: str, slot: str) -> bool:
        # The stubs of PySide want bytes, which it then refuses.
        return bool(self._bus.connect("", path, interface, name, self, slot))  # type: ignore[call-overload]

    @Slot(bool)
    def _on_sleep(self, begins: bool) -> None:
        if begins:
            self.left.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.left.emit()


def session_path() -> str:
    """Return the object of the own session on the bus; empty, which is any, where the session has no name."""
    session = os.environ.get("XDG_SESSION_ID", "")
    if not session:
        return ""
    # As systemd writes names into paths: what is no letter, nor a digit behind the first, becomes its code.
    letters = (
        letter if letter.isascii() and (letter.isalpha() or (place and letter.isdigit())) else f"_{ord(letter):02x}"
        for place, letter in enumerate(session)
    )
    return "/org/freedesktop/login1/session/" + "".join(letters)
