"""Finds sockets in a list of them: by port, by path, by inode."""

import re
import socket
from collections.abc import Callable
from typing import Final

from procmon_gui.collectors.finder_match import text_test
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.finding import NO_PORT, NOTHING_TYPED, Found, HeldAs
from procmon_gui.domain.sockets import Socket, SocketList, endpoint

_INODE: Final = re.compile(r"(?:socket:\[)?([0-9]{1,19})\]?")
_HIGHEST_PORT: Final = 65535

SocketTest = Callable[[Socket], bool]


def port_number(text: str) -> int:
    """Return the port that was typed: a number, with or without a colon, or the name of a service; else WrongInput."""
    wanted = text.strip().removeprefix(":")
    if not wanted:
        raise WrongInput(NOTHING_TYPED)
    if wanted.isascii() and wanted.isdecimal() and len(wanted) <= len(str(_HIGHEST_PORT)):
        number = int(wanted)
    else:
        try:
            number = socket.getservbyname(wanted)
        except (OSError, ValueError) as error:
            raise WrongInput(NO_PORT) from error
    if number > _HIGHEST_PORT:
        raise WrongInput(NO_PORT)
    return number


def port_test(port: int) -> SocketTest:
    """Return the test for internet sockets with this port at either end."""

    def has_port(one: Socket) -> bool:
        return one.kind.is_internet and port in (one.local_port, one.remote_port)

    return has_port


def socket_test(text: str) -> SocketTest:
    """Return the test for unix sockets by a part of their path, or for any socket by its inode; else WrongInput."""
    wanted = text.strip()
    if not wanted:
        raise WrongInput(NOTHING_TYPED)
    number = _INODE.fullmatch(wanted)
    in_path = text_test(wanted)

    def is_wanted(one: Socket) -> bool:
        if number is not None and one.inode == int(number[1]):
            return True
        return one.kind.is_unix and (in_path(one.local_address) or in_path(one.remote_address))

    return is_wanted


def socket_hits(told: SocketList, test: SocketTest) -> list[Found]:
    """Return one hit for each holder of each socket that is wanted, and one for a socket without a known holder."""
    hits: list[Found] = []
    for one in told.sockets:
        if test(one):
            hits += [
                Found(
                    process=owner,
                    name=told.names.get(owner, "") if owner is not None else "",
                    thing=endpoint(one.local_address, one.local_port),
                    held_as=HeldAs.SOCKET,
                    user=one.user,
                    socket=one,
                )
                for owner in one.owners or (None,)
            ]
    return hits
