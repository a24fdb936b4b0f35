"""The editor of a rule: its fields at the left, and at the right what it would do, a moment after it is typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from procmon_gui.domain.rules import Rule
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query.completion import KnownValues
from procmon_gui.ui import theme
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.rules import rule_words
from procmon_gui.ui.rules.draft import Drafted, draft_of, id_from, read_draft
from procmon_gui.ui.rules.preview_pane import PreviewPane
from procmon_gui.ui.rules.preview_reading import ReaderKeeper
from procmon_gui.ui.rules.rule_form import RuleForm
from procmon_gui.ui.widgets.dialog_parts import StatusLine, dialog_button, foot_of, room_on_screen, separator
from procmon_gui.ui.widgets.file_saver import FileSaver

if TYPE_CHECKING:
    from procmon_gui.ui.rules.rule_list import Kept

_WIDTH_PX: Final = 1040
_HEIGHT_PX: Final = 700
_FORM_PX: Final = 408
# Below this the preview stands under the fields.
_NARROW_PX: Final = 860
_NARROW_PREVIEW_PX: Final = 250


class RuleDialog(QDialog):
    """Edits one rule at a time; the window behind it stays usable.

    Signals:
        keep_asked: this `Rule` is to be kept; with the one that was seen, None for a new one.
        dry_run_asked: this `Rule`, as it is typed, is to be played over the past.
        moment_asked: the reader wants to be there, ms.
    """

    keep_asked = Signal(object, object)
    dry_run_asked = Signal(object)
    moment_asked = Signal(object)

    def __init__(
        self,
        keeper: ReaderKeeper | None,
        parent: QWidget | None = None,
        *,
        can_test: bool = True,
        now_ms: Callable[[], int] | None = None,
    ) -> None:
        super().__init__(parent)
        self._seen: Rule | None = None
        self._is_new = True
        self._begun: dict[str, object] = {}
        self._taken: frozenset[str] = frozenset()
        self._channels: Sequence[str] = ()
        self._drafted = Drafted(None, {})
        self._asked = ""
        self._warns = False
        self._told_fault = ""
        self.setObjectName("question")
        self.setProperty(HELP_PROPERTY, "rules")
        self.setSizeGripEnabled(True)
        self.form = RuleForm(self)
        self.preview = PreviewPane(keeper, self, now_ms=now_ms)
        self.status = StatusLine(self)
        self.test_button = dialog_button(self.tr("Dry run…"), self)
        self.test_button.setVisible(can_test)
        self.cancel_button = dialog_button(self.tr("Cancel"), self)
        self.keep_button = dialog_button(self.tr("Save"), self)
        self.keep_button.setProperty("primary", True)
        self._saver = FileSaver(self)
        self._lay_out()
        self._connect()
        self.resize(room_on_screen(self, _WIDTH_PX, _HEIGHT_PX))

    def _lay_out(self) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.form)
        self._scroll.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        self._split = separator(self)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._grid, 1)
        column.addWidget(separator(self))
        column.addLayout(foot_of(self.status, self.test_button, self.cancel_button, self.keep_button))
        self._place(is_narrow=False)

    def _place(self, *, is_narrow: bool) -> None:
        """Put the preview beside the fields, or below them."""
        for widget in (self._scroll, self._split, self.preview):
            self._grid.removeWidget(widget)
        self._is_narrow = is_narrow
        limit = 16_777_215
        if is_narrow:
            self._grid.addWidget(self._scroll, 0, 0)
            self._grid.addWidget(self._split, 1, 0)
            self._grid.addWidget(self.preview, 2, 0)
            self._scroll.setMaximumWidth(limit)
            self._split.setFixedSize(limit, 1)
        else:
            self._grid.addWidget(self._scroll, 0, 0)
            self._grid.addWidget(self._split, 0, 1)
            self._grid.addWidget(self.preview, 0, 2)
            self._scroll.setFixedWidth(theme.scaled(_FORM_PX))
            self._split.setFixedSize(1, limit)
        self._scroll.setMinimumWidth(theme.scaled(_FORM_PX) if not is_narrow else 0)
        self.preview.be_low(is_low=is_narrow)
        self.preview.setMaximumHeight(theme.scaled(_NARROW_PREVIEW_PX) if is_narrow else limit)
        self._grid.setColumnStretch(0, 1 if is_narrow else 0)
        self._grid.setColumnStretch(2, 0 if is_narrow else 1)
        self._grid.setRowStretch(0, 1)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.form.told.connect(self._on_told)
        self.form.fields["title"].edited.connect(self._on_title)
        self.preview.moment_asked.connect(self.moment_asked)
        self.preview.saving_asked.connect(self._saver.ask)
        self.test_button.clicked.connect(self._on_test)
        self.cancel_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)

    # ---- what it is told

    def edit(
        self, rule: Rule, *, is_new: bool, taken: frozenset[str] = frozenset(), channels: Sequence[str] = ()
    ) -> None:
        """Come up for a rule that is there, or for a new one whose id must not be one of those that are taken."""
        self._channels = channels
        self.form.offer_channels(channels)
        self._seen, self._is_new = None if is_new else rule, is_new
        self._taken = taken if is_new else frozenset()
        self._warns = False
        if is_new and rule.title and not rule.id:
            rule = replace(rule, id=id_from(rule.title, taken))
        shown = rule_words.title_text(rule)
        self.setWindowTitle(self.tr("New rule") if is_new else self.tr("Edit rule: {title}").format(title=shown))
        self.status.say("")
        self.form.show_values(draft_of(replace(rule, title=shown, why=rule_words.why_text(rule))), is_new=is_new)
        self._begun = self.form.values()
        self._on_changed()
        self.preview.read()
        self.show()
        self.raise_()
        self.activateWindow()
        self._scroll.verticalScrollBar().setValue(0)
        self.form.fields["title"].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Take what runs now."""
        self.preview.show_snapshot(snapshot)
        self.form.show_snapshot(snapshot)

    def set_known_values(self, known: KnownValues) -> None:
        """Offer these texts while the filter is typed."""
        self.form.set_known_values(known)

    def waits_for(self, id: str) -> bool:
        """Say whether a rule of this id was asked to be kept, and nothing came of it yet."""
        return self.isVisible() and id == self._asked

    def show_kept(self, kept: "Kept") -> None:
        """Close where what was asked for is kept; say so where somebody else has changed it meanwhile."""
        self._asked = ""
        if kept.other is None:
            self._begun = self.form.values()
            self.accept()
            return
        self._seen = kept.other
        self.show_trouble(self.tr("Somebody has changed this rule meanwhile. Save again to put this in its place."))

    def show_trouble(self, words: str) -> None:
        """Say why it could not be kept."""
        self._asked = ""
        self.status.say(words)

    @property
    def drafted(self) -> Drafted:
        """Return what is typed comes to."""
        return self._drafted

    @property
    def is_changed(self) -> bool:
        """Say whether something would be lost."""
        return self.form.values() != self._begun

    # ---- what the reader does

    @Slot()
    def _on_title(self) -> None:
        """Let the id of a new rule follow its title."""
        if self._is_new and not self.form.fields["id"].is_typed:
            self.form.suggest_id(id_from(str(self.form.fields["title"].value), self._taken))

    @Slot()
    def _on_changed(self) -> None:
        self._drafted = read_draft(self.form.values(), self._taken, self._channels)
        self.form.show_faults(self._drafted.faults)
        # Title and name say nothing of what it would do.
        spoken_of = set(self._drafted.faults) - {"title", "id", "why", "channels", "quiet", "cooldown", "repeat"}
        shown = self._drafted.rule
        if shown is None and not spoken_of:
            shown = read_draft(self.form.values() | {"title": "x", "id": "x", "quiet": "", "channels": "", "why": "",
                                                     "cooldown": "", "repeat": ""}).rule  # fmt: skip
        self.preview.show_rule(shown)
        self.test_button.setEnabled(shown is not None)
        self._warns = False

    @Slot()
    def _on_told(self) -> None:
        """Say at the foot, too, what is said to be wrong: its field may be out of sight. Save does not beckon then."""
        fault = self.form.told_fault
        if fault or self.status.text() == self._told_fault:
            self.status.say(fault)
        self._told_fault = fault
        self.keep_button.setAccessibleDescription(fault)
        if bool(self.keep_button.property("primary")) == bool(fault):
            self.keep_button.setProperty("primary", not fault)
            # The style sheet looks at the property only when it is put on again.
            self.keep_button.style().unpolish(self.keep_button)
            self.keep_button.style().polish(self.keep_button)

    def _rule(self) -> Rule | None:
        rule, seen = self._drafted.rule, self._seen
        if rule is not None and seen is not None:
            # What came with the program is kept as it came, and shown in every language.
            title = seen.title if rule.title == rule_words.title_text(seen) else rule.title
            why = seen.why if rule.why == rule_words.why_text(seen) else rule.why
            rule = replace(rule, title=title, why=why)
        return rule

    @Slot()
    def _on_keep(self) -> None:
        self._on_changed()
        rule = self._rule()
        if rule is None:
            wrong = self.form.reveal_faults()
            if wrong is None:
                self.status.say(self.tr("Something is wrong or missing: see the fields."))
            else:
                self._on_told()
                self._scroll.ensureWidgetVisible(wrong, 0, 3 * self.fontMetrics().height())
            return
        self._asked = rule.id
        self.status.say("")
        self.keep_asked.emit(rule, self._seen)

    @Slot()
    def _on_test(self) -> None:
        rule = self.preview.rule
        if rule is not None:
            self.dry_run_asked.emit(rule)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Return, from wherever the keyboard is; Return alone presses nothing."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_keep()
        elif not is_return:
            super().keyPressEvent(event)

    @Slot()
    def reject(self) -> None:
        """Close; where something would be lost, say so first."""
        if self.is_changed and not self._warns:
            self._warns = True
            self.status.say(self.tr("What was changed is not saved. Once more to discard it."))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do what Cancel does, where it is the reader who closes; nothing keeps the program from ending."""
        if event.spontaneous() and self.is_changed and not self._warns:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview where there is room."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.scaled(_NARROW_PX)
        if is_narrow != self._is_narrow:
            self._place(is_narrow=is_narrow)
