"""Does what the menu of a row asks: goes, selects, follows, filters, copies, saves, opens the folder of a program."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.errors import ProcmonError, Unavailable
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.reports.sheet import Sheet, sheet_csv, sheet_json
from procmon_gui.ui import text
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.bridge.whole_files import write_whole
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.models.process_filter_words import group_filter, value_filter
from procmon_gui.ui.models.process_groups import NOBODY
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.models.process_sheet import sheet_of
from procmon_gui.ui.pages.process_acting import ProcessActing
from procmon_gui.ui.pages.process_follow import ProcessFollow
from procmon_gui.ui.pages.process_tagging import ProcessTagging
from procmon_gui.ui.widgets.process_actions import ProcessActions
from procmon_gui.ui.widgets.process_notice import ProcessNotice
from procmon_gui.ui.widgets.process_view import ProcessView

_JSON = ".json"


@dataclass(frozen=True, slots=True)
class _Save:
    """Writes a list into a file; runs beside the window."""

    sheet: Sheet
    path: str

    def __call__(self, errand: OperationErrand) -> str:
        is_json = self.path.casefold().endswith(_JSON)
        worded = sheet_json if is_json else sheet_csv
        write_whole(self.path, worded(self.sheet, errand.check))
        return self.path


@dataclass(frozen=True, slots=True)
class _FindFolder:
    """Looks whether the folder of a program is still there; on a dead network drive that may take long."""

    folder: str

    def __call__(self, _errand: OperationErrand) -> str:
        if not os.path.isdir(self.folder):
            raise Unavailable(self.folder)
        return self.folder


class ProcessDeeds(QObject):
    """Belongs to one table.

    Signals:
        filter_asked: this filter, beside the one that is in force.
        sort_asked: sort by this column, as a click on its title does.
        life_asked: the whole life of the process with this key.
        program_asked: the life of a program, by name and executable.
        rule_asked: a rule about a program is to be begun, a `Rule`.
    """

    filter_asked = Signal(str)
    life_asked = Signal(object)
    program_asked = Signal(str, str)
    sort_asked = Signal(int)
    rule_asked = Signal(object)

    def __init__(self, model: ProcessModel, view: ProcessView, notice: ProcessNotice) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._notice = notice
        self._dialog: QFileDialog | None = None
        self._saved_folder = ""
        self._saved_path = ""
        self._sheet: Sheet | None = None
        self.actions = ProcessActions(view)
        self.follow = ProcessFollow(model, view, notice)
        self.tagging = ProcessTagging(model, view, notice, self.actions)
        self.acting = ProcessActing(model, view, notice, self.tagging)
        self.acting.use_entries(self.actions.acting)
        self._connect()

    def _connect(self) -> None:
        actions = self.actions
        actions.detail.triggered.connect(self._view.detail_asked)
        actions.follow.triggered.connect(self._on_follow)
        actions.parent_process.triggered.connect(self._on_parent)
        actions.subtree.triggered.connect(self._on_subtree)
        actions.life.triggered.connect(self._on_life)
        actions.program_life.triggered.connect(self._on_program_life)
        actions.rule.triggered.connect(self._on_rule)
        actions.filter.triggered.connect(self._on_filter)
        actions.sort.triggered.connect(self._on_sort)
        actions.location.triggered.connect(self._on_location)
        actions.copy.triggered.connect(self._on_copy)
        actions.copy_csv.triggered.connect(self._on_copy_csv)
        actions.copy_cell.triggered.connect(self._on_copy_cell)
        actions.save.triggered.connect(self._on_save)
        actions.sort_by.triggered.connect(self._on_sort_by)
        actions.fold.triggered.connect(self._on_fold)
        actions.open_all.triggered.connect(self._on_open_all)
        actions.fold_all.triggered.connect(self._on_fold_all)
        self.follow.changed.connect(actions.follow.setChecked)
        self._view.menu_asked.connect(self._on_menu)

    def _row(self) -> int:
        """Return the current row, -1 when there is none."""
        row = self._view.currentIndex().row()
        return row if row < len(self._model.rows) else -1

    def _process_row(self) -> int:
        row = self._row()
        return row if row >= 0 and self._model.cells.group(row) is None else -1

    def said(self, row: int) -> str:
        """Return what a process is called in a sentence: its name and its PID."""
        snapshot, slot = self._model.cells.snapshot_at(row)
        pid = snapshot.columns["pid"][slot]
        return self.tr("{name}, PID {pid}").format(name=self._model.cell_text(row, 0), pid=f"{pid:.0f}")

    # ---- where to go

    @Slot(QPoint, bool)
    def _on_menu(self, at: QPoint, by_keys: bool) -> None:
        row, columns = self._row(), self._view.shown_columns()
        is_group = row >= 0 and self._model.cells.group(row) is not None
        has_levels = self._model.arrangement.shape.has_levels
        titles = [(column, self._model.words.title(self._model.metric_at(column))) for column in columns]
        self.actions.offer_columns(titles, self._view.horizontalHeader().sortIndicatorSection())
        is_foldable = has_levels and row >= 0 and bool(self._model.rows.is_foldable[row])
        self.actions.offer_fold(is_open=bool(self._model.rows.is_open[row]) if is_foldable else None)
        self.acting.offer(self.actions.acting)
        self.actions.open_at(at, is_process=row >= 0 and not is_group, is_group=is_group, has_levels=has_levels)
        if by_keys:
            self.actions.go_to_first()

    @Slot()
    def _on_follow(self) -> None:
        row = self._process_row()
        serial = int(self._model.rows.serials[row]) if row >= 0 else NOBODY
        if serial in (NOBODY, self.follow.serial):
            self.follow.stop()
            self.actions.follow.setChecked(False)
        else:
            self.follow.start(serial, self.said(row))

    @Slot()
    def _on_parent(self) -> None:
        row = self._process_row()
        if row < 0:
            return
        above = self._model.arrangement.ancestor_serials(int(self._model.rows.serials[row]))
        if not above:
            self._notice.say("info", self.tr("{process} has no parent here.").format(process=self.said(row)))
        elif not self.go_to(above[0]):
            words = self.tr("The filter hides the parent of {process}.")
            self._notice.say("info", words.format(process=self.said(row)))

    def go_to(self, serial: int) -> bool:
        """Make a process current, opening what is folded above it; say whether the list shows it."""
        row = self._model.reveal(serial)
        self._view.go_to_row(row)
        return row >= 0

    @Slot()
    def _on_subtree(self) -> None:
        found: set[int] = set()
        for serial in self._view.selected_serials():
            found.update(self._model.arrangement.subtree_serials(serial))
        if found:
            self._model.open_these(list(found))
            self._view.picked.select(np.fromiter(found, dtype=np.int64))

    @Slot()
    def _on_life(self) -> None:
        row = self._process_row()
        if row >= 0:
            snapshot, slot = self._model.cells.snapshot_at(row)
            self.life_asked.emit(snapshot.key(slot))

    @Slot()
    def _on_program_life(self) -> None:
        row = self._process_row()
        if row >= 0:
            snapshot, slot = self._model.cells.snapshot_at(row)
            name, executable = (snapshot.texts[metric_id][slot] or "" for metric_id in ("name", "executable"))
            if name:
                self.program_asked.emit(name, executable)
            else:
                words = self.tr("The program of {process} is not known.")
                self._notice.say("info", words.format(process=self.said(row)))

    @Slot()
    def _on_rule(self) -> None:
        """Begin a rule about the program of the row, and about the column that the reader looks at."""
        from procmon_gui.ui.rules.draft import rule_about_program

        row, column = self._process_row(), self._view.currentIndex().column()
        if row < 0:
            return
        snapshot, slot = self._model.cells.snapshot_at(row)
        metric = self._model.metric_at(column) if column >= 0 else None
        self.rule_asked.emit(rule_about_program(snapshot.texts["name"][slot] or "", metric.id if metric else ""))

    @Slot()
    def _on_fold(self) -> None:
        row = self._row()
        if row >= 0:
            self._model.set_open(row, not self._model.rows.is_open[row])

    @Slot()
    def _on_open_all(self) -> None:
        self._model.set_all_open(True)

    @Slot()
    def _on_fold_all(self) -> None:
        self._model.set_all_open(False)

    # ---- what to look for

    @Slot()
    def _on_sort(self) -> None:
        self.sort_asked.emit(max(0, self._view.currentIndex().column()))

    @Slot(QAction)
    def _on_sort_by(self, action: QAction) -> None:
        self.sort_asked.emit(int(action.data()))

    @Slot()
    def _on_filter(self) -> None:
        row = self._row()
        if row < 0:
            return
        group = self._model.cells.group(row)
        if group is not None:
            self.filter_asked.emit(group_filter(self._model.arrangement.shape, group))
            return
        metric = self._model.metric_at(max(0, self._view.currentIndex().column()))
        snapshot, slot = self._model.cells.snapshot_at(row)
        if metric.is_text:
            self.filter_asked.emit(value_filter(metric, snapshot.texts[metric.id][slot]))
        else:
            # Its own value: that is what a filter looks at, also where the cell says the total of a subtree.
            column = snapshot.columns.get(metric.id)
            self.filter_asked.emit(value_filter(metric, None if column is None else float(column[slot])))

    # ---- the program file

    @Slot()
    def _on_location(self) -> None:
        row = self._process_row()
        if row < 0:
            return
        metric = PROCESS_CATALOGUE.by_id["executable"]
        snapshot, slot = self._model.cells.snapshot_at(row)
        path = snapshot.texts["executable"][slot]
        if not path:
            self._notice.say("bad", text.reason_text(snapshot, slot, metric))
        elif path.endswith(" (deleted)"):
            words = self.tr("The program file was deleted or replaced: {path}")
            self._notice.say("bad", words.format(path=path.removesuffix(" (deleted)")))
        else:
            work = _FindFolder(os.path.dirname(path) or path)
            Operation(work, owner=self, channel="location").success(self._on_folder).failure(self._on_no_folder).start()

    def _on_folder(self, folder: str) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            words = self.tr("No program here opens folders. It is {path}")
            self._notice.say("bad", words.format(path=folder))

    def _on_no_folder(self, error: ProcmonError) -> None:
        self._notice.say("bad", self.tr("The folder is not there, or may not be read: {path}").format(path=error))

    # ---- copies and files

    @Slot()
    def _on_copy(self) -> None:
        rows = self.tagging.rows_in_hand(self._view.selected_rows())
        if rows:
            QGuiApplication.clipboard().setText(self._model.words.rows_text(rows, self._view.shown_columns()))

    @Slot()
    def _on_copy_csv(self) -> None:
        rows = self.tagging.rows_in_hand(self._view.selected_rows())
        if rows:
            QGuiApplication.clipboard().setText(sheet_csv(sheet_of(self._model, rows, self._view.shown_columns())))

    @Slot()
    def _on_copy_cell(self) -> None:
        current = self._view.currentIndex()
        if 0 <= current.row() < len(self._model.rows):
            QGuiApplication.clipboard().setText(self._model.words.whole_text(current.row(), current.column()))

    @Slot()
    def _on_save(self) -> None:
        rows = self.tagging.rows_in_hand(list(range(len(self._model.rows))))
        if not rows:
            return
        # What is shown now, not what will be when a name was typed.
        sheet = sheet_of(self._model, rows, self._view.shown_columns())
        with_leave(Permission.EXPORT, self._view, partial(self._save_as, sheet))

    def _save_as(self, sheet: Sheet) -> None:
        self._sheet = sheet
        moment = datetime.fromtimestamp(self._sheet.at_utc_s, UTC).astimezone()
        dialog = QFileDialog(self._view, self.tr("Save list"), self._saved_folder or str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("CSV, for spreadsheets (*.csv)"), self.tr("JSON, for programs (*.json)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(self._on_format)
        dialog.selectFile(f"processes-{moment:%Y-%m-%d-%H%M%S}.csv")
        dialog.fileSelected.connect(self.save_to)
        self._dialog = dialog
        dialog.open()

    @Slot(str)
    def _on_format(self, words: str) -> None:
        if self._dialog is not None:
            self._dialog.setDefaultSuffix("json" if _JSON in words else "csv")

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write the list as it was when saving was asked for: JSON when the name ends so, else CSV."""
        self._saved_folder = os.path.dirname(path)
        sheet = self._sheet or sheet_of(self._model, range(len(self._model.rows)), self._view.shown_columns())
        self._sheet = None
        self._saved_path = path
        operation = Operation(_Save(sheet, path), owner=self, channel="save")
        operation.success(self._on_saved).failure(self._on_not_saved).start()

    def _on_saved(self, path: str) -> None:
        self._notice.say("good", self.tr("Saved: {path}").format(path=path))

    def _on_not_saved(self, error: ProcmonError) -> None:
        words = self.tr("{path} could not be saved: {reason}. Nothing was changed.")
        self._notice.say("bad", words.format(path=self._saved_path, reason=error))
