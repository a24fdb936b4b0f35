"""The page of settings, and what the window says of their file."""

from typing import Final

from tests.e2e.scene import NARROW, PROCESSES, SETTINGS, SMALL, WIDE, Press, Scene, Type, Wait, WriteSettings, click

_WRONG_SETTINGS: Final = """[appearance]
theme = "pink"

[sampling]
interval_s = "often"
"""
_BROKEN_SETTINGS: Final = """[appearance]
theme = "dark
"""

SCENES: Final = (
    Scene(name="settings", page=SETTINGS, sizes=WIDE),
    Scene(
        name="settings-wrong",
        page=PROCESSES,
        steps=(WriteSettings(_WRONG_SETTINGS), Wait(1.5)),
        back=(WriteSettings(""), Wait(1.5)),
    ),
    Scene(
        name="settings-broken",
        page=SETTINGS,
        steps=(WriteSettings(_BROKEN_SETTINGS), Wait(1.5)),
        back=(WriteSettings(""), Wait(1.5)),
    ),
    Scene(
        name="settings-nothing",
        page=SETTINGS,
        steps=(click("text", "Search settings"), Type("nothing-has-this-name"), Wait(0.5)),
        back=(click("text", "Search settings"), Press("ctrl+a BackSpace")),
    ),
    Scene(
        name="settings-channels",
        page=SETTINGS,
        steps=(click("text", "Search settings"), Type("alerts.channels"), Wait(1.5)),
        back=(click("text", "Search settings"), Press("ctrl+a BackSpace")),
        sizes=(SMALL, NARROW),
    ),
)  # fmt: skip
