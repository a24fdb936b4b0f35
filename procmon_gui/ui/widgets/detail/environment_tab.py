"""The environment of a process. Values are hidden until somebody asks for them, secrets until each one is asked for."""

from collections.abc import Hashable, Sequence
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QToolButton, QWidget

from procmon_gui.domain.inspection import EnvironmentVariable
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui.models.detail_table import Column
from procmon_gui.ui.widgets.detail.icon_button import IconButton
from procmon_gui.ui.widgets.detail.listing_tab import ListingTab
from procmon_gui.ui.widgets.detail.reading_tab import Answering, Means

HIDDEN: Final = "••••••"


class EnvironmentTab(ListingTab):
    """Names, and values that are asked for one by one or, but for secrets, all at once.

    Nothing of a value is shown, found by the filter, sorted by, read out or copied while it is hidden.
    """

    tab_id = "environment"
    title = QT_TRANSLATE_NOOP("Detail", "Environment")
    # It is that of the start and does not change.
    every_s = 0.0

    def __init__(self, read: Answering, means: Means, parent: QWidget | None = None) -> None:
        self._revealed: set[str] = set()
        self._shows_all = False
        super().__init__(read, means, parent)
        self._reveal = QAction(self.tr("Show the value"), self)
        self._reveal.triggered.connect(self._on_reveal)
        self._copy_value = QAction(self.tr("Copy the value"), self)
        self._copy_value.triggered.connect(self._on_copy_value)
        self.list.actions_of_row.extend((self._reveal, self._copy_value))
        self.all_button = QToolButton(self)
        self.all_button.setText(self.tr("Show values"))
        self.all_button.setCheckable(True)
        self.all_button.setToolTip(self.tr("Show all values but secrets; Enter shows a single one"))
        self.all_button.toggled.connect(self._on_all)
        words = self.tr("Copy the value of the chosen variable")
        self.copy_button = IconButton("copy", self.tr("Copy the value"), self, tooltip=words)
        self.copy_button.clicked.connect(self._on_copy_value)
        self.list.controls.addWidget(self.all_button)
        self.list.controls.addWidget(self.copy_button)
        self.list.view.row_opened.connect(self._on_opened)
        self.list.view.selectionModel().currentRowChanged.connect(self._on_current)
        self._on_current()

    # ---- what a tab says

    def columns(self) -> Sequence[Column[Any]]:
        """Return name and value."""
        return (
            Column(id="name", title=QT_TRANSLATE_NOOP("Detail", "Name"), words=_name, value=_name, stretch=2,
                   least_px=112, is_code=True),
            Column(id="value", title=QT_TRANSLATE_NOOP("Detail", "Value"), words=self._said, value=self._value,
                   stretch=3, least_px=112, is_code=True, token=self._token, explained=self._explained),
        )  # fmt: skip

    def identity(self, row: EnvironmentVariable) -> Hashable:
        """A variable is its name."""
        return row.name

    def filter_hint(self) -> str:
        """Return what stands in the empty filter."""
        return self.tr("Filter variables")

    def empty_words(self) -> str:
        """Return the sentence for an empty environment."""
        return self.tr("It was started without any variable.")

    def is_shown(self, row: EnvironmentVariable) -> bool:
        """Say whether the value may be seen now."""
        return row.name in self._revealed or (self._shows_all and not row.is_secret)

    def _said(self, row: EnvironmentVariable) -> str:
        return row.value if self.is_shown(row) else HIDDEN

    def _value(self, row: EnvironmentVariable) -> str | None:
        return row.value if self.is_shown(row) else None

    def _token(self, row: EnvironmentVariable) -> str:
        return "t1" if self.is_shown(row) else "t3"

    def _explained(self, row: EnvironmentVariable) -> str:
        if self.is_shown(row):
            return ""
        if row.is_secret:
            return self.tr("Looks like a secret: Enter or a double click shows it.")
        return self.tr("Hidden: Enter or a double click shows it.")

    # ---- what the panel asks

    def forget(self) -> None:
        """List nothing, and hide everything again."""
        self._revealed.clear()
        self.all_button.setChecked(False)
        super().forget()

    def pause(self) -> None:
        """Let go of what was read as soon as nobody looks: it may hold secrets."""
        super().pause()
        self.forget()

    # ---- what the reader asks

    @Slot(bool)
    def _on_all(self, is_shown: bool) -> None:
        self._shows_all = is_shown
        self._revealed.clear()
        self.list.model.retell()
        self._on_current()

    @Slot(int)
    def _on_opened(self, row: int) -> None:
        name = self.list.model.rows[row].name
        self._revealed.symmetric_difference_update({name})
        self.list.model.retell()
        self._on_current()

    @Slot()
    def _on_reveal(self) -> None:
        row = self.list.view.currentIndex().row()
        if row >= 0:
            self._on_opened(row)

    @Slot()
    def _on_current(self) -> None:
        row = self.list.current()
        is_shown = row is not None and self.is_shown(row)
        self._reveal.setEnabled(row is not None and not is_shown)
        self._copy_value.setEnabled(is_shown)
        self.copy_button.setEnabled(is_shown)

    @Slot()
    def _on_copy_value(self) -> None:
        row = self.list.current()
        if row is not None and self.is_shown(row):
            QGuiApplication.clipboard().setText(row.value)


def _name(row: EnvironmentVariable) -> str:
    return row.name
