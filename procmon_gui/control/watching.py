"""Watches what becomes of processes to which something was done. Belongs in a worker."""

import time
from collections.abc import Callable, Sequence
from typing import Final

from procmon_gui.control.body import Body, Grip
from procmon_gui.control.held import Acted, HeldProcesses
from procmon_gui.domain.actions import ActionKind, Fate, Seen
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.errors import Cancelled
from procmon_gui.domain.ports import Errand

_OVER: Final = (Fate.ENDED, Fate.ZOMBIE)
_LOOK_S: Final = 0.05
# As long as a parent usually takes to ask how its child has ended.
_GRACE_S: Final = 0.5
_ENDING: Final = (ActionKind.END, ActionKind.KILL, ActionKind.SIGNAL, ActionKind.SUSPEND)


class Watch:
    """One watch over what is held."""

    def __init__(self, held: HeldProcesses, body: Body, tell: Callable[[Seen], None], limit_s: float) -> None:
        self._held = held
        self._body = body
        self._tell = tell
        self._end_s = time.monotonic() + limit_s
        self._begun_s = time.monotonic()
        self._seen: dict[int, Seen] = {}
        self._ended_s: dict[int, float] = {}

    def run(self, grips: Sequence[Grip], errand: Errand) -> list[Seen]:
        """Watch until there is nothing left to wait for; raises Cancelled."""
        waiting = [index for index in range(len(grips)) if self._is_awaited(index)]
        try:
            while waiting:
                waiting = [index for index in waiting if not self._has_come(index, grips[index])]
                left_s = self._end_s - time.monotonic()
                if not waiting or left_s <= 0:
                    break
                if errand.is_cancelled():
                    raise Cancelled
                # Those that have ended and are not waited for yet would wake at once, again and again.
                living = [grips[index] for index in waiting if index not in self._ended_s]
                self._body.wait(living, min(_LOOK_S, left_s))
            for index, grip in enumerate(grips):
                if index not in self._seen:
                    self._seen[index] = self._look(index, grip)
        finally:
            self._keep()
        return [self._seen[index] for index in range(len(grips))]

    def _is_awaited(self, index: int) -> bool:
        acted = self._held.acted.get(index)
        return acted is not None and acted.action.kind in _ENDING and acted.result.outcome is Outcome.DONE

    def _has_come(self, index: int, grip: Grip) -> bool:
        """Say whether what was wanted of one has come, and tell of it."""
        seen = self._look(index, grip)
        if seen.fate is Fate.ZOMBIE:
            ended_s = self._ended_s.setdefault(index, time.monotonic())
            now_s = time.monotonic()
            if now_s - ended_s < _GRACE_S and now_s < self._end_s:
                return False
        is_wanted_stop = self._held.acted[index].action.kind is ActionKind.SUSPEND and seen.fate is Fate.STOPPED
        if seen.fate not in _OVER and not is_wanted_stop:
            return False
        self._seen[index] = seen
        self._tell(seen)
        return True

    def _look(self, index: int, grip: Grip) -> Seen:
        acted = self._held.acted.get(index)
        fate = grip.fate()
        at_s = self._ended_s.get(index, time.monotonic())
        since_s = self._begun_s if acted is None else acted.at_s
        target = self._held.targets[index] if acted is None else acted.result.target
        return Seen(target=target, fate=fate, after_s=max(0.0, at_s - since_s))

    def _keep(self) -> None:
        by_trace: dict[int, list[tuple[Seen, Acted]]] = {}
        for index, seen in self._seen.items():
            if self._is_awaited(index):
                acted = self._held.acted[index]
                by_trace.setdefault(id(acted.trace), []).append((seen, acted))
        for pairs in by_trace.values():
            pairs[0][1].trace.tell([(seen, acted.result.record) for seen, acted in pairs])
