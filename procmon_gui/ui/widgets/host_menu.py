"""The machines whose histories a server has: one is shown, each of the others opens in a window of its own."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.domain.recorded_hosts import RecordedHost


class HostMenu(QMenu):
    """Asks for a machine; opens nothing itself.

    Signals:
        host_asked: the reader wants to see another machine, by its `machine_id`.
    """

    host_asked = Signal(str)

    def __init__(self, hosts: Sequence[RecordedHost], shown: RecordedHost, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Host"))
        self._shown = shown
        self._group = QActionGroup(self)
        counts = Counter(host.name for host in hosts)
        for host in hosts:
            words = host.name if counts[host.name] == 1 else f"{host.name} ({host.fingerprint})"
            # An ampersand would underline a letter.
            action = QAction(words.replace("&", "&&"), self._group)
            action.setCheckable(True)
            action.setChecked(host == shown)
            action.setData(host.machine_id)
            self.addAction(action)
        self._group.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        machine_id = str(action.data())
        for one in self._group.actions():
            one.setChecked(one.data() == self._shown.machine_id)
        if machine_id != self._shown.machine_id:
            self.host_asked.emit(machine_id)
