#!/usr/bin/python3 -IBS
"""Starts the helper, through pkexec: a socket is its stdin, and nothing else is told to it."""

import ctypes
import os
import resource
import signal
import socket
import stat
import struct
import sys

# As in the eye: the room above is appended, so that nothing in it can stand in for a module of the standard library.
sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))))

from procmon_gui.control.helper.desk import Desk, serve
from procmon_gui.control.helper.log import Log
from procmon_gui.control.helper.wire import ANSWER, MAGIC, Reason, Result

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITIES = 1 << 5 | 1 << 19 | 1 << 23  # CAP_KILL, CAP_SYS_PTRACE (for /proc/PID/exe), CAP_SYS_NICE
_CAPABILITY_VERSION = 0x2008_0522


def main() -> int:
    """Say whether it is ready, and serve who asked."""
    asked_by = os.environ.get("PKEXEC_UID", "")
    os.environ.clear()
    _give_up_what_is_not_needed()
    channel = socket.socket(fileno=0)
    if (channel.family, channel.type) != (socket.AF_UNIX, socket.SOCK_SEQPACKET):
        return 2
    # From now on the kernel says with each message who sent it.
    channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    pid, uid, _gid = struct.unpack("3i", channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    desk = Desk((pid, uid), Log())
    reason = Reason.NONE
    if asked_by != str(uid) or pid != os.getppid() or os.readlink("/proc/self") != str(os.getpid()):
        reason = Reason.STRANGER
    elif not _is_safe():
        reason = Reason.UNSAFE
    try:
        desk.note(f"refused {reason.name}" if reason else "started")
    except OSError:
        reason = reason or Reason.NO_LOG
    channel.settimeout(5.0)
    channel.send(ANSWER.pack(MAGIC, Result.REFUSED if reason else Result.READY, reason, 0, 0))
    if not reason:
        serve(channel, desk)
    return 1 if reason else 0


def _give_up_what_is_not_needed() -> None:
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTSTP):
        signal.signal(number, signal.SIG_IGN)  # of the terminal, for the program, which closes the socket
    os.umask(0o077)
    os.chdir("/")
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    libc = ctypes.CDLL(None)
    header = struct.pack("Ii", _CAPABILITY_VERSION, 0)
    kept = struct.pack("6I", _CAPABILITIES, _CAPABILITIES, 0, 0, 0, 0)
    if libc.prctl(_PR_SET_DUMPABLE, 0) or libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.capset(header, kept):
        raise OSError("more rights than are needed can not be given up")
    with open("/proc/self/comm", "w") as name:
        name.write("procmon-helper")


def _is_safe() -> bool:
    """Say whether nobody but root can change what runs here."""
    tree = os.path.dirname(os.path.realpath(__file__))
    files = [os.path.join(tree, name) for name in (*os.listdir(tree), "../__init__.py", "../../__init__.py")]
    library = os.path.dirname(os.__file__)
    places = {os.path.realpath(place) for place in (sys.executable, library, *files)}
    for place in tuple(places):
        while place != "/":
            place = os.path.dirname(place)
            places.add(place)
    infos = [os.lstat(place) for place in places]
    return all(info.st_uid == 0 and not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH) for info in infos)


if __name__ == "__main__":
    sys.exit(main())
