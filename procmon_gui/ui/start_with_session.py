"""Lets the program start with the session, or no longer, as the setting says; and the setting say what is true.

Window thread only. The desktop is asked, and its entry written, in a worker.
"""

import contextlib
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from procmon_gui.domain.autostart import Autostart
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.settings import flag
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.banner import BannerStack

KEY: Final = "tray.start_with_session"
CODE: Final = "start-with-session"
# What the first seconds of a window are for comes before that.
LOOK_MS: Final = 7_000
_PAGE: Final = "settings"


class _Look:
    def __init__(self, autostart: Autostart) -> None:
        self._autostart = autostart

    def __call__(self, _errand: Errand) -> bool:
        return self._autostart.is_on()


class _Ensure:
    def __init__(self, autostart: Autostart, *, is_wanted: bool) -> None:
        self._autostart = autostart
        self._is_wanted = is_wanted

    def __call__(self, _errand: Errand) -> tuple[bool, bool]:
        """Return whether it is on now, and whether it was changed for that."""
        if self._autostart.is_on() == self._is_wanted:
            return self._is_wanted, False
        if self._is_wanted:
            self._autostart.turn_on()
        else:
            self._autostart.turn_off()
        return self._autostart.is_on(), True


class StartWithSession(QObject):
    """Obeys the setting. Whoever changed the entry by hand is believed, and the setting shows it."""

    def __init__(
        self, autostart: Autostart, preferences: Preferences, banners: BannerStack, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._autostart, self._preferences, self._banners = autostart, preferences, banners
        self._work: Operation[bool] | Operation[tuple[bool, bool]] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_MS)
        self._soon.timeout.connect(self.look)

    def look_soon(self) -> None:
        """Find out what is true, once the window is up."""
        self._soon.start()

    @Slot(str)
    def on_page(self, page: str) -> None:
        """Look again when the settings are opened."""
        if page == _PAGE:
            self.look()

    @Slot()
    def look(self) -> None:
        """Find out what is true, and let the setting say it."""
        if self._work is None or not self._work.is_running:
            self._work = Operation(_Look(self._autostart), owner=self).success(self._remember).start()

    def obey(self) -> None:
        """Let it be as the setting says."""
        work = _Ensure(self._autostart, is_wanted=flag(self._preferences.store, KEY))
        self._work = Operation(work, owner=self).success(self._on_done).failure(self._on_failed).start()

    def _on_done(self, done: tuple[bool, bool]) -> None:
        is_on, has_changed = done
        if has_changed:
            # Else it is the setting that came back to what is true.
            self._banners.unsay(CODE)
        self._remember(is_on)

    def _on_failed(self, error: ProcmonError) -> None:
        words = self.tr("Starting with the session could not be changed: {reason}")
        self._banners.say(CODE, "warning", words.format(reason=spoken.said(str(error))))
        self.look()

    def _remember(self, is_on: bool) -> None:
        # A setting that the environment holds stays what it is.
        if flag(self._preferences.store, KEY) != is_on:
            with contextlib.suppress(WrongInput):
                self._preferences.store.set(KEY, is_on)
