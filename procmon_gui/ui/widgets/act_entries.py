"""What can be done to processes, as entries of a menu, each with its key; or why nothing can be done now."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.ui.widgets.nice_steps import NICE_STEPS, signed
from procmon_gui.ui.widgets.plain import plain_tooltip

_NATIVE: Final = QKeySequence.SequenceFormat.NativeText
# What is asked for; a nice value follows its colon.
END, KILL, END_TREE, SUSPEND, RESUME = "end", "kill", "end-tree", "suspend", "resume"
SIGNAL, NICE, IO_PRIORITY, AFFINITY, RESTART_UNIT = "signal", "nice", "io-priority", "affinity", "restart-unit"


class ActEntries(QObject):
    """Entries that stand in a menu among others, or alone. They ask, and do nothing themselves.

    Signals:
        asked: one of the words above.
    """

    asked = Signal(str)

    def __init__(self, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._menu = menu
        # The table hears the keys, so that they say why where nothing can be done.
        self.end = self._entry(END, self.tr("End…"), "Delete")
        self.kill = self._entry(KILL, self.tr("Kill…"), "Shift+Delete")
        self.end_tree = self._entry(END_TREE, self.tr("End with all below…"))
        self.suspend = self._entry(SUSPEND, self.tr("Suspend"))
        self.resume = self._entry(RESUME, self.tr("Resume"))
        self.signal = self._entry(SIGNAL, self.tr("Send signal…"), "F9")
        self.priority = QMenu(self.tr("Priority"), menu)
        self._priority = menu.addMenu(self.priority)
        for nice, word in NICE_STEPS:
            words = self.tr("{word}, nice {number}").format(
                word=QCoreApplication.translate("Acting", word), number=signed(nice)
            )
            self._entry(f"{NICE}:{nice}", words, menu=self.priority)
        self.priority.addSeparator()
        self._entry(NICE, self.tr("Other…"), menu=self.priority)
        self._entry(IO_PRIORITY, self.tr("I/O priority…"), menu=self.priority)
        self._entry(AFFINITY, self.tr("CPU affinity…"), menu=self.priority)
        self.restart = self._entry(RESTART_UNIT, self.tr("Restart unit…"))
        menu.addSeparator()
        menu.setToolTipsVisible(True)

    def _entry(self, what: str, words: str, heard: str = "", menu: QMenu | None = None) -> QAction:
        """Append an entry with the key that the table hears."""
        action = QAction(words + ("\t" + QKeySequence(heard).toString(_NATIVE) if heard else ""), self)
        action.setData(what)
        action.triggered.connect(self._on_triggered)
        (menu or self._menu).addAction(action)
        return action

    @property
    def _all(self) -> tuple[QAction, ...]:
        return (self.end, self.kill, self.end_tree, self.suspend, self.resume, self.signal, self._priority,
                self.restart)  # fmt: skip

    def offer(self, *, count: int, stopped: int, below: int, unit: str) -> None:
        """Offer what makes sense for so many processes, some of them suspended, some with others below, one of a unit.

        Nothing is offered where there is none.
        """
        for action in self._all:
            action.setVisible(count > 0)
        self.end_tree.setVisible(below > 0)
        self.suspend.setVisible(count > stopped)
        self.resume.setVisible(stopped > 0)
        self.restart.setVisible(bool(unit))
        words = self.tr("Restart {unit}…").format(unit=unit.replace("&", "&&")) if unit else self.tr("Restart unit…")
        self.restart.setText(words)

    def allow(self, why_not: str) -> None:
        """Allow to act, or say why that is not possible now."""
        for action in self._all:
            action.setEnabled(not why_not)
            action.setToolTip(plain_tooltip(why_not))

    @Slot()
    def _on_triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.asked.emit(str(sender.data()))
