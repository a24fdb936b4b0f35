"""What a scene is: a state of the window that is worth a picture, how to get there, and in which sizes it is looked at.

A scene starts at its page, with nothing open, and its steps are done as a person does them: keys, letters, and clicks
on what assistive technology knows by a name. It stands alone: what it needs it makes, or names as a `Need`.
"""

from dataclasses import dataclass
from typing import Final, Literal

OVERVIEW, PROCESSES, HISTORY, ALERTS, CONNECTIONS, AUDIT, SETTINGS = (f"ctrl+{number}" for number in range(1, 8))
# What a page is called in the rail, by the key that opens it.
PAGE_TITLES: Final = {
    OVERVIEW: "Overview", PROCESSES: "Processes", HISTORY: "History", ALERTS: "Alerts", CONNECTIONS: "Connections",
    AUDIT: "Audit", SETTINGS: "Settings",
}  # fmt: skip

SMALL: Final = (1280, 800)
LARGE: Final = (1920, 1080)
NARROW: Final = (900, 700)
HUGE: Final = (2560, 1440)
ALL: Final = (SMALL, LARGE, NARROW)
# Of the pages for which the design says what more room is for.
WIDE: Final = (*ALL, HUGE)


@dataclass(frozen=True, slots=True)
class Press:
    """Press keys, as xdotool names them, one after the other."""

    keys: str


@dataclass(frozen=True, slots=True)
class Type:
    """Type a text into what has the keyboard."""

    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """Move the pointer over a thing: its role, a part of its name, and how far right and down in it (0 to 1)."""

    role: str
    name: str
    right: float = 0.5
    down: float = 0.5
    button: Literal[0, 1, 3] = 0


def click(role: str, name: str, right: float = 0.5, down: float = 0.5) -> Point:
    """Press the left button there."""
    return Point(role, name, right, down, button=1)


def menu(role: str, name: str, right: float = 0.5, down: float = 0.5) -> Point:
    """Press the right button there."""
    return Point(role, name, right, down, button=3)


@dataclass(frozen=True, slots=True)
class Wait:
    """Let the program live for a while."""

    seconds: float


@dataclass(frozen=True, slots=True)
class ChooseTab:
    """Choose a part of the detail, in its bar or in the menu of those for which there is no room."""

    name: str


@dataclass(frozen=True, slots=True)
class PointAtTray:
    """Move the pointer over the icon in the tray."""

    button: Literal[0, 3] = 0


@dataclass(frozen=True, slots=True)
class WriteSettings:
    """Let the file of settings be this, as an editor leaves it."""

    content: str


@dataclass(frozen=True, slots=True)
class WriteRules:
    """Let the file of rules be this, as an editor leaves it."""

    content: str


@dataclass(frozen=True, slots=True)
class StartProcess:
    """Start the process of the scenes that is there to begin and to end."""


@dataclass(frozen=True, slots=True)
class EndProcess:
    """End that process."""


@dataclass(frozen=True, slots=True)
class HaltSampling:
    """Let the process that reads the machine stand still, or go on."""

    is_halted: bool = True


@dataclass(frozen=True, slots=True)
class WriteTrail:
    """Let another program have done things that the audit trail has; or somebody have changed it behind our back."""

    is_forged: bool = False


@dataclass(frozen=True, slots=True)
class RaiseAlarms:
    """Let a night of alerts have been kept, or one more fire now."""

    is_one: bool = False


Step = (
    Press | Type | Point | Wait | ChooseTab | PointAtTray | WriteSettings | StartProcess | EndProcess | HaltSampling
    | WriteTrail | RaiseAlarms | WriteRules
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """What several scenes count on: done once in a run, before the first of them."""

    name: str
    page: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One state of the window. What floats over it stands where it opened, so it is looked at in one size.

    Attributes:
        needs: what has to be there before its page is opened.
        back: how to leave it, where Escape does not.
        leaves: the name of a `Need` that is met once this scene was there.
    """

    name: str
    page: str
    steps: tuple[Step, ...] = ()
    sizes: tuple[tuple[int, int], ...] = ALL
    back: tuple[Step, ...] = ()
    floats: bool = False
    needs: tuple[Need, ...] = ()
    leaves: str = ""


def floating(name: str, page: str, *steps: Step, needs: tuple[Need, ...] = ()) -> Scene:
    """Return a scene of something that floats over its page."""
    return Scene(name=name, page=page, steps=steps, sizes=(SMALL,), floats=True, needs=needs)


def filtered(words: str) -> tuple[Step, ...]:
    """Type a filter."""
    return (Press("ctrl+f"), Type(words), Wait(1.5))


def detail(words: str, tab: str = "", *more: Step) -> tuple[Step, ...]:
    """Open the detail of the first process that a filter finds, at a tab."""
    opened = (Press("ctrl+f"), Type(words), Press("Return"), Wait(1.2), Press("ctrl+2 End Return"), Wait(1.2))
    chosen = (ChooseTab(tab), Wait(1.5)) if tab else ()
    return (*opened, *chosen, *more)


# The parts of the detail in their order.
TABS: Final = (
    "General",
    "Graphs",
    "Threads",
    "Files",
    "Sockets",
    "Memory",
    "Environment",
    "Limits",
    "Children",
    "Actions",
)
# Whole, so that its translation can be found.
STRIP: Final = "Time strip: CPU of this machine"
OF_ROOT: Final = "pid = 1"
