"""One connection to the session bus that asks and hears, within limits. Loads jeepney: for `desktop_bus` only."""

from collections.abc import Callable
from typing import Any, Final

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    new_method_call,
)
from jeepney.bus import get_bus
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import prep_socket
from jeepney.io.common import RouterClosed
from jeepney.io.threading import DBusConnection, DBusRouter, Proxy
from jeepney.wrappers import unwrap_msg

NAME: Final = "org.freedesktop.Notifications"
_PATH: Final = "/org/freedesktop/Notifications"

Heard = Callable[[str, tuple[Any, ...]], None]


class NoBus(Exception):
    """There is no session bus to be reached."""


class NoAnswer(Exception):
    """Who was asked does not answer in time, or refuses."""


class _Router(DBusRouter):  # type: ignore[misc]  # jeepney is untyped
    """Tells signals of who shows notices, as they come; `heard` must return at once.

    Anybody on the bus can send the same signals: a click of a stranger would mute alerts. Only who answers to the name
    is heard, by the name that the bus gave him.
    """

    def __init__(self, connection: DBusConnection, heard: Heard) -> None:
        self._heard = heard
        self.owner = ""
        super().__init__(connection)

    def _dispatch(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal and fields.get(HeaderFields.interface) == NAME:
            if self.owner and fields.get(HeaderFields.sender) == self.owner:
                self._heard(str(fields.get(HeaderFields.member)), tuple(message.body))
        else:
            super()._dispatch(message)

    def _receiver(self) -> None:
        # The bus ends with the session: that is no mistake of anybody.
        try:
            super()._receiver()
        except (OSError, ValueError):
            return


class Line:
    """One connection. Raises NoBus where there is none."""

    def __init__(self, address: str, heard: Heard, timeout_s: float) -> None:
        try:
            self._connection = DBusConnection(prep_socket(get_bus(address), timeout=timeout_s))
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise NoBus from error
        self._router = _Router(self._connection, heard)
        self.server = ""
        self.capabilities: frozenset[str] = frozenset()
        try:
            self._greet(timeout_s)
        except NoAnswer:
            self.close()
            raise

    def _greet(self, timeout_s: float) -> None:
        bus = Proxy(message_bus, self._router, timeout=timeout_s)
        try:
            bus.Hello()
            bus.AddMatch(MatchRule(type="signal", interface=NAME, path=_PATH))
        except (TimeoutError, OSError, DBusErrorResponse, RouterClosed) as error:
            raise NoAnswer(_words_of(error)) from error
        found = self.call("GetServerInformation", "", (), timeout_s)
        self.server = f"{found[0]} {found[2]}"
        self.capabilities = frozenset(map(str, self.call("GetCapabilities", "", (), timeout_s)[0]))

    def call(self, method: str, signature: str, arguments: tuple[Any, ...], timeout_s: float) -> tuple[Any, ...]:
        """Return what who shows notices answers. Raises NoAnswer."""
        address = DBusAddress(_PATH, bus_name=NAME, interface=NAME)
        message = new_method_call(address, method, signature or None, arguments)
        try:
            reply = self._router.send_and_get_reply(message, timeout=timeout_s)
            found = tuple(unwrap_msg(reply))
        except (TimeoutError, OSError, DBusErrorResponse, RouterClosed) as error:
            raise NoAnswer(_words_of(error)) from error
        self._router.owner = str(reply.header.fields.get(HeaderFields.sender, ""))
        return found

    def close(self) -> None:
        """Hang up."""
        try:
            self._router.close()
            self._connection.close()
        except (OSError, ValueError, KeyError):
            return  # it was gone already


def _words_of(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "does not answer"
    name = str(getattr(error, "name", ""))
    if name.endswith((".ServiceUnknown", ".NameHasNoOwner")):
        return "is not there"
    if ".Spawn." in name:
        return "can not be started"
    return f"refuses ({name.rpartition('.')[2]})" if name else "hung up"
