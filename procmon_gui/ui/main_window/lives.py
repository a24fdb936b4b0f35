"""Where the window meets recorded ranges: lives of processes and programs, and two ranges side by side."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui.main_window.navigation import WindowNavigation
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.base import Page

if TYPE_CHECKING:
    # Loaded by who is first asked for.
    from procmon_gui.domain.ranges import RangeReader
    from procmon_gui.ui.widgets.compare.compare_window import CompareWindow
    from procmon_gui.ui.widgets.life.life_window import LifeWindow


class WindowLives(QObject):
    """Opens the dialogs over one window; each is loaded and made when it is first opened."""

    def __init__(
        self, open_ranges: "Callable[[], RangeReader]", moment: Moment, navigation: WindowNavigation, window: QWidget
    ) -> None:
        super().__init__(window)
        self._open_ranges = open_ranges
        self._moment = moment
        self._navigation = navigation
        self._window = window
        self._wanted: ProcessKey | None = None
        self._life: LifeWindow | None = None
        self._comparison: CompareWindow | None = None
        navigation.use_lives(self.open_process)
        moment.changed.connect(self._on_moment_changed)
        moment.shown.connect(self._on_shown)
        moment.failed.connect(self._on_moment_failed)

    def serve(self, page: Page) -> None:
        """Open what a page asks for."""
        page.life_asked.connect(self.open_process)
        page.program_asked.connect(self.open_program)
        page.comparison_asked.connect(self.compare)
        page.offer_lives()

    @Slot(object)
    def open_process(self, key: ProcessKey) -> None:
        """Show the whole life of a process."""
        self._lives().open_process(key)

    @Slot(str, str, object)
    def open_program(self, name: str, executable: str, span: Span | None = None) -> None:
        """Show a program over its runs, in a time or in all that is known."""
        self._lives().open_program(name, executable, span)

    @Slot(object)
    def compare(self, span: Span | None = None) -> None:
        """Compare a range with the time before it, or let the reader choose both."""
        if self._comparison is None:
            from procmon_gui.ui.widgets.compare.compare_window import CompareWindow

            self._comparison = CompareWindow(self._open_ranges(), self._window)
            self._comparison.program_asked.connect(self.open_program)
        self._comparison.open_here(span)

    @Slot()
    def compare_any(self) -> None:
        """Let the reader choose two ranges to compare."""
        self.compare()

    def _lives(self) -> "LifeWindow":
        if self._life is None:
            from procmon_gui.ui.widgets.life.life_window import LifeWindow

            self._life = LifeWindow(self._open_ranges(), self._window)
            self._life.moment_asked.connect(self._on_moment_asked)
            self._on_moment_changed()
        return self._life

    @Slot(object, object)
    def _on_moment_asked(self, at_ms: int, key: ProcessKey | None) -> None:
        self._wanted = key
        self._moment.go_to(at_ms)

    @Slot(object)
    def _on_shown(self, _snapshot: object) -> None:
        """Show the process whose moment was asked for, as soon as it is that moment."""
        if self._wanted is not None and self._moment.is_past and not self._moment.is_loading:
            wanted, self._wanted = self._wanted, None
            self._navigation.open_process(wanted)

    @Slot(str)
    def _on_moment_failed(self, _words: str) -> None:
        self._wanted = None

    @Slot()
    def _on_moment_changed(self) -> None:
        if not self._moment.is_past:
            self._wanted = None
        if self._life is not None:
            self._life.mark(self._moment.cursor_ms if self._moment.is_past else None)
