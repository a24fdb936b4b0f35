"""The channels among the settings: who is told, a form for each kind, a test, and how notices went.

It looks for changes by others while it is seen, and reads nothing before.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.channel_kinds import ChannelKind
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.ui.access.dialog_frame import quiet_button
from procmon_gui.ui.access.labels import heading, plain_label
from procmon_gui.ui.access.said_line import SaidLine
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.channels import words
from procmon_gui.ui.channels.button_flow import ButtonFlow
from procmon_gui.ui.channels.channel_dialog import ChannelDialog
from procmon_gui.ui.channels.models import ChannelModel, DeliveryModel
from procmon_gui.ui.channels.remove_dialog import RemoveDialog
from procmon_gui.ui.channels.said_lines import SaidLines
from procmon_gui.ui.channels.work import Look, OpenBook, Put, Remove, Seen, Try
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.widgets.detail.rows_view import RowsView

_LOOK_MS: Final = 2000
_MOST_ROWS: Final = 8
_READABLE: Final = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class ChannelsPart(QWidget):
    """Belongs to the column of settings."""

    def __init__(self, open_book: OpenBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(HELP_PROPERTY, "channels")
        self._open_book = open_book
        self._seen: Seen | None = None
        self._looking: Operation[Seen | None] | None = None
        self._testing: Operation[str] | None = None
        self._dialog: ChannelDialog | None = None
        self._wanted = ""
        self._removed_id = ""
        self.channels, self.deliveries = ChannelModel(self), DeliveryModel(self)
        self.list = RowsView(self.channels, self.tr("Channels"), self)
        self.log = RowsView(self.deliveries, self.tr("What was told"), self)
        self.add_button = quiet_button(self.tr("Add…"), self)
        self.edit_button = quiet_button(self.tr("Change…"), self)
        self.switch_button = quiet_button(self.tr("Switch off"), self)
        self.test_button = quiet_button(self.tr("Send a test"), self)
        self.remove_button = quiet_button(self.tr("Remove…"), self)
        self.warning = SaidLines(self)
        self.trouble = SaidLine("circle-x", "crit", self)
        self.outcome = SaidLine("circle-check", "good", self)
        self._nothing_told = plain_label(self.tr("Nothing was told yet."), self)
        self._told = plain_label("", self)
        self._kinds = QMenu(self.add_button)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._lay_out()
        self._connect()
        self._show_rows()
        self._on_chosen()

    # ---- building

    def _lay_out(self) -> None:
        self._nothing_told.setObjectName("detail_hint")
        self._told.setObjectName("detail_hint")
        self._told.setTextInteractionFlags(_READABLE)
        self._told.setAccessibleName(self.tr("How the chosen notice went"))
        for view in (self.list, self.log):
            view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = plain_label(
            self.tr(
                "An alert goes to the channels that its rule names, else to every channel that hears of its severity."
            ),
            self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("Channels"), self))
        column.addWidget(said)
        column.addWidget(self.warning)
        column.addWidget(self.list)
        column.addWidget(ButtonFlow(self._buttons, self))
        column.addWidget(self.outcome)
        column.addWidget(self.trouble)
        column.addSpacing(8)
        column.addWidget(heading(self.tr("What was told"), self))
        column.addWidget(self._nothing_told)
        column.addWidget(self.log)
        column.addWidget(self._told)

    @property
    def _buttons(self) -> tuple[QWidget, ...]:
        return self.add_button, self.edit_button, self.switch_button, self.test_button, self.remove_button

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.edit_button.clicked.connect(self._on_edit)
        self.switch_button.clicked.connect(self._on_switch)
        self.test_button.clicked.connect(self._on_test)
        self.remove_button.clicked.connect(self._on_remove)
        self._kinds.triggered.connect(self._on_kind)
        self.list.row_opened.connect(self._on_row_opened)
        self.list.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.log.selectionModel().currentRowChanged.connect(self._on_told_chosen)
        self._timer.timeout.connect(self._look)
        for view in (self.list, self.log):
            view.horizontalScrollBar().rangeChanged.connect(self._show_rows)

    def tab_order(self) -> list[QWidget]:
        """Return what the Tab key goes through."""
        return [self.list, *self._buttons, self.log, self._told]

    # ---- looking

    def showEvent(self, event: QShowEvent) -> None:
        """Read, now that somebody looks."""
        super().showEvent(event)
        self._look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no more."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        if self._looking is not None and self._looking.is_running:
            return
        version = None if self._seen is None else self._seen.version
        work = Operation(Look(self._open_book, version or object()), owner=self, channel="look")
        self._looking = work.success(self._on_looked).failure(self._on_failed).start()

    def _on_looked(self, seen: Seen | None) -> None:
        if seen is None:
            return
        had_trouble = self._seen is not None and self._seen.trouble
        self._seen = seen
        self.channels.show(seen.specs, seen.kinds)
        self.deliveries.set_rows(seen.deliveries)
        doubts = [words.doubt_text(spec) for spec in seen.specs if spec.doubt]
        said = (*doubts, *map(words.problem_text, seen.problems), *map(words.outcome_text, seen.warnings))
        self.warning.say(said)
        if seen.trouble or had_trouble:
            self.trouble.say(seen.trouble)
        self._show_rows()
        self._choose(self._wanted)
        self._on_chosen()

    @Slot()
    def _show_rows(self) -> None:
        """Make room for the rows, and for the bar below them where they are wider than the list."""
        for view, count in ((self.list, len(self.channels.rows)), (self.log, len(self.deliveries.rows))):
            height = view.verticalHeader().defaultSectionSize() * min(max(count, 1), _MOST_ROWS)
            bar = view.horizontalScrollBar()
            below = bar.sizeHint().height() if bar.maximum() > 0 else 0
            view.setFixedHeight(view.horizontalHeader().sizeHint().height() + height + below + 2)
        self._on_told_chosen()
        has_any = bool(self.deliveries.rows)
        self._nothing_told.setVisible(not has_any)
        self.log.setVisible(has_any)

    def _choose(self, id: str) -> None:
        """Choose a channel by its id; without one the first, where none is chosen."""
        rows = self.channels.rows_named([id]) if id else []
        if rows:
            self._wanted = ""
            self.list.choose_row(rows[0])
        elif not self.list.currentIndex().isValid() and self.channels.rows:
            self.list.choose_row(0)

    def _chosen(self) -> ChannelSpec | None:
        row = self.list.currentIndex().row()
        return self.channels.rows[row] if 0 <= row < len(self.channels.rows) else None

    def _kind_of(self, id: str) -> ChannelKind | None:
        kinds = () if self._seen is None else self._seen.kinds
        return next((kind for kind in kinds if kind.id == id), None)

    @Slot()
    def _on_chosen(self) -> None:
        spec = self._chosen()
        kind = None if spec is None else self._kind_of(spec.kind)
        self.add_button.setEnabled(self._seen is not None)
        for button in (self.edit_button, self.switch_button, self.test_button):
            button.setEnabled(spec is not None)
        self.remove_button.setEnabled(kind is not None and not kind.is_single)
        is_on = spec is None or spec.is_enabled
        self.switch_button.setText(self.tr("Switch off") if is_on else self.tr("Switch on"))

    @Slot()
    def _on_told_chosen(self) -> None:
        row = self.log.currentIndex().row()
        chosen = self.deliveries.rows[row] if 0 <= row < len(self.deliveries.rows) else None
        self._told.setText("" if chosen is None else words.explained(chosen))
        self._told.setVisible(chosen is not None)

    # ---- changing

    def _permission(self, kind_id: str) -> Permission:
        kind = self._kind_of(kind_id)
        return Permission.MANAGE if kind is not None and kind.is_managed else Permission.JUDGE

    @Slot()
    def _on_add(self) -> None:
        self._kinds.clear()
        for kind in () if self._seen is None else self._seen.kinds:
            if not kind.is_single:
                action = self._kinds.addAction(words.channel_text(kind.label))
                action.setData(kind.id)
        self._kinds.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    @Slot(QAction)
    def _on_kind(self, action: QAction) -> None:
        kind = self._kind_of(action.data())
        if kind is not None:
            with_leave(self._permission(kind.id), self, partial(self._ask, kind, None))

    @Slot(int)
    def _on_row_opened(self, _row: int) -> None:
        self._on_edit()

    @Slot()
    def _on_edit(self) -> None:
        spec = self._chosen()
        kind = None if spec is None else self._kind_of(spec.kind)
        if spec is not None and kind is not None:
            with_leave(self._permission(kind.id), self, partial(self._ask, kind, spec))

    def _ask(self, kind: ChannelKind, spec: ChannelSpec | None) -> None:
        self._say_nothing()
        taken = [one.id for one in self.channels.rows]
        self._dialog = ChannelDialog(self._open_book, kind, spec, taken, self)
        self._dialog.kept.connect(self._on_kept)
        self._dialog.open()

    @Slot(str)
    def _on_kept(self, id: str) -> None:
        self._wanted = id
        self._look()

    @Slot()
    def _on_switch(self) -> None:
        spec = self._chosen()
        if spec is not None:
            with_leave(self._permission(spec.kind), self, partial(self._switch, spec))

    def _switch(self, spec: ChannelSpec) -> None:
        self._do(Put(self._open_book, replace(spec, is_enabled=not spec.is_enabled)))

    @Slot()
    def _on_remove(self) -> None:
        spec = self._chosen()
        if spec is not None:
            with_leave(self._permission(spec.kind), self, partial(self._ask_to_remove, spec))

    def _ask_to_remove(self, spec: ChannelSpec) -> None:
        self._say_nothing()
        self._removed_id = spec.id
        dialog = RemoveDialog(spec.id, self)
        dialog.accepted.connect(self._on_remove_accepted)
        dialog.open()

    @Slot()
    def _on_remove_accepted(self) -> None:
        self._do(Remove(self._open_book, self._removed_id))

    def _do(self, work: "Put | Remove") -> None:
        self._say_nothing()
        Operation(work, owner=self, channel="change").success(self._on_done).failure(self._on_failed).start()

    def _on_done(self, _nothing: None) -> None:
        self._look()

    def _on_failed(self, error: ProcmonError) -> None:
        self.outcome.say("")
        self.trouble.say(words.trouble_text(error))

    def _say_nothing(self) -> None:
        self.trouble.say("")
        self.outcome.say("")

    # ---- trying

    @Slot()
    def _on_test(self) -> None:
        spec = self._chosen()
        # While it is told the button stays as it is: switched off, it would hand the keyboard to the one that removes.
        if spec is not None and self._testing is None:
            with_leave(self._permission(spec.kind), self, partial(self._test, spec))

    def _test(self, spec: ChannelSpec) -> None:
        self._say_nothing()
        work = Operation(Try(self._open_book, spec.id), owner=self, channel="test")
        self._testing = work.success(self._on_tested).failure(self._on_test_failed).start()
        self.test_button.setText(self.tr("Telling…"))

    def _on_tested(self, said: str) -> None:
        self._end_test()
        self.outcome.say(self.tr("It was told: {words}").format(words=words.outcome_text(said)))

    def _on_test_failed(self, error: ProcmonError) -> None:
        self._end_test()
        self.trouble.say(self.tr("It was not told: {words}").format(words=words.trouble_text(error)))

    def _end_test(self) -> None:
        self._testing = None
        self.test_button.setText(self.tr("Send a test"))
