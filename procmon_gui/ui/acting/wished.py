"""From what an entry asks for to a wish about processes that stand in a list."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from procmon_gui.domain.actions import Action, ActionKind
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.acting.wishes import Kin, Wish
from procmon_gui.ui.widgets import act_entries as asked

_TERM: Final = 15
_MOST_KIN: Final = 500
_ACTIONS: Final = {
    asked.END: Action(kind=ActionKind.END),
    asked.KILL: Action(kind=ActionKind.KILL),
    asked.END_TREE: Action(kind=ActionKind.END, is_tree=True),
    asked.SUSPEND: Action(kind=ActionKind.SUSPEND),
    asked.RESUME: Action(kind=ActionKind.RESUME),
    asked.SIGNAL: Action(kind=ActionKind.SIGNAL, signal=_TERM),
    asked.NICE: Action(kind=ActionKind.NICE),
    asked.IO_PRIORITY: Action(kind=ActionKind.IO_PRIORITY),
    asked.AFFINITY: Action(kind=ActionKind.AFFINITY),
    asked.RESTART_UNIT: Action(kind=ActionKind.RESTART_UNIT),
}
_CHOOSES: Final = (asked.SIGNAL, asked.NICE, asked.IO_PRIORITY, asked.AFFINITY)


def wish_for(what: str, people: Sequence[tuple[Snapshot, int]]) -> Wish:
    """Return the wish; each of the people is a snapshot and the slot in it."""
    word, _, nice = what.partition(":")
    action = Action(kind=ActionKind.NICE, nice=int(nice)) if nice else _ACTIONS[word]
    keys = tuple(snapshot.key(slot) for snapshot, slot in people)
    snapshot = people[0][0]
    cores = snapshot.host.get("host.cpu.core_count", {}).get("", 0.0)
    return Wish(
        action=action,
        keys=keys,
        # Of rows that have just ended the look was another one.
        seen_ns=min(snapshot.since_boot_ns for snapshot, _ in people),
        names={key: snapshot.texts["name"][slot] or "" for key, (snapshot, slot) in zip(keys, people, strict=True)},
        chooses=not nice and word in _CHOOSES,
        kin=_kin(*people[0]) if len(people) == 1 else (),
        cpu_count=int(cores) if cores == cores else 0,
    )


def _kin(snapshot: Snapshot, slot: int) -> tuple[Kin, ...]:
    pids, parents = snapshot.columns["pid"], snapshot.columns["ppid"]
    slots = np.flatnonzero((parents == pids[slot]) & (snapshot.serials >= 0))
    return tuple(Kin(snapshot.texts["name"][one] or "", int(pids[one])) for one in slots[:_MOST_KIN].tolist())
