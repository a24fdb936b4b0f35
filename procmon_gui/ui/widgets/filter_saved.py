"""The bookmark in the filter box: filters under a name, to be used again."""

from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.settings import SettingsStore, named_texts
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.plain import plain_tooltip

KEY: Final = "filters.saved"
_KEYS: Final = "Ctrl+D"
_SHOWN: Final = 60


class SavedFilters(QObject):
    """Belongs to one filter box.

    Signals:
        chosen: this text is wanted as the filter.
        failed: the filter could not be saved; the sentence says why.
    """

    chosen = Signal(str)
    failed = Signal(str)

    def __init__(self, box: QLineEdit, store: SettingsStore) -> None:
        super().__init__(box)
        self._box = box
        self._store = store
        self.action = QAction(self.tr("Saved filters"), self)
        self.action.setToolTip(plain_tooltip(self.tr("Saved filters ({keys})").format(keys=_KEYS)))
        self.action.setShortcut(QKeySequence(_KEYS))
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.action.triggered.connect(self.open)
        box.addAction(self.action, QLineEdit.ActionPosition.TrailingPosition)
        self.menu = QMenu(box)
        self._tint()
        theme.theme_changed.connect(self._tint)

    @Slot()
    def open(self) -> None:
        """Show what is saved."""
        self.refresh()
        box = self._box
        self.menu.popup(box.mapToGlobal(QPoint(box.width() - self.menu.sizeHint().width(), box.height())))

    def refresh(self) -> None:
        """Make the menu anew."""
        self.menu.clear()
        saved = named_texts(self._store, KEY)
        present = self._box.text().strip()
        for name in sorted(saved, key=str.casefold):
            action = self.menu.addAction(f"{_shown(name)}\t{_shown(saved[name])}")
            action.setData(saved[name])
            action.setCheckable(True)
            action.setChecked(saved[name] == present)
            action.triggered.connect(self._on_chosen)
        if not saved:
            self.menu.addAction(self.tr("No filter is saved yet.")).setEnabled(False)
        self.menu.addSeparator()
        if present:
            self.menu.addAction(self.tr("Save this filter…")).triggered.connect(self.ask_name)
        if saved:
            delete = self.menu.addMenu(self.tr("Delete"))
            for name in sorted(saved, key=str.casefold):
                action = delete.addAction(_shown(name))
                action.setData(name)
                action.triggered.connect(self._on_deleted)

    @Slot()
    def ask_name(self) -> None:
        """Ask under which name the present filter is kept."""
        dialog = QInputDialog(self._box)
        dialog.setWindowTitle(self.tr("Save this filter"))
        dialog.setLabelText(self.tr("Name; a filter of this name is replaced"))
        present = self._box.text().strip()
        names = [name for name, text in named_texts(self._store, KEY).items() if text == present]
        dialog.setTextValue(names[0] if names else "")
        dialog.setOkButtonText(self.tr("Save"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        dialog.textValueSelected.connect(self.save_as)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_as(self, name: str) -> None:
        """Keep the present filter under a name."""
        self._set(named_texts(self._store, KEY) | {name.strip(): self._box.text().strip()})

    def _set(self, saved: dict[str, str]) -> None:
        try:
            self._store.set(KEY, saved)
        except WrongInput as error:
            self.failed.emit(str(error))

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(str(action.data()))

    @Slot()
    def _on_deleted(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            saved = named_texts(self._store, KEY)
            saved.pop(str(action.data()), None)
            self._set(saved)

    @Slot()
    def _tint(self) -> None:
        self.action.setIcon(theme.icon("bookmark"))


def _shown(text: str) -> str:
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    # A tab would begin the column of keys, an ampersand underline a letter.
    return "".join(letter if letter.isprintable() else " " for letter in short).replace("&", "&&")
