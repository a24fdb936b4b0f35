"""The whole window over a past from elsewhere, in a file or on a server: nothing is sampled, nothing is written, no
process is asked anything."""

from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from PySide6.QtCore import QSettings, Slot
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.heat import HeatReader
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import (
    EnvironmentVariable,
    General,
    Limit,
    Listing,
    Memory,
    OpenFile,
    ThreadFacts,
)
from procmon_gui.domain.ports import Errand, HistoryReader
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.domain.settings import SettingsStore
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.base import PageMaker
from procmon_gui.ui.pages.makers import HistoryMaker, OverviewMaker, ProcessesMaker
from procmon_gui.ui.recording_file import Recording
from procmon_gui.ui.server_past import ServerPast
from procmon_gui.ui.widgets.detail.sources import DetailSources
from procmon_gui.ui.widgets.host_menu import HostMenu
from procmon_gui.ui.window_frame import dress
from procmon_gui.ui.window_program import WindowProgram

_SERVER: Final = "server"


class Viewer(WindowProgram):
    """Owns what lives as long as the window."""

    def __init__(
        self,
        app: QApplication,
        history: HistoryReader,
        recording: Recording,
        store: SettingsStore,
        *,
        first_ms: int,
        open_ranges: Callable[[], HeatReader] | None = None,
    ) -> None:
        """Show it from the moment `first_ms` on. The history is closed by the caller, after `close`."""
        super().__init__(app, store)
        dress(app, store)
        # How this window looked is nothing to the one of this machine.
        settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "procmon_gui", "recording")
        self.window = MainWindow(
            Sampler(_beat_nothing, self),
            self._makers(settings, open_ranges),
            settings,
            history=history,
            open_ranges=open_ranges,
            preferences=self.preferences,
            recording=recording,
        )
        self.carry(self.window)
        self.window.menu.find_entry.setVisible(False)
        self.window.closed.connect(self._on_quit)
        self.window.show()
        self.window.moment.go_to(first_ms)
        self.preferences.watch()

    def _makers(self, settings: QSettings, open_ranges: Callable[[], HeatReader] | None) -> tuple[PageMaker, ...]:
        return OverviewMaker(open_ranges), ProcessesMaker(self.preferences, _open_no_sources, settings)

    def run(self) -> int:
        """Return the exit status when the window is closed."""
        return self._app.exec()

    def close(self) -> bool:
        """End in order; False when a thread had to be left behind."""
        self.window.save_look()
        self.window.hide()
        has_stopped = close_readers()
        self.take_nets_away()
        return has_stopped


class ServerViewer(Viewer):
    """The same of a machine whose history is on a server: it may reach over months, and goes on."""

    def follow(self, refresh: Callable[[], None]) -> None:
        """Learn every minute what has come, and at once when the reader wants that."""
        self._past = past = ServerPast(refresh, self)
        past.learned.connect(self._on_learned)
        past.failed.connect(self._on_failed)
        self.window.menu.refresh.setVisible(True)
        self.window.menu.refresh_asked.connect(past.look)

    def offer_hosts(self, hosts: Sequence[RecordedHost], shown: RecordedHost) -> HostMenu:
        """Let the reader choose another machine of the server."""
        menu = self.window.menu
        choice = HostMenu(hosts, shown, menu)
        menu.insertMenu(menu.open_file, choice)
        return choice

    def _makers(self, settings: QSettings, open_ranges: Callable[[], HeatReader] | None) -> tuple[PageMaker, ...]:
        makers = super()._makers(settings, open_ranges)
        return makers if open_ranges is None else (*makers, HistoryMaker(open_ranges, self.preferences, settings))

    @Slot()
    def _on_learned(self) -> None:
        self.window.banners.unsay(_SERVER)
        self.window.learn_past()

    @Slot(str)
    def _on_failed(self, words: str) -> None:
        self.window.banners.say(_SERVER, "warning", words)


def _beat_nothing() -> NoReturn:
    raise Unavailable("A recording has no live moment.")


def _open_no_sources() -> DetailSources:
    return DetailSources(inspector=NobodyThere())


class NobodyThere:
    """An `Inspector` of processes of another machine: the numbers are those of strangers here."""

    def general(self, key: ProcessKey, errand: Errand) -> General:
        """Refuse, as all of them do."""
        self._refuse()

    def threads(self, key: ProcessKey, errand: Errand) -> Listing[ThreadFacts]:
        """Refuse."""
        self._refuse()

    def open_files(self, key: ProcessKey, errand: Errand) -> Listing[OpenFile]:
        """Refuse."""
        self._refuse()

    def memory(self, key: ProcessKey, errand: Errand) -> Memory:
        """Refuse."""
        self._refuse()

    def limits(self, key: ProcessKey, errand: Errand) -> Listing[Limit]:
        """Refuse."""
        self._refuse()

    def environment(self, key: ProcessKey, errand: Errand) -> Listing[EnvironmentVariable]:
        """Refuse."""
        self._refuse()

    @staticmethod
    def _refuse() -> NoReturn:
        raise Unavailable("This is a recording: nothing is known beyond it.")
