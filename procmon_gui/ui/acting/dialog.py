"""The question before something is done to processes: who is meant, what will happen, and two answers.

It is told what to say by its `Case`, and asks; who is meant stays who is meant as long as it stands. Return never does
what is dangerous, Esc lets it be.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.domain.actions import Action, ActionKind, Grade, Order, Seen
from procmon_gui.ui import theme
from procmon_gui.ui.acting import words
from procmon_gui.ui.acting.case import Case, fault_of
from procmon_gui.ui.acting.choices import choice_for
from procmon_gui.ui.acting.facts import FactsPart
from procmon_gui.ui.acting.labels import label
from procmon_gui.ui.acting.remark_lines import RemarkLine, TypedName
from procmon_gui.ui.acting.target_list import TargetList, kin_rows, target_rows
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.dialog_parts import dialog_button, separator

WIDTH_PX: Final = 528
_PADDING_PX: Final = 20
_FOOT_PX: Final = 52
# What a button keeps free around the words of a link.
_LINK_AIR_PX: Final = 6
_REASON_LETTERS: Final = 200
# Of the height of the screen, for the frame of the window and the bars of the desktop.
_KEPT_FREE_PX: Final = 64
# A password is asked for by somebody else, who takes a moment to come up.
_WAIT_MS: Final = 400


class ActionDialog(QDialog):
    """One question.

    Signals:
        confirmed: do it, an `Order`.
        kill_asked: rather kill those who are meant.
        left: the reader lets it be, or closes what is being done.
    """

    confirmed = Signal(object)
    kill_asked = Signal()
    left = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._is_busy = False
        self._faults: dict[int, str] = {}
        self.setObjectName("question")
        self.setWindowTitle(words.window_title(case.wish.action))
        self.setProperty(HELP_PROPERTY, "acting")
        self._body = QWidget(self)
        self._body.setObjectName("question_body")
        self._scroll = QScrollArea(self)
        self.title = label(words.question(case.wish.action, case.grip.targets), self._body)
        self.explained = label("", self._body, name="detail_hint")
        self.choice = choice_for(case.wish, case.grip.targets, self._body)
        self.remarks = [RemarkLine(self._body, remark) for remark in case.remarks()]
        self.trouble = RemarkLine(self._body)
        self.names = [TypedName(target, self._body) for target in case.critical] if not case.is_refused else []
        self.reason = QLineEdit(self._body)
        self.kin_box = CheckBox(self._body)
        self.list: TargetList | None = None
        self._icon, self._shield = QLabel(self._body), QLabel(self._body)
        self.kill_button = QToolButton(self)
        self.cancel_button = dialog_button(self.tr("Cancel"), self)
        self.act_button = dialog_button("", self)
        self._wait = QTimer(self)
        self._lay_out()
        self._set_up()
        self._say()

    # ---- how it is made

    def _set_up(self) -> None:
        case, action = self._case, self._case.wish.action
        self.title.setFont(theme.sized_font(self.font(), 3, QFont.Weight.DemiBold))
        self.reason.setMaxLength(_REASON_LETTERS)
        self.kill_button.setText(self.tr("Kill instead…"))
        self.kill_button.setProperty("link", True)
        self.kill_button.setProperty("danger", True)
        self.kill_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.kill_button.setVisible(action.kind is ActionKind.END and not case.is_refused)
        self.act_button.setProperty("danger" if words.is_dangerous(action) else "primary", True)
        self.act_button.setVisible(not case.is_refused)
        if case.is_refused:
            self.cancel_button.setText(self.tr("Close"))
        self.cancel_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self._on_act)
        self.kill_button.clicked.connect(self._on_kill)
        self.kin_box.toggled.connect(self._on_kin)
        for name in self.names:
            name.changed.connect(self._say)
        if self.choice is not None:
            self.choice.changed.connect(self._say)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._on_wait)
        self._tint()
        theme.theme_changed.connect(self._tint)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(_PADDING_PX, _PADDING_PX, _PADDING_PX, 12)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(separator(self._body))
        column.addWidget(self._who())
        if self.choice is not None:
            column.addWidget(self.choice)
        column.addWidget(separator(self._body))
        for line in self.remarks:
            column.addWidget(line)
        self._lay_out_kin(column)
        for name in self.names:
            column.addWidget(name)
        column.addWidget(self.trouble)
        column.addWidget(self._reason_part())
        column.addStretch(1)
        self._scroll.setObjectName("question_body")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        said = QVBoxLayout()
        said.setSpacing(6)
        said.addWidget(self.title)
        said.addWidget(self.explained)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(said, 1)
        return head

    def _who(self) -> QWidget:
        """Return the facts of one, or the list of several."""
        case = self._case
        if len(case.grip.targets) == 1 and not case.grip.held.lost:
            return FactsPart(case.grip.targets[0], case.wish.action, self._body, is_short=self.choice is not None)
        self.list = TargetList(target_rows(case), self.tr("Processes that are meant"), self._body)
        return self.list

    def _lay_out_kin(self, column: QVBoxLayout) -> None:
        kin, action = self._case.wish.kin, self._case.wish.action
        has_kin = bool(kin) and not action.is_tree and action.kind in (ActionKind.END, ActionKind.KILL)
        said = self.tr("Show the %Ln children", "", len(kin))
        self._kin_label = label(said, self._body, buddy=self.kin_box)
        self.kin_box.setAccessibleName(said)
        self.kin_list = TargetList(kin_rows(kin), self.tr("Children"), self._body)
        self.kin_list.hide()
        row = QHBoxLayout()
        row.setSpacing(2)
        # The box keeps room for the frame of the focus.
        row.addSpacing(-6)
        row.addWidget(self.kin_box)
        row.addWidget(self._kin_label, 1)
        column.addLayout(row)
        column.addWidget(self.kin_list)
        self.kin_box.setVisible(has_kin)
        self._kin_label.setVisible(has_kin)

    def _reason_part(self) -> QWidget:
        part = QWidget(self._body)
        name = self.tr("Reason, kept in the audit")
        above = label(name, part, name="detail_label", buddy=self.reason)
        above.setFont(theme.sized_font(self.font(), -0.75))
        self.reason.setAccessibleName(name)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(above)
        column.addWidget(self.reason)
        said = self.tr("PID and start time are checked again as the signal is sent.")
        if self._case.wish.action.signal_number is None:
            said = self.tr("PID and start time are checked again before and after.")
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._shield, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(said, part, name="detail_hint"), 1)
        column.addLayout(row)
        part.setVisible(not self._case.is_refused)
        return part

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("dialog_foot")
        foot.setMinimumHeight(_FOOT_PX)
        row = QHBoxLayout(foot)
        row.setContentsMargins(_PADDING_PX - _LINK_AIR_PX, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.kill_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.act_button)
        for button in (self.cancel_button, self.act_button):
            button.setMinimumWidth(theme.scaled(88))
        return foot

    # ---- what is said

    @property
    def action(self) -> Action:
        """Return what will be done: what was wished, with what is chosen here."""
        return self._case.wish.action if self.choice is None else self.choice.action

    @property
    def is_busy(self) -> bool:
        """Say whether it was answered, and what was asked for is under way."""
        return self._is_busy

    def order(self) -> Order:
        """Return what was asked and confirmed."""
        typed = frozenset(name.target.seen for name in self.names if name.is_right)
        return Order(action=self.action, reason=self.reason.text().strip(), typed=typed)

    @property
    def _left_count(self) -> int:
        return self._case.open_count - sum(1 for place in self._faults if self._is_open(place))

    def _is_open(self, place: int) -> bool:
        return self._case.is_open(place)

    @Slot()
    def _say(self) -> None:
        """Bring the buttons up to what is chosen and typed."""
        is_complete = self.choice is None or self.choice.is_complete
        is_typed = all(name.is_right for name in self.names)
        count = self._left_count
        self.act_button.setText(words.verb(self.action, count) if is_complete else self.tr("Send signal"))
        self.act_button.setEnabled(not self._is_busy and is_complete and is_typed and count > 0)
        self.kill_button.setEnabled(not self._is_busy and count > 0)
        happens = words.happens(self.action, len(self._case.grip.targets))
        self.explained.setText("" if self._case.is_refused else happens)
        self.explained.setVisible(bool(self.explained.text()))
        # Read out with the button: where the keyboard is, nobody goes to the words above.
        said = (self.title.text(), self.explained.text(), *(line.text for line in self.remarks))
        self.cancel_button.setAccessibleDescription(" ".join(part for part in said if part))

    def show_seen(self, seen: Sequence[Seen]) -> None:
        """Say who has ended, or is not who he was: nothing is done to him any more."""
        faults = {
            place: fault_of(target, one)
            for place, (target, one) in enumerate(zip(self._case.grip.targets, seen, strict=True))
        }
        new = {place: said for place, said in faults.items() if said and place not in self._faults}
        if not new:
            return
        self._faults |= new
        if self.list is not None:
            self.list.strike_out(self._faults)
        said = next(iter(new.values())) if len(new) == 1 else self.tr("%Ln of them have ended.", "", len(new))
        if self.list is None or not self._left_count:
            self.trouble.say("circle-x", "crit", said)
        self._announce(said)
        if not self._left_count:
            self.cancel_button.setText(self.tr("Close"))
            if self.act_button.hasFocus():
                self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()
        self.fit()

    def show_trouble(self, said: str) -> None:
        """Say why it was not done; it can be asked for again."""
        self.show_ready()
        self.trouble.say("circle-x", "crit", said)
        self._announce(said)
        self.fit()

    def show_busy(self) -> None:
        """Say that it is under way: nothing else can be asked meanwhile, but it can be let be."""
        self._is_busy = True
        self.trouble.say("", "", "")
        self._wait.start()
        if self.act_button.hasFocus():
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()
        self.fit()

    def show_ready(self) -> None:
        """Say that it can be asked for."""
        self._is_busy = False
        self._wait.stop()
        self.trouble.say("", "", "")
        self._say()
        self.fit()

    @Slot()
    def _on_wait(self) -> None:
        others = self._case.waits_for_password
        said = self.tr("Waiting for the password…") if others else self.tr("Working…")
        self.trouble.say("info", "t2", said)
        self._announce(said)
        self.fit()

    def _announce(self, said: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    # ---- what is done with it

    @Slot()
    def _on_act(self) -> None:
        # A double click presses twice.
        if not self._is_busy and self.act_button.isEnabled():
            self.show_busy()
            self.confirmed.emit(self.order())

    @Slot()
    def _on_kill(self) -> None:
        if not self._is_busy:
            self.kill_asked.emit()

    @Slot(bool)
    def _on_kin(self, is_shown: bool) -> None:
        self.kin_list.setVisible(is_shown)
        self.fit()

    @Slot()
    def reject(self) -> None:
        """Let it be."""
        super().reject()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return press what has the keyboard where that is harmless, and never what is not."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        if self.cancel_button.hasFocus():
            self.cancel_button.click()
        elif self.kill_button.hasFocus():
            self.kill_button.click()
        elif not words.is_dangerous(self.action) and self._case.grade is Grade.OWN:
            self.act_button.click()

    # ---- how large it is

    def open_over(self, window: QWidget) -> None:
        """Come up in the middle of the window of a widget, with the keyboard at what is harmless."""
        self.fit()
        area = window.window().frameGeometry()
        self.move(area.center() - self.rect().center())
        self.show()
        self.raise_()
        self.activateWindow()
        first = self.cancel_button if self.choice is None or self._case.is_refused else self.choice.first
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Be as high as what is said, and never higher than the screen."""
        width = theme.scaled(WIDTH_PX)
        layout, foot = self._body.layout(), self.findChild(QFrame, "dialog_foot")
        if layout is None or foot is None:
            return
        layout.activate()
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        foot_px = max(_FOOT_PX, foot.sizeHint().height())
        most = self.screen().availableGeometry().height() - _KEPT_FREE_PX
        self.setFixedSize(width, min(height + foot_px, most))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the texts need in their final font."""
        super().showEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self.fit()

    @Slot()
    def _tint(self) -> None:
        icon_name, token = self._case.icon
        self._icon.setPixmap(theme.pixmap(icon_name, token, 28))
        self._shield.setPixmap(theme.pixmap("shield-check", "good", 16))
