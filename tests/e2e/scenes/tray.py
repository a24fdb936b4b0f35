"""Beside a tray, which is what makes a window ask before it closes whether recording goes on there."""

from typing import Final

from tests.e2e.scene import PROCESSES, PointAtTray, Press, Wait, floating

SCENES: Final = (
    floating("tray-tooltip", PROCESSES, Wait(3.0), PointAtTray(), Wait(1.5)),
    floating("tray-menu", PROCESSES, PointAtTray(button=3), Wait(0.8)),
    floating("keep-recording", PROCESSES, Press("alt+F4"), Wait(1.0)),
)  # fmt: skip
