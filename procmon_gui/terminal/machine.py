"""What this machine offers and refuses, and what follows from it. Asks the system itself; changes nothing."""

import errno
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from procmon_gui.terminal.display import display_trouble
from procmon_gui.terminal.facts import Fact, Level

_NETLINK_SOCK_DIAG: Final = 4
_DBUS_LIMIT_S: Final = 2.0
# linux/capability.h
_CAP_SYS_PTRACE: Final = 19
# Kept descriptors of 1,000 processes, and some to spare.
_ENOUGH_DESCRIPTORS: Final = 4096


def machine_facts() -> list[Fact]:
    """Tell what can be read here and what can not; on systems other than Linux only what applies there."""
    if sys.platform != "linux":
        return [_rights(), _window()]
    return [
        _rights(), _hidepid(), _disk_of_others(), _pressure(), _delay_accounting(), _sock_diag(), _ptrace_scope(),
        _descriptors(), _cgroup(), _sensors(), _frequency(), _graphics(), _window(), *_notices(),
    ]  # fmt: skip


def _limited(id: str, title: str, text: str, value: str | float | bool | None = False) -> Fact:
    return Fact(id, title, text, value, Level.LIMITED)


def _text(path: str) -> str:
    """Return the content of a small system file; empty when it is not there or refused."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _rights() -> Fact:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root:
        text = "runs as root: sees what the system shows to root"
    elif _may_look_into_others():
        text = "runs as an ordinary user who may look into the processes of others (CAP_SYS_PTRACE)"
    else:
        text = "runs as an ordinary user: some figures of others are refused"
    return Fact("root", "Rights", text, is_root)


def _may_look_into_others() -> bool:
    held = next((line for line in _text("/proc/self/status").splitlines() if line.startswith("CapEff:")), "CapEff: 0")
    return bool(int(held.split()[1], 16) & 1 << _CAP_SYS_PTRACE)


def _hidepid() -> Fact:
    options = ""
    for line in _text("/proc/self/mounts").splitlines():
        fields = line.split(" ")
        if len(fields) > 3 and fields[1] == "/proc":
            options = fields[3]
    hidden = next((option[8:] for option in options.split(",") if option.startswith("hidepid=")), "0")
    if hidden in ("0", "off"):
        return Fact("hidepid", "Others' processes", "are visible", hidden)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        text = f"are hidden from ordinary users (hidepid={hidden}), not from root"
        return Fact("hidepid", "Others' processes", text, hidden)
    return _limited("hidepid", "Others' processes", f"are hidden by the system (hidepid={hidden})", hidden)


def _disk_of_others() -> Fact:
    """Tell of how many processes it is refused: more decides that than who one is (ptrace(2), capabilities(7))."""
    title = "Disk use of others"
    if not Path("/proc/self/io").exists():
        return _limited("others_io", title, "is not counted by this kernel (CONFIG_TASK_IO_ACCOUNTING)")
    answers = [_is_refused(folder / "io") for folder in Path("/proc").glob("[0-9]*")]
    refused, known = answers.count(True), answers.count(True) + answers.count(False)
    if refused:
        return _limited("others_io", title, f"is refused for {refused} of {known} processes: a dash there")
    return Fact("others_io", title, "can be read", True)


def _is_refused(path: Path) -> bool | None:
    """Say whether a file may not be read; None where it is not there any more."""
    try:
        path.read_bytes()
    except PermissionError:
        return True
    except OSError:
        return None
    return False


def _pressure() -> Fact:
    if _text("/proc/pressure/cpu"):
        return Fact("pressure", "Pressure (PSI)", "is counted", True)
    return _limited("pressure", "Pressure (PSI)", "is not counted by this kernel (psi=1 when booting may switch it on)")


def _delay_accounting() -> Fact:
    # Kernels before 5.14 have no switch and count always.
    if _text("/proc/sys/kernel/task_delayacct") != "0":
        return Fact("delay_accounting", "Block I/O delay", "is counted", True)
    text = "is not counted: kernel.task_delayacct is off, so the delay is unknown"
    return _limited("delay_accounting", "Block I/O delay", text)


def _sock_diag() -> Fact:
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, _NETLINK_SOCK_DIAG) as link:
            link.bind((0, 0))
    except OSError as error:
        refusal = error.strerror or errno.errorcode.get(error.errno or 0, "refused")
        return _limited("sock_diag", "TCP per process", f"can not be counted: sock_diag says “{refusal}”")
    return Fact("sock_diag", "TCP per process", "can be counted; UDP can not", True)


def _ptrace_scope() -> Fact:
    scope = _text("/proc/sys/kernel/yama/ptrace_scope")
    return Fact("ptrace_scope", "ptrace scope", scope or "no Yama: the classic rules apply", scope or None)


def _descriptors() -> Fact:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    ceiling = sys.maxsize if hard == resource.RLIM_INFINITY else hard
    text = f"{soft} files at once, may be raised to {'any number' if ceiling == sys.maxsize else ceiling}"
    if ceiling >= _ENOUGH_DESCRIPTORS:
        return Fact("descriptors", "Descriptor limit", text, ceiling)
    text += ": with many processes reading costs more, nothing is lost"
    return _limited("descriptors", "Descriptor limit", text, ceiling)


def _cgroup() -> Fact:
    version = 2 if Path("/sys/fs/cgroup/cgroup.controllers").exists() else 1
    return Fact("cgroup", "Control groups", f"version {version}", version)


def _count(id: str, title: str, pattern: str, what: str, none: str) -> Fact:
    count = sum(1 for _ in Path("/sys").glob(pattern))
    return Fact(id, title, f"{count} {what}", count) if count else _limited(id, title, none, 0)


def _sensors() -> Fact:
    none = "none are offered here (as on most virtual machines)"
    return _count("hwmon", "Temperature sensors", "class/hwmon/hwmon*/temp*_input", "found", none)


def _frequency() -> Fact:
    pattern = "devices/system/cpu/cpu[0-9]*/cpufreq/scaling_cur_freq"
    return _count("cpufreq", "CPU frequency", pattern, "cores tell it", "is not told by cpufreq; /proc/cpuinfo is used")


def _graphics() -> Fact:
    return _count("drm", "Graphics cards", "class/drm/card[0-9]/device", "found", "none are offered here")


def _window() -> Fact:
    trouble = display_trouble()
    if trouble:
        return _limited("display", "Display", f"{trouble}: no window, everything else works")
    return Fact("display", "Display", "answers", True)


def _notices() -> list[Fact]:
    try:
        return [
            _has_owner("org.freedesktop.Notifications", "notifications", "Notifications", "are shown by the desktop")
        ]
    except (ImportError, OSError, KeyError, ValueError, RuntimeError) as error:
        # A session without a bus does not name one, which is no error that anybody would look up.
        why = "" if isinstance(error, KeyError) else f" ({type(error).__name__})"
        text = f"there is no session bus{why}: notices appear inside the window only"
        return [_limited("notifications", "Notifications", text)]


def _has_owner(name: str, id: str, title: str, good: str) -> Fact:
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(bus="SESSION") as connection:
        ask: Callable[..., object] = connection.send_and_get_reply
        reply = ask(message_bus.NameHasOwner(name), timeout=_DBUS_LIMIT_S)
        has_owner = bool(reply.body[0])  # type: ignore[attr-defined]
    if has_owner:
        return Fact(id, title, good, True)
    return _limited(id, title, "no notification service runs: notices appear inside the window only")
