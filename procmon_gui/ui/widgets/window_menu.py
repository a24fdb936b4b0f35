"""The menu at the right of the header: what is needed seldom, each with its key."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.theme.mode import MODES


class WindowMenu(QMenu):
    """Asks for things; does none of them itself. Its keys work in the whole window.

    `everything` belongs to `ui.everything`, which decides whether it is there.

    Signals:
        mode_chosen: "system", "dark" or "light".
        time_asked, mark_asked, next_peak_asked, last_peak_asked, comparison_asked: the entry of that name was chosen.
        lock_asked, log_in_asked, log_out_asked: the same; the entries are there where there are accounts.
        find_asked, refresh_asked, file_asked, help_asked, about_asked, quit_asked: the same.
    """

    mode_chosen = Signal(str)
    mark_asked = Signal()
    time_asked = Signal()
    next_peak_asked = Signal()
    last_peak_asked = Signal()
    comparison_asked = Signal()
    lock_asked = Signal()
    log_in_asked = Signal()
    log_out_asked = Signal()
    find_asked = Signal()
    refresh_asked = Signal()
    file_asked = Signal()
    help_asked = Signal()
    about_asked = Signal()
    quit_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        appearance = self.addMenu(self.tr("Appearance"))
        self._modes = QActionGroup(self)
        names = {"system": self.tr("Like the desktop"), "dark": self.tr("Dark"), "light": self.tr("Light")}
        for mode in MODES:
            action = QAction(names[mode], self)
            action.setCheckable(True)
            action.setData(mode)
            action.setChecked(mode == theme.mode())
            self._modes.addAction(action)
            appearance.addAction(action)
        self._modes.triggered.connect(self._on_mode)
        self.everything = self._entry(self.tr("Show everything…"), "")
        self.addSeparator()
        self.go_to_time = self._entry(self.tr("Go to time…"), "Ctrl+G")
        self.go_to_time.triggered.connect(self._on_go_to_time)
        self.mark_moment = self._entry(self.tr("Mark this moment…"), "Ctrl+M")
        self.mark_moment.triggered.connect(self._on_mark)
        self.next_peak = self._entry(self.tr("Next peak of CPU"), "Ctrl+Shift+Right")
        self.next_peak.triggered.connect(self._on_next_peak)
        self.last_peak = self._entry(self.tr("Peak of CPU before"), "Ctrl+Shift+Left")
        self.last_peak.triggered.connect(self._on_last_peak)
        self.comparison = self._entry(self.tr("Compare two ranges…"), "")
        self.comparison.triggered.connect(self._on_comparison)
        self.find_entry = self._entry(self.tr("Find…"), "Ctrl+Shift+F")
        # The key itself belongs to the window; here it is only told.
        self.find_entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.find_entry.triggered.connect(self._on_find)
        self.refresh = self._entry(self.tr("Refresh now"), "F5")
        self.refresh.triggered.connect(self._on_refresh)
        self.open_file = self._entry(self.tr("Open recording…"), "Ctrl+O")
        self.open_file.triggered.connect(self._on_open_file)
        self.help = self._entry(self.tr("Help"), "F1")
        self.help.triggered.connect(self._on_help)
        self.about = self._entry(self.tr("About procmon_gui"), "")
        self.about.triggered.connect(self._on_about)
        self.addSeparator()
        self.lock = self._entry(self.tr("Lock"), "Ctrl+L")
        self.lock.triggered.connect(self._on_lock)
        self.log_in = self._entry(self.tr("Log in…"), "")
        self.log_in.triggered.connect(self._on_log_in)
        self.log_out = self._entry(self.tr("Log out"), "")
        self.log_out.triggered.connect(self._on_log_out)
        self.show_access(can_lock=False, can_log_in=False)
        self.quit = self._entry(self.tr("Quit"), "Ctrl+Q")
        self.quit.triggered.connect(self._on_quit)
        keys = [self.go_to_time, self.next_peak, self.last_peak, self.mark_moment, self.refresh, self.open_file]
        window.addActions([*keys, self.help, self.lock, self.quit])

    def _entry(self, words: str, keys: str) -> QAction:
        action = QAction(words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        return action

    def show_mode(self, mode: str) -> None:
        """Mark which colours were chosen."""
        for action in self._modes.actions():
            action.setChecked(action.data() == mode)

    def show_access(self, *, can_lock: bool, can_log_in: bool) -> None:
        """Offer to lock and to log out, or to log in, where there are accounts."""
        self.lock.setVisible(can_lock)
        self.log_out.setVisible(can_lock)
        self.log_in.setVisible(can_log_in)

    @Slot(QAction)
    def _on_mode(self, action: QAction) -> None:
        self.mode_chosen.emit(str(action.data()))

    @Slot()
    def _on_lock(self) -> None:
        self.lock_asked.emit()

    @Slot()
    def _on_log_in(self) -> None:
        self.log_in_asked.emit()

    @Slot()
    def _on_log_out(self) -> None:
        self.log_out_asked.emit()

    @Slot()
    def _on_go_to_time(self) -> None:
        self.time_asked.emit()

    @Slot()
    def _on_mark(self) -> None:
        self.mark_asked.emit()

    @Slot()
    def _on_comparison(self) -> None:
        self.comparison_asked.emit()

    @Slot()
    def _on_next_peak(self) -> None:
        self.next_peak_asked.emit()

    @Slot()
    def _on_last_peak(self) -> None:
        self.last_peak_asked.emit()

    @Slot()
    def _on_find(self) -> None:
        self.find_asked.emit()

    @Slot()
    def _on_refresh(self) -> None:
        self.refresh_asked.emit()

    @Slot()
    def _on_open_file(self) -> None:
        self.file_asked.emit()

    @Slot()
    def _on_help(self) -> None:
        self.help_asked.emit()

    @Slot()
    def _on_about(self) -> None:
        self.about_asked.emit()

    @Slot()
    def _on_quit(self) -> None:
        self.quit_asked.emit()
