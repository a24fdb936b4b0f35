"""The menu of the columns: sets under their names, the chooser, and every column in its group."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from procmon_gui.domain.errors import WrongInput
from procmon_gui.ui import text
from procmon_gui.ui.models.process_column_sets import NAME, ColumnSet, ColumnSets
from procmon_gui.ui.models.process_columns import grouped
from procmon_gui.ui.widgets.column_choice import ColumnChoice
from procmon_gui.ui.widgets.plain import plain_tooltip


def set_title(one: ColumnSet) -> str:
    """Return what a set is called on the screen."""
    return QCoreApplication.translate("Columns", one.name) if one.is_shipped else one.name


class ColumnMenu(QMenu):
    """Changes the columns of one table through its `ColumnChoice`.

    Signals:
        chooser_asked: the reader wants to choose from all columns at leisure.
        failed: a set could not be saved; the sentence says why.
    """

    chooser_asked = Signal()
    failed = Signal(str)

    def __init__(self, choice: ColumnChoice, sets: ColumnSets, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = choice
        self._sets = sets
        self._listed: dict[str, ColumnSet] = {}
        self.columns: dict[str, QAction] = {}
        self._sets_group = QActionGroup(self)
        self._sets_group.triggered.connect(self._on_set)
        self._before_sets = self.addSeparator()
        self.save = self.addAction(self.tr("Save as set…"))
        self.save.triggered.connect(self.ask_name)
        self._deletes = QMenu(self.tr("Delete set"), self)
        self._deletes.triggered.connect(self._on_delete)
        self._delete_entry = self.addMenu(self._deletes)
        self.addSeparator()
        self.choose = self.addAction(self.tr("Choose columns…"))
        self.choose.triggered.connect(self.chooser_asked)
        self._add_groups()
        self._check()
        self.aboutToShow.connect(self.refresh)
        choice.changed.connect(self._check)

    def _add_groups(self) -> None:
        # A menu of their own: sets have the same names as groups.
        every = self.addMenu(self.tr("All columns"))
        for title, metrics in grouped():
            part = every.addMenu(QCoreApplication.translate("Columns", title))
            part.setToolTipsVisible(True)
            for metric in metrics:
                if metric.id == NAME:
                    # Always there: a row without a name says nothing.
                    continue
                action = QAction(text.metric_title(metric), self)
                action.setCheckable(True)
                action.setData(metric.id)
                action.setToolTip(plain_tooltip(text.metric_description(metric)))
                action.triggered.connect(self._on_column)
                part.addAction(action)
                self.columns[metric.id] = action

    @Slot()
    def refresh(self) -> None:
        """List the sets that there are."""
        for action in self._sets_group.actions():
            self._sets_group.removeAction(action)
            self.removeAction(action)
            action.deleteLater()
        self._deletes.clear()
        self._listed = {one.name: one for one in self._sets.all()}
        present = self._sets.of(self._choice.columns())
        for one in self._listed.values():
            action = QAction(set_title(one).replace("&", "&&"), self)
            action.setCheckable(True)
            action.setData(one.name)
            action.setChecked(present == one)
            self._sets_group.addAction(action)
            self.insertAction(self._before_sets, action)
            if not one.is_shipped:
                self._deletes.addAction(one.name.replace("&", "&&")).setData(one.name)
        self._delete_entry.setVisible(not self._deletes.isEmpty())

    @Slot()
    def _check(self) -> None:
        shown = self._choice.ids
        for metric_id, action in self.columns.items():
            action.setChecked(metric_id in shown)

    def present_title(self) -> str:
        """Return what the set is called that is shown; empty when the columns are in none."""
        present = self._sets.of(self._choice.columns())
        return "" if present is None else set_title(present)

    @Slot(QAction)
    def _on_set(self, action: QAction) -> None:
        found = self._listed.get(str(action.data()))
        if found is not None:
            self._choice.put_on(found.columns)

    @Slot(QAction)
    def _on_delete(self, action: QAction) -> None:
        try:
            self._sets.delete(str(action.data()))
        except WrongInput as error:
            self.failed.emit(str(error))

    @Slot(bool)
    def _on_column(self, is_shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._choice.show(str(action.data()), is_shown=is_shown)

    @Slot()
    def ask_name(self) -> None:
        """Ask under which name the present columns are kept."""
        dialog = QInputDialog(self.parentWidget())
        dialog.setWindowTitle(self.tr("Save columns as a set"))
        dialog.setLabelText(self.tr("Name; a set of this name is replaced"))
        dialog.setTextValue(self.present_title())
        dialog.setOkButtonText(self.tr("Save"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        dialog.textValueSelected.connect(self.save_as)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_as(self, name: str) -> None:
        """Keep the present columns under a name."""
        # Under its own title a shipped set is meant, not another one that looks the same.
        titles = {set_title(one): one.name for one in self._sets.all() if one.is_shipped}
        wanted = name.strip()
        try:
            self._sets.save(titles.get(wanted, wanted), self._choice.columns())
        except WrongInput as error:
            self.failed.emit(str(error))
