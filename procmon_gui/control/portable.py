"""The processes of Windows and macOS, through psutil: those of this user, told apart by number and time of creation.

There is no descriptor to hold there, so each thing is preceded by a look whether it still is the same process, which
psutil takes, and what can hit another one is followed by one more. Any thread.
"""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar, cast

import psutil

from procmon_gui.control.body import Done, Grip
from procmon_gui.control.reasons import (
    HAS_ENDED,
    IS_ABOVE,
    IS_ANOTHER,
    IS_FIRST,
    IS_HIDDEN,
    IS_OF_OTHERS,
    IS_SELF,
    MAYBE_ANOTHER,
    NOBODY,
    OTHER_BOOT,
    OTHERS_LIVE_BY_IT,
    SEEN_TOO_SOON,
)
from procmon_gui.domain.actions import Action, ActionKind, Fate, Grade, IoClass, Lost, Target
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Ended
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import cell_text, display_text

_T = QT_TRANSLATE_NOOP
_Value = TypeVar("_Value")
_WINDOWS: Final = sys.platform == "win32"
TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_LOOK_S: Final = 0.02
_FIRST_PIDS: Final = (0, 4) if _WINDOWS else (0, 1)
# On Windows a user has a name and no number: 0 stands for this one, and another number for all others.
_OWN_UID, _OTHER_UID = -1, -2
_CRITICAL_NAMES: Final = frozenset({
    "csrss.exe", "winlogon.exe", "wininit.exe", "services.exe", "lsass.exe", "smss.exe", "svchost.exe", "dwm.exe",
    "explorer.exe", "sihost.exe", "fontdrvhost.exe", "launchd", "windowserver", "loginwindow", "dock", "finder",
    "systemuiserver", "coreaudiod", "cfprefsd",
})  # fmt: skip

NOT_HERE: Final = Sentence(_T("Action", "This system has no such thing."))


class PortableGrip:
    """A process as psutil knows it: by its number and the time of its creation."""

    pidfd: int | None = None

    def __init__(self, key: ProcessKey, process: psutil.Process) -> None:
        self.key = key
        self.process = process

    def has_ended(self) -> bool:
        """Say whether it has ended."""
        return not self.process.is_running() or self._status() == psutil.STATUS_ZOMBIE

    def fate(self) -> Fate:
        """Return what is with it now."""
        if not self.process.is_running():
            return Fate.ENDED
        return {
            psutil.STATUS_ZOMBIE: Fate.ZOMBIE,
            psutil.STATUS_DISK_SLEEP: Fate.UNINTERRUPTIBLE,
            psutil.STATUS_STOPPED: Fate.STOPPED,
            psutil.STATUS_TRACING_STOP: Fate.STOPPED,
        }.get(self._status(), Fate.RUNNING)

    def _status(self) -> str:
        try:
            return str(self.process.status())
        except psutil.ZombieProcess:
            return str(psutil.STATUS_ZOMBIE)
        except psutil.Error:
            return ""

    def close(self) -> None:
        """Let go of nothing."""


class PortableBody:
    """This machine, for the user as whom the program runs."""

    def __init__(self, redact: Callable[[list[bytes]], list[bytes]], boot_id: str) -> None:
        self._redact = redact
        self._boot_id = boot_id
        self._above = frozenset(_parents())

    def hold(self, keys: Sequence[ProcessKey], seen_ns: int, has_tree: bool) -> tuple[Sequence[Grip], Sequence[Lost]]:
        """Hold processes, and tell who could not be held."""
        held: dict[ProcessKey, PortableGrip] = {}
        lost: list[Lost] = []
        for key in dict.fromkeys(keys):
            found = self._held(key, seen_ns)
            if isinstance(found, Sentence):
                lost.append(Lost(seen=key, why=found))
                continue
            for grip in self._below(found) if has_tree else ():
                held.setdefault(grip.key, grip)
            held.setdefault(key, found)
        return list(held.values()), lost

    def see(self, pid: int) -> ProcessKey:
        """Return who has a number, once the tick of his start is over. Raises Ended where nobody has."""
        while True:
            seen_ns = self.since_boot_ns()
            try:
                key = ProcessKey(self._boot_id, pid, _start_ticks(psutil.Process(pid)))
            except psutil.Error as error:
                raise Ended(NOBODY) from error
            if seen_ns * TICKS_PER_S >= (key.start_ticks + 1) * 1_000_000_000:
                return key
            time.sleep(_LOOK_S)

    def since_boot_ns(self) -> int:
        """Return the time since the start of the machine, as starts of processes are counted."""
        return round((time.time() - _boot_s()) * 1e9)

    def started_ms(self, key: ProcessKey) -> int:
        """Return the start of a process in wall time, UTC."""
        return round((_boot_s() + key.start_ticks / TICKS_PER_S) * 1000)

    def describe(self, grips: Sequence[Grip]) -> Sequence[Target | Sentence]:
        """Return what each of them is now, or why that is not known."""
        found: list[Target | Sentence] = []
        for grip in grips:
            try:
                found.append(self._described(cast(PortableGrip, grip)))
            except psutil.NoSuchProcess:
                found.append(HAS_ENDED)
            except psutil.Error:
                found.append(IS_HIDDEN)
        return found

    def newcomers(self, grips: Sequence[Grip]) -> frozenset[ProcessKey]:
        """Return who is below them now and is not among them."""
        known = {grip.key for grip in grips}
        return frozenset(one.key for grip in grips for one in self._below(cast(PortableGrip, grip))) - known

    def doer(self) -> "PortableDoer":
        """Return what does the things of one order."""
        return PortableDoer()

    def wait(self, grips: Sequence[Grip], limit_s: float) -> None:
        """Wait a little: here nobody tells when a process ends."""
        time.sleep(min(_LOOK_S, max(0.0, limit_s)))

    def _held(self, key: ProcessKey, seen_ns: int) -> PortableGrip | Sentence:
        if key.boot_id != self._boot_id:
            return OTHER_BOOT
        if seen_ns * TICKS_PER_S < (key.start_ticks + 1) * 1_000_000_000:
            return SEEN_TOO_SOON
        try:
            process = psutil.Process(key.pid)
            # Both round the same time, though not in the same way.
            if abs(_start_ticks(process) - key.start_ticks) > 1:
                return Sentence(IS_ANOTHER, {"pid": str(key.pid)})
        except psutil.NoSuchProcess:
            return HAS_ENDED
        except psutil.Error:
            return IS_HIDDEN
        return PortableGrip(key, process)

    def _below(self, root: PortableGrip) -> Iterator[PortableGrip]:
        with contextlib.suppress(psutil.Error):
            # psutil tells them from above to below.
            for process in reversed(root.process.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    yield PortableGrip(ProcessKey(self._boot_id, process.pid, _start_ticks(process)), process)

    def _described(self, grip: PortableGrip) -> Target:
        process = grip.process
        if grip.has_ended():
            raise psutil.NoSuchProcess(process.pid)
        arguments = _ask(process.cmdline)
        command = None if arguments is None else b" ".join(self._redact([os.fsencode(one) for one in arguments]))
        executable = _ask(process.exe)
        user, uid = _user(process)
        name = cell_text(_ask(process.name) or "?")
        grade, why = self._grade(process.pid, name, user, uid)
        return Target(
            seen=grip.key,
            name=name,
            user=user,
            uid=uid,
            started_ms=round(process.create_time() * 1000),
            executable=None if executable is None else display_text(executable),
            command_line=None if command is None else display_text(command),
            unit="",
            child_count=len(_ask(process.children) or ()),
            thread_count=_ask(process.num_threads) or 0,
            state=str(_ask(process.status) or "?"),
            nice=None if _WINDOWS else _ask(process.nice),
            io=None,
            cpus=_cpus(process),
            grade=grade,
            why=why,
        )

    def _grade(self, pid: int, name: str, user: str, uid: int) -> tuple[Grade, Sentence | None]:
        if pid in _FIRST_PIDS:
            return Grade.UNTOUCHABLE, IS_FIRST
        if pid == os.getpid():
            return Grade.UNTOUCHABLE, IS_SELF
        if name.lower() in _CRITICAL_NAMES:
            return Grade.CRITICAL, OTHERS_LIVE_BY_IT
        if pid in self._above:
            return Grade.CRITICAL, IS_ABOVE
        if uid != _own_uid():
            return Grade.OTHERS, Sentence(IS_OF_OTHERS, {"user": user})
        return Grade.OWN, None


class PortableDoer:
    """Does what one order asks."""

    def do(self, grip: Grip, action: Action, errand: Errand) -> Done:
        """Do it. Raises Ended where it came too late, and PermissionError where more rights are needed."""
        held = cast(PortableGrip, grip)
        if held.has_ended():
            raise Ended("It has ended.")
        deed = _DEEDS.get(action.kind)
        if deed is None:
            return Done(Outcome.FAILED, NOT_HERE)
        try:
            deed(held.process, action)
        except psutil.NoSuchProcess as error:
            raise Ended("It has ended.") from error
        except psutil.AccessDenied as error:
            raise PermissionError from error
        except (AttributeError, ValueError, OSError):
            return Done(Outcome.FAILED, NOT_HERE)
        if action.signal_number is None and held.has_ended():
            return Done(Outcome.UNSURE, MAYBE_ANOTHER)
        return Done(Outcome.DONE)


def _set_nice(process: psutil.Process, action: Action) -> None:
    process.nice(_windows_class(action.nice) if _WINDOWS else action.nice)


def _set_io(process: psutil.Process, action: Action) -> None:
    if _WINDOWS:
        process.ionice(psutil.IOPRIO_VERYLOW if action.io_class is IoClass.IDLE else psutil.IOPRIO_NORMAL)
        return
    process.ionice(action.io_class.value, None if action.io_class is IoClass.IDLE else action.io_level)


_DEEDS: Final[Mapping[ActionKind, Callable[[psutil.Process, Action], None]]] = {
    ActionKind.END: lambda process, action: process.terminate(),
    ActionKind.KILL: lambda process, action: process.kill(),
    ActionKind.SUSPEND: lambda process, action: process.suspend(),
    ActionKind.RESUME: lambda process, action: process.resume(),
    ActionKind.SIGNAL: lambda process, action: process.send_signal(action.signal),
    ActionKind.NICE: _set_nice,
    ActionKind.IO_PRIORITY: _set_io,
    ActionKind.AFFINITY: lambda process, action: process.cpu_affinity(sorted(action.cpus)),
}


def _windows_class(nice: int) -> int:
    """Return the priority class of Windows that comes nearest to a nice value."""
    steps = ((-15, "HIGH"), (-5, "ABOVE_NORMAL"), (5, "NORMAL"), (15, "BELOW_NORMAL"))
    word = next((word for most, word in steps if nice < most), "IDLE")
    return int(getattr(psutil, f"{word}_PRIORITY_CLASS", 0))


def _start_ticks(process: psutil.Process) -> int:
    return round((float(process.create_time()) - _boot_s()) * TICKS_PER_S)


def _boot_s() -> float:
    return float(psutil.boot_time())


def _own_uid() -> int:
    return os.geteuid() if hasattr(os, "geteuid") else _OWN_UID


def _user(process: psutil.Process) -> tuple[str, int]:
    """Return name and number; on Windows the number only tells whether it is this user."""
    name = _ask(process.username)
    if not _WINDOWS:
        uids = process.uids()
        # Any of them that is another one's makes it another one's process.
        uid = next((one for one in uids if one != _own_uid()), _own_uid())
        return cell_text(name or str(uid)), uid
    own = _ask(psutil.Process().username)
    return cell_text(name or "?"), _OWN_UID if name is not None and name == own else _OTHER_UID


def _cpus(process: psutil.Process) -> frozenset[int] | None:
    ask: Callable[[], Any] | None = getattr(process, "cpu_affinity", None)
    found = None if ask is None else _ask(ask)
    return None if found is None else frozenset(found)


def _parents() -> Iterator[int]:
    with contextlib.suppress(psutil.Error):
        for process in psutil.Process().parents():
            yield process.pid


def _ask(question: Callable[[], _Value]) -> _Value | None:
    """Return psutil's answer; None where it was refused. Raises psutil.NoSuchProcess."""
    try:
        return question()
    except psutil.ZombieProcess:
        return None
    except psutil.NoSuchProcess:
        raise
    except (psutil.Error, OSError, ValueError, RuntimeError):
        return None
