"""Every page and state of the window that is worth a picture: what to press for it, and in which sizes it is looked at.

A scene starts at its page, with nothing open, and its steps are done as a person does them: keys, letters, and clicks
on what assistive technology knows by a name.
"""

from dataclasses import dataclass
from typing import Final, Literal

from tests.e2e.company import BUSY, LONG_LINE, MANY_FILES, MORTAL

OVERVIEW, PROCESSES, HISTORY, CONNECTIONS, SETTINGS = "ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5"

SMALL: Final = (1280, 800)
LARGE: Final = (1920, 1080)
NARROW: Final = (900, 700)
ALL: Final = (SMALL, LARGE, NARROW)


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
class EndProcess:
    """End the process of the scenes that is there to end."""


Step = Press | Type | Point | Wait | ChooseTab | EndProcess


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One state of the window. What floats over it stands where it opened, so it is looked at in one size."""

    name: str
    page: str
    steps: tuple[Step, ...] = ()
    sizes: tuple[tuple[int, int], ...] = ALL
    # How to leave it, where Escape does not.
    back: tuple[Step, ...] = ()
    floats: bool = False


def _floating(name: str, page: str, *steps: Step) -> Scene:
    return Scene(name=name, page=page, steps=steps, sizes=(SMALL,), floats=True)


def _filtered(words: str) -> tuple[Step, ...]:
    return (Press("ctrl+f"), Type(words), Wait(1.5))


def _detail(words: str, tab: str = "", *more: Step) -> tuple[Step, ...]:
    """Open the detail of the first process that a filter finds, at a tab."""
    opened = (Press("ctrl+f"), Type(words), Press("Return"), Wait(1.2), Press("ctrl+2 End Return"), Wait(1.2))
    chosen = (ChooseTab(tab), Wait(1.5)) if tab else ()
    return (*opened, *chosen, *more)


# The parts of the detail in their order.
TABS: Final = ("General", "Graphs", "Threads", "Files", "Sockets", "Memory", "Environment", "Limits", "Children")
# Whole, so that its translation can be found.
_STRIP: Final = "Time strip: CPU of this machine"
_OF_ROOT: Final = "pid = 1"
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
    Scene(name="overview", page=OVERVIEW),
    *(
        Scene(name=f"overview-{name}", page=OVERVIEW, steps=(click("push button", said), Wait(1.5)))
        for name, said in _PANELS
    ),
    Scene(name="processes", page=PROCESSES, steps=(Press("Home"),)),
    Scene(
        name="processes-flat",
        page=PROCESSES,
        steps=(click("check box", "Flat"), Press("shift+p"), Wait(1.2)),
        back=(click("check box", "Tree"),),
    ),
    Scene(
        name="processes-by-program",
        page=PROCESSES,
        steps=(click("button menu", "By program"), Wait(0.5), Press("Down Return"), Wait(1.2)),
        back=(click("check box", "Tree"),),
    ),
    Scene(name="filter", page=PROCESSES, steps=_filtered("python and mem > 1MiB")),
    Scene(name="filter-wrong", page=PROCESSES, steps=_filtered("cpu > 5 %% and usr = x")),
    Scene(name="filter-nothing", page=PROCESSES, steps=_filtered("name = nobody-has-this-name")),
    _floating("filter-completion", PROCESSES, Press("ctrl+f"), Type("mem"), Wait(0.8)),
    _floating("filter-saved", PROCESSES, click("push button", "Saved filters"), Wait(0.8)),
    _floating("columns-menu", PROCESSES, click("button menu", "Columns"), Wait(0.8)),
    _floating("columns-chooser", PROCESSES, click("button menu", "Columns"), Press("Up Up Return"), Wait(1.5)),
    _floating("row-menu", PROCESSES, Press("Home"), menu("table", "Processes", 0.2, 0.3), Wait(0.8)),
    _floating("groups-menu", PROCESSES, click("button menu", "By program", 0.95), Wait(0.8)),
    _floating("window-menu", PROCESSES, click("button menu", "Menu"), Wait(0.8)),
    _floating("interval-menu", PROCESSES, click("button menu", "Every"), Wait(0.8)),
    _floating("span-menu", OVERVIEW, click("button menu", "Time in sight"), Wait(0.8)),
    _floating("help", PROCESSES, Press("F1"), Wait(2.0)),
    _floating("about", PROCESSES, click("button menu", "Menu"), Press("Up Up Return"), Wait(1.0)),
    _floating("find", PROCESSES, Press("ctrl+shift+f"), Wait(1.0)),
    _floating(
        "find-results", PROCESSES, Press("ctrl+shift+f"), Wait(1.0), Type("/usr/lib"), Press("Return"), Wait(4.0)
    ),
    _floating(
        "tooltip-long", PROCESSES, *_filtered(f"name = {LONG_LINE}"), Point("table", "Processes", 0.12, 0.2), Wait(1.5)
    ),
    Scene(name="detail-general", page=PROCESSES, steps=_detail(f"name = {BUSY}")),
    Scene(name="detail-graphs", page=PROCESSES, steps=_detail(f"name = {BUSY}", "Graphs")),
    Scene(name="detail-threads", page=PROCESSES, steps=_detail("name ~ python*", "Threads")),
    Scene(name="detail-files", page=PROCESSES, steps=_detail(f"name = {MANY_FILES}", "Files")),
    *(
        Scene(
            name=f"detail-{name.lower()}",
            page=PROCESSES,
            steps=_detail("name ~ python*", name),
        )
        for name in TABS[4:]
    ),
    Scene(name="detail-long-line", page=PROCESSES, steps=_detail(f"name = {LONG_LINE}")),
    Scene(name="detail-several", page=PROCESSES, steps=(*_detail("python"), Press("ctrl+a"), Wait(1.2))),
    Scene(name="detail-of-root", page=PROCESSES, steps=_detail(_OF_ROOT)),
    Scene(name="detail-refused", page=PROCESSES, steps=_detail(_OF_ROOT, "Files")),
    Scene(
        name="detail-ended",
        page=PROCESSES,
        steps=(*_detail(f"name = {MORTAL}"), EndProcess(), Wait(3.0)),
    ),
    Scene(name="history", page=HISTORY, steps=(Wait(1.5),)),
    _floating("life", PROCESSES, *_detail(f"name = {BUSY}"), Press("ctrl+2 shift+l"), Wait(4.0)),
    _floating("compare", HISTORY, click("button menu", "Menu"), Press(" ".join(["Down"] * 6) + " Return"), Wait(4.0)),
    _floating("mark", PROCESSES, Press("ctrl+m"), Wait(1.0), Type("deployed 4.2")),
    _floating("go-to-time", PROCESSES, Press("ctrl+g"), Wait(1.0), Type("2 minutes ago"), Wait(0.5)),
    Scene(name="connections", page=CONNECTIONS, steps=(Wait(1.5),)),
    Scene(
        name="connections-nothing",
        page=CONNECTIONS,
        steps=(click("text", "Filter of the connections"), Type("port:1"), Wait(1.0)),
        back=(click("text", "Filter of the connections"), Press("Escape")),
    ),
    Scene(name="settings", page=SETTINGS),
    Scene(
        name="settings-nothing",
        page=SETTINGS,
        steps=(click("text", "Search settings"), Type("nothing-has-this-name"), Wait(0.5)),
        back=(click("text", "Search settings"), Press("ctrl+a BackSpace")),
    ),
    Scene(name="frozen", page=PROCESSES, steps=(Press("Pause"), Wait(0.5)), back=(Press("Pause"),)),
    _floating("chart-cursor", OVERVIEW, Point("slider", _STRIP, 0.95, 0.4), Wait(0.8)),
    Scene(
        name="past-overview", page=OVERVIEW, steps=(click("slider", _STRIP, 0.93, 0.4), Wait(1.5)),
    ),
    Scene(
        name="past-processes",
        page=PROCESSES,
        steps=(click("slider", _STRIP, 0.93, 0.4), Wait(1.0), Press("ctrl+2 Home Down"), Wait(1.0)),
    ),
    Scene(
        name="past-detail",
        page=PROCESSES,
        steps=(*_detail(f"name = {BUSY}", "Graphs"), click("slider", _STRIP, 0.93, 0.4), Wait(2.0)),
    ),
    Scene(
        name="past-connections",
        page=CONNECTIONS,
        steps=(click("slider", _STRIP, 0.93, 0.4), Wait(1.5)),
    ),
)  # fmt: skip

# Of a made-up server.
README: Final = (
    Scene(name="overview", page=OVERVIEW, sizes=(SMALL,)),
    Scene(name="processes", page=PROCESSES, steps=(Type("postgres: 15/main: app"), Wait(1.5)), sizes=(SMALL,)),
    Scene(
        name="detail",
        page=PROCESSES,
        steps=(Type("gunicorn"), Press("Down Return"), Wait(1.0), ChooseTab("Graphs"), Wait(1.0)),
        sizes=(SMALL,),
    ),
    Scene(
        name="past",
        page=PROCESSES,
        steps=(click("slider", _STRIP, 0.8, 0.4), Wait(1.0), Press("ctrl+2 Home"), Type("zstd"), Wait(2.0)),
        sizes=(SMALL,),
    ),
)
