"""Listens, as the first instance, for later starts of the program. Window thread only."""

import contextlib
import logging
import socket
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot

from procmon_gui.engine.first_instance import LONGEST_REQUEST, RAISED, Claim, alert_of, is_same_user, token_of

log = logging.getLogger(__name__)

GUESTS: Final = 8
# Who has said nothing by then is shown out.
GUEST_LIMIT_MS: Final = 1000


class SingleInstance(QObject):
    """Answers who knocks; what makes no sense is ignored.

    Signals:
        raise_asked: the window should come to the front; with the token that lets it (may be empty).
        alert_asked: and show the alert of this id.
    """

    raise_asked = Signal(str)
    alert_asked = Signal(object)

    def __init__(self, claim: Claim, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._claim = claim
        self._guests: list[_Guest] = []
        self._listener: socket.socket | None = None
        try:
            self._listener = claim.listen()
        except OSError as error:
            log.info("Later starts can not be heard: %s", error)
            return
        self._door = QSocketNotifier(self._listener.fileno(), QSocketNotifier.Type.Read, self)
        self._door.activated.connect(self._on_knock)

    @Slot()
    def _on_knock(self) -> None:
        while self._listener is not None:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            if len(self._guests) >= GUESTS or not is_same_user(connection):
                connection.close()
                continue
            guest = _Guest(connection, self)
            guest.asked.connect(self._on_asked)
            guest.gone.connect(self._on_gone)
            self._guests.append(guest)

    @Slot(str, object)
    def _on_asked(self, token: str, alert_id: int) -> None:
        self.raise_asked.emit(token)
        if alert_id:
            self.alert_asked.emit(alert_id)

    @Slot(object)
    def _on_gone(self, guest: "_Guest") -> None:
        if guest in self._guests:
            self._guests.remove(guest)
            guest.deleteLater()

    def close(self) -> None:
        """Hear nobody any more; the next start is a first one."""
        if self._listener is not None:
            self._door.setEnabled(False)
            self._listener.close()
            self._listener = None
        for guest in list(self._guests):
            guest.leave()
        self._claim.close()


class _Guest(QObject):
    """One connection, until it has asked or has taken too long.

    Signals:
        asked: the window should come to the front; with the token, and the alert to show (0 for none).
        gone: the connection is closed.
    """

    asked = Signal(str, object)
    gone = Signal(object)

    def __init__(self, connection: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        self._connection = connection
        self._heard = b""
        connection.setblocking(False)
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self.leave)
        self._limit.start(GUEST_LIMIT_MS)

    @Slot()
    def _on_readable(self) -> None:
        try:
            said = self._connection.recv(LONGEST_REQUEST)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        self._heard += said
        if not said or len(self._heard) > LONGEST_REQUEST:
            self.leave()
        elif self._heard.endswith(b"\n"):
            token = token_of(self._heard)
            if token is not None:
                self.asked.emit(token, alert_of(self._heard))
                with contextlib.suppress(OSError):
                    self._connection.send(RAISED)
            self.leave()

    @Slot()
    def leave(self) -> None:
        """Close the connection."""
        if self._connection.fileno() < 0:
            return
        self._limit.stop()
        self._notifier.setEnabled(False)
        self._connection.close()
        self.gone.emit(self)
