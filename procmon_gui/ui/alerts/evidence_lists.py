"""Who did it, and who came and went around it: two lists as high as their rows, in a pane that scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from procmon_gui.domain.alerts import Evidence
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui import theme
from procmon_gui.ui.models.alert_culprits import CulpritModel, PasserModel, culprit_rows, passer_rows
from procmon_gui.ui.widgets.beside_icon import beside_icon
from procmon_gui.ui.widgets.detail.rows_view import RowsView
from procmon_gui.ui.widgets.fitting_label import FittingLabel


class EvidenceLists(QWidget):
    """Shows what was found.

    Signals:
        process_asked: this process is to be shown at a moment, ms; None for that of the alert.
        tree_asked: the whole tree at the moment of the alert.
    """

    process_asked = Signal(object, object)
    tree_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.culprits, self.passers = CulpritModel(self), PasserModel(self)
        self.who = RowsView(self.culprits, self.tr("Who did it"), self)
        self.around = RowsView(self.passers, self.tr("Started and ended around it"), self)
        self._who_title, self._around_title = self._title(self.tr("Who did it")), self._title("")
        self._basis = FittingLabel(self)
        self._basis.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.tree_button = QToolButton(self)
        self.tree_button.setProperty("link", True)
        self.tree_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.tree_button.setText(beside_icon(self.tr("Show the whole tree")))
        self.tree_button.setAccessibleName(self.tr("Show the whole tree"))
        self._nobody = QLabel(self)
        self._nobody.setTextFormat(Qt.TextFormat.PlainText)
        self._nobody.setWordWrap(True)
        self._nobody.setObjectName("detail_hint")
        self._nobody.setContentsMargins(16, 8, 16, 8)
        self._lay_out()
        self._restyle()
        self.who.row_opened.connect(self._on_culprit)
        self.around.row_opened.connect(self._on_passer)
        self.tree_button.clicked.connect(self.tree_asked)
        theme.theme_changed.connect(self._restyle)
        self.forget()

    def _title(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        # The link has room of its own at its right.
        head.setContentsMargins(16, 12, 4, 6)
        head.setSpacing(8)
        head.addWidget(self._who_title)
        head.addWidget(self._basis, 1)
        head.addWidget(self.tree_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(_indented(self.who))
        column.addWidget(self._nobody)
        # Told by whoever lays the pane out: the facts stand between both lists.
        self.foot = QWidget(self)
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        title = QHBoxLayout()
        title.setContentsMargins(16, 12, 16, 6)
        title.addWidget(self._around_title)
        foot.addLayout(title)
        foot.addLayout(_indented(self.around))
        for view in (self.who, self.around):
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # ---- what the pane says

    def show_evidence(self, evidence: Evidence | None, factor: float, *, is_of_machine: bool) -> None:
        """Show who had a part in it, and who came and went."""
        if evidence is None:
            self.forget()
            return
        rows = culprit_rows(evidence, factor)
        self.culprits.set_rows(rows)
        basis = self.tr("average in the alert against the time before")
        if is_of_machine:
            basis = self.tr("share of the machine, average in the alert against the time before")
        self._basis.say(basis if rows else "", "")
        self._nobody.setText(self.tr("No process was found that had a part in it."))
        self._show_list(self.who, len(rows))
        self._nobody.setVisible(not rows)
        self.tree_button.setVisible(bool(rows))
        passers = passer_rows(evidence)
        self.passers.set_rows(passers)
        self._around_title.setText(self.tr("Started and ended around it"))
        self._show_list(self.around, len(passers))
        self.foot.setVisible(bool(passers))

    def forget(self) -> None:
        """Show nothing."""
        self.culprits.set_rows([])
        self.passers.set_rows([])
        self._basis.say("", "")
        self.who.hide()
        self._nobody.setText(self.tr("Who did it is not known yet."))
        self._nobody.show()
        self.tree_button.hide()
        self.foot.hide()

    def _show_list(self, view: RowsView, count: int) -> None:
        view.setVisible(bool(count))
        rows_px = count * view.verticalHeader().defaultSectionSize()
        view.setFixedHeight(view.horizontalHeader().sizeHint().height() + rows_px + 2)

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through, but for the second list."""
        return self.tree_button, self.who

    # ---- inside

    @Slot(int)
    def _on_culprit(self, row: int) -> None:
        if 0 <= row < len(self.culprits.rows):
            self._ask(self.culprits.rows[row].culprit.key, None)

    @Slot(int)
    def _on_passer(self, row: int) -> None:
        if 0 <= row < len(self.passers.rows):
            shown = self.passers.rows[row]
            self._ask(shown.key, shown.passer.at_ms)

    def _ask(self, key: ProcessKey, at_ms: int | None) -> None:
        self.process_asked.emit(key, at_ms)

    @Slot()
    def _restyle(self) -> None:
        font = theme.sized_font(self.font(), 0, QFont.Weight.DemiBold)
        self._who_title.setFont(font)
        self._around_title.setFont(font)
        self._basis.setFont(theme.sized_font(self.font(), -0.75))
        self.tree_button.setIcon(theme.icon("list-tree", "accent"))
        self.tree_button.setIconSize(theme.icon_size(16))
        for view, model in ((self.who, self.culprits), (self.around, self.passers)):
            self._show_list(view, len(model.rows))


def _indented(view: RowsView) -> QHBoxLayout:
    """Return a list whose words begin where those above it begin."""
    row = QHBoxLayout()
    row.setContentsMargins(8, 0, 8, 0)
    row.addWidget(view)
    return row
