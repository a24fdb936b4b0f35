"""The helper as the program sees it: started through pkexec for an order, and let go when that is over.

Belongs in a worker, which waits while the password is typed. One password is for one order, to as many processes as
that has: the helper does nothing else, and whoever orders the next thing is asked again. The calls of one order bring
one and the same errand.
"""

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import threading
import time
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final

from procmon_gui.control.helper import wire
from procmon_gui.control.privileged import Lost
from procmon_gui.domain.actions import Action, ActionKind, IoClass
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Cancelled, Ended, ProcmonError, Refused, Unavailable
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import display_text, one_line
from procmon_gui.engine.root_owned import fault_of_all

_T = QT_TRANSLATE_NOOP

# Only there is it looked for: never in a checkout, which its owner can change.
HELPER_FOLDER: Final = Path("/usr/lib/procmon-gui/helper")
HELPER_PATH: Final = HELPER_FOLDER / "procmon_gui/control/helper/__main__.py"
POLICY_PATH: Final = Path("/usr/share/polkit-1/actions/io.github.procmon_gui.policy")
# A password may have to be looked up; polkit's own dialog has no limit.
PASSWORD_S: Final = 300.0
ANSWER_S: Final = 10.0
_LOOK_S: Final = 0.1
_END_S: Final = 2.0
_WORDS_BYTES: Final = 4096
# The helper refuses more than ten within a second, by its own clock.
_PACE_COUNT: Final = 10
_PACE_S: Final = 1.05
# Exit statuses of pkexec(1).
_DISMISSED: Final = 126
_NOT_AUTHORIZED: Final = 127

_ELSEWHERE: Final = _T("Action", "Only your own processes can be acted on here: there is a helper for Linux alone.")
_NO_PKEXEC: Final = _T(
    "Action",
    "Only your own processes can be acted on: the program pkexec, which asks for the password, is not installed.",
)
_NOT_INSTALLED: Final = _T(
    "Action",
    "Only your own processes can be acted on: the helper for those of others is not installed ({path} is missing)."
    " The .deb and the .rpm bring it; in a checkout packaging/install-helper, run as root, installs it.",
)
_UNSAFE: Final = _T(
    "Action",
    "Only your own processes can be acted on: {fault}, so the helper for those of others is not safe from change.",
)
_NOT_THIS: Final = _T("Action", "This can not be done to processes of other users.")
_CLOSED: Final = _T("Action", "The question for the password was closed, so nothing was done.")
_NOT_ALLOWED: Final = _T("Action", "The system did not allow it: the password was wrong, or you may not do this.")
_NOBODY_ASKS: Final = _T(
    "Action", "The system could not ask for a password: nothing that asks for it runs in this session."
)
_TOO_LATE: Final = _T("Action", "The password was not typed in time, so nothing was done.")
_NOT_STARTED: Final = _T("Action", "The helper could not be started: {words}")
_OTHER_VERSION: Final = _T(
    "Action",
    "The installed helper is of another version. If this program was brought up to date meanwhile, start it again;"
    " in a checkout packaging/install-helper, run as root, installs the one of this version.",
)
_NO_LOG: Final = _T("Action", "The helper can not write its log, /var/log/procmon-gui-helper.log, so it does nothing.")
_STRANGER: Final = _T("Action", "The helper does not know who asks, so it does nothing.")
_CHANGEABLE: Final = _T(
    "Action", "The helper, or what it runs with, can be changed by others than root, so it does nothing."
)
_GONE: Final = _T("Action", "The helper had ended before it was told, so nothing was done.")
_LOST: Final = _T("Action", "The helper was lost on the way: whether it was done is not known.")
_SLOW: Final = _T("Action", "The helper gave no answer in time: whether it was done is not known.")
_BROKEN: Final = _T("Action", "The helper gave an answer that means nothing: whether it was done is not known.")
_BROKEN_OFF: Final = _T("Action", "Not done: the order was broken off before.")
_ENDED: Final = _T("Action", "The process has ended.")
_UNTOUCHABLE: Final = _T("Action", "Nobody may act on this process: the system or this program needs it.")
_CRITICAL: Final = _T("Action", "Others live in this process, so its name has to be typed.")
_NOT_TAKEN: Final = _T("Action", "The helper refused it ({reason}).")
_KERNEL: Final = _T("Action", "The system refused it: {words}.")

_VERBS: Final = {
    ActionKind.NICE: wire.Verb.NICE,
    ActionKind.IO_PRIORITY: wire.Verb.IO_PRIORITY,
    ActionKind.AFFINITY: wire.Verb.AFFINITY,
}
# Those that say something of the helper itself.
_UNUSABLE: Final = {wire.Reason.NO_LOG: _NO_LOG, wire.Reason.STRANGER: _STRANGER, wire.Reason.UNSAFE: _CHANGEABLE}
_REFUSALS: Final = {wire.Reason.UNTOUCHABLE: _UNTOUCHABLE, wire.Reason.CRITICAL: _CRITICAL}


@dataclass(frozen=True)
class Answer:
    """What came of an order."""

    result: wire.Result
    reason: wire.Reason = wire.Reason.NONE
    errno: int = 0
    serial: int = 0


class HelperClient:
    """Acts on processes of others through the helper. For several threads, which wait for one another."""

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        asks_in_terminal: bool = False,
        password_s: float = PASSWORD_S,
        answer_s: float = ANSWER_S,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`command` starts the helper with the rights of root.

        With `asks_in_terminal` the password may be asked for there, where no dialog can.
        """
        self._command = command if command is not None else _command(asks_in_terminal=asks_in_terminal)
        self._password_s = password_s
        self._answer_s = answer_s
        self._now_s = now_s
        self._lock = threading.Lock()
        self._errand: Errand | None = None
        self._helper: _Helper | None = None
        self._has_failed = False
        self._serial = 0
        self._sent_s: deque[float] = deque(maxlen=_PACE_COUNT)

    def why_not(self) -> Sentence | None:
        """Return why processes of others can not be reached here; None where they can."""
        return why_not()

    def do(self, pidfd: int, action: Action, errand: Errand, *, may_be_critical: bool = False) -> Outcome:
        """Do it, asking for a password with the first call of an order, and return DONE or UNSURE.

        Raises what `Privileged` says. Once the password was not given or the helper was lost, the rest of the order is
        refused without asking again.
        """
        order = _order_of(action, may_be_critical=may_be_critical)
        with self._alone(errand):
            if errand is not self._errand:
                self._let_go()
                self._errand = errand
            if self._has_failed:
                raise Refused(Sentence(_BROKEN_OFF))
            try:
                return self._do(pidfd, order, errand)
            except (Unavailable, Cancelled):
                self._give_up()
                raise

    def close(self) -> None:
        """Let the helper go: the order is over. Where another order is at it, it is that one's."""
        if self._lock.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._lock.release()

    def _do(self, pidfd: int, order: wire.Order, errand: Errand) -> Outcome:
        if self._helper is None:
            try:
                self._helper = _Helper(self._command, errand, self._password_s)
            except ProcmonError:
                self._has_failed = True
                raise
        self._keep_pace(errand)
        self._serial += 1
        return _outcome(self._helper.ask(pidfd, replace(order, serial=self._serial), self._answer_s))

    def _keep_pace(self, errand: Errand) -> None:
        while len(self._sent_s) == _PACE_COUNT and self._now_s() - self._sent_s[0] < _PACE_S:
            if errand.is_cancelled():
                raise Cancelled
            time.sleep(_LOOK_S / 2)
        self._sent_s.append(self._now_s())

    @contextlib.contextmanager
    def _alone(self, errand: Errand) -> Iterator[None]:
        while not self._lock.acquire(timeout=_LOOK_S):
            if errand.is_cancelled():
                raise Cancelled
        try:
            yield
        finally:
            self._lock.release()

    def _give_up(self) -> None:
        errand = self._errand
        self._let_go()
        self._errand, self._has_failed = errand, True

    def _let_go(self) -> None:
        helper, self._helper, self._errand, self._has_failed = self._helper, None, None, False
        self._sent_s.clear()
        if helper is not None:
            helper.close()


class _Helper:
    """A running helper. Raises Refused, Unavailable and Cancelled when it does not come to run."""

    def __init__(self, command: Sequence[str], errand: Errand, limit_s: float) -> None:
        self._channel, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A file in memory: whatever writes there never waits for us.
        self._words: IO[bytes] = os.fdopen(os.memfd_create("procmon-pkexec"), "w+b")
        try:
            with its_end:
                # pkexec refuses to run where it does not like a variable, such as a SHELL that it does not know.
                self._process = subprocess.Popen(
                    command, stdin=its_end.fileno(), stdout=subprocess.DEVNULL, stderr=self._words, cwd="/",
                    env={"PATH": "/usr/bin:/bin"},
                )  # fmt: skip
        except OSError as error:
            self._channel.close()
            self._words.close()
            raise Unavailable(Sentence(_NOT_STARTED, {"words": error.strerror or ""})) from error
        try:
            self._wait_until_ready(errand, limit_s)
        except BaseException:
            self.close()
            raise

    def ask(self, pidfd: int, order: wire.Order, limit_s: float) -> Answer:
        """Hand over a process and return the answer. Raises Unavailable, and Lost once it was handed over."""
        note = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", [pidfd]))
        try:
            self._channel.sendmsg([pack_order(order)], [note])
        except OSError as error:
            raise Unavailable(Sentence(_GONE)) from error
        if not self._comes_within(limit_s):
            raise Lost(Sentence(_SLOW))
        try:
            answer = self._receive()
        except (OSError, Unavailable) as error:
            raise Lost(Sentence(_LOST if isinstance(error, OSError) else _BROKEN)) from error
        if answer is None:
            raise Lost(Sentence(_LOST))
        if answer.serial != order.serial or answer.result is wire.Result.READY:
            raise Lost(Sentence(_BROKEN))
        return answer

    def close(self) -> None:
        """End it: it does when nobody is at the other end. One that still asks for the password is killed."""
        self._channel.close()
        for wait_s in (_LOOK_S, _END_S):
            try:
                self._process.wait(wait_s)
                break
            except subprocess.TimeoutExpired:
                with contextlib.suppress(PermissionError):  # it is root's already
                    self._process.kill()
        self._words.close()

    def _wait_until_ready(self, errand: Errand, limit_s: float) -> None:
        give_up_s = time.monotonic() + limit_s
        while not self._comes_within(_LOOK_S):
            if errand.is_cancelled():
                raise Cancelled
            if time.monotonic() > give_up_s:
                raise Refused(Sentence(_TOO_LATE))
        try:
            answer = self._receive()
        except OSError:
            answer = None
        if answer is None:
            raise self._why_it_ended()
        if answer.result is not wire.Result.READY:
            raise Unavailable(Sentence(_UNUSABLE.get(answer.reason, _STRANGER)))

    def _comes_within(self, limit_s: float) -> bool:
        poll = select.poll()
        poll.register(self._channel, select.POLLIN)
        return bool(poll.poll(limit_s * 1000))

    def _receive(self) -> Answer | None:
        """Return the answer; None where it has gone. Raises Unavailable for what is none."""
        message = self._channel.recv(wire.ANSWER.size + 1, socket.MSG_DONTWAIT)
        if not message:
            return None
        if not message.startswith(wire.MAGIC):
            raise Unavailable(Sentence(_OTHER_VERSION))
        try:
            return unpack_answer(message)
        except ValueError:
            raise Unavailable(Sentence(_BROKEN)) from None

    def _why_it_ended(self) -> ProcmonError:
        try:
            status = self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            return Unavailable(Sentence(_NOT_STARTED, {"words": "it does not speak"}))
        self._words.seek(0)
        words = self._words.read(_WORDS_BYTES).decode(errors="replace")
        if status == _DISMISSED:
            return Refused(Sentence(_CLOSED))
        if status == _NOT_AUTHORIZED:
            if "authentication agent" in words:
                return Refused(Sentence(_NOBODY_ASKS))
            if "Not authorized" in words:
                return Refused(Sentence(_NOT_ALLOWED))
        last = (words.strip().splitlines() or [f"exit status {status}"])[-1]
        return Unavailable(Sentence(_NOT_STARTED, {"words": one_line(display_text(last))}))


def why_not() -> Sentence | None:
    """Return why the helper can not be used on this machine; None where it can. Looks at a few files."""
    if not sys.platform.startswith("linux"):
        return Sentence(_ELSEWHERE)
    if shutil.which("pkexec") is None:
        return Sentence(_NO_PKEXEC)
    missing = next((path for path in (HELPER_PATH, POLICY_PATH) if not path.is_file()), None)
    if missing is not None:
        return Sentence(_NOT_INSTALLED, {"path": display_text(str(missing))})
    fault = fault_of_all([*sorted(HELPER_FOLDER.rglob("*")), POLICY_PATH, *_interpreter()])
    return Sentence(_UNSAFE, {"fault": display_text(fault)}) if fault else None


def pack_order(order: wire.Order) -> bytes:
    """Return an order as the helper takes it."""
    mask = sum(1 << cpu for cpu in order.cpus).to_bytes(wire.CPU_LIMIT // 8, "little")
    flags = wire.MAY_BE_CRITICAL if order.may_be_critical else 0
    return wire.ORDER.pack(wire.MAGIC, order.verb, flags, order.value, order.level, 0, order.serial, mask)


def unpack_answer(message: bytes) -> Answer:
    """Return the answer in a message. Raises ValueError for anything that is none."""
    if len(message) != wire.ANSWER.size:
        raise ValueError
    _magic, result, reason, errno, serial = wire.ANSWER.unpack(message)
    return Answer(wire.Result(result), wire.Reason(reason), errno, serial)


def _command(*, asks_in_terminal: bool) -> list[str]:
    # A window that was started in a terminal would wait there for a password, where nobody looks.
    here = [] if asks_in_terminal else ["--disable-internal-agent"]
    return [shutil.which("pkexec") or "pkexec", *here, str(HELPER_PATH)]


def _interpreter() -> list[Path]:
    """Return what the first line of the helper names; the helper itself looks at the rest."""
    with contextlib.suppress(OSError, IndexError), HELPER_PATH.open("rb") as file:
        return [Path(os.fsdecode(file.readline(256)).removeprefix("#!").split()[0]).resolve()]
    return []


def _order_of(action: Action, *, may_be_critical: bool) -> wire.Order:
    """Return what the helper is told. Raises Refused for what it does not do."""
    verb = _VERBS.get(action.kind, wire.Verb.SIGNAL)
    io_level = 0 if action.io_class is IoClass.IDLE else action.io_level
    numbers: dict[wire.Verb, tuple[int, int]] = {
        wire.Verb.SIGNAL: (action.signal_number or 0, 0),
        wire.Verb.NICE: (action.nice, 0),
        wire.Verb.IO_PRIORITY: (action.io_class.value, io_level),
        wire.Verb.AFFINITY: (0, 0),
    }
    value, level = numbers[verb]
    cpus = action.cpus if verb is wire.Verb.AFFINITY else frozenset()
    order = wire.Order(verb, value, level, cpus, may_be_critical)
    if not order.is_valid():
        raise Refused(Sentence(_NOT_THIS))
    return order


def _outcome(answer: Answer) -> Outcome:
    """Return what an answer means. Raises Refused, Ended and Unavailable."""
    if answer.result is wire.Result.DONE:
        return Outcome.DONE
    if answer.result is wire.Result.UNSURE:
        return Outcome.UNSURE
    if answer.result is wire.Result.ENDED:
        raise Ended(Sentence(_ENDED))
    if answer.result is wire.Result.FAILED:
        raise Refused(Sentence(_KERNEL, {"words": os.strerror(answer.errno)}))
    if answer.reason in _UNUSABLE:
        raise Unavailable(Sentence(_UNUSABLE[answer.reason]))
    words = {"reason": answer.reason.name.lower().replace("_", " ")}
    raise Refused(Sentence(_REFUSALS.get(answer.reason, _NOT_TAKEN), words))
