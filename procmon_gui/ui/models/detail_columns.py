"""The columns of the lists of the detail, and the words in their cells. Window thread only."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.inspection import Access, FileKind, Limit, MemoryGroup, MemoryKind, OpenFile, ThreadFacts
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.units import Unit
from procmon_gui.ui import text
from procmon_gui.ui.models.detail_table import Column
from procmon_gui.ui.models.process_kinds import icon_of

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

WIDEST_BYTES: Final = "1023.9 MiB"
WIDEST_RATIO: Final = "100.0 %"
WIDEST_PID: Final = "4194304"


def optional_bytes(value: float | None) -> str:
    """Word a number of bytes, a dash where it is unknown."""
    return text.UNKNOWN if value is None or value != value else text.bytes_text(value)


def optional_count(value: float | None) -> str:
    """Word a whole number with separators, a dash where it is unknown."""
    return text.UNKNOWN if value is None or value != value else text.count_text(value)


def optional_ratio(value: float | None) -> str:
    """Word a ratio as percent, a dash where it is unknown."""
    return text.UNKNOWN if value is None or value != value else text.ratio_text(value)


def optional_number(value: int | None) -> str:
    """Word a number that names something, without separators; a dash where it is unknown."""
    return text.UNKNOWN if value is None else str(value)


def metric_label(said: str | None) -> str:
    """Translate a label of the catalogue, such as a state; a dash where it is unknown."""
    return text.UNKNOWN if said is None else translate("Metric", said)


# ---- threads


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRow:
    """One thread, and its share of one core since the reading before; None at first sight."""

    facts: ThreadFacts
    cpu_ratio: float | None = None


def _switches(row: ThreadRow) -> float | None:
    facts = row.facts
    if facts.voluntary_switches is None or facts.involuntary_switches is None:
        return None
    return facts.voluntary_switches + facts.involuntary_switches


THREAD_COLUMNS: Final[tuple[Column[ThreadRow], ...]] = (
    Column(id="name", title=_T("Detail", "Name"), words=lambda row: row.facts.name or text.UNKNOWN,
           value=lambda row: row.facts.name, stretch=3, least_px=88),
    Column(id="tid", title=_T("Detail", "TID"), words=lambda row: str(row.facts.tid), value=lambda row: row.facts.tid,
           is_number=True, widest=WIDEST_PID, token=lambda _row: "t2"),
    Column(id="cpu", title=_T("Detail", "CPU, core"), words=lambda row: optional_ratio(row.cpu_ratio),
           value=lambda row: row.cpu_ratio, is_number=True, widest=WIDEST_RATIO,
           explained=lambda row: _cpu_explained(row)),
    Column(id="time", title=_T("Detail", "CPU time"), words=lambda row: text.duration_text(row.facts.cpu_time_s),
           value=lambda row: row.facts.cpu_time_s, is_number=True, widest="59 min 59 s", fold=6),
    Column(id="state", title=_T("Detail", "State"), words=lambda row: metric_label(row.facts.state),
           value=lambda row: row.facts.state, fold=5, least_px=84, token=lambda _row: "t2"),
    Column(id="core", title=_T("Detail", "Core"), words=lambda row: optional_number(row.facts.last_cpu),
           value=lambda row: row.facts.last_cpu, is_number=True, widest="9999", fold=4, token=lambda _row: "t2"),
    Column(id="waits", title=_T("Detail", "Waits in"), words=lambda row: row.facts.wait_channel or "",
           value=lambda row: row.facts.wait_channel, fold=3, least_px=120, stretch=1, token=lambda _row: "t2"),
    Column(id="switches", title=_T("Detail", "Switches"), words=lambda row: optional_count(_switches(row)),
           value=_switches, is_number=True, widest="99,999,999", fold=2),
    Column(id="nice", title=_T("Detail", "Nice"), words=lambda row: optional_number(row.facts.nice),
           value=lambda row: row.facts.nice, is_number=True, widest="-20", fold=1, token=lambda _row: "t2"),
    Column(id="class", title=_T("Detail", "Class"), words=lambda row: metric_label(row.facts.scheduling_class),
           value=lambda row: row.facts.scheduling_class, fold=1, least_px=84, token=lambda _row: "t2"),
)  # fmt: skip


def _cpu_explained(row: ThreadRow) -> str:
    if row.cpu_ratio is None:
        return translate("Detail", "Needs two looks: known from the next one on.")
    words = translate("Detail", "{user} in its own code, {system} in the kernel since it started.")
    return words.format(
        user=text.duration_text(row.facts.cpu_user_s), system=text.duration_text(row.facts.cpu_system_s)
    )


# ---- open files

_FILE_KINDS: Final = {
    FileKind.FILE: _T("Detail", "file"),
    FileKind.FOLDER: _T("Detail", "folder"),
    FileKind.DEVICE: _T("Detail", "device"),
    FileKind.TERMINAL: _T("Detail", "terminal"),
    FileKind.PIPE: _T("Detail", "pipe"),
    FileKind.SOCKET: _T("Detail", "socket"),
    FileKind.MEMORY: _T("Detail", "memory"),
    FileKind.EVENT: _T("Detail", "event"),
    FileKind.TIMER: _T("Detail", "timer"),
    FileKind.SIGNALS: _T("Detail", "signals"),
    FileKind.POLL: _T("Detail", "poll"),
    FileKind.WATCH: _T("Detail", "watch"),
    FileKind.PROCESS: _T("Detail", "process"),
    FileKind.OTHER: _T("Detail", "other"),
}
_ACCESS: Final = {
    Access.READ: _T("Detail", "read"),
    Access.WRITE: _T("Detail", "write"),
    Access.READ_WRITE: _T("Detail", "both"),
    Access.PATH: _T("Detail", "path only"),
}


def file_text(row: OpenFile) -> str:
    """Return the path of a descriptor, marked where the file has been deleted."""
    return translate("Detail", "(deleted) {path}").format(path=row.text) if row.is_deleted else row.text


def _access(row: OpenFile) -> str:
    return text.UNKNOWN if row.access is None else translate("Detail", _ACCESS[row.access])


FILE_COLUMNS: Final[tuple[Column[OpenFile], ...]] = (
    Column(id="descriptor", title=_T("Detail", "FD"), words=lambda row: optional_number(row.descriptor),
           value=lambda row: row.descriptor, is_number=True, widest="99999", token=lambda _row: "t2"),
    Column(id="path", title=_T("Detail", "Path"), words=file_text, value=lambda row: row.text, stretch=1, least_px=180,
           is_path=True,
           token=lambda row: "warn" if row.is_deleted else "t1"),
    Column(id="kind", title=_T("Detail", "Kind"), words=lambda row: translate("Detail", _FILE_KINDS[row.kind]),
           value=lambda row: row.kind.value, least_px=64, fold=3, token=lambda _row: "t2"),
    Column(id="access", title=_T("Detail", "Access"), words=_access, fold=2, least_px=64, token=lambda _row: "t2",
           value=lambda row: None if row.access is None else row.access.value),
    Column(id="position", title=_T("Detail", "Position"), words=lambda row: optional_bytes(row.position_bytes),
           value=lambda row: row.position_bytes, is_number=True, widest=WIDEST_BYTES, fold=1),
    Column(id="size", title=_T("Detail", "Size"), words=lambda row: optional_bytes(row.size_bytes),
           value=lambda row: row.size_bytes, is_number=True, widest=WIDEST_BYTES, fold=2),
)  # fmt: skip


# ---- memory

_MEMORY_KINDS: Final = {
    MemoryKind.PROGRAM: _T("Detail", "program"),
    MemoryKind.FILE: _T("Detail", "file"),
    MemoryKind.HEAP: _T("Detail", "heap"),
    MemoryKind.STACK: _T("Detail", "stack"),
    MemoryKind.ANONYMOUS: _T("Detail", "anonymous"),
    MemoryKind.SHARED: _T("Detail", "shared"),
    MemoryKind.DEVICE: _T("Detail", "device"),
    MemoryKind.KERNEL: _T("Detail", "kernel"),
}


def _group_text(row: MemoryGroup) -> str:
    name = row.name or translate("Detail", _MEMORY_KINDS[row.kind])
    return translate("Detail", "(deleted) {path}").format(path=name) if row.is_deleted else name


def _bytes_column(id: str, title: str, field: str, fold: int) -> Column[MemoryGroup]:
    return Column(id=id, title=title, is_number=True, widest=WIDEST_BYTES, fold=fold,
                  words=lambda row: optional_bytes(getattr(row.sizes, field)),
                  value=lambda row: getattr(row.sizes, field))  # fmt: skip


MEMORY_COLUMNS: Final[tuple[Column[MemoryGroup], ...]] = (
    Column(id="name", title=_T("Detail", "Regions"), words=_group_text, value=_group_text, stretch=1, least_px=112,
           is_path=True,
           token=lambda row: "warn" if row.is_deleted else "t1"),
    Column(id="kind", title=_T("Detail", "Kind"), words=lambda row: translate("Detail", _MEMORY_KINDS[row.kind]),
           value=lambda row: row.kind.value, least_px=80, fold=4, token=lambda _row: "t2"),
    _bytes_column("pss", _T("Detail", "PSS"), "pss_bytes", 0),
    _bytes_column("rss", _T("Detail", "RSS"), "rss_bytes", 0),
    _bytes_column("swap", _T("Detail", "Swap"), "swap_bytes", 5),
    _bytes_column("dirty", _T("Detail", "Private dirty"), "private_dirty_bytes", 3),
    _bytes_column("size", _T("Detail", "Size"), "virtual_bytes", 2),
    Column(id="count", title=_T("Detail", "Count"), words=lambda row: text.count_text(row.region_count),
           value=lambda row: row.region_count, is_number=True, widest="99,999", fold=1, token=lambda _row: "t2"),
)  # fmt: skip


# ---- limits


_UNLIMITED: Final = _T("Detail", "unlimited")


def limit_value(row: Limit, value: float | None) -> str:
    """Word a value of a limit in its unit."""
    if value is None or value != value:
        return text.UNKNOWN
    if value == float("inf"):
        return translate("Detail", _UNLIMITED)
    if row.unit is Unit.BYTES:
        return text.bytes_text(value)
    if row.unit is Unit.SECONDS:
        return text.duration_text(value) if value >= 1e-3 else translate("Detail", "{number} µs").format(
            number=text.count_text(value * 1e6))  # fmt: skip
    return text.count_text(value)


def limit_share(row: Limit) -> float | None:
    """Return how much of the soft limit is used, 0 to 1; None where that is not known or there is none."""
    if row.used is None or row.soft == float("inf") or row.soft <= 0:
        return None
    return row.used / row.soft


LIMIT_COLUMNS: Final[tuple[Column[Limit], ...]] = (
    Column(id="limit", title=_T("Detail", "Limit"), words=lambda row: translate("Inspection", row.title),
           value=lambda row: row.title, stretch=1, least_px=108),
    Column(id="used", title=_T("Detail", "Used"), words=lambda row: limit_value(row, row.used),
           value=lambda row: row.used, is_number=True, widest=WIDEST_BYTES, share=limit_share,
           explained=lambda row: _limit_explained(row)),
    Column(id="soft", title=_T("Detail", "Soft"), words=lambda row: limit_value(row, row.soft),
           value=lambda row: row.soft, is_number=True, widest=WIDEST_BYTES, widest_word=_UNLIMITED),
    Column(id="hard", title=_T("Detail", "Hard"), words=lambda row: limit_value(row, row.hard),
           value=lambda row: row.hard, is_number=True, widest=WIDEST_BYTES, widest_word=_UNLIMITED, fold=1,
           token=lambda _row: "t2"),
)  # fmt: skip


def _limit_explained(row: Limit) -> str:
    share = limit_share(row)
    if share is None:
        return ""
    words = translate("Detail", "{share} of the soft limit")
    return words.format(share=text.ratio_text(share))


# ---- children


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """One child of a process. `cpu_ratio` is as the page shows it; None is unknown."""

    serial: int
    pid: int
    name: str | None
    program: str | None
    cpu_ratio: float | None
    rss_bytes: float | None
    state: float | None


_STATE: Final = PROCESS_CATALOGUE.by_id["state"]
CHILD_COLUMNS: Final[tuple[Column[ChildRow], ...]] = (
    Column(id="name", title=_T("Detail", "Name"), words=lambda row: row.name or text.UNKNOWN,
           value=lambda row: row.name, stretch=1, least_px=96, icon=lambda row: icon_of(row.program)),
    Column(id="pid", title=_T("Detail", "PID"), words=lambda row: str(row.pid), value=lambda row: row.pid,
           is_number=True, widest=WIDEST_PID, token=lambda _row: "t2", fold=2),
    Column(id="state", title=_T("Detail", "State"), words=lambda row: text.value_text(_STATE, row.state),
           value=lambda row: row.state, least_px=84, fold=1, token=lambda _row: "t2"),
    Column(id="cpu", title=_T("Detail", "CPU"), words=lambda row: optional_ratio(row.cpu_ratio),
           value=lambda row: row.cpu_ratio, is_number=True, widest=WIDEST_RATIO),
    Column(id="memory", title=_T("Detail", "Memory"), words=lambda row: optional_bytes(row.rss_bytes),
           value=lambda row: row.rss_bytes, is_number=True, widest=WIDEST_BYTES),
)  # fmt: skip
