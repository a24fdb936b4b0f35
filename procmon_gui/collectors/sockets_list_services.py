"""Names under which ports are known: /etc/services, through getservbyport(3). A hint: anybody may use any."""

import socket
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from procmon_gui.domain.sockets import Socket
from procmon_gui.domain.text import cell_text

# Ports from here on are handed out by the kernel (ip_local_port_range): a name for them would mislead.
_FIRST_EPHEMERAL: Final = 32768
# The whole file is read for each question, so a list asks only so many of them; the next one goes on.
_QUESTIONS_A_LIST: Final = 16


class ServiceNames:
    """Remembers the answers, also that there is none. May wait for a directory service: never on the window thread."""

    def __init__(self, ask: Callable[[int], str] = socket.getservbyport) -> None:
        self._ask = ask
        self._known: dict[int, str] = {}

    def of(self, sockets: Iterable[Socket]) -> Mapping[int, str]:
        """Return the names that are known of the ports of these sockets."""
        ports: set[int] = set()
        for one in sockets:
            if one.kind.is_internet:
                ports.update(port for port in (one.local_port, one.remote_port) if port and port < _FIRST_EPHEMERAL)
        for port in sorted(ports - self._known.keys())[:_QUESTIONS_A_LIST]:
            try:
                self._known[port] = cell_text(self._ask(port))
            except OSError:
                self._known[port] = ""
        return MappingProxyType({port: self._known[port] for port in ports if self._known.get(port)})
