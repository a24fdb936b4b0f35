"""Hands over a desk of their own, and real processes for them."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.control import proc
from procmon_gui.control.body import Body, Done, Grip
from procmon_gui.control.facts import UserNames
from procmon_gui.control.grading import Grading
from procmon_gui.control.hands import Hands
from procmon_gui.control.holding import since_boot_ns
from procmon_gui.control.linux import LinuxBody
from procmon_gui.control.privileged import Privileged
from procmon_gui.domain.accounts import AccessState, Actor, Role
from procmon_gui.domain.actions import Action, ActionKind, Held, Lost, Order, Target
from procmon_gui.domain.audit import Anchor, AuditCheck, AuditRecord, AuditTrail, Deed, Outcome
from procmon_gui.domain.errors import Ended, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence
from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.desk.audit import DeskAudit
from procmon_gui.store.desk.database import Desk
from tests.control.unprivileged import Unprivileged

NOBODY = 65_534
PATIENCE = Patient()
TERM = Order(action=Action(kind=ActionKind.END))
KILL = Order(action=Action(kind=ActionKind.KILL))
STOP, GO_ON = Order(action=Action(kind=ActionKind.SUSPEND)), Order(action=Action(kind=ActionKind.RESUME))
# What a sleeper does first that does not listen to a kind word.
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
_PARENT = """
import signal, subprocess
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
while True:
    print(subprocess.Popen(["sleep", "600"]).pid, flush=True)
    signal.sigwait({signal.SIGUSR1})
"""
# clone3(2) with CLONE_VFORK alone: memory of its own, and a parent that waits.
_DEAF_WAIT = """
import ctypes, os, signal, struct
libc = ctypes.CDLL(None)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
arguments = struct.pack("=11Q", 0x4000, 0, 0, 0, int(signal.SIGCHLD), 0, 0, 0, 0, 0, 0)
if libc.syscall(435, arguments, len(arguments)) == 0:
    os.write(1, b"1\\n")
    while True:
        libc.pause()
"""
# Says that it is ready once it can be hit.
_SLEEPER = "import signal, sys, time; {first}; print('ready', flush=True); time.sleep(600)"


def anna(
    role: Role | None = Role.ADMINISTRATOR, *, confirmed_s_ago: float | None = 0.0, has_root: bool = False
) -> Actor:
    """Return somebody of that role who has just typed the password; as if the program had no rights of root."""
    confirmed_ns = None if confirmed_s_ago is None else time.monotonic_ns() - round(confirmed_s_ago * 1e9)
    name = "" if role is None else "anna"
    return Actor(
        has_accounts=True, account=name, role=role, os_user="root", os_uid=os.geteuid(), has_root=has_root,
        confirmed_ns=None if role is None else confirmed_ns,
    )  # fmt: skip


def desktop_user() -> Actor:
    """Return the user of the system, where no account was ever made."""
    return Actor(os_user="user", os_uid=os.geteuid())


class FixedAccess:
    """Somebody acts, and nobody else."""

    def __init__(self, actor: Actor) -> None:
        self.now = actor
        self.spent = 0

    def actor(self) -> Actor:
        return self.now

    def state(self) -> AccessState:
        return AccessState.IN

    def holder(self) -> str:
        return self.now.account

    def touch(self) -> None:
        """Do nothing."""

    def lock(self) -> None:
        self.now = replace(self.now, account="", role=None, confirmed_ns=None)

    def log_out(self) -> None:
        self.lock()

    def log_in(self, name: str, password: str) -> Actor:
        raise NotImplementedError

    def confirm(self, password: str) -> Actor:
        raise NotImplementedError

    def spend(self) -> None:
        self.spent += 1
        self.now = replace(self.now, confirmed_ns=None)

    def keep_refusal(self, action: str, why: str, target: str = "") -> None:
        raise NotImplementedError

    def refresh(self) -> None:
        """Do nothing."""

    def now_ns(self) -> int:
        return time.monotonic_ns()


class Rig:
    """Hands, and what they have written."""

    def __init__(
        self,
        folder: Path,
        actor: Actor,
        *,
        privileged: Privileged | None = None,
        body: Body | None = None,
        trail: AuditTrail | None = None,
    ) -> None:
        self.access = FixedAccess(actor)
        self.trail = trail or DeskAudit(Desk(folder / "desk.sqlite"), clock=SystemClock(), boot_id=proc.boot_id())
        self.hands = Hands(
            body=body or LinuxBody(redact, around),
            access=self.access,
            trail=self.trail,
            privileged=privileged or Unprivileged(),
        )

    def hold(self, *pids: int, has_tree: bool = False) -> Held:
        """Hold who has these numbers now, having seen them just before."""
        keys = [key_of(pid) for pid in pids]
        return self.hands.hold(keys, seen_ns=since_boot_ns(), has_tree=has_tree)

    def records(self) -> Sequence[AuditRecord]:
        """Return what was kept, the oldest first."""
        return tuple(reversed(self.trail.records()))

    def outcomes(self) -> list[str]:
        """Return how each record ended, the oldest first."""
        return [record.deed.outcome.value for record in self.records()]


def around(user_of: UserNames) -> Grading:
    """Return what is around the tests."""
    return Grading(user_of)


def key_of(pid: int) -> ProcessKey:
    """Return who has a number, when the tick of its start is over."""
    key = ProcessKey(proc.boot_id(), pid, proc.stat_of(pid).start_ticks)
    while since_boot_ns() < (key.start_ticks + 1) * proc.TICK_NS:
        time.sleep(0.001)  # the clock that is waited for is the kernel's own
    return key


@contextlib.contextmanager
def sleepers(count: int = 1, *, first: str = "pass") -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start processes that do something first, and then nothing; end them with the block."""
    command = [sys.executable, "-I", "-S", "-c", _SLEEPER.format(first=first)]
    with contextlib.ExitStack() as stack:
        started = [stack.enter_context(_started(command)) for _ in range(count)]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        yield started


@contextlib.contextmanager
def parent() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a process with a child, whose number is given; `start_another` makes it start a second one."""
    command = [sys.executable, "-I", "-S", "-c", _PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        try:
            yield process, _number_from(process)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def start_another(process: "subprocess.Popen[bytes]") -> int:
    """Let a parent start another child, and return its number."""
    process.send_signal(signal.SIGUSR1)
    return _number_from(process)


@contextlib.contextmanager
def waiting_for_a_device() -> Iterator[int]:
    """Start a process in an uninterruptible wait: for a child of vfork(2), as it waits for a dead disk; its number."""
    command = [sys.executable, "-I", "-S", "-c", _DEAF_WAIT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        try:
            _number_from(process)
            yield process.pid
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def _number_from(process: "subprocess.Popen[bytes]") -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


@contextlib.contextmanager
def _started(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def has_ended(process: subprocess.Popen[bytes], limit_s: float = 20.0) -> bool:
    """Say whether a child ends within some time; it is not waited for, so its number stays its own."""
    pidfd = os.pidfd_open(process.pid)
    try:
        return bool(select.select([pidfd], [], [], limit_s)[0])
    finally:
        os.close(pidfd)


def lives(process: subprocess.Popen[bytes]) -> bool:
    """Say whether a child has not ended."""
    return not has_ended(process, 0.0)


def act(rig: Rig, held: Held, order: Order) -> list[tuple[Outcome, str]]:
    """Do it, and return outcome and reason of each target."""
    results = rig.hands.act(held, order, PATIENCE)
    return [(result.outcome, "" if result.why is None else str(result.why)) for result in results]


class MemoryTrail:
    """An audit trail that is gone with the test."""

    def __init__(self, *, writes_left: int | None = None) -> None:
        self.deeds: list[Deed] = []
        self.writes = 0
        self.writes_left = writes_left
        self.journal: list[Deed] | None = None

    def append(self, deed: Deed) -> AuditRecord:
        return self.append_all((deed,))[0]

    def append_all(self, deeds: Sequence[Deed]) -> Sequence[AuditRecord]:
        if self.writes_left == self.writes:
            raise Unavailable("the disk is full, so nothing was kept")
        self.writes += 1
        first = len(self.deeds) + 1
        self.deeds += deeds
        return [
            AuditRecord(number=number, at_ms=0, monotonic_ns=0, boot_id="", deed=deed, hash=b"")
            for number, deed in enumerate(deeds, first)
        ]

    def records(self, *, before: int | None = None, limit: int = 1000) -> Sequence[AuditRecord]:
        raise NotImplementedError

    def verify(self, errand: Errand, anchors: Collection[Anchor] = ()) -> AuditCheck:
        raise NotImplementedError

    def version(self) -> object:
        return len(self.deeds)

    def prepare(self) -> None:
        """Do nothing."""

    def has_journal(self) -> bool:
        return self.journal is not None

    def tell_journal(self, deeds: Sequence[Deed]) -> bool:
        if self.journal is None:
            return False
        self.journal += deeds
        return True

    def anchors(self) -> Sequence[Anchor]:
        return ()


class Unwilling:
    """A body to which the kernel says no from some target on, whatever it does."""

    def __init__(self, after: int = 0) -> None:
        self._body = LinuxBody(redact, around)
        self._doer = self._body.doer()
        self._left = after

    def hold(self, keys: Sequence[ProcessKey], seen_ns: int, has_tree: bool) -> tuple[Sequence[Grip], Sequence[Lost]]:
        return self._body.hold(keys, seen_ns, has_tree)

    def see(self, pid: int) -> ProcessKey:
        return self._body.see(pid)

    def since_boot_ns(self) -> int:
        return self._body.since_boot_ns()

    def started_ms(self, key: ProcessKey) -> int:
        return self._body.started_ms(key)

    def describe(self, grips: Sequence[Grip]) -> Sequence[Target | Sentence]:
        return self._body.describe(grips)

    def newcomers(self, grips: Sequence[Grip]) -> frozenset[ProcessKey]:
        return self._body.newcomers(grips)

    def doer(self) -> "Unwilling":
        return self

    def do(self, grip: Grip, action: Action, errand: Errand) -> Done:
        if not self._left:
            raise PermissionError
        self._left -= 1
        return self._doer.do(grip, action, errand)

    def wait(self, grips: Sequence[Grip], limit_s: float) -> None:
        self._body.wait(grips, limit_s)


class SlowHelper:
    """A helper that asks for a password; meanwhile something happens."""

    def __init__(self, meanwhile: Callable[[], None], *, error: Exception | None = None) -> None:
        self._meanwhile = meanwhile
        self._error = error
        self.is_late = True
        self.asked: list[bool] = []
        self.closed = 0

    def why_not(self) -> Sentence | None:
        return None

    def do(self, pidfd: int, action: Action, errand: Errand, *, may_be_critical: bool = False) -> Outcome:
        self.asked.append(may_be_critical)
        if self.is_late:
            self._meanwhile()
        if self._error is not None:
            raise self._error
        try:
            signal.pidfd_send_signal(pidfd, action.signal_number or 0)
        except ProcessLookupError as error:
            raise Ended("It has ended.") from error
        return Outcome.DONE

    def close(self) -> None:
        self.closed += 1
