"""What belongs to the window, whichever page is open."""

from typing import Final

from tests.e2e.scene import PROCESSES, Press, Scene, Type, Wait, click, floating

SCENES: Final = (
    floating("window-menu", PROCESSES, click("button menu", "Menu"), Wait(0.8)),
    floating("interval-menu", PROCESSES, click("button menu", "Every"), Wait(0.8)),
    floating("help", PROCESSES, Press("F1"), Wait(2.0)),
    floating("about", PROCESSES, click("button menu", "Menu"), Press("Up Up Return"), Wait(1.0)),
    floating(
        "licences", PROCESSES, click("button menu", "Menu"), Press("Up Up Return"), Wait(1.0),
        click("push button", "Licences…"), Wait(1.5),
    ),
    floating(
        "failures", PROCESSES, click("button menu", "Menu"), Press("Up Up Return"), Wait(1.0),
        click("push button", "Failures…"), Wait(1.5),
    ),
    floating("find", PROCESSES, Press("ctrl+shift+f"), Wait(1.0)),
    floating(
        "find-results", PROCESSES, Press("ctrl+shift+f"), Wait(1.0), Type("/usr/lib"), Press("Return"), Wait(4.0)
    ),
    floating("mark", PROCESSES, Press("ctrl+m"), Wait(1.0), Type("deployed 4.2")),
    floating("go-to-time", PROCESSES, Press("ctrl+g"), Wait(1.0), Type("2 minutes ago"), Wait(0.5)),
    Scene(name="frozen", page=PROCESSES, steps=(Press("Pause"), Wait(0.5)), back=(Press("Pause"),)),
)  # fmt: skip
