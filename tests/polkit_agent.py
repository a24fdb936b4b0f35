"""What asks for a password in a desktop, without a window: an authentication agent of polkit that answers by itself."""

import os
import subprocess
import threading
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_call, new_method_return
from jeepney.io.blocking import open_dbus_connection

_AUTHORITY: Final = DBusAddress(
    "/org/freedesktop/PolicyKit1/Authority", "org.freedesktop.PolicyKit1", "org.freedesktop.PolicyKit1.Authority"
)
CHECKER: Final = "/usr/lib/polkit-1/polkit-agent-helper-1"


class Agent(threading.Thread):
    """Is asked for the password on behalf of this process, from its start to its end."""

    def __init__(self, password: str | None) -> None:
        """`password` is what it answers; with None it closes the question."""
        super().__init__(daemon=True)
        self.asked: list[tuple[str, str]] = []
        self._password = password
        self._bus = open_dbus_connection("SYSTEM")
        who = ("unix-process", {"pid": ("u", os.getpid()), "start-time": ("t", 0), "uid": ("i", os.getuid())})
        call = new_method_call(_AUTHORITY, "RegisterAuthenticationAgent", "(sa{sv})ss", (who, "de_DE.UTF-8", "/agent"))
        answer = self._bus.send_and_get_reply(call)
        assert answer.header.message_type is MessageType.method_return, answer.body

    def run(self) -> None:
        """Answer until the process ends."""
        while True:
            message = self._bus.receive()
            if message.header.fields.get(HeaderFields.member) == "BeginAuthentication":
                self._bus.send(self._answered(message))

    def _answered(self, message: Any) -> Any:
        action, words, _icon, _details, cookie, _identities = message.body
        self.asked.append((action, words))
        if self._password is None:
            return new_error(message, "org.freedesktop.PolicyKit1.Error.Cancelled")
        # The program that looks at the password reads what a dialog would have given to it, and tells polkit.
        subprocess.run(
            [CHECKER, "root"], input=f"{cookie}\n{self._password}\n".encode(), capture_output=True, check=False
        )
        return new_method_return(message)
