"""The settings catalogue: everything that a person may choose, declared once, and the shape of what keeps it.

The page of settings, the file, the environment variables and the manual read this list; to add a setting, add one
entry to `SETTINGS` and let something obey it. Texts are marked here and translated where they are shown, in the
context "Setting".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

_T = QT_TRANSLATE_NOOP

NamedTexts = Mapping[str, str]
NamedLists = Mapping[str, tuple[str, ...]]
Value = bool | int | float | str | NamedTexts | NamedLists

ENVIRONMENT_PREFIX: Final = "PROCMON_GUI_"


class Kind(Enum):
    """What a value looks like."""

    FLAG = "flag"
    CHOICE = "choice"
    WHOLE = "whole number"
    NUMBER = "number"
    TEXT = "text"
    NAMED_TEXTS = "named texts"
    NAMED_LISTS = "named lists"


class Source(Enum):
    """Where the value in force comes from."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a choice, and what it is called on the screen."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One entry of the catalogue.

    `key` is "group.name", as in the file: table, then name. `least` and `most` bound a number, both included, in
    `unit`; `most` also bounds the letters of a text and the items of a list. What `is_managed` is changed by
    administrators only, where there are accounts. `strict` is what counts where the file says something that makes no
    sense; None for the default.
    """

    key: str
    kind: Kind
    default: Value
    label: str
    help: str
    choices: tuple[Choice, ...] = ()
    least: float = 0.0
    most: float = 0.0
    unit: str = ""
    is_managed: bool = False
    strict: Value | None = None

    @property
    def group(self) -> str:
        """Return the id of the group, which is the table of the file."""
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        """Return the name within the group."""
        return self.key.partition(".")[2]

    @property
    def environment(self) -> str:
        """Return the environment variable that overrides the file; empty for what does not fit into one.

        Who may act is said by the file alone: a variable can be set by everybody who starts the program.
        """
        if self.group == "access" or self.kind in (Kind.NAMED_TEXTS, Kind.NAMED_LISTS):
            return ""
        return ENVIRONMENT_PREFIX + self.key.replace(".", "_").upper()

    @property
    def values(self) -> tuple[str, ...]:
        """Return the values of a choice."""
        return tuple(choice.value for choice in self.choices)


GROUPS: Final[Mapping[str, str]] = MappingProxyType({
    "appearance": _T("Setting", "Appearance"),
    "sampling": _T("Setting", "Sampling"),
    "processes": _T("Setting", "Processes"),
    "filters": _T("Setting", "Filters"),
    "columns": _T("Setting", "Columns"),
    "memory": _T("Setting", "Memory"),
    "history": _T("Setting", "History"),
    "alerts": _T("Setting", "Alerts"),
    "tray": _T("Setting", "Tray"),
    "access": _T("Setting", "Access"),
})  # fmt: skip
_LIKE_DESKTOP: Final = Choice("system", _T("Setting", "Like the desktop"))

SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        key="appearance.theme", kind=Kind.CHOICE, default="system", label=_T("Setting", "Colours"),
        choices=(_LIKE_DESKTOP, Choice("dark", _T("Setting", "Dark")), Choice("light", _T("Setting", "Light"))),
        help=_T("Setting", "Dark or light, or whatever the desktop uses."),
    ),
    Setting(
        key="appearance.language", kind=Kind.CHOICE, default="system", label=_T("Setting", "Language"),
        choices=(_LIKE_DESKTOP, Choice("en", "English"), Choice("de", "Deutsch")),
        help=_T("Setting", "Used from the next start on. Numbers and dates follow the desktop."),
    ),
    Setting(
        key="appearance.rail", kind=Kind.CHOICE, default="auto", label=_T("Setting", "Names of the pages"),
        choices=(
            Choice("auto", _T("Setting", "While there is room")), Choice("names", _T("Setting", "Always")),
            Choice("icons", _T("Setting", "Never")),
        ),
        help=_T("Setting", "Whether names stand beside the icons at the left."),
    ),
    Setting(
        key="appearance.comfortable_rows", kind=Kind.FLAG, default=False, label=_T("Setting", "Taller rows"),
        help=_T("Setting", "More room between the rows of a list."),
    ),
    Setting(
        key="appearance.reduce_motion", kind=Kind.FLAG, default=False, label=_T("Setting", "Reduce motion"),
        help=_T("Setting", "New and ended rows do not flash."),
    ),
    Setting(
        key="sampling.interval_s", kind=Kind.NUMBER, default=1.0, least=0.5, most=60.0, unit="s",
        label=_T("Setting", "Interval"), help=_T("Setting", "Time between two samples. Longer costs less."),
    ),
    Setting(
        key="processes.cpu_basis", kind=Kind.CHOICE, default="machine", label=_T("Setting", "100 % CPU means"),
        choices=(
            Choice("machine", _T("Setting", "The whole machine")), Choice("core", _T("Setting", "One full core")),
        ),
        help=_T("Setting", "What is shown in the list; in filters 100 % is always one full core."),
    ),
    Setting(
        key="processes.shape", kind=Kind.CHOICE, default="tree", label=_T("Setting", "Shape of the list"),
        choices=(
            Choice("tree", _T("Setting", "Tree")), Choice("flat", _T("Setting", "Flat")),
            Choice("program", _T("Setting", "By program")), Choice("user", _T("Setting", "By user")),
            Choice("unit", _T("Setting", "By unit")), Choice("container", _T("Setting", "By container")),
        ),
        help=_T("Setting", "Children under their parents, one flat list, or groups with totals."),
    ),
    Setting(
        key="processes.kernel_threads", kind=Kind.FLAG, default=False, label=_T("Setting", "Kernel threads"),
        help=_T("Setting", "Show the threads of the kernel among the processes."),
    ),
    Setting(
        key="processes.show_new_and_ended", kind=Kind.FLAG, default=True,
        label=_T("Setting", "New and ended processes"),
        help=_T("Setting", "Mark new rows for a second, and keep ended ones for a second."),
    ),
    Setting(
        key="processes.sparklines", kind=Kind.FLAG, default=True, label=_T("Setting", "Small lines in the CPU column"),
        help=_T("Setting", "The last minute of CPU of each row."),
    ),
    Setting(
        key="filters.saved", kind=Kind.NAMED_TEXTS, default=MappingProxyType({}), most=2000,
        label=_T("Setting", "Saved filters"), help=_T("Setting", "Each has a name and a filter, as in the filter box."),
    ),
    Setting(
        key="columns.sets", kind=Kind.NAMED_LISTS, default=MappingProxyType({}), most=100,
        label=_T("Setting", "Saved column sets"),
        help=_T("Setting", "Each has a name and the columns of the list of processes, from left to right."),
    ),
    Setting(
        key="memory.recent_mib", kind=Kind.WHOLE, default=8, least=4, most=512, unit="MiB",
        label=_T("Setting", "Memory for recent samples"),
        help=_T("Setting", "How much memory the time since the start may take. When it is full, the oldest go."),
    ),
    Setting(
        key="history.recorded", is_managed=True, kind=Kind.FLAG, default=True, label=_T("Setting", "Record"),
        help=_T("Setting", "Keep every sample on disk, to go back to it later. What was recorded stays."),
    ),
    Setting(
        key="history.commit_s", kind=Kind.WHOLE, default=10, least=1, most=60, unit="s",
        label=_T("Setting", "Write to the disk every"),
        help=_T("Setting", "What came since the last time is lost when the power fails. Longer writes less."),
    ),
    Setting(
        key="history.most_mib_a_day", is_managed=True, kind=Kind.WHOLE, default=2000, least=0, most=999999, unit="MiB",
        label=_T("Setting", "Write at most a day"),
        help=_T(
            "Setting", "Where more would be written, fewer samples are kept, and the status bar says so. 0 is no limit."
        ),
    ),
    Setting(
        key="history.beats_days", is_managed=True, kind=Kind.WHOLE, default=7, least=1, most=3650, unit="d",
        label=_T("Setting", "Keep samples for"),
        help=_T("Setting", "Every process in every sample. What is older goes by itself."),
    ),
    Setting(
        key="history.minutes_days", is_managed=True, kind=Kind.WHOLE, default=90, least=1, most=3650, unit="d",
        label=_T("Setting", "Keep minutes for"),
        help=_T("Setting", "What every process used in each minute. What is older goes by itself."),
    ),
    Setting(
        key="history.hours_days", is_managed=True, kind=Kind.WHOLE, default=730, least=1, most=36500, unit="d",
        label=_T("Setting", "Keep hours for"),
        help=_T("Setting", "What every program used in each hour. What is older goes by itself."),
    ),
    Setting(
        key="history.limit_mib", is_managed=True, kind=Kind.WHOLE, default=2048, least=64, most=999999, unit="MiB",
        label=_T("Setting", "Room on the disk"),
        help=_T("Setting", "What the history may take. Where the days above need more, all shrink by the same share."),
    ),
    Setting(
        key="history.service", kind=Kind.FLAG, default=False, label=_T("Setting", "Record as a service"),
        help=_T("Setting", "systemd records while you are logged in, with or without this window, until you log out."),
    ),
    Setting(
        key="history.offers", kind=Kind.FLAG, default=True, label=_T("Setting", "Offer to keep recording"),
        help=_T("Setting", "At the first start, and whenever recording would stop because the window is closed."),
    ),
    Setting(
        key="history.postgresql_url", is_managed=True, kind=Kind.TEXT, default="", most=2000,
        label=_T("Setting", "Copy to a server"),
        help=_T("Setting", "A PostgreSQL that a team shares: postgresql://user@host/database. Empty copies nothing."),
    ),
    Setting(
        key="alerts.enabled", is_managed=True, kind=Kind.FLAG, default=True, label=_T("Setting", "Judge every sample"),
        help=_T("Setting", "Rules say what is worth an alert. Without it nothing fires, and nobody is told anything."),
    ),
    Setting(
        key="alerts.kept_days", is_managed=True, kind=Kind.WHOLE, default=400, least=1, most=36500, unit="d",
        label=_T("Setting", "Keep alerts for"),
        help=_T("Setting", "What was over for longer goes by itself, with what was found about it."),
    ),
    Setting(
        key="tray.shown", kind=Kind.FLAG, default=True, label=_T("Setting", "Icon in the tray"),
        help=_T("Setting", "A small CPU meter, where the desktop shows such icons."),
    ),
    Setting(
        key="tray.close_to_tray", kind=Kind.FLAG, default=False, label=_T("Setting", "Closing hides the window"),
        help=_T("Setting", "The program goes on in the tray; its menu ends it."),
    ),
    Setting(
        key="tray.start_with_session", kind=Kind.FLAG, default=False, label=_T("Setting", "Start with the session"),
        help=_T("Setting", "It starts when you log in: hidden in the tray, or minimised where there is none."),
    ),
    Setting(
        key="access.lock_after_min", is_managed=True, kind=Kind.WHOLE, default=10, least=0, most=720, unit="min",
        label=_T("Setting", "Lock after"),
        help=_T("Setting", "Where there are accounts: so long without a key or the mouse, and it locks. 0 is never."),
    ),
    Setting(
        key="access.watching_needs_login", is_managed=True, kind=Kind.FLAG, default=False, strict=True,
        label=_T("Setting", "Watching needs a login"),
        help=_T("Setting", "Where there are accounts: nothing is shown before somebody logs in."),
    ),
    Setting(
        key="access.command_line", is_managed=True, kind=Kind.CHOICE, default="prompt",
        label=_T("Setting", "In the terminal"),
        choices=(
            Choice("prompt", _T("Setting", "Ask for name and password")),
            Choice("system", _T("Setting", "Trust the user of the system")),
        ),
        help=_T("Setting", "Where there are accounts: one with the name of the user of the system needs no password."),
    ),
)  # fmt: skip
BY_KEY: Final[Mapping[str, Setting]] = MappingProxyType({setting.key: setting for setting in SETTINGS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that is wrong with what was set, and what is done about it.

    Attributes:
        template: the sentence with {named} fields, marked for translation in the context "Setting".
        fields: what stands in them; written by strangers, so they are shown as plain text.
        key: the key in question, empty when it is about the whole file.
        line: the line of the file, from 1; 0 when there is none to name.
    """

    template: str
    fields: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    line: int = 0

    @property
    def sentence(self) -> str:
        """Return the sentence in English."""
        return self.template.format(**self.fields)


def is_about(problem: Problem, group: str) -> bool:
    """Return whether a problem may be about a group: also a line that is left out, and a name that is nearly one."""
    names = [setting.name for setting in SETTINGS if setting.group == group]
    text = problem.fields.get("text", "") if not problem.key else ""
    suggestion = problem.fields.get("suggestion", "")
    is_named = group in (problem.key.partition(".")[0], suggestion.partition(".")[0])
    return is_named or any(word in text for word in (group, *names))


class NotKept(Unavailable):
    """The file can not be read or written. `problem` has the sentence in parts, so that it can be translated."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


class SettingsStore(Protocol):
    """Keeps what a person chose. `value` and its kin answer from any thread; all else belongs to the window's thread.

    Nothing here waits for a disk: files are read and written on a thread of the store's own. What that thread learns
    (the file changed, or can not be written) is taken in by `deliver`, which the waker asks for.
    """

    @property
    def path(self) -> Path | None:
        """Return the file, None when there is none."""

    def value(self, key: str) -> Value:
        """Return the value in force; KeyError when the catalogue has no such key."""

    def source(self, key: str) -> Source:
        """Return where the value in force comes from."""

    def set(self, key: str, value: Value) -> None:
        """Let a value be in force from now on, and keep it.

        Raises WrongInput when it is none, or when an environment variable holds the setting.
        """

    def reset(self, key: str) -> None:
        """Return to the default. Raises WrongInput when an environment variable holds the setting."""

    def problems(self) -> Sequence[Problem]:
        """Return what is wrong with the file, with an environment variable, or with keeping what was set."""

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Call this with the key of every change, from whichever side; with "" when the problems are others now."""

    def unsubscribe(self, listener: Callable[[str], None]) -> None:
        """Call it no longer; nothing happens when it was not subscribed."""

    def look_again(self) -> None:
        """Ask for the file to be read again if it changed; returns at once."""

    def deliver(self) -> None:
        """Take in what was learned on another thread and tell the listeners."""

    def on_news(self, waker: Callable[[], None] | None) -> None:
        """Call this, on any thread, whenever there is something to deliver."""

    def prepare_file(self) -> Path:
        """Return the file for an editor, made if there is none. Waits for the disk: any thread but the window's.

        Raises NotKept when there is no file and none can be made.
        """

    def close(self, timeout_s: float = 2.0) -> bool:
        """Write what is not written yet; return whether that was done in time."""


def flag(settings: SettingsStore, key: str) -> bool:
    """Return the value of a flag."""
    return bool(settings.value(key))


def whole(settings: SettingsStore, key: str) -> int:
    """Return the value of a whole number."""
    value = settings.value(key)
    return int(value) if isinstance(value, int | float) else 0


def number(settings: SettingsStore, key: str) -> float:
    """Return the value of a number."""
    value = settings.value(key)
    return float(value) if isinstance(value, int | float) else 0.0


def word(settings: SettingsStore, key: str) -> str:
    """Return the value of a choice or of a text."""
    return str(settings.value(key))


def named_texts(settings: SettingsStore, key: str) -> dict[str, str]:
    """Return a copy of named texts, in their order."""
    value = settings.value(key)
    return {name: text for name, text in value.items() if isinstance(text, str)} if isinstance(value, Mapping) else {}


def named_lists(settings: SettingsStore, key: str) -> dict[str, tuple[str, ...]]:
    """Return a copy of named lists, in their order."""
    value = settings.value(key)
    if not isinstance(value, Mapping):
        return {}
    return {name: tuple(items) for name, items in value.items() if not isinstance(items, str)}
