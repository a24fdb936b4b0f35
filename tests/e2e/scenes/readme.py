"""Scenes of the README: a made-up server whose backup begins after a minute, a rule for it, and a night of alerts."""

from typing import Final

from tests.e2e.alarms import RULES as ALARMS
from tests.e2e.scene import (
    ALERTS,
    HISTORY,
    OVERVIEW,
    PROCESSES,
    SMALL,
    ChooseTab,
    Point,
    Press,
    RaiseAlarms,
    Scene,
    Type,
    Wait,
    click,
)

# Beside those that let the alerts of the night fire on.
RULES: Final = f"""{ALARMS}
[[rule]]
id = "cpu-above-80"
title = "CPU above 80 % for 15 s"
metric = "host.cpu.busy_ratio"
critical = "80 %"
clear = "70 %"
for = "15 s"
why = "Somebody keeps all cores busy."
"""

# A notice of the desktop would stand before the window.
CHANNELS: Final = """version = 1

[desktop]
enabled = false
"""
_CLOSE_BAR: Final = click("push button", "Close this message")

# What fires in the list, and what was found of one that is over.
_NIGHT: Final = (RaiseAlarms(), Wait(5.0), _CLOSE_BAR, Press("Home Down Down Down"), Wait(1.5))

SCENES: Final = (
    Scene(name="overview", page=OVERVIEW, sizes=(SMALL,)),
    Scene(name="processes", page=PROCESSES, steps=(Type("postgres: 15/main: app"), Wait(1.5)), sizes=(SMALL,)),
    Scene(
        name="detail",
        page=PROCESSES,
        steps=(Type("gunicorn"), Press("Down Return"), Wait(1.0), ChooseTab("Graphs"), Wait(1.0)),
        sizes=(SMALL,),
    ),
    Scene(name="alerts", page=ALERTS, steps=_NIGHT, sizes=(SMALL,)),
    Scene(
        name="rules",
        page=ALERTS,
        steps=(click("check box", "Rules"), Wait(1.5), Press("ctrl+f"), Type("80"), Press("Return Return"), Wait(3.0)),
        sizes=(SMALL,),
        back=(Press("Escape"), Wait(0.5), click("check box", "Events")),
    ),
    Scene(name="history", page=HISTORY, steps=(Wait(2.0), Point("filler", "heat map with", 0.6, 0.1)), sizes=(SMALL,)),
)
