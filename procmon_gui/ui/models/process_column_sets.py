"""Sets of columns under a name: those that come with the program, and those that the reader saved. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.settings import SettingsStore, named_lists
from procmon_gui.ui.models.process_columns import FIRST_COLUMNS

KEY: Final = "columns.sets"
WIDEST: Final = 4000
NAME: Final = "name"

# Metric ids from left to right with their widths in pixels, 0 for the first width.
Columns = tuple[tuple[str, int], ...]

SHIPPED: Final[dict[str, tuple[str, ...]]] = {
    QT_TRANSLATE_NOOP("Columns", "Default"): FIRST_COLUMNS,
    QT_TRANSLATE_NOOP("Columns", "Memory"): (
        "name", "pid", "user", "rss_bytes", "shared_bytes", "virtual_bytes", "swap_bytes", "peak_rss_bytes",
        "major_faults_per_s", "oom_score", "command_line",
    ),
    QT_TRANSLATE_NOOP("Columns", "Disk and network"): (
        "name", "pid", "user", "cpu_ratio", "disk_read_bytes_per_s", "disk_write_bytes_per_s", "disk_read_bytes",
        "disk_write_bytes", "block_io_delay_ratio", "tcp_received_bytes_per_s", "tcp_sent_bytes_per_s", "command_line",
    ),
    QT_TRANSLATE_NOOP("Columns", "Scheduling"): (
        "name", "pid", "user", "state", "cpu_ratio", "cpu_time_s", "threads", "nice", "scheduling_class", "last_cpu",
        "voluntary_switches", "involuntary_switches", "wchan",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSet:
    """One set; the name of one that was shipped is translated where it is shown."""

    name: str
    columns: Columns
    is_shipped: bool


class ColumnSets:
    """The sets, kept in the settings. A saved set hides a shipped one of the same name."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store

    def all(self) -> list[ColumnSet]:
        """Return the shipped sets in their order, then the saved ones by name; what can not be used is left out."""
        saved = {name: read_columns(items) for name, items in named_lists(self._store, KEY).items()}
        usable = {name: columns for name, columns in saved.items() if columns}
        found = [
            ColumnSet(name=name, columns=tuple((one, 0) for one in ids), is_shipped=True)
            for name, ids in SHIPPED.items()
            if name not in usable
        ]
        names = sorted(usable, key=str.casefold)
        return [*found, *(ColumnSet(name=name, columns=usable[name], is_shipped=False) for name in names)]

    def of(self, columns: Columns) -> ColumnSet | None:
        """Return the set that has these columns in this order, whatever their widths."""
        ids = [metric_id for metric_id, _ in columns]
        fitting = [one for one in self.all() if [metric_id for metric_id, _ in one.columns] == ids]
        return fitting[-1] if fitting else None

    def save(self, name: str, columns: Columns) -> None:
        """Keep a set, over one of the same name. Raises WrongInput for a name that is none."""
        kept = named_lists(self._store, KEY) | {name: write_columns(columns)}
        self._store.set(KEY, kept)

    def delete(self, name: str) -> None:
        """Forget a saved set; a shipped one of this name comes back."""
        kept = named_lists(self._store, KEY)
        if kept.pop(name, None) is not None:
            self._store.set(KEY, kept)


def write_columns(columns: Columns) -> tuple[str, ...]:
    """Return columns as they are kept: "pid:64", or "pid" for the first width."""
    return tuple(f"{metric_id}:{width}" if width else metric_id for metric_id, width in columns)


def read_columns(items: Sequence[str]) -> Columns:
    """Return columns that were kept, each once and the name first; empty when there is nothing to be used."""
    found: dict[str, int] = {}
    for item in items:
        metric_id, _, width = item.strip().partition(":")
        if metric_id in PROCESS_CATALOGUE.by_id:
            is_width = width.isascii() and width.isdecimal() and len(width) < 6
            found.setdefault(metric_id, min(int(width), WIDEST) if is_width else 0)
    if not found:
        return ()
    return ((NAME, found.pop(NAME, 0)), *found.items())
