"""Every page and state of the window that is worth a picture: what to press for it, and in which sizes it is looked at.

A scene starts at its page, with nothing open, and its steps are done as a person does them: keys, letters, and clicks
on what assistive technology knows by a name.
"""

from dataclasses import dataclass
from typing import Final, Literal

from tests.e2e.company import BUSY, LONG_LINE, MANY_FILES, MANY_MAPPINGS, MORTAL

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


def _rules(name: str, *steps: Step) -> Scene:
    """Return what comes up from the list of rules; its first rule is chosen."""
    shown = (click("check box", "Rules"), Wait(2.0), *steps)
    back = (Press("Escape Escape"), Wait(0.5), click("check box", "Events"))
    return Scene(name=f"rules-{name}", page=ALERTS, steps=shown, sizes=(SMALL,), floats=True, back=back)


def _heat(name: str, step: Step, *, back: Step) -> Scene:
    """Return the heat map of the History page after one more step."""
    return Scene(name=f"history heat {name}", page=HISTORY, steps=(step, Wait(1.5)), sizes=ALL, back=(back,))


# One of each kind: another threshold, off, of its own, and two with a slip.
_RULES: Final = """\
[[rule]]
id = "memory-nearly-exhausted"
above = "5 %"
critical = "40 %"
clear = "4 %"

[[rule]]
id = "disk-pressure"
enabled = false

[[rule]]
id = "postgres-big"
title = "postgres takes much memory"
subject = "program"
metric = "rss_bytes"
where = 'name = postgres'
above = "2 GiB"
for = "5 min"

[[rule]]
id = "backup-missing"
subject = "not-running"
where = 'name = restic'
for = 26 h

[[rule]]
id = "web"
metric = "cpu"
above = "5 GB"
"""
_PROGRAMS: Final = click("check box", "Heat map of programs")


def _filtered(words: str) -> tuple[Step, ...]:
    return (Press("ctrl+f"), Type(words), Wait(1.5))


def _detail(words: str, tab: str = "", *more: Step) -> tuple[Step, ...]:
    """Open the detail of the first process that a filter finds, at a tab."""
    opened = (Press("ctrl+f"), Type(words), Press("Return"), Wait(1.2), Press("ctrl+2 End Return"), Wait(1.2))
    chosen = (ChooseTab(tab), Wait(1.5)) if tab else ()
    return (*opened, *chosen, *more)


def _grouped(shown: str, down: int) -> tuple[Step, ...]:
    """Choose the groups so far down in the menu of the button that shows others."""
    return (click("button menu", f"By {shown}"), Wait(0.5), Press(f"{'Down ' * down}Return"))


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
_STRIP: Final = "Time strip: CPU of this machine"
_OF_ROOT: Final = "pid = 1"
_GROUPS: Final = ("program", "user", "unit", "container")
_WRONG_SETTINGS: Final = """[appearance]
theme = "pink"

[sampling]
interval_s = "often"
"""
_BROKEN_SETTINGS: Final = """[appearance]
theme = "dark
"""
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
    Scene(name="processes", page=PROCESSES, steps=(Press("Home"),), sizes=WIDE),
    Scene(
        name="processes-flat",
        page=PROCESSES,
        steps=(click("check box", "Flat"), Press("shift+p"), Wait(1.2)),
        back=(click("check box", "Tree"),),
    ),
    *(
        Scene(
            name=f"processes-by-{name}",
            page=PROCESSES,
            steps=(*_grouped("program", down), Wait(1.2), Press("ctrl+2 Home Right"), Wait(0.5)),
            back=(*_grouped(name, 1), click("check box", "Tree")),
        )
        for down, name in enumerate(_GROUPS, start=1)
    ),
    Scene(
        name="row-new",
        page=PROCESSES,
        steps=(*_filtered(f"name = {MORTAL} or name = {MANY_FILES}"), StartProcess()),
        sizes=(SMALL,),
        back=(EndProcess(),),
    ),
    Scene(
        name="row-ended",
        page=PROCESSES,
        steps=(StartProcess(), *_filtered(f"name = {MORTAL} or name = {MANY_FILES}"), Wait(1.0), EndProcess()),
        sizes=(SMALL,),
    ),
    Scene(
        name="followed", page=PROCESSES, steps=(*_detail(f"name = {BUSY}"), Press("ctrl+2 shift+f"), Wait(1.2))
    ),
    Scene(
        name="tagged",
        page=PROCESSES,
        # So few rows that whoever is tagged is in sight.
        steps=(
            *_filtered(f"name = {MANY_FILES} or name = {MANY_MAPPINGS}"),
            Press("Return"),
            Wait(1.0),
            Press("ctrl+2 Home Down space space space"),
            Wait(1.2),
        ),
        back=(Press("ctrl+2 shift+u"),),
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
    Scene(
        name="tooltip-long",
        page=PROCESSES,
        # The line of its command, in the first row.
        steps=(
            click("check box", "Flat"),
            *_filtered(f"name = {LONG_LINE}"),
            Point("table", "Processes", 0.9, 0.065),
            Wait(1.5),
        ),
        sizes=(SMALL,),
        back=(click("check box", "Tree"),),
        floats=True,
    ),
    Scene(name="detail-general", page=PROCESSES, steps=_detail(f"name = {BUSY}"), sizes=WIDE),
    Scene(name="detail-graphs", page=PROCESSES, steps=_detail(f"name = {BUSY}", "Graphs"), sizes=WIDE),
    Scene(
        name="detail-pinned",
        page=PROCESSES,
        steps=(*_detail(f"name = {BUSY}"), click("check box", "Stay with"), Press("ctrl+2 Home"), Wait(1.0)),
        back=(click("check box", "Stay with"),),
    ),
    Scene(
        name="detail-loading",
        page=PROCESSES,
        steps=(*_detail(f"name = {MANY_MAPPINGS}"), ChooseTab("Memory"), Wait(0.3)),
        sizes=(SMALL,),
    ),
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
    Scene(name="detail-long-line", page=PROCESSES, steps=_detail(f"name = {LONG_LINE}", "General")),
    Scene(name="detail-several", page=PROCESSES, steps=(*_detail("python"), Press("ctrl+2 ctrl+a"), Wait(1.2))),
    Scene(name="detail-of-root", page=PROCESSES, steps=_detail(_OF_ROOT, "General")),
    Scene(name="detail-refused", page=PROCESSES, steps=_detail(_OF_ROOT, "Files")),
    Scene(
        name="detail-ended",
        page=PROCESSES,
        steps=(StartProcess(), *_detail(f"name = {MORTAL}", "General"), EndProcess(), Wait(3.0)),
    ),
    Scene(name="history", page=HISTORY, steps=(Wait(1.5),), sizes=WIDE),
    _heat("metrics", click("check box", "Heat map of metrics"), back=_PROGRAMS),
    _heat("cores", click("check box", "Heat map of cores"), back=_PROGRAMS),
    _heat("unusual", click("check box", "Colours say how unusual"), back=click("check box", "Colours say how much")),
    _floating("life", PROCESSES, *_detail(f"name = {BUSY}"), Press("ctrl+2 shift+l"), Wait(4.0)),
    _floating("compare", HISTORY, click("button menu", "Menu"), Press(" ".join(["Down"] * 6) + " Return"), Wait(4.0)),
    _floating("mark", PROCESSES, Press("ctrl+m"), Wait(1.0), Type("deployed 4.2")),
    _floating("go-to-time", PROCESSES, Press("ctrl+g"), Wait(1.0), Type("2 minutes ago"), Wait(0.5)),
    Scene(name="alerts-empty", page=ALERTS, steps=(Wait(6.0),), sizes=(SMALL, NARROW)),
    Scene(name="alerts", page=ALERTS, steps=(RaiseAlarms(), Wait(5.0), Press("Home")), sizes=WIDE),
    Scene(name="alerts-past", page=ALERTS, steps=(Press("Home Down Down Down"), Wait(1.5)), sizes=WIDE),
    Scene(name="alerts-evidence", page=ALERTS, steps=(Press("Home Down Down Down Return"), Wait(1.5)), sizes=(NARROW,)),
    Scene(
        name="alerts-nothing-found",
        page=ALERTS,
        steps=(click("text", "Search alerts"), Type("nobody-has-this-name"), Wait(0.5)),
        sizes=(SMALL, NARROW),
        back=(click("text", "Search alerts"), Press("ctrl+a BackSpace")),
    ),
    _floating("alerts-mute", ALERTS, Press("Home Return"), Wait(0.8), click("button menu", "Mute…"), Wait(0.8)),
    _floating("alerts-filter", ALERTS, click("button menu", "Listed alerts"), Wait(0.8)),
    Scene(
        name="alerts-bar", page=PROCESSES, steps=(RaiseAlarms(is_one=True), Wait(4.5)), sizes=ALL,
        back=(click("push button", "Close this message"),),
    ),
    Scene(
        name="rules", page=ALERTS, steps=(WriteRules(_RULES), click("check box", "Rules"), Wait(4.0)), sizes=ALL,
        back=(click("check box", "Events"),),
    ),
    _rules("edit", click("push button", "Edit…"), Wait(3.5)),
    _rules(
        "error", click("push button", "New rule…"), Wait(1.5), Type("Backups make the disk busy"),
        click("text", "Warning from"), Type("5 %"), click("text", "Critical from"), Type("3 GB"), Wait(2.5),
    ),
    _rules("dry-run", click("push button", "Dry run…"), Wait(4.0)),
    Scene(name="alerts-history", page=HISTORY, steps=(Wait(2.5),), sizes=(SMALL,)),
    Scene(name="alerts-overview", page=OVERVIEW, steps=(Wait(1.5),), sizes=WIDE),
    Scene(name="connections", page=CONNECTIONS, steps=(Wait(1.5),), sizes=WIDE),
    Scene(
        name="connections-nothing",
        page=CONNECTIONS,
        steps=(click("text", "Filter of the connections"), Type("port:1"), Wait(1.0)),
        back=(click("text", "Filter of the connections"), Press("Escape")),
    ),
    Scene(name="audit-empty", page=AUDIT, steps=(Wait(5.0),), sizes=(SMALL, NARROW)),
    Scene(name="audit", page=AUDIT, steps=(WriteTrail(), Wait(7.0)), sizes=WIDE),
    Scene(
        name="audit-filtered", page=AUDIT, steps=(*_filtered("outcome = refused"), Press("Return")), sizes=(SMALL,),
        back=(click("text", "Filter of the audit trail"), Press("Escape")),
    ),
    Scene(
        name="audit-wrong-filter", page=AUDIT, steps=_filtered("outcome = reused"), sizes=(SMALL,),
        back=(click("text", "Filter of the audit trail"), Press("Escape")),
    ),
    _floating("audit-menu", AUDIT, menu("table", "Audit", 0.3, 0.2), Wait(0.8)),
    Scene(name="audit-verified", page=AUDIT, steps=(click("push button", "Verify"), Wait(2.0)), sizes=(SMALL, NARROW)),
    Scene(
        name="audit-broken", page=AUDIT, steps=(WriteTrail(is_forged=True), click("push button", "Verify"), Wait(2.0)),
        sizes=(SMALL, NARROW),
    ),
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
    Scene(name="frozen", page=PROCESSES, steps=(Press("Pause"), Wait(0.5)), back=(Press("Pause"),)),
    _floating("chart-cursor", OVERVIEW, Point("slider", _STRIP, 0.95, 0.4), Wait(0.8)),
    Scene(
        name="past-overview", page=OVERVIEW, steps=(click("slider", _STRIP, 0.93, 0.4), Wait(1.5)),
    ),
    Scene(
        name="past-processes",
        page=PROCESSES,
        steps=(click("slider", _STRIP, 0.93, 0.4), Wait(1.0), Press("ctrl+2 Home Down"), Wait(1.0)),
        sizes=WIDE,
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
    # The last one: afterwards another reader is at work, which knows nothing of before.
    Scene(
        name="sampling-halted",
        page=PROCESSES,
        steps=(HaltSampling(), Wait(3.0)),
        sizes=(SMALL,),
        back=(HaltSampling(is_halted=False),),
    ),
)  # fmt: skip

# Beside a tray, which is what makes a window ask before it closes whether recording goes on there.
TRAY: Final = (
    _floating("tray-tooltip", PROCESSES, Wait(3.0), PointAtTray(), Wait(1.5)),
    _floating("tray-menu", PROCESSES, PointAtTray(button=3), Wait(0.8)),
    _floating("keep-recording", PROCESSES, Press("alt+F4"), Wait(1.0)),
)

# Of somebody who may not read what others do.
ORDINARY: Final = tuple(
    scene
    for scene in SCENES
    if scene.name in ("overview", "processes", "connections", "detail-of-root", "detail-refused", "history", "settings")
)

_PASSWORD: Final = "seven horses under a bridge"
_SEARCH: Final = click("text", "Search settings")
_ACCOUNTS: Final = (_SEARCH, Press("ctrl+a"), Type("accounts"), Wait(1.0))
_SET_UP: Final = (*_ACCOUNTS, click("push button", "Make accounts…"), Wait(1.0), Type("anna"), Press("Tab"))
_TRY_AGAIN: Final = (Press("Return"), Wait(1.5))

# Of a desk that several people share: its accounts are made on the way, and each scene finds what those before it left:
# who made the first account sees the list of them from then on.
ACCESS: Final = (
    Scene(name="access-none", page=SETTINGS, steps=_ACCOUNTS),
    _floating("access-set-up", SETTINGS, *_SET_UP, Type("monkey123"), Press("Tab Tab"), Type("monkey123"), Wait(0.5)),
    Scene(
        name="access-code",
        page=SETTINGS,
        steps=(*_SET_UP, Type(_PASSWORD), Press("Tab Tab"), Type(_PASSWORD), Press("Return"), Wait(3.0)),
        back=(Press("Tab Tab Tab space Return"), Wait(1.5)),
        sizes=(SMALL,),
        floats=True,
    ),
    Scene(name="access-users", page=SETTINGS, steps=_ACCOUNTS),
    _floating("access-new-account", SETTINGS, *_ACCOUNTS, click("push button", "Add…"), Wait(1.0)),
    _floating("access-remove-all", SETTINGS, *_ACCOUNTS, click("push button", "Remove all accounts…"), Wait(1.0)),
    Scene(name="access-logged-in", page=OVERVIEW),
    Scene(
        name="access-locked",
        page=PROCESSES,
        steps=(Press("ctrl+l"), Wait(1.0)),
        back=(Type(_PASSWORD), Press("Return"), Wait(2.0)),
    ),
    Scene(
        name="access-nobody",
        page=PROCESSES,
        steps=(Press("ctrl+l"), Wait(1.0), click("push button", "Look only"), Wait(2.0)),
    ),
    Scene(name="access-refused", page=AUDIT, steps=(Wait(1.0),)),
    _floating("access-log-in", PROCESSES, click("push button", "Log in…"), Wait(1.0), Type("anna")),
    _floating(
        "access-log-in-wrong", PROCESSES, click("push button", "Log in…"), Wait(1.0), Type("anna"), Press("Return"),
        Type("wrong"), *_TRY_AGAIN, *_TRY_AGAIN, *_TRY_AGAIN, *_TRY_AGAIN, *_TRY_AGAIN, *_TRY_AGAIN, Wait(2.0),
        *_TRY_AGAIN,
    ),
)  # fmt: skip
