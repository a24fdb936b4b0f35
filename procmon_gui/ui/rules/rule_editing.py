"""The two windows that come up from the list of rules: the editor of one, and its dry run.

Each is made when it is first wanted, and stays.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.history import Span
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query.completion import KnownValues
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.rules.preview_reading import ReaderKeeper
from procmon_gui.ui.rules.rule_list import Kept, RuleList

if TYPE_CHECKING:
    from procmon_gui.domain.dry_run import RuleTester
    from procmon_gui.domain.ranges import RangeReader
    from procmon_gui.ui.rules.dry_run_window import DryRunWindow
    from procmon_gui.ui.rules.rule_dialog import RuleDialog


class RuleEditing(QObject):
    """Belongs to one widget, over whose window they come up.

    Signals:
        moment_asked: the reader wants to be there, ms.
    """

    moment_asked = Signal(object)

    def __init__(
        self,
        rules: RuleList,
        widget: QWidget,
        open_reader: "Callable[[], RangeReader] | None" = None,
        open_tester: "Callable[[], RuleTester] | None" = None,
    ) -> None:
        """Without `open_reader` a preview has no curve, without `open_tester` nothing can be played."""
        super().__init__(widget)
        self._rules = rules
        self._widget = widget
        self._open_reader = open_reader
        self._open_tester = open_tester
        self.dialog: RuleDialog | None = None
        self.dry_run: DryRunWindow | None = None
        self._snapshot: Snapshot | None = None
        self._known: KnownValues = {}

    @property
    def can_test(self) -> bool:
        """Say whether rules can be played over the past."""
        return self._open_tester is not None

    @property
    def is_open(self) -> bool:
        """Say whether somebody is at a rule."""
        return self.dialog is not None and self.dialog.isVisible()

    # ---- what runs now

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take what runs now; only an open editor looks at it."""
        self._snapshot = snapshot
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.show_snapshot(snapshot)

    def set_known_values(self, known: KnownValues) -> None:
        """Offer these texts while a filter is typed."""
        self._known = known

    # ---- the editor

    def edit(self, rule: Rule, *, is_new: bool) -> None:
        """Open the editor, if whoever sits here may change rules."""
        with_leave(Permission.JUDGE, self._widget, partial(self._open, rule, is_new=is_new))

    def _open(self, rule: Rule, *, is_new: bool) -> None:
        if self.dialog is None:
            self.dialog = self._make_dialog()
        self.dialog.set_known_values(self._known)
        self.dialog.show_snapshot(self._snapshot)
        self.dialog.edit(rule, is_new=is_new, taken=self._rules.ids, channels=self._rules.channel_ids)

    def _make_dialog(self) -> "RuleDialog":
        from procmon_gui.ui.rules.rule_dialog import RuleDialog

        keeper = ReaderKeeper(self._open_reader) if self._open_reader is not None else None
        dialog = RuleDialog(keeper, self._widget.window(), can_test=self.can_test)
        dialog.keep_asked.connect(self._on_keep)
        dialog.dry_run_asked.connect(self.test)
        dialog.moment_asked.connect(self.moment_asked)
        return dialog

    @Slot(object, object)
    def _on_keep(self, rule: Rule, seen: Rule | None) -> None:
        self._rules.put(rule, seen, is_new=seen is None)

    def take_kept(self, kept: Kept) -> bool:
        """Take what came of a change, if it was the editor that asked for it."""
        if self.dialog is None or not self.dialog.waits_for(kept.id):
            return False
        self.dialog.show_kept(kept)
        return True

    def take_trouble(self, words: str) -> bool:
        """Take why a change was not made, while somebody is at a rule."""
        if self.dialog is None or not self.dialog.isVisible():
            return False
        self.dialog.show_trouble(words)
        return True

    # ---- the dry run

    @Slot(object)
    def test(self, rule: Rule, span: Span | None = None) -> None:
        """Play a rule over the past; over a range at once."""
        if self._open_tester is None:
            return
        if self.dry_run is None:
            from procmon_gui.ui.rules.dry_run_window import DryRunWindow, TesterKeeper

            self.dry_run = DryRunWindow(TesterKeeper(self._open_tester), self._widget.window())
            self.dry_run.moment_asked.connect(self.moment_asked)
        self.dry_run.open_for(rule, span)
