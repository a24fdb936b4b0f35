"""Who a question is about: the facts of one process."""

import time
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont, QFontDatabase, QShowEvent
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.actions import Action, ActionKind, Target
from procmon_gui.ui import moment_words, text, theme
from procmon_gui.ui.acting import words
from procmon_gui.ui.widgets.detail.pairs import Fact, Pairs

_BOLD: Final = ("name", "pid")
_LESS: Final = ("user", "started", "executable", "command", "now")


class FactsPart(Pairs):
    """Rows of label and value, as in the detail; less of them where something is to be chosen below."""

    def __init__(
        self, target: Target, action: Action, parent: QWidget | None = None, *, is_short: bool = False
    ) -> None:
        super().__init__(parent)
        self._rows = {
            "name": self.tr("Name"),
            "pid": self.tr("PID"),
            "user": self.tr("User"),
            "started": self.tr("Started"),
            "executable": self.tr("Executable"),
            "unit": self.tr("Unit"),
            "command": self.tr("Command line"),
            "children": self.tr("Children"),
            "now": self.tr("Now"),
        }
        for id, label in self._rows.items():
            self.add(id, label)
        facts = self._facts(target, action)
        for id in self._rows:
            self.say(id, facts.get(id) if not is_short or id in _LESS else None)
        self._restyle()
        theme.theme_changed.connect(self._restyle)

    def _facts(self, target: Target, action: Action) -> dict[str, Fact | None]:
        age_s = time.time() - target.started_ms / 1000
        started = f"{moment_words.moment_text(target.started_ms)}, {moment_words.ago_text(age_s)}"
        return {
            "name": Fact(words=target.name),
            "pid": Fact(words=str(target.seen.pid)),
            "user": Fact(words=target.user),
            "started": Fact(words=started),
            "executable": self._known(target.executable, is_path=True),
            "unit": Fact(words=target.unit) if target.unit else None,
            "command": self._known(target.command_line),
            "children": Fact(words=text.count_text(target.child_count)),
            "now": self._now(target, action),
        }

    def _known(self, said: str | None, *, is_path: bool = False) -> Fact | None:
        """Return a text; one that the system did not tell is a dash, one that is not there has no row."""
        if said is None:
            return Fact(words=text.UNKNOWN, explained=self.tr("The system does not say."), token="zero")
        return Fact(words=said, explained=said[: text.TOOLTIP_CAP], is_path=is_path) if said else None

    def _now(self, target: Target, action: Action) -> Fact | None:
        """Return what is to be changed, as it is."""
        if action.kind is ActionKind.NICE and target.nice is not None:
            return Fact(words=words.nice_text(target.nice))
        if action.kind is ActionKind.IO_PRIORITY and target.io is not None:
            return Fact(words=words.io_text(*target.io))
        if action.kind is ActionKind.AFFINITY and target.cpus:
            return Fact(words=words.cpus_text(target.cpus))
        return None

    def showEvent(self, event: QShowEvent) -> None:
        """Take the fonts anew: under a style sheet, Qt forgets them when an area that scrolls takes the widget."""
        super().showEvent(event)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        for id in _BOLD:
            self.value(id).setFont(theme.sized_font(self.font(), 0, QFont.Weight.DemiBold))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF() if self.font().pointSizeF() > 0 else fixed.pointSizeF())
        self.value("command").setFont(theme.sized_font(fixed, -1.5))
