"""The settings that the window itself obeys, and the places in the window that change them."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.settings import Value, flag, number
from procmon_gui.ui import theme
from procmon_gui.ui.main_window.look import WindowLook
from procmon_gui.ui.pages import settings_words as words
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.banner import BannerStack
from procmon_gui.ui.widgets.header import Header
from procmon_gui.ui.widgets.window_menu import WindowMenu
from procmon_gui.ui.window_frame import mode_of

PROBLEMS: Final = "settings"
REFUSED: Final = "setting-refused"
_TALLER_ROWS: Final = "appearance.comfortable_rows"


class WindowPreferences(QObject):
    """Colours, rail and interval of one window; and the bar that says what is wrong with the settings.

    Signals:
        interval_changed: seconds between two beats, from now on.
        settings_asked: the reader wants to see the page of settings.
    """

    interval_changed = Signal(float)
    settings_asked = Signal()

    def __init__(
        self, preferences: Preferences, look: WindowLook, header: Header, menu: WindowMenu, banners: BannerStack
    ) -> None:
        super().__init__(banners)
        self._preferences = preferences
        self._look = look
        self._menu = menu
        self._banners = banners
        self._said_by_page = ""
        header.interval_chosen.connect(self._on_interval_chosen)
        header.rail_toggled.connect(self._on_rail_toggled)
        menu.mode_chosen.connect(self._on_mode_chosen)
        banners.action_asked.connect(self._on_action)
        preferences.changed.connect(self._on_changed)
        theme.choose_rows(are_taller=flag(preferences.store, _TALLER_ROWS))
        self._say_problems()

    def _set(self, key: str, value: Value) -> None:
        try:
            self._preferences.store.set(key, value)
        except WrongInput as error:
            self._banners.say(REFUSED, "warning", words.error_text(error))
        else:
            self._banners.unsay(REFUSED)

    @Slot(float)
    def _on_interval_chosen(self, seconds: float) -> None:
        self._set("sampling.interval_s", seconds)
        self.interval_changed.emit(number(self._preferences.store, "sampling.interval_s"))

    @Slot(str)
    def _on_mode_chosen(self, mode: str) -> None:
        self._set("appearance.theme", mode)
        self._menu.show_mode(mode_of(self._preferences.store))

    @Slot()
    def _on_rail_toggled(self) -> None:
        self._set("appearance.rail", "icons" if self._look.shows_names else "names")

    @Slot(str)
    def _on_changed(self, key: str) -> None:
        if key == "appearance.theme":
            mode = mode_of(self._preferences.store)
            self._menu.show_mode(mode)
            theme.choose(mode)
        elif key == _TALLER_ROWS:
            theme.choose_rows(are_taller=flag(self._preferences.store, key))
        elif key == "appearance.rail":
            self._look.fit_rail()
        elif key == "sampling.interval_s":
            self.interval_changed.emit(number(self._preferences.store, key))
        elif not key:
            self._say_problems()

    @Slot(str)
    def follow_page(self, page_id: str) -> None:
        """Leave it to the page of settings to say what was wrong when it was opened.

        What goes wrong later is said by a bar: the page may have been scrolled on.
        """
        self._said_by_page = self._problems() if page_id == "settings" else ""
        self._say_problems()

    def _problems(self) -> str:
        return words.problems_text(self._preferences.store.problems())

    def _say_problems(self) -> None:
        said = self._problems()
        if said and said != self._said_by_page:
            self._banners.say(PROBLEMS, "warning", said, self.tr("Show settings"))
        elif not said or PROBLEMS in self._banners.codes:
            self._banners.unsay(PROBLEMS)

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == PROBLEMS:
            self.settings_asked.emit()
