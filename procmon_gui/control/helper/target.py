"""Who is meant by a pidfd, and whether anybody may touch him. What a message says about it is never believed."""

import fcntl
import os
import re
import signal
from dataclasses import dataclass
from typing import Final

# A pidfd of one thread (PIDFD_THREAD) has this flag, pidfd_open(2).
_THREAD_FLAG: Final = os.O_EXCL
# PF_KTHREAD, include/linux/sched.h.
_KERNEL_THREAD: Final = 0x0020_0000
# What others live in, by the names that these have everywhere, which the kernel cuts after 15 signs. Who takes such a
# name makes himself harder to end. `grading` knows all of them, so that the program asks before the helper refuses.
CRITICAL_NAMES: Final = frozenset({
    "systemd", "systemd-logind", "systemd-journal", "dbus-daemon", "dbus-broker", "dbus-broker-lau", "polkitd",
    "login", "sshd", "gdm", "gdm3", "gdm-x-session", "gdm-wayland-ses", "gdm-session-wor", "sddm", "sddm-helper",
    "lightdm", "Xorg", "X", "Xwayland", "gnome-shell", "gnome-session", "gnome-session-b", "gnome-session-c",
    "ksmserver", "plasma_session", "kwin_x11", "kwin_wayland", "mutter", "muffin", "cinnamon", "cinnamon-sessio",
    "xfce4-session", "xfwm4", "lxsession", "lxqt-session", "mate-session", "marco", "openbox", "i3", "sway", "weston",
    "labwc", "Hyprland", "river", "wayfire",
})  # fmt: skip


class NotOne(Exception):
    """The descriptor is none of a process that can be seen from here."""


class Gone(Exception):
    """The process has ended."""


@dataclass(frozen=True)
class Target:
    """A process, as it was while its number was certainly its own."""

    pid: int
    start_ticks: int
    uid: int
    flags: int
    name: str
    executable: str

    def is_critical(self, asker_pid: int) -> bool:
        """Say whether others live in it: who is above whoever asks, a display server, logind and the like."""
        return self.name in CRITICAL_NAMES or self.pid in ancestors_of(asker_pid)

    def is_untouchable(self, asker_pid: int) -> bool:
        """Say whether nobody may touch it: init, a thread of the kernel, this helper and whoever started it."""
        return self.pid in (1, os.getpid(), asker_pid) or bool(self.flags & _KERNEL_THREAD)


def look(pidfd: int) -> Target:
    """Return who is meant. Raises NotOne and Gone."""
    pid = _pid_of(pidfd)
    try:
        name, fields = stat_of(f"/proc/{pid}")
        status = dict(line.partition(":")[::2] for line in _text(f"/proc/{pid}/status").splitlines())
        is_leader, uid = int(status["Tgid"]) == pid, int(status["Uid"].split()[0])
        try:
            executable = os.readlink(f"/proc/{pid}/exe")
        except OSError:  # a thread of the kernel, a zombie
            executable = ""
        found = Target(pid, int(fields[19]), uid, int(fields[6]), name, executable)
    except (OSError, ValueError, LookupError):
        is_leader, found = False, None
    # Its number is its own until it is reaped: if it was not until now, all of the above is about it.
    if not lives(pidfd):
        raise Gone
    if found is None or not is_leader:
        raise NotOne
    return found


def lives(pidfd: int) -> bool:
    """Say whether a process was not reaped yet, so that its number is still its own."""
    try:
        signal.pidfd_send_signal(pidfd, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def stat_of(folder: str) -> tuple[str, list[str]]:
    """Return the name and all behind it, the state first, of a process or thread, proc_pid_stat(5). Raises OSError."""
    head, _sign, rest = _text(f"{folder}/stat").rpartition(")")
    return head.partition("(")[2], rest.split()


def _pid_of(pidfd: int) -> int:
    try:
        # pidfd_send_signal(2) takes folders of /proc too, so what it is says the kernel.
        if os.readlink(f"/proc/self/fd/{pidfd}") != "anon_inode:[pidfd]":
            raise NotOne
        pid = re.search(r"^Pid:\s*(-?\d+)$", _text(f"/proc/self/fdinfo/{pidfd}"), re.MULTILINE)
        # 0: it lives where nothing is seen from here, beside or above this PID namespace.
        if pid is None or int(pid[1]) == 0 or fcntl.fcntl(pidfd, fcntl.F_GETFL) & _THREAD_FLAG:
            raise NotOne
    except OSError as error:
        raise NotOne from error
    if int(pid[1]) < 0:
        raise Gone
    return int(pid[1])


def ancestors_of(pid: int) -> set[int]:
    """Return a process and all above it, short of init."""
    found: set[int] = set()
    try:
        while pid > 1 and pid not in found:
            found.add(pid)
            pid = int(stat_of(f"/proc/{pid}")[1][1])
    except (OSError, ValueError, IndexError):  # it ends meanwhile
        pass
    return found


def _text(path: str) -> str:
    with open(path, "rb") as file:
        return file.read(65_536).decode("utf-8", "backslashreplace")
