"""How careful one has to be with a process: whose it is, and what would go down with it. Linux; any thread.

What a process calls itself can only make us more careful, never less: anybody may choose his name.
"""

import contextlib
import os
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from procmon_gui.control import proc
from procmon_gui.control.holding import HeldProcess
from procmon_gui.control.reasons import IS_ABOVE, IS_FIRST, IS_OF_OTHERS, IS_SELF, OTHERS_LIVE_BY_IT
from procmon_gui.domain.actions import Grade
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sentences import Sentence

_T = QT_TRANSLATE_NOOP
# Who does not answer within that long is not asked who he is.
_DOOR_S: Final = 0.2
_INIT: Final = 1
_SESSION: Final = Sentence(_T("Action", "The session lives in it: when it goes, all programs of the session go."))
# Whom a session, or the system, does not survive; by the name that they have everywhere.
_CRITICAL_NAMES: Final = {
    **dict.fromkeys(
        (
            "systemd", "systemd-logind", "gdm-session-wor", "gdm-x-session", "gdm-wayland-ses", "gdm", "gdm3", "sddm",
            "sddm-helper", "lightdm", "gnome-session-b", "gnome-session-c", "gnome-session", "gnome-shell",
            "ksmserver", "plasma_session", "kwin_x11", "kwin_wayland", "mutter", "muffin", "cinnamon",
            "cinnamon-sessio", "xfce4-session", "xfwm4", "lxsession", "lxqt-session", "mate-session", "marco",
            "openbox", "i3", "sway", "weston", "labwc", "Hyprland", "river", "wayfire", "Xorg", "X", "Xwayland",
            "login",
        ),
        _SESSION,
    ),
    **dict.fromkeys(
        (
            "dbus-daemon", "dbus-broker", "dbus-broker-lau", "systemd-journal", "systemd-udevd", "systemd-network",
            "systemd-resolve", "systemd-oomd", "polkitd", "sshd", "sshd-session", "NetworkManager",
            "wpa_supplicant", "containerd", "dockerd", "auditd",
        ),
        OTHERS_LIVE_BY_IT,
    ),
}  # fmt: skip
IS_KERNEL: Final = Sentence(_T("Action", "It is a thread of the kernel, and no program."))
IS_PART: Final = Sentence(_T("Action", "It is a part of this program."))
IS_RECORDER: Final = Sentence(
    _T("Action", "It is the recorder of this program; it is ended where it was started, or in the settings.")
)
IS_MIXED: Final = _T("Action", "It was started by {user} and runs with the rights of {other}.")
IS_DISPLAY: Final = Sentence(_T("Action", "It shows the windows of this session: without it, all of them go."))
IS_BUS: Final = Sentence(_T("Action", "The programs of this session talk to each other through it."))


class Grading:
    """What is around this program at one moment. Belongs in a worker: it knocks at a few doors."""

    def __init__(
        self,
        user_of: Callable[[int], str],
        *,
        own_paths: frozenset[bytes] = frozenset(),
        recorder_doors: Sequence[Path] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """`own_paths` are programs that only we start; behind `recorder_doors` other parts of this program listen."""
        self._user_of = user_of
        self._own_paths = own_paths
        self._uid = os.geteuid()
        self._self = os.getpid()
        self._recorders = {pid for door in recorder_doors if (pid := _who_listens(str(door))) not in (None, self._self)}
        self._above = _parents_of(self._self)
        self._display, self._bus = _session_servers(os.environ if environment is None else environment)

    def of(
        self, held: HeldProcess, stat: proc.Stat, uids: tuple[int, ...], arguments: Sequence[bytes]
    ) -> tuple[Grade, Sentence | None]:
        """Return the grade of a process, and why it is no ordinary one."""
        untouchable = self._why_untouchable(held.pid, stat, arguments)
        if untouchable is not None:
            return Grade.UNTOUCHABLE, untouchable
        critical = self._why_critical(held.pid, stat)
        if critical is not None:
            return Grade.CRITICAL, critical
        if all(uid == self._uid for uid in uids):
            return Grade.OWN, None
        if len(set(uids)) == 1:
            return Grade.OTHERS, Sentence(IS_OF_OTHERS, {"user": self._user_of(uids[0])})
        # The effective one says most; a saved one can be taken back at any time.
        other = next((uid for uid in uids[1:] if uid != uids[0]), uids[0])
        return Grade.OTHERS, Sentence(IS_MIXED, {"user": self._user_of(uids[0]), "other": self._user_of(other)})

    def _why_untouchable(self, pid: int, stat: proc.Stat, arguments: Sequence[bytes]) -> Sentence | None:
        if pid == _INIT:
            return IS_FIRST
        if stat.is_kernel_thread:
            return IS_KERNEL
        if pid == self._self:
            return IS_SELF
        if pid in self._recorders:
            return IS_RECORDER
        # A name alone is no proof: what only we start is ours only where it is we who have started it.
        is_child = stat.parent == self._self or stat.parent in self._recorders
        return IS_PART if is_child and not self._own_paths.isdisjoint(arguments) else None

    def _why_critical(self, pid: int, stat: proc.Stat) -> Sentence | None:
        if pid in self._display:
            return IS_DISPLAY
        if pid in self._bus:
            return IS_BUS
        known = _CRITICAL_NAMES.get(stat.name.decode("utf-8", "replace"))
        return known or (IS_ABOVE if pid in self._above else None)


def _parents_of(pid: int) -> set[int]:
    """Return all above a process, short of the first one."""
    found: set[int] = set()
    with contextlib.suppress(OSError, ValueError):
        while (pid := proc.stat_of(pid).parent) > _INIT and pid not in found:
            found.add(pid)
    return found


def _session_servers(environment: Mapping[str, str]) -> tuple[set[int], set[int]]:
    """Return who shows the windows of this session, and who carries its messages."""
    folder = environment.get("XDG_RUNTIME_DIR", "")
    displays: set[int | None] = set()
    number = environment.get("DISPLAY", "").rpartition(":")[2].partition(".")[0]
    if number.isdecimal():
        path = f"/tmp/.X11-unix/X{number}"
        displays |= {_who_listens(f"\0{path}"), _who_listens(path)}
    wayland = environment.get("WAYLAND_DISPLAY", "")
    if wayland:
        displays.add(_who_listens(os.path.join(folder, wayland)))
    buses = {_who_listens(path) for path in _bus_paths(environment.get("DBUS_SESSION_BUS_ADDRESS", ""))}
    return {pid for pid in displays if pid}, {pid for pid in buses if pid}


def _bus_paths(address: str) -> list[str]:
    """Return the sockets of an address of D-Bus, as far as it names some on this machine."""
    paths: list[str] = []
    for one in address.split(";"):
        kind, _, rest = one.partition(":")
        keys = dict(part.partition("=")[::2] for part in rest.split(","))
        if kind == "unix" and "path" in keys:
            paths.append(keys["path"])
        elif kind == "unix" and "abstract" in keys:
            paths.append("\0" + keys["abstract"])
    return paths


def _who_listens(path: str) -> int | None:
    """Return who opened a socket to listen, as the kernel tells it, unix(7); None where nobody does."""
    with contextlib.suppress(OSError, ValueError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.settimeout(_DOOR_S)
        door.connect(path)
        told = door.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        pid = int(struct.unpack("3i", told)[0])
        return pid if pid > 0 else None
    return None
