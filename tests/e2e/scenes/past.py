"""Pages at a moment of the past."""

from typing import Final

from tests.e2e.company import BUSY
from tests.e2e.scene import CONNECTIONS, OVERVIEW, PROCESSES, STRIP, WIDE, Press, Scene, Wait, click, detail

SCENES: Final = (
    Scene(
        name="past-overview", page=OVERVIEW, steps=(click("slider", STRIP, 0.93, 0.4), Wait(1.5)),
    ),
    Scene(
        name="past-disks", page=OVERVIEW,
        steps=(click("slider", STRIP, 0.93, 0.4), Wait(1.5), click("push button", "Show all disks"), Wait(1.5)),
    ),
    Scene(
        name="past-processes",
        page=PROCESSES,
        steps=(click("slider", STRIP, 0.93, 0.4), Wait(1.0), Press("ctrl+2 Home Down"), Wait(1.0)),
        sizes=WIDE,
    ),
    Scene(
        name="past-detail",
        page=PROCESSES,
        steps=(*detail(f"name = {BUSY}", "Graphs"), click("slider", STRIP, 0.93, 0.4), Wait(2.0)),
    ),
    Scene(
        name="past-connections",
        page=CONNECTIONS,
        steps=(click("slider", STRIP, 0.93, 0.4), Wait(1.5)),
    ),
)  # fmt: skip
