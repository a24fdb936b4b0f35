"""The toolbar over the audit trail: a filter of its own, how many deeds, verifying, and files."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QSizePolicy, QToolButton, QWidget

from procmon_gui.domain.audit_fields import AUDIT_CATALOGUE
from procmon_gui.ui import theme
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.chevron_button import ChevronButton
from procmon_gui.ui.widgets.filter_box import FilterBox
from procmon_gui.ui.widgets.fitting_label import FittingLabel
from procmon_gui.ui.widgets.plain import plain_tooltip

HEIGHT_PX: Final = 44
CONTROL_PX: Final = 28
_LEAST_FILTER_PX: Final = 160
_FILTER_PX: Final = 420
_SIDE_PX: Final = 12
_GAP_PX: Final = 8
_LINE_PX: Final = 2


class AuditToolbar(QWidget):
    """Shows and asks; the page decides.

    Signals:
        verify_asked: compare every hash.
        cancel_asked: give that up.
        file_asked: the deeds that are shown are to be a file: "csv" or "json".
    """

    verify_asked = Signal()
    cancel_asked = Signal()
    file_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_verifying = False
        self._can_verify = True
        self.filter_box = FilterBox(self, catalogue=AUDIT_CATALOGUE)
        self.filter_box.setAccessibleName(self.tr("Filter of the audit trail"))
        self.filter_box.setPlaceholderText(self.tr("Filter: words, or outcome = refused and who = anna"))
        self.filter_box.setClearButtonEnabled(True)
        self._count = FittingLabel(self)
        self.verify_button = QToolButton(self)
        self.verify_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.verify_button.setIconSize(theme.icon_size(16))
        self.verify_button.clicked.connect(self._on_verify)
        self.file_button = ChevronButton(self)
        self.file_button.setText(self.tr("Export"))
        self.file_button.setAccessibleName(self.tr("Export the deeds that are shown"))
        self.file_button.setToolTip(plain_tooltip(self.tr("Save the deeds that the filter lets through")))
        self.file_button.setMenu(self._file_menu())
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(_LINE_PX)
        self._progress.setAccessibleName(self.tr("Progress of verifying"))
        self._lay_out()
        self.show_verifying(is_verifying=False)
        self.filter_box.message_room_changed.connect(self._on_message_room)
        theme.theme_changed.connect(self._tint)

    def _file_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind, words in (("csv", self.tr("As CSV…")), ("json", self.tr("As JSON…"))):
            action = QAction(words, menu)
            action.setData(kind)
            action.triggered.connect(self._on_file)
            menu.addAction(action)
        return menu

    def _lay_out(self) -> None:
        self._height_px = max(HEIGHT_PX, self.fontMetrics().height() + 26)
        self.filter_box.setMinimumWidth(_LEAST_FILTER_PX)
        self.filter_box.setMaximumWidth(theme.scaled(_FILTER_PX))
        self.filter_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for control in (self.filter_box, self.verify_button, self.file_button):
            control.setMinimumHeight(CONTROL_PX)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(_GAP_PX)
        row.addWidget(self.filter_box, 3)
        row.addWidget(self._count, 2)
        row.addWidget(self.verify_button)
        row.addWidget(self.file_button)
        self._on_message_room(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line of progress at the foot, where it moves nothing."""
        super().resizeEvent(event)
        self._progress.setGeometry(0, self.height() - _LINE_PX, self.width(), _LINE_PX)

    # ---- what it is told

    def show_count(self, words: str) -> None:
        """Say how many deeds there are."""
        self._count.say(words)

    @property
    def count_words(self) -> str:
        """Return what is said of how many there are."""
        return self._count.said

    def show_progress(self, done: int, total: int) -> None:
        """Say how far verifying is."""
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)

    def show_verifying(self, *, is_verifying: bool) -> None:
        """Offer to verify, or to give that up."""
        self._is_verifying = is_verifying
        words = self.tr("Cancel") if is_verifying else self.tr("Verify")
        self.verify_button.setText(beside_icon(words))
        self.verify_button.setAccessibleName(words)
        self._hint()
        self._progress.setRange(0, 0)
        self._progress.setVisible(is_verifying)
        self._tint()

    def show_usable(self, *, can_save: bool, can_verify: bool) -> None:
        """Offer what can be done."""
        self.file_button.setEnabled(can_save)
        self._can_verify = can_verify
        self.verify_button.setEnabled(can_verify)
        self._hint()

    def _hint(self) -> None:
        """Say what the button does, or why it does nothing."""
        if not self._can_verify:
            words = self.tr("Only an administrator verifies the trail: it takes all of it")
        elif self._is_verifying:
            words = self.tr("Stop comparing")
        else:
            words = self.tr("Compare the hash of every record")
        self.verify_button.setToolTip(plain_tooltip(words))

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through, from left to right."""
        return self.filter_box, self.verify_button, self.file_button

    # ---- inside

    @Slot()
    def _on_verify(self) -> None:
        if self._is_verifying:
            self.cancel_asked.emit()
        else:
            self.verify_asked.emit()

    @Slot()
    def _on_file(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.file_asked.emit(str(sender.data()))

    @Slot(int)
    def _on_message_room(self, room_px: int) -> None:
        """Grow for what is said under the filter, rather than let it hide the list."""
        self._row.setContentsMargins(_SIDE_PX, 0, _SIDE_PX, room_px)
        self.setFixedHeight(self._height_px + room_px)

    @Slot()
    def _tint(self) -> None:
        self.verify_button.setIcon(theme.icon("x" if self._is_verifying else "shield-check", "t1"))
