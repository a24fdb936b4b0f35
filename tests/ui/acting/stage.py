"""A window over which processes are acted on by hands of a test."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.actions import Action, ActionKind
from procmon_gui.ui.acting.dialog import ActionDialog
from procmon_gui.ui.acting.means import Means
from procmon_gui.ui.acting.presenter import Acting
from procmon_gui.ui.acting.wishes import Kin, Notice, Wish
from procmon_gui.ui.bridge.pool import Pool
from tests.ui.acting.control import FakeAsking, FakeControl, key

SEEN_NS = 5_000_000_000
END, KILL = Action(kind=ActionKind.END), Action(kind=ActionKind.KILL)
SUSPEND = Action(kind=ActionKind.SUSPEND)


class Stage(QWidget):
    """Remembers what is told."""

    def __init__(self, control: FakeControl, qtbot: QtBot) -> None:
        super().__init__()
        self.control = control
        self.asking = FakeAsking()
        self.opened = 0
        self.notices: list[Notice] = []
        self.pool = Pool(self, name="hands", size=3)
        self.acting = Acting(Means(self._open, lambda: self.asking), self, pool=self.pool)
        self.acting.told.connect(self._on_told)
        self._qtbot = qtbot

    def _open(self) -> FakeControl:
        self.opened += 1
        return self.control

    @Slot(object)
    def _on_told(self, notice: Notice) -> None:
        self.notices.append(notice)

    def wish(self, action: Action, *pids: int, chooses: bool = False, kin: Sequence[Kin] = ()) -> None:
        """Wish something, as the list does."""
        names = {key(pid): f"name-{pid}" for pid in pids}
        wish = Wish(action=action, keys=tuple(names), seen_ns=SEEN_NS, names=names, chooses=chooses, kin=tuple(kin),
                    cpu_count=4)  # fmt: skip
        self.acting.wish(wish, self)

    @property
    def dialogs(self) -> list[ActionDialog]:
        """Return the questions that stand."""
        return [one for one in self.findChildren(ActionDialog) if one.isVisible()]

    def dialog(self) -> ActionDialog:
        """Wait for the question, and return it; it has the keyboard."""
        self._qtbot.waitUntil(lambda: len(self.dialogs) == 1)
        dialog = self.dialogs[0]
        self._qtbot.waitActive(dialog).__enter__()
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        return dialog

    def asked(self, action: Action, *pids: int, chooses: bool = False, kin: Sequence[Kin] = ()) -> ActionDialog:
        """Wish something, and return the question."""
        self.wish(action, *pids, chooses=chooses, kin=kin)
        return self.dialog()

    def told(self, count: int = 1) -> Notice:
        """Wait until so many things were told, and return the last."""
        self._qtbot.waitUntil(lambda: len(self.notices) >= count)
        return self.notices[-1]

    def wait_idle(self) -> None:
        """Wait until nobody is held any more."""
        self._qtbot.waitUntil(lambda: not self.acting.under_way)


MakeStage = Callable[..., Stage]


def confirm(dialog: ActionDialog) -> None:
    """Go to the button and press it, by keys alone."""
    dialog.act_button.setFocus()
    QTest.keyClick(dialog.act_button, Qt.Key.Key_Space)
