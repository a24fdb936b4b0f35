"""What is told above the list of rules: what of the file can not be used, and what was done, with a way back."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.ui import spoken, text
from procmon_gui.ui.leave import with_leave
from procmon_gui.ui.rules import rule_words
from procmon_gui.ui.rules.rule_list import Kept, RuleList
from procmon_gui.ui.rules.shown_rule import of_the_file
from procmon_gui.ui.widgets.banner import BannerStack

_DONE: Final = "done"
_FAILED: Final = "failed"
_FILE: Final = "file"
_READ: Final = "read"


class RulesTold(QObject):
    """Belongs to one list of rules.

    Attributes:
        banners: what is told.
    """

    def __init__(self, rules: RuleList, widget: QWidget) -> None:
        super().__init__(widget)
        self._rules = rules
        self._widget = widget
        self._done: Kept | None = None
        self.banners = BannerStack(widget)
        self.banners.action_asked.connect(self._on_action)
        rules.file_ready.connect(self._on_file)

    def tell_problems(self) -> None:
        """Say the first thing that is wrong with the file; each rule says its own in the list."""
        known = self._rules.problems
        problems = [*of_the_file(known), *(one for one in known if one.rule)]
        if not problems:
            self.banners.unsay(_FILE)
            return
        first = problems[0]
        said = ": ".join(filter(None, [first.rule, first.where, spoken.said(first.words)]))
        if first.line:
            said = self.tr("rules.toml, line {line}: {words}").format(line=first.line, words=said)
        if len(problems) > 1:
            more = self.tr("%n more like it", "", len(problems) - 1)
            said = f"{said} ({more})"
        self.banners.say(_FILE, "warning", said, self.tr("Open file"))

    def tell_done(self, kept: Kept) -> None:
        """Say what was done, with a way back."""
        self.banners.unsay(_FAILED)
        self._done = kept
        rule = kept.rule or kept.before
        title = rule_words.title_text(rule) if rule is not None else kept.id
        if kept.rule is None:
            words = self.tr("“{title}” is removed.")
        elif kept.before is None:
            words = self.tr("“{title}” is judged from now on.")
        elif kept.rule.is_enabled != kept.before.is_enabled:
            words = self.tr("“{title}” is on.") if kept.rule.is_enabled else self.tr("“{title}” is off.")
        else:
            words = self.tr("“{title}” is changed.")
        self.banners.say(_DONE, "info", words.format(title=title[: text.CELL_CAP]), self.tr("Undo"))

    def tell_not_done(self, words: str) -> None:
        """Say why something was not done."""
        self.banners.say(_FAILED, "critical", words)

    @Slot(str)
    def tell_unread(self, sentence: str) -> None:
        """Say why the rules can not be read, until they can; the last list stays."""
        if not sentence:
            self.banners.unsay(_READ)
            return
        said = self.tr("Rules can not be read: {why}").format(why=spoken.said(sentence))
        self.banners.say(_READ, "critical", said)

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == _FILE:
            self._rules.open_file()
        elif code == _DONE and self._done is not None:
            done, self._done = self._done, None
            self.banners.unsay(_DONE)
            with_leave(Permission.JUDGE, self._widget, partial(self._rules.undo, done))

    @Slot(object)
    def _on_file(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.banners.say(_FAILED, "info", self.tr("The rules stand in {file}").format(file=str(path)))
