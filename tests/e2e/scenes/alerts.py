"""The page of alerts, and alerts elsewhere in the window."""

from typing import Final

from tests.e2e.scene import (
    ALERTS,
    ALL,
    HISTORY,
    NARROW,
    OVERVIEW,
    PROCESSES,
    SMALL,
    WIDE,
    Need,
    Press,
    RaiseAlarms,
    Scene,
    Type,
    Wait,
    click,
    floating,
)

# Who judges has to be there, so that what fires is not over at once.
_NIGHT: Final = (Need("a night of alerts", ALERTS, (Wait(3.0), RaiseAlarms(), Wait(6.0))),)

SCENES: Final = (
    Scene(name="alerts-empty", page=ALERTS, steps=(Wait(6.0),), sizes=(SMALL, NARROW)),
    Scene(name="alerts", page=ALERTS, steps=(Press("Home"), Wait(1.0)), sizes=WIDE, needs=_NIGHT),
    Scene(
        name="alerts-past", page=ALERTS, steps=(Press("Home Down Down Down"), Wait(1.5)), sizes=WIDE, needs=_NIGHT,
    ),
    Scene(
        name="alerts-evidence", page=ALERTS, steps=(Press("Home Down Down Down Return"), Wait(1.5)), sizes=(NARROW,),
        needs=_NIGHT,
    ),
    Scene(
        name="alerts-nothing-found",
        page=ALERTS,
        steps=(click("text", "Search alerts"), Type("nobody-has-this-name"), Wait(0.5)),
        sizes=(SMALL, NARROW),
        needs=_NIGHT,
        back=(click("text", "Search alerts"), Press("ctrl+a BackSpace")),
    ),
    floating(
        "alerts-mute", ALERTS, Press("Home Return"), Wait(0.8), click("button menu", "Mute…"), Wait(0.8), needs=_NIGHT,
    ),
    floating("alerts-filter", ALERTS, click("button menu", "Listed alerts"), Wait(0.8), needs=_NIGHT),
    Scene(
        name="alerts-bar", page=PROCESSES, steps=(RaiseAlarms(is_one=True), Wait(4.5)), sizes=ALL,
        back=(click("push button", "Close this message"),),
    ),
    Scene(name="alerts-history", page=HISTORY, steps=(Wait(2.5),), sizes=(SMALL,), needs=_NIGHT),
    Scene(name="alerts-overview", page=OVERVIEW, steps=(Wait(1.5),), sizes=WIDE, needs=_NIGHT),
)  # fmt: skip
