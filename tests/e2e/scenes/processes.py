"""The page of processes: its shapes, filter, menus."""

from typing import Final

from tests.e2e.company import BUSY, LONG_LINE, MANY_FILES, MANY_MAPPINGS, MORTAL
from tests.e2e.scene import (
    PROCESSES,
    SMALL,
    WIDE,
    EndProcess,
    Point,
    Press,
    Scene,
    StartProcess,
    Step,
    Type,
    Wait,
    click,
    detail,
    filtered,
    floating,
    menu,
)

_GROUPS: Final = ("program", "user", "unit", "container")


def _grouped(shown: str, down: int) -> tuple[Step, ...]:
    """Choose the groups so far down in the menu of the button that shows others."""
    return (click("button menu", f"By {shown}"), Wait(0.5), Press(f"{'Down ' * down}Return"))


SCENES: Final = (
    Scene(name="processes", page=PROCESSES, steps=(Press("Home"),), sizes=WIDE),
    Scene(
        name="processes-flat",
        page=PROCESSES,
        steps=(click("check box", "Flat"), Press("shift+p"), Wait(1.2)),
        back=(click("check box", "Tree"),),
    ),
    *(
        Scene(
            name=f"processes-by-{name}",
            page=PROCESSES,
            steps=(*_grouped("program", down), Wait(1.2), Press("ctrl+2 Home Right"), Wait(0.5)),
            back=(*_grouped(name, 1), click("check box", "Tree")),
        )
        for down, name in enumerate(_GROUPS, start=1)
    ),
    Scene(
        name="row-new",
        page=PROCESSES,
        steps=(*filtered(f"name = {MORTAL} or name = {MANY_FILES}"), StartProcess()),
        sizes=(SMALL,),
        back=(EndProcess(),),
    ),
    Scene(
        name="row-ended",
        page=PROCESSES,
        steps=(StartProcess(), *filtered(f"name = {MORTAL} or name = {MANY_FILES}"), Wait(1.0), EndProcess()),
        sizes=(SMALL,),
    ),
    Scene(
        name="followed", page=PROCESSES, steps=(*detail(f"name = {BUSY}"), Press("ctrl+2 shift+f"), Wait(1.2))
    ),
    Scene(
        name="tagged",
        page=PROCESSES,
        # So few rows that whoever is tagged is in sight.
        steps=(
            *filtered(f"name = {MANY_FILES} or name = {MANY_MAPPINGS}"),
            Press("Return"),
            Wait(1.0),
            Press("ctrl+2 Home Down space space space"),
            Wait(1.2),
        ),
        back=(Press("ctrl+2 shift+u"),),
    ),
    Scene(name="filter", page=PROCESSES, steps=filtered("python and mem > 1MiB")),
    Scene(name="filter-wrong", page=PROCESSES, steps=filtered("cpu > 5 %% and usr = x")),
    Scene(name="filter-nothing", page=PROCESSES, steps=filtered("name = nobody-has-this-name")),
    floating("filter-completion", PROCESSES, Press("ctrl+f"), Type("mem"), Wait(0.8)),
    floating("filter-saved", PROCESSES, click("push button", "Saved filters"), Wait(0.8)),
    floating("columns-menu", PROCESSES, click("button menu", "Columns"), Wait(0.8)),
    floating("columns-chooser", PROCESSES, click("button menu", "Columns"), Press("Up Up Return"), Wait(1.5)),
    floating("row-menu", PROCESSES, Press("Home"), menu("table", "Processes", 0.2, 0.3), Wait(0.8)),
    floating("groups-menu", PROCESSES, click("button menu", "By program", 0.95), Wait(0.8)),
    Scene(
        name="tooltip-long",
        page=PROCESSES,
        # The line of its command, in the first row.
        steps=(
            click("check box", "Flat"),
            *filtered(f"name = {LONG_LINE}"),
            Point("table", "Processes", 0.9, 0.065),
            Wait(1.5),
        ),
        sizes=(SMALL,),
        back=(click("check box", "Tree"),),
        floats=True,
    ),
    floating("life", PROCESSES, *detail(f"name = {BUSY}"), Press("ctrl+2 shift+l"), Wait(4.0)),
)  # fmt: skip
