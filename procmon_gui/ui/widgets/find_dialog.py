"""Asks which process holds a file, a deleted file, a port or a socket, and leads to it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.finding import Found, SearchEnd, Wanted
from procmon_gui.domain.inspection import ENDED
from procmon_gui.domain.ports import Finder
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import Operation, OperationErrand
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.models.found_model import HELD_AS, PROCESS, SIZE, USER, WHAT, FoundModel
from procmon_gui.ui.widgets.plain import plain_tooltip
from procmon_gui.ui.widgets.row_table import set_up_rows

_WIDTHS: Final = {PROCESS: 170, HELD_AS: 130, USER: 90, SIZE: 90}
_CONTROL_PX: Final = 28


class _Search:
    """The work: knows the finder and no widget."""

    def __init__(self, finder: Finder, wanted: Wanted, words: str) -> None:
        self._finder = finder
        self._wanted = wanted
        self._words = words

    def __call__(self, errand: OperationErrand) -> SearchEnd:
        return self._finder.find(self._wanted, self._words, errand.hand_on, errand)


class _Results(QTableView):
    """A list whose tooltips are plain text: Qt would take a path with tags for HTML. Empty, it says a sentence."""

    sentence = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say at the centre what will stand here, or that nothing does."""
        super().paintEvent(event)
        model = self.model()
        if self.sentence and model is not None and model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("t3"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.sentence)
            painter.end()

    def say(self, sentence: str) -> None:
        """Say this as long as there are no rows."""
        self.sentence = sentence
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tooltips as they are."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self.indexAt(event.pos()).data(Qt.ItemDataRole.ToolTipRole)
            QToolTip.showText(event.globalPos(), plain_tooltip(str(said or "")), self)
            return True
        return super().viewportEvent(event)


class FindDialog(QDialog):
    """One field, what to look for, and what was found; the window behind it stays usable.

    Signals:
        process_asked: the reader wants to see this process; with its key.
    """

    process_asked = Signal(object)

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._operation: Operation[SearchEnd] | None = None
        self.setWindowTitle(self.tr("Find"))
        self.setProperty(HELP_PROPERTY, "connections")
        self.model = FoundModel(self)
        self._kinds = QButtonGroup(self)
        self._fill_kinds()
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("What to look for"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(4096)
        self.find_button = QPushButton(self.tr("Find"), self)
        self.find_button.setProperty("primary", True)
        self.find_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.hide()
        self.results = self._make_results()
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(2)
        self._progress.setAccessibleName(self.tr("Progress of the search"))
        self._progress.hide()
        self.status = QLabel(self)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.go_button = QPushButton(self.tr("Go to process"), self)
        self.go_button.setAutoDefault(False)
        self.go_button.setEnabled(False)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._on_kind(0)
        self.results.say(self.tr("What is found appears here, while the search goes on."))
        self._tint()
        self.resize(820, 460)

    # ---- building

    def _fill_kinds(self) -> None:
        self._buttons: dict[Wanted, QToolButton] = {}
        words = {
            Wanted.FILE: self.tr("File or folder"),
            Wanted.DELETED: self.tr("Deleted files"),
            Wanted.PORT: self.tr("Port"),
            Wanted.SOCKET: self.tr("Socket"),
        }
        last = len(words) - 1
        for number, (wanted, said) in enumerate(words.items()):
            button = QToolButton(self)
            button.setText(said)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setMinimumHeight(_CONTROL_PX)
            button.setProperty("segment", "first" if number == 0 else "last" if number == last else "middle")
            self._kinds.addButton(button, number)
            self._buttons[wanted] = button

    def _make_results(self) -> _Results:
        results = _Results(self)
        results.setModel(self.model)
        results.setAccessibleName(self.tr("What was found"))
        set_up_rows(results, max(24, self.fontMetrics().height() + 6))
        results.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = results.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setAccessibleName(self.tr("Columns of what was found"))
        for column, width in _WIDTHS.items():
            results.setColumnWidth(column, width * self.fontMetrics().height() // 16)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        return results

    def _lay_out(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(0)
        for button in self._buttons.values():
            kinds.addWidget(button)
        kinds.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.find_button)
        line.addWidget(self.cancel_button)
        for control in (self.field, self.find_button, self.cancel_button, self.go_button, self.close_button):
            control.setMinimumHeight(_CONTROL_PX)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addLayout(kinds)
        column.addLayout(line)
        column.addWidget(self._progress)
        column.addWidget(self.results, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._kinds.idClicked.connect(self._on_kind)
        self.find_button.clicked.connect(self.search)
        self.cancel_button.clicked.connect(self.cancel)
        self.go_button.clicked.connect(self._on_go)
        self.close_button.clicked.connect(self.close)
        self.results.doubleClicked.connect(self._on_double_clicked)
        self.results.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.theme_changed.connect(self._tint)

    # ---- what is asked of it

    @Slot()
    def open_here(self) -> None:
        """Come to the front, ready for another question."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def wanted(self) -> Wanted:
        """Return what is looked for."""
        return tuple(self._buttons)[max(0, self._kinds.checkedId())]

    def choose(self, wanted: Wanted) -> None:
        """Look for this from now on."""
        self._buttons[wanted].setChecked(True)
        self._on_kind(self._kinds.checkedId())

    @property
    def is_searching(self) -> bool:
        """Say whether a search goes on."""
        return self._operation is not None and self._operation.is_running

    @Slot()
    def search(self) -> None:
        """Begin; a search that goes on is given up."""
        self.model.begin(largest_first=self.wanted is Wanted.DELETED)
        self.go_button.setEnabled(False)
        self.results.say("")
        self._say(self.tr("Looking…"))
        self._operation = (
            Operation(_Search(self._finder, self.wanted, self.field.text()), owner=self)
            .success(self._on_end)
            .failure(self._on_failed)
            .progress(self._on_progress)
            .part(self._on_hits)
            .start()
        )
        self._show_running(is_running=True)

    @Slot()
    def cancel(self) -> None:
        """Give the search up; what was found stays."""
        if self._operation is not None and self.is_searching:
            self._operation.cancel()
            self._show_running(is_running=False)
            self._say(self.tr("Cancelled. {hits} so far.").format(hits=self._hits_text()))

    @Slot()
    def tell_ended(self) -> None:
        """Say that the process that was asked for is gone."""
        self._say(QCoreApplication.translate("Inspection", ENDED))

    # ---- input

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the process where the list has the keyboard; Esc gives up, then closes."""
        if event.key() == Qt.Key.Key_Escape:
            if self.is_searching:
                self.cancel()
            else:
                self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.results.hasFocus():
                self._on_go()
            elif self.close_button.hasFocus() or self.go_button.hasFocus() or self.cancel_button.hasFocus():
                super().keyPressEvent(event)
                return
            else:
                self.search()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.model.hits:
            self.results.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody waits any longer."""
        self.cancel()
        super().closeEvent(event)

    @Slot()
    def _on_go(self) -> None:
        row = self.results.currentIndex().row()
        key = self.model.hits[row].process if 0 <= row < len(self.model.hits) else None
        if key is not None:
            self.process_asked.emit(key)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_go()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.row()
        self.go_button.setEnabled(0 <= row < len(self.model.hits) and self.model.hits[row].process is not None)

    @Slot(int)
    def _on_kind(self, _number: int) -> None:
        hints = {
            Wanted.FILE: self.tr("Path, part of a path, or a pattern with * and ?"),
            Wanted.DELETED: self.tr("Part of the path; empty finds all"),
            Wanted.PORT: self.tr("Number of a port, or name of a service"),
            Wanted.SOCKET: self.tr("Part of the path of a unix socket, or an inode"),
        }
        self.field.setPlaceholderText(hints[self.wanted])

    # ---- what comes of it

    def _on_hits(self, hits: Sequence[Found]) -> None:
        is_first = not self.model.hits
        self.model.add(hits)
        if is_first and self.model.hits:
            self.results.selectRow(0)

    def _on_progress(self, done: int, total: int) -> None:
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)

    def _on_end(self, end: SearchEnd) -> None:
        self._show_running(is_running=False)
        self.results.say(self.tr("Nothing was found."))
        lines = [
            self.tr("{hits} in {processes}.").format(
                hits=self._hits_text(), processes=self.tr("%Ln processes", "", end.process_count)
            )
        ]
        if end.is_cut:
            lines.append(self.tr("There are more: ask for less."))
        if end.refused_count:
            lines.append(self.tr("%Ln of them do not show this program what they hold.", "", end.refused_count))
        if end.hides_others:
            lines.append(self.tr("The system hides the processes of other users."))
        self._say(" ".join(lines))

    def _on_failed(self, error: ProcmonError) -> None:
        self._show_running(is_running=False)
        # Sentences of the finder are marked in one context; those of patterns come worded.
        self._say(QCoreApplication.translate("Finding", str(error)))

    def _hits_text(self) -> str:
        return self.tr("%Ln hits", "", len(self.model.hits))

    def _show_running(self, *, is_running: bool) -> None:
        self._progress.setVisible(is_running)
        if is_running:
            self._progress.setRange(0, 0)
        had_focus = self.cancel_button.hasFocus()
        self.cancel_button.setVisible(is_running)
        self.find_button.setVisible(not is_running)
        if had_focus:
            self.field.setFocus()

    def _say(self, words: str) -> None:
        self.status.setText(words)
        self.status.setAccessibleName(words)

    @Slot()
    def _tint(self) -> None:
        palette = self.status.palette()
        palette.setColor(self.status.foregroundRole(), theme.colour("t2"))
        self.status.setPalette(palette)
