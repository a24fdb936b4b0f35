"""How the page of alerts uses its room: the list at the left and the evidence at the right, or one of both."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.alerts.evidence_pane import EvidencePane

_LIST_PX: Final = 320
_WIDE_LIST_PX: Final = 400
# Below this there is room for the list or the evidence; from that on for more of the list.
_NARROW_PX: Final = 940
_WIDE_PX: Final = 1_900
_NO_LIMIT_PX: Final = 16_777_215


class AlertsRoom(QWidget):
    """Whatever else than the list is shown at the left takes all of it.

    Signals:
        resized: there may be room for more, or less.

    Attributes:
        stack: what is shown at the left, below the toolbar.
        is_narrow: there is room for one of both only.
        shows_evidence: that one is the evidence.
    """

    resized = Signal()

    def __init__(
        self, toolbar: QWidget, events: QWidget, evidence: EvidencePane, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._events, self._evidence = events, evidence
        self.is_narrow = self.shows_evidence = False
        self._split = QFrame(self)
        self._split.setObjectName("separator")
        self._split.setFixedWidth(1)
        under = QFrame(self)
        under.setObjectName("separator")
        under.setFixedHeight(1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(events)
        self._left = QWidget(self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(toolbar)
        left.addWidget(under)
        left.addWidget(self.stack, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addWidget(self._left, 0, 0)
        self._grid.addWidget(self._split, 0, 1)
        self._grid.addWidget(evidence, 0, 2)
        self._grid.setColumnStretch(2, 1)

    def show_state(self, state: QWidget) -> None:
        """Show the list, or something in its place."""
        self.stack.setCurrentWidget(state)
        self.show_parts(shows_evidence=self.shows_evidence)

    def show_parts(self, *, shows_evidence: bool) -> None:
        """Show list and evidence, or one of them."""
        self.shows_evidence = shows_evidence
        has_list = self.stack.currentWidget() is self._events
        self._evidence.setVisible(has_list and (not self.is_narrow or shows_evidence))
        self._left.setVisible(not has_list or not self.is_narrow or not shows_evidence)
        self._split.setVisible(has_list and not self.is_narrow)
        self._evidence.offer_way_back(is_offered=self.is_narrow)
        list_px = _WIDE_LIST_PX if self.width() >= theme.scaled(_WIDE_PX) else _LIST_PX
        is_fixed = has_list and not self.is_narrow
        self._left.setMinimumWidth(theme.scaled(list_px) if is_fixed else 0)
        self._left.setMaximumWidth(theme.scaled(list_px) if is_fixed else _NO_LIMIT_PX)
        self._grid.setColumnStretch(0, 0 if is_fixed or self._left.isHidden() else 1)
        self._grid.setColumnStretch(2, 0 if self._evidence.isHidden() else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both while there is room."""
        super().resizeEvent(event)
        self.is_narrow = self.width() < theme.scaled(_NARROW_PX)
        self.show_parts(shows_evidence=self.shows_evidence)
        self.resized.emit()
