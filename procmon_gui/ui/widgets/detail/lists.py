"""The tabs that are lists: threads, open files, limits, children."""

from collections.abc import Hashable, Sequence
from pathlib import PurePath
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.domain.inspection import FileKind, Limit, Listing, OpenFile, ThreadFacts
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.thread_rates import ThreadRates
from procmon_gui.ui.models.detail_columns import (
    CHILD_COLUMNS,
    FILE_COLUMNS,
    LIMIT_COLUMNS,
    THREAD_COLUMNS,
    ChildRow,
    ThreadRow,
)
from procmon_gui.ui.models.detail_table import Column, DetailTable
from procmon_gui.ui.models.process_words import own_title
from procmon_gui.ui.widgets.detail.basis import Basis
from procmon_gui.ui.widgets.detail.icon_button import IconButton
from procmon_gui.ui.widgets.detail.listing_tab import ListingTab, ListPart
from procmon_gui.ui.widgets.detail.reading_tab import Answering, Means
from procmon_gui.ui.widgets.detail.subject import Subject
from procmon_gui.ui.widgets.detail.tab import DetailTab


class ThreadsTab(ListingTab):
    """Every thread with its share of a core; the busiest first."""

    tab_id = "threads"
    title = QT_TRANSLATE_NOOP("Detail", "Threads")

    def __init__(self, read: Answering, means: Means, parent: QWidget | None = None) -> None:
        super().__init__(read, means, parent)
        self._rates = ThreadRates()
        self.list.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)

    def columns(self) -> Sequence[Column[Any]]:
        """Return the columns from left to right."""
        return THREAD_COLUMNS

    def identity(self, row: ThreadRow) -> Hashable:
        """A thread is its number and its start."""
        return row.facts.tid, row.facts.start_ticks

    def filter_hint(self) -> str:
        """Return what stands in the empty filter."""
        return self.tr("Filter threads")

    def rows_of(self, listing: Listing[ThreadFacts]) -> Sequence[ThreadRow]:
        """Return the threads with their shares since the look before."""
        self._rates = self._rates.after(listing)
        return [ThreadRow(facts=facts, cpu_ratio=self._rates.ratios.get(facts.tid)) for facts in listing.rows]

    def forget(self) -> None:
        """List nothing, and begin to measure anew."""
        super().forget()
        self._rates = ThreadRates()


class FilesTab(ListingTab):
    """Every open descriptor, with a way to the folder of a file."""

    tab_id = "files"
    title = QT_TRANSLATE_NOOP("Detail", "Files")

    def __init__(self, read: Answering, means: Means, parent: QWidget | None = None) -> None:
        super().__init__(read, means, parent)
        self._open = QAction(self.tr("Open file location"), self)
        self._open.triggered.connect(self._on_open)
        self.list.actions_of_row.append(self._open)
        words = self.tr("Open the folder of the file in the file manager")
        self.open_button = IconButton("file-search", self.tr("Open file location"), self, tooltip=words)
        self.open_button.clicked.connect(self._on_open)
        self.list.controls.addWidget(self.open_button)
        self.list.view.selectionModel().currentRowChanged.connect(self._on_current)
        self._on_current()

    def columns(self) -> Sequence[Column[Any]]:
        """Return the columns from left to right."""
        return FILE_COLUMNS

    def identity(self, row: OpenFile) -> Hashable:
        """A descriptor is its number; where the system tells none, what stands behind it."""
        return row.descriptor if row.descriptor is not None else row.text

    def filter_hint(self) -> str:
        """Return what stands in the empty filter."""
        return self.tr("Filter files")

    def empty_words(self) -> str:
        """Return the sentence for a process without open files."""
        return self.tr("It has no file open.")

    def folder_of_current(self) -> str:
        """Return the folder of the file that has the keyboard, "" where it has none that still is there."""
        row = self.list.current()
        if row is None or row.is_deleted or not row.text.startswith("/"):
            return ""
        if row.kind is FileKind.FOLDER:
            return str(row.text)
        return str(PurePath(row.text).parent) if row.kind is FileKind.FILE else ""

    @Slot()
    def _on_current(self) -> None:
        is_there = bool(self.folder_of_current())
        self._open.setEnabled(is_there)
        self.open_button.setEnabled(is_there)

    @Slot()
    def _on_open(self) -> None:
        folder = self.folder_of_current()
        if folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


class LimitsTab(ListingTab):
    """Resource limits, and how much of each is used."""

    tab_id = "limits"
    title = QT_TRANSLATE_NOOP("Detail", "Limits")
    every_s = 2.0

    def columns(self) -> Sequence[Column[Any]]:
        """Return the columns from left to right."""
        return LIMIT_COLUMNS

    def identity(self, row: Limit) -> Hashable:
        """A limit is its name."""
        return row.id

    def filter_hint(self) -> str:
        """Return what stands in the empty filter."""
        return self.tr("Filter limits")


class ChildrenTab(DetailTab):
    """The direct children, from the list itself; also of a past moment. A click shows one."""

    tab_id = "children"
    title = QT_TRANSLATE_NOOP("Detail", "Children")

    def __init__(self, basis: Basis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._basis = basis
        model: DetailTable[ChildRow] = DetailTable(CHILD_COLUMNS, _serial)
        self.list = ListPart(model, self.translated_title(), self.tr("Filter children"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.view.row_opened.connect(self._on_row)
        self.list.view.row_clicked.connect(self._on_row)

    def draw(self, subject: Subject) -> None:
        """List the children that live now; those of an ended process have other parents."""
        snapshot = subject.snapshot
        slots = np.flatnonzero((snapshot.columns["ppid"] == subject.key.pid) & (snapshot.serials >= 0))
        factor = self._basis.factor(snapshot)
        rows = []
        for slot in slots.tolist():
            child = Subject(key=snapshot.key(slot), serial=int(snapshot.serials[slot]), snapshot=snapshot, slot=slot)
            cpu, rss, state = (child.number(metric_id) for metric_id in ("cpu_ratio", "rss_bytes", "state"))
            program = child.text("name")
            rows.append(ChildRow(
                serial=child.serial, pid=child.key.pid, name=own_title(program, child.text("command_line")),
                program=program, cpu_ratio=_known(cpu * factor), rss_bytes=_known(rss), state=_known(state),
            ))  # fmt: skip
        self.list.view.set_stale(subject.ended_at_ms is not None)
        self.list.show_rows(rows)
        self.list.say("" if rows else self.tr("It has no children."))

    def forget(self) -> None:
        """List nothing."""
        self.list.show_rows(())

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.list.view

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self.list.model.rows):
            self.process_asked.emit(self.list.model.rows[row].serial)


def _serial(row: ChildRow) -> Hashable:
    return row.serial


def _known(value: float) -> float | None:
    return None if value != value else value
