"""Scenes of acting on processes: the questions, the choices in them, and the words afterwards.

They are those of an ordinary user, to whom the mortal process of the scenes belongs, and none of the crowd.
"""

from typing import Final

from tests.e2e.company import BUSY, MORTAL
from tests.e2e.scene import (
    NARROW,
    PROCESSES,
    SMALL,
    EndProcess,
    Press,
    Scene,
    StartProcess,
    Step,
    Type,
    Wait,
    click,
    menu,
)

_OF_ROOT: Final = "pid = 1"


def _on(words: str, *steps: Step) -> tuple[Step, ...]:
    """Select the first process that a filter finds."""
    return (Press("ctrl+f"), Type(words), Press("Return"), Wait(1.5), Press("ctrl+2 End"), Wait(0.6), *steps)


def _on_mortal(name: str, *steps: Step, floats: bool = True, sizes: tuple[tuple[int, int], ...] = (SMALL,)) -> Scene:
    shown = (StartProcess(), *_on(f"name = {MORTAL}", *steps))
    return Scene(
        name=name, page=PROCESSES, steps=shown, sizes=sizes, floats=floats, back=(Press("Escape"), EndProcess())
    )


SCENES: Final = (
    _on_mortal("act-end", Press("Delete"), Wait(1.2)),
    _on_mortal("act-kill", Press("shift+Delete"), Wait(1.2)),
    Scene(name="act-others", page=PROCESSES, steps=_on(f"name = {BUSY}", Press("Delete"), Wait(1.2)), sizes=(SMALL,),
          floats=True),
    Scene(name="act-untouchable", page=PROCESSES, steps=_on(_OF_ROOT, Press("Delete"), Wait(1.2)), sizes=(SMALL,),
          floats=True),
    _on_mortal("act-several", Press("ctrl+f"), Type("name = awake-4 or name = awake-9"), Press("Return"), Wait(1.5),
               Press("ctrl+2 End shift+Up shift+Up Delete"), Wait(1.5)),
    _on_mortal("act-signal", Press("F9"), Wait(1.2)),
    _on_mortal("act-priority-menu", click("button menu", "Priority"), Wait(0.8)),
    _on_mortal("act-priority", click("button menu", "Priority"), Press("Up Up Up Return"), Wait(1.2)),
    _on_mortal("act-io-priority", click("button menu", "Priority"), Press("Up Up Return"), Wait(1.2)),
    _on_mortal("act-affinity", click("button menu", "Priority"), Press("Up Return"), Wait(1.2)),
    _on_mortal("act-menu", menu("table", "Processes", 0.2, 0.06), Wait(0.8)),
    _on_mortal("act-suspended", click("push button", "Suspend"), Wait(1.5), floats=False, sizes=(SMALL, NARROW)),
    _on_mortal("act-ended", Press("Delete"), Wait(1.2), Press("Tab space"), Wait(1.5), floats=False),
    Scene(name="act-buttons", page=PROCESSES, steps=_on(f"name = {BUSY}", Press("Return"), Wait(1.2)),
          sizes=(SMALL, NARROW)),
)  # fmt: skip
