"""What the program with a window stands on while it is open, whatever that shows; one of them in a process."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.settings import SettingsStore, word
from procmon_gui.ui import language
from procmon_gui.ui.bridge.collector import Collector
from procmon_gui.ui.bridge.faults import Faults
from procmon_gui.ui.bridge.system_signals import SystemSignals
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.preferences import Preferences


class WindowProgram(QObject):
    """Owns the nets under the window: for faults, for signals of the system, for what Python has to collect."""

    def __init__(self, app: QApplication, store: SettingsStore) -> None:
        super().__init__()
        # Before the first word of the window is made.
        language.use(app, word(store, "appearance.language"))
        self._app = app
        # Not given back: Python's own would run while Qt takes the window apart, and hang in a lock that Qt holds then.
        self._collector = Collector(self)
        self._faults = Faults(self)
        self._faults.install()
        self._signals = SystemSignals(self)
        self._signals.quit_asked.connect(self._on_quit)
        self.preferences = Preferences(store, self)

    def carry(self, window: MainWindow) -> None:
        """Let a window stand on it: it shows faults, keeps its filters, and ends the program."""
        window.filter_box.keep_in(self.preferences.store)
        self._faults.fault_caught.connect(window.show_fault)
        self._faults.safe_mode_needed.connect(window.enter_safe_mode)
        window.quit_asked.connect(self._on_quit)

    @Slot()
    def _on_quit(self) -> None:
        self._app.quit()

    def take_nets_away(self) -> None:
        """Do this last, when nothing is shown and nothing works any more."""
        self._signals.close(is_ending=True)
        self._faults.remove()
