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

_CHANNELS: Final = (click("text", "Search settings"), Type("alerts.channels"), Wait(1.5))
_NO_SEARCH: Final = (click("text", "Search settings"), Press("ctrl+a BackSpace"))


def _new_channel(name: str, downs: int) -> Scene:
    """Return the form of a new channel of the kind that is so far down in the menu."""
    choose = (click("push button", "Add…"), Wait(0.5), Press(" ".join(["Down"] * downs)), Press("Return"), Wait(0.8))
    return Scene(
        name=f"settings-channel-{name}", page=SETTINGS, steps=(*_CHANNELS, *choose),
        back=(Press("Escape"), Wait(0.5), *_NO_SEARCH), sizes=(SMALL, NARROW), floats=True,
    )  # fmt: skip


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
        steps=_CHANNELS,
        back=_NO_SEARCH,
        sizes=(SMALL, NARROW),
    ),
    _new_channel("mail", 1),
    _new_channel("hook", 4),
    _new_channel("command", 5),
)  # fmt: skip
