"""`procmon-gui act`: shows who it is, asks, acts, and tells what came of it. Main thread.

A person is asked at the terminal itself; a script says --yes. Whatever ends the program in the middle, what was done
until then is in the audit trail.
"""

import shlex
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.actions import (
    Action,
    ActionKind,
    ActionResult,
    Answer,
    Fate,
    Grade,
    Held,
    NoTrail,
    Order,
    Seen,
    Target,
)
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Ended, ProcmonError, Refused, WrongInput
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.patience import Patient
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options
from procmon_gui.terminal.act_arguments import DEFAULT_WAIT_S
from procmon_gui.terminal.act_trace import ActTrace
from procmon_gui.terminal.act_words import action_of, called, lost_line, result_lines, target_lines, what_is_done
from procmon_gui.terminal.asking import Asker, TerminalAsker
from procmon_gui.terminal.identity import asker_of, identify
from procmon_gui.terminal.moments import said, time_ms
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import EXIT_FAILED, EXIT_REFUSED, end_with
from procmon_gui.terminal.request import Request, complain, complain_in_full

if TYPE_CHECKING:
    from procmon_gui.auth.access import LocalAccess
    from procmon_gui.services.control import Hands

EXIT_STILL_RUNNING: Final = 4
EXIT_UNSURE: Final = 5
_GRAVEST_FIRST: Final = (EXIT_UNSURE, EXIT_REFUSED, EXIT_FAILED, EXIT_STILL_RUNNING)
_WITHOUT_TRAIL: Final = "without trail"
# A start that was read somewhere is a time to the second, cut or rounded.
_NEAR_MS: Final = 1000
_ENDS: Final = (ActionKind.END, ActionKind.KILL)
_WATCHED: Final = (*_ENDS, ActionKind.SUSPEND)
_OVER: Final = (Fate.ENDED, Fate.ZOMBIE)

OpenControl = Callable[[Options, "LocalAccess"], "Hands"]


def run_act(
    request: Request,
    *,
    asker: Asker | None = None,
    opener: OpenControl | None = None,
    identifier: Callable[..., "LocalAccess"] = identify,
) -> int:
    """Do what was asked for; return the exit status."""
    from procmon_gui.services.control import open_control

    try:
        action = action_of(request)
        if request.started and len(request.pids) > 1:
            raise WrongInput("--started says of one process when it was started; here are several.")
        options = Options(data_dir=request.data_dir, config=request.config)
        trace = ActTrace(request, action, open_audit(options))
        access = _identified(request, asker, identifier, trace)
        open_it = opener or partial(open_control, asks_in_terminal=True)
        control = open_it(options, access)
        try:
            return _Act(request, action, access, control, asker or TerminalAsker(), trace).run()
        finally:
            control.close()
    except ProcmonError as error:
        status = end_with(error, request)
        return EXIT_REFUSED if isinstance(error, Refused) and not isinstance(error, NoTrail) else status


def _identified(
    request: Request, asker: Asker | None, identifier: Callable[..., "LocalAccess"], trace: ActTrace
) -> "LocalAccess":
    """Return who acts. Where nobody may, that is kept."""
    from procmon_gui.services.access import system_actor

    try:
        return identifier(request, asker=asker)
    except ProcmonError as error:
        trace.refuse_all(system_actor(), str(error))
        raise


class _Act:
    """One call of the verb."""

    def __init__(
        self,
        request: Request,
        action: Action,
        access: "LocalAccess",
        control: "Hands",
        asker: Asker,
        trace: ActTrace,
    ) -> None:
        self._request = request
        self._action = action
        self._access = access
        self._control = control
        self._asker = asker
        self._trace = trace

    def run(self) -> int:
        """Do it, and return the exit status."""
        statuses = [0]
        keys: list[ProcessKey] = []
        for pid in dict.fromkeys(self._request.pids):
            try:
                keys.append(self._seen(pid))
            except Ended as error:
                complain(f"PID {pid}: {error}")
                key = error.key if isinstance(error, _AnotherStart) else None
                self._trace.fail(self._access.actor(), pid, str(error), key)
                statuses.append(EXIT_FAILED)
        held = self._control.hold(keys, seen_ns=self._control.since_boot_ns(), has_tree=self._action.is_tree)
        try:
            for lost in held.lost:
                complain(lost_line(lost))
                self._trace.fail(self._access.actor(), lost.seen.pid, str(lost.why), lost.seen)
                statuses.append(EXIT_FAILED)
            if held.targets:
                statuses.append(self._act_on(held))
        finally:
            held.close()
        return next((status for status in _GRAVEST_FIRST if status in statuses), 0)

    def _seen(self, pid: int) -> ProcessKey:
        """Return who has a number; raises Ended where nobody has, or none that was started then."""
        key = self._control.see(pid)
        started = self._request.started
        if not started:
            return key
        if started.isascii() and started.isdecimal():
            if int(started) != key.start_ticks:
                raise _AnotherStart(key, int(started))
            return key
        wanted_ms = time_ms(started, time.time_ns() // 1_000_000)
        started_ms = self._control.started_ms(key)
        if wanted_ms is None or abs(started_ms - wanted_ms) > _NEAR_MS:
            raise Ended(f"It was started at {said(started_ms)}, and not at {said(wanted_ms or 0)}.")
        return key

    def _act_on(self, held: Held) -> int:
        complain_in_full(_question(self._action, held.targets))
        typed: frozenset[ProcessKey] = frozenset()
        if any(verdict.answer is not Answer.REFUSED for verdict in self._control.judge(held, self._action)):
            typed = self._asked(held.targets)
            self._confirm(held)
        order = Order(
            action=self._action, reason=self._request.reason, typed=typed,
            goes_without_trail=self._request.goes_without_trail,
        )  # fmt: skip
        results = self._acted(held, order)
        seen = self._watched(held, results)
        output = Output(is_utf8=False)
        output.write("".join(line + "\n" for line in result_lines(results, seen)))
        self._advise(order, results)
        return self._status(results, seen)

    def _asked(self, targets: Sequence[Target]) -> frozenset[ProcessKey]:
        """Ask whether that is meant; return whose names were typed. Raises Refused where it is not."""
        critical = [target for target in targets if target.grade is Grade.CRITICAL]
        named = frozenset(target.seen for target in critical if target.name in self._request.confirmed)
        if self._request.is_sure:
            return named
        for target in critical:
            if target.seen in named:
                continue
            if self._line(f"Type the name of {called(target)} to go on: ").strip() != target.name:
                raise Refused("Nothing was done.")
            named |= {target.seen}
        if len(named) < len(targets) and self._line("Go on? [y/N] ").strip().lower() not in ("y", "yes"):
            raise Refused("Nothing was done.")
        return named

    def _line(self, prompt: str) -> str:
        try:
            return self._asker.line(prompt)
        except WrongInput as error:
            raise WrongInput(
                "Nobody can be asked here whether that is meant: --yes says so, and --confirm NAME for who needs it."
            ) from error

    def _confirm(self, held: Held) -> None:
        """Ask for the password once more, where that is all that is missing."""
        if any(verdict.answer is Answer.CONFIRM for verdict in self._control.judge(held, self._action)):
            asker = asker_of(self._request) if self._request.has_password_stdin else self._asker
            self._access.confirm(asker.secret(f"Password of {self._access.holder()}: "))

    def _advise(self, order: Order, results: Sequence[ActionResult]) -> None:
        """Say what there is to do about what was refused, where this program knows it."""
        refused = [result.target for result in results if result.outcome is Outcome.REFUSED]
        actor = self._access.actor()
        if refused and actor.has_root and not actor.has_accounts:
            complain(
                "`procmon-gui users add NAME --role administrator` makes an account; --account NAME acts with it then"
            )
            return
        unnamed = [one for one in refused if one.grade is Grade.CRITICAL and one.seen not in order.typed]
        if unnamed and self._request.is_sure:
            names = " ".join(f"--confirm {shlex.quote(name)}" for name in dict.fromkeys(one.name for one in unnamed))
            complain(f"beside --yes, {names} says that it is meant")

    def _acted(self, held: Held, order: Order) -> Sequence[ActionResult]:
        try:
            return self._control.act(held, order, Patient())
        except NoTrail as error:
            if not error.has_journal or self._request.is_sure or order.goes_without_trail:
                raise
            complain(f"{error}; only the journal of the system would keep what is done")
            if self._line(f"Type {_WITHOUT_TRAIL} to go on: ").strip() != _WITHOUT_TRAIL:
                raise Refused("Nothing was done.") from error
        without = Order(action=order.action, reason=order.reason, typed=order.typed, goes_without_trail=True)
        return self._control.act(held, without, Patient())

    def _watched(self, held: Held, results: Sequence[ActionResult]) -> Sequence[Seen]:
        if self._action.kind not in _WATCHED or all(result.outcome is not Outcome.DONE for result in results):
            return ()
        wait_s = DEFAULT_WAIT_S if self._request.wait_s is None else self._request.wait_s
        return self._control.watch(held, _tell_nobody, wait_s, Patient())

    def _status(self, results: Sequence[ActionResult], seen: Sequence[Seen]) -> int:
        outcomes = {result.outcome for result in results}
        if Outcome.UNSURE in outcomes:
            return EXIT_UNSURE
        if Outcome.REFUSED in outcomes:
            return EXIT_REFUSED
        if Outcome.FAILED in outcomes:
            return EXIT_FAILED
        is_left = self._action.kind in _ENDS and any(one.fate not in _OVER for one in seen)
        return EXIT_STILL_RUNNING if is_left else 0


class _AnotherStart(Ended):
    """Who has the number is another than was meant; `key` is the one that was."""

    def __init__(self, found: ProcessKey, start_ticks: int) -> None:
        super().__init__(f"It was started {found.start_ticks} ticks after the boot, and not {start_ticks}.")
        self.key = replace(found, start_ticks=start_ticks)


def _question(action: Action, targets: Sequence[Target]) -> str:
    lines = [line for target in targets for line in target_lines(target)]
    return "\n".join((f"{what_is_done(action, len(targets))}:", *lines)) + "\n"


def _tell_nobody(seen: Seen) -> None:
    """Wait until all is known."""
