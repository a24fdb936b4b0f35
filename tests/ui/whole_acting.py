"""The questions before processes are acted upon, as states of the whole window."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from procmon_gui.domain.actions import Answer, Fate, Grade, Verdict
from procmon_gui.ui.acting.dialog import ActionDialog
from procmon_gui.ui.acting.means import Means
from procmon_gui.ui.acting.no_trail_dialog import NoTrailDialog
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.widgets import act_entries as asked
from tests.ui.acting.control import FakeAsking, FakeControl, target
from tests.ui.state import State
from tests.ui.widgets.detail.sources import POSTGRES

_ALL = (asked.END, asked.KILL, asked.SIGNAL, asked.NICE, asked.IO_PRIORITY, asked.AFFINITY, asked.RESTART_UNIT)


class ActingStates:
    """Asks about the people of the list page, who are held by hands of a test."""

    def __init__(self, page: ProcessesPage, qtbot: QtBot) -> None:
        self._page, self._qtbot = page, qtbot
        people = {
            20: target(20, name="postgres", user="postgres", unit="postgres", child_count=2, command_line="postgres",
                       executable="postgres"),
            30: target(30, name="postgres", user="postgres", uid=0, grade=Grade.OTHERS),
            40: target(40, name="postgres", user="postgres", grade=Grade.CRITICAL, command_line="postgres",
                       executable="postgres"),
        }  # fmt: skip
        self.control = FakeControl(people)
        self.control.fates = {pid: [Fate.RUNNING] for pid in people}

    def states(self) -> Iterator[State]:
        """Ask one thing after another."""
        page = self._page
        page.use_means(Means(lambda: self.control, FakeAsking))
        self._choose()
        for what in _ALL:
            page.deeds.acting.act(what)
            yield from self._question(f"question {what}")
        page.view.selectAll()
        page.deeds.acting.act(asked.END)
        yield from self._question("question about several")
        self._choose()
        self.control.verdicts = [Verdict(Answer.REFUSED)]
        page.deeds.acting.act(asked.END)
        yield from self._question("question refused")
        dialog = NoTrailDialog("postgres", page)
        dialog.open()
        yield State("question without a trail", dialog)
        dialog.close()
        self.control.verdicts = [Verdict(Answer.ALLOWED)]
        page.deeds.acting.act(f"{asked.NICE}:19")
        self._qtbot.waitUntil(lambda: page.notice.button.isVisible())
        yield State("notice with an offer", page)
        page.notice.say("info", "")

    def _choose(self) -> None:
        # By no key and no click: other tests may have left Ctrl down, with which these would only add to the choice.
        self._page.view.picked.select(np.array([POSTGRES]))

    def _question(self, name: str) -> Iterator[State]:
        def shown() -> list[QDialog]:
            return [one for one in self._page.findChildren(ActionDialog) if one.isVisible()]

        self._qtbot.waitUntil(lambda: bool(shown()))
        dialog = shown()[0]
        yield State(name, dialog)
        dialog.reject()
        self._qtbot.waitUntil(lambda: not shown())
