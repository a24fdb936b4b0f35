"""What `procmon-gui act` is asked to do, and how it tells of it."""

import re
import signal
from collections.abc import Sequence
from typing import Final

from procmon_gui.domain.actions import (
    LEAST_NICE,
    MOST_NICE,
    Action,
    ActionKind,
    ActionResult,
    Fate,
    Grade,
    IoClass,
    Lost,
    Seen,
    Target,
)
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.exit_status import signal_name
from procmon_gui.domain.text import display_text
from procmon_gui.reports.values import iso_utc
from procmon_gui.terminal.request import Request

_MOST_CPUS: Final = 65_536
_IO_CLASSES: Final = {
    "idle": IoClass.IDLE, "best-effort": IoClass.BEST_EFFORT, "realtime": IoClass.REALTIME,
}  # fmt: skip
_LEVEL: Final = re.compile(r"[0-7]", re.ASCII)
_CPUS: Final = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?", re.ASCII)
_REAL_TIME: Final = re.compile(r"RTM(IN|AX)(?:([+-])(\d{1,2}))?", re.ASCII)
_OUTCOMES: Final = {
    Outcome.DONE: "done", Outcome.REFUSED: "refused", Outcome.FAILED: "not done", Outcome.UNSURE: "unsure",
    Outcome.BEGUN: "begun",
}  # fmt: skip
_FATES: Final = {
    Fate.ENDED: "ended after {after} s",
    Fate.ZOMBIE: "ended after {after} s; its parent has not asked how",
    Fate.RUNNING: "still running after {after} s",
    Fate.UNINTERRUPTIBLE: "still running after {after} s: it waits for a device, and no signal reaches it before",
    Fate.STOPPED: "suspended after {after} s",
}


def action_of(request: Request) -> Action:
    """Return what is to be done; raises WrongInput."""
    word = ActionKind.END.value if request.deed == "tree" else request.deed
    kind = ActionKind(word)
    is_tree = request.is_tree or request.deed == "tree"
    match kind:
        case ActionKind.SIGNAL:
            return Action(kind=kind, signal=_signal(request.value))
        case ActionKind.NICE:
            return Action(kind=kind, nice=_nice(request.value))
        case ActionKind.IO_PRIORITY:
            return _io(request.value)
        case ActionKind.AFFINITY:
            return Action(kind=kind, cpus=_cpus(request.value))
    return Action(kind=kind, is_tree=is_tree)


def _signal(text: str) -> int:
    word = text.upper().removeprefix("SIG")
    if word.isascii() and word.isdecimal() and len(word) < 4 and 0 < int(word) < signal.NSIG:
        return int(word)
    real_time = _REAL_TIME.fullmatch(word)
    if real_time is not None and hasattr(signal, "SIGRTMIN"):
        base = signal.SIGRTMIN if real_time[1] == "IN" else signal.SIGRTMAX
        number = int(base) + int((real_time[2] or "+") + (real_time[3] or "0"))
        if signal.SIGRTMIN <= number <= signal.SIGRTMAX:
            return number
    found = getattr(signal, f"SIG{word}", None) if word.isascii() and word.isalnum() else None
    if isinstance(found, signal.Signals):
        return int(found)
    raise WrongInput(f"There is no signal “{display_text(text, 40)}” here; kill -l lists those that there are.")


def _nice(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,3}", text, re.ASCII) or not LEAST_NICE <= int(text) <= MOST_NICE:
        raise WrongInput(
            f"The priority is a whole number from {LEAST_NICE} to {MOST_NICE}, not “{display_text(text, 40)}”."
        )
    return int(text)


def _io(text: str) -> Action:
    word, colon, level = text.partition(":")
    kind = _IO_CLASSES.get(word)
    if kind is None or (colon and (not _LEVEL.fullmatch(level) or kind is IoClass.IDLE)):
        raise WrongInput(
            f"The priority on disks is idle, best-effort or realtime, the last two with a level from 0 to 7 as "
            f"best-effort:2, not “{display_text(text, 40)}”."
        )
    action = Action(kind=ActionKind.IO_PRIORITY, io_class=kind)
    return action if not colon else Action(kind=ActionKind.IO_PRIORITY, io_class=kind, io_level=int(level))


def _cpus(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        match = _CPUS.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match is not None else (1, 0)
        if not first <= last < _MOST_CPUS:
            raise WrongInput(f"Processors are written as 0-3,8, not “{display_text(text, 40)}”.")
        found.update(range(first, last + 1))
    return frozenset(found)


def what_is_done(action: Action, count: int) -> str:
    """Return what will happen to so many processes."""
    many = "1 process" if count == 1 else f"{count} processes"
    number = action.signal_number
    if number is not None:
        return f"Send {signal_name(number)} to {many}"
    match action.kind:
        case ActionKind.NICE:
            return f"Set the priority of {many} to {action.nice}"
        case ActionKind.IO_PRIORITY:
            level = "" if action.io_class is IoClass.IDLE else f" {action.io_level}"
            return f"Set the priority on disks of {many} to {action.io_class.name.lower().replace('_', '-')}{level}"
        case ActionKind.AFFINITY:
            return f"Let {many} run on CPU {', '.join(map(str, sorted(action.cpus)))}"
    return f"Restart the service of {many}"


def target_lines(target: Target) -> list[str]:
    """Return who it is, for people."""
    started = (iso_utc(target.started_ms / 1000) or "?")[:19] + "Z"
    children = "1 child" if target.child_count == 1 else f"{target.child_count} children"
    lines = [
        f"  {called(target)}, user {target.user}, started {started} ({target.seen.start_ticks} ticks), {children}",
        f"    executable: {_said(target.executable)}",
    ]
    if target.command_line:
        lines.append(f"    command: {display_text(target.command_line, 400)}")
    if target.unit:
        lines.append(f"    {'user unit' if target.is_user_unit else 'unit'}: {target.unit}")
    if target.why is not None:
        mark = "!" if target.grade in (Grade.CRITICAL, Grade.UNTOUCHABLE) else " "
        lines.append(f"  {mark} {target.why}")
    return lines


def lost_line(lost: Lost) -> str:
    """Return why somebody could not be held."""
    return f"PID {lost.seen.pid}: {lost.why}"


def result_lines(results: Sequence[ActionResult], seen: Sequence[Seen]) -> list[str]:
    """Return what came of each."""
    fates = {one.target.seen: one for one in seen}
    lines: list[str] = []
    for result in results:
        words = _OUTCOMES[result.outcome]
        if result.outcome is Outcome.DONE and result.target.seen in fates:
            words += f"; {fate_words(fates[result.target.seen])}"
        if result.why is not None:
            words += f": {result.why}"
        lines.append(f"{called(result.target)}: {words}")
    return lines


def fate_words(seen: Seen) -> str:
    """Return what was seen of one afterwards."""
    return _FATES[seen.fate].format(after=f"{seen.after_s:.1f}")


def called(target: Target) -> str:
    """Return name and number."""
    return f"{target.name} (PID {target.seen.pid})"


def _said(text: str | None) -> str:
    return "not told" if text is None else text or "none"
