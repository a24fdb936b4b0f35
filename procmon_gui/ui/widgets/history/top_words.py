"""How somebody who used much in a range is called, and how the figures are worded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.ranges import ProcessInRange, ProgramInRange, Resource, Use
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.told_apart import parts_of_paths

translate = QCoreApplication.translate
TopItem = ProgramInRange | ProcessInRange
_IN_TOTAL: Final = (Resource.DISK, Resource.NETWORK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Against what a use is seen: by what is ranked, how much of the range was recorded, how many cores there are."""

    by: Resource
    covered_s: float
    core_count: float

    def amount(self, use: Use) -> float:
        """Return what ranks somebody; NaN is unknown. CPU is a share of the machine over the whole range."""
        if self.by is Resource.CPU:
            cores_s = self.covered_s * (self.core_count or 1.0)
            return use.cpu_s / cores_s if use.cpu_s is not None and cores_s > 0 else float("nan")
        if self.by is Resource.MEMORY:
            # Of programs only the most is kept.
            return _number(use.rss_most_bytes if use.rss_mean_bytes is None else use.rss_mean_bytes)
        if self.by is Resource.DISK:
            return _sum(use.read_bytes, use.write_bytes)
        return _sum(use.received_bytes, use.sent_bytes)

    def words(self, use: Use) -> str:
        """Word it."""
        amount = self.amount(use)
        if amount != amount:
            return text.UNKNOWN
        return text.ratio_text(amount) if self.by is Resource.CPU else text.bytes_text(amount)

    def most_words(self, use: Use) -> str:
        """Word the most CPU at a time, as a share of the machine; of what else is ranked no most is known."""
        if self.by is not Resource.CPU or use.cpu_ratio_most is None:
            return text.UNKNOWN
        return text.ratio_text(use.cpu_ratio_most / (self.core_count or 1.0))

    def title(self, items: Sequence[TopItem]) -> str:
        """Return what stands above the amounts."""
        if self.by in _IN_TOTAL:
            return translate("Top", "Total")
        is_most = self.by is Resource.MEMORY and all(item.use.rss_mean_bytes is None for item in items)
        return translate("Top", "Most") if is_most and items else translate("Top", "Average")

    def in_a_line(self, use: Use) -> str:
        """Word an amount and what else is known of it: "32.8 %, 21 min", "32.8 %, most 46.8 %"."""
        more = ran_words(use)
        if use.ran_ms is None:
            most = self.most_words(use)
            more = "" if most == text.UNKNOWN else translate("Top", "most {amount}").format(amount=most)
        template = translate("Top", "{amount}, {more}")
        return template.format(amount=self.words(use), more=more) if more else self.words(use)


def columns_of(items: Sequence[TopItem], measure: Measure) -> tuple[tuple[str, str], list[tuple[str, str, str]]]:
    """Return the titles of both figures, and the words of each row.

    The second figure is for how long somebody ran, where that is known; else the most at a time, or how many there
    were.
    """
    if all(item.use.ran_ms is None for item in items) and items:
        if measure.by is Resource.CPU:
            second = translate("Top", "Most"), [measure.most_words(item.use) for item in items]
        else:
            counts = [item.process_count if isinstance(item, ProgramInRange) else 1 for item in items]
            second = translate("Top", "Processes"), [text.count_text(count) for count in counts]
    else:
        second = translate("Top", "Ran for"), [ran_words(item.use) for item in items]
    rows = [(name_of(item), measure.words(item.use), words) for item, words in zip(items, second[1], strict=True)]
    return (measure.title(items), second[0]), rows


def name_of(item: TopItem) -> str:
    """Return what a program or process is called."""
    name = item.name if isinstance(item, ProgramInRange) else item.facts.name
    return name[: text.CELL_CAP] or text.UNKNOWN


def apart_words(items: Sequence[TopItem]) -> list[str]:
    """Return what tells each from others of its name: the part of the path that differs, the PID; "" for a lone one."""
    named = [
        (name_of(item), item.executable if isinstance(item, ProgramInRange) else _pid_words(item)) for item in items
    ]
    return [part[: text.CELL_CAP] for part in parts_of_paths(named)]


def whereabouts(items: Sequence[TopItem], *, are_processes: bool) -> tuple[str, list[str]]:
    """Return the title and the cells of the column that a copy has beside the names: the file, or the PID."""
    if are_processes:
        return translate("Top", "PID"), [str(item.facts.key.pid) for item in items if isinstance(item, ProcessInRange)]
    return translate("Top", "File"), [item.executable for item in items if isinstance(item, ProgramInRange)]


def _pid_words(item: ProcessInRange) -> str:
    return translate("Top", "PID {pid}").format(pid=item.facts.key.pid)


def ran_words(use: Use) -> str:
    """Word for how long somebody was seen."""
    return text.UNKNOWN if use.ran_ms is None else moment_words.span_text(use.ran_ms)


def who_words(item: TopItem) -> str:
    """Say in a line who this is: the file of a program and how many there were, PID and user of a process."""
    if isinstance(item, ProgramInRange):
        count = translate("Top", "%Ln processes at a time", "", item.process_count)
        return f"{item.executable[: text.CELL_CAP]}, {count}" if item.executable else count
    facts = item.facts
    user = translate("Top", "user {name}").format(name=facts.user[: text.CELL_CAP]) if facts.user else ""
    return ", ".join(part for part in (_pid_words(item), user) if part)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def _sum(*values: float | None) -> float:
    known = [value for value in values if value is not None]
    return sum(known) if known else float("nan")
