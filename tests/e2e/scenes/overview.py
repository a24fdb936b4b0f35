"""The Overview, and what comes up over it."""

from typing import Final

from tests.e2e.scene import OVERVIEW, STRIP, WIDE, Point, Press, Scene, Wait, click, floating

_PANELS: Final = (
    ("cores", "Show all cores"),
    ("memory", "Show all of memory"),
    ("pressure", "Show all of pressure and load"),
    ("disks", "Show all disks"),
    ("file-systems", "Show all file systems"),
    ("interfaces", "Show all interfaces"),
    ("kernel", "Show all figures of the kernel"),
)

SCENES: Final = (
    Scene(name="overview", page=OVERVIEW, sizes=WIDE),
    *(
        Scene(name=f"overview-{name}", page=OVERVIEW, steps=(click("push button", said), Wait(1.5)))
        for name, said in _PANELS
    ),
    Scene(
        name="overview-zoomed", page=OVERVIEW,
        steps=(click("push button", "Show all disks"), Wait(1.5), Press("Tab plus plus plus Left"), Wait(0.8)),
        back=(Press("Escape Escape"),),
    ),
    floating("span-menu", OVERVIEW, click("button menu", "Time in sight"), Wait(0.8)),
    floating("chart-cursor", OVERVIEW, Point("slider", STRIP, 0.95, 0.4), Wait(0.8)),
)  # fmt: skip
