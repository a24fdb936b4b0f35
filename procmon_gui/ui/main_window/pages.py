"""The pages of one window: each is built when it is first opened, and from then on told what happens."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from procmon_gui.domain.marks import Mark
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.leave import guard_of
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.pages.base import Page, PageMaker
from procmon_gui.ui.pages.refused import RefusedPage

if TYPE_CHECKING:
    from procmon_gui.query import Query


class WindowPages(QStackedWidget):
    """One place for each maker, numbered as in the rail; empty until it is opened.

    The page that a new window opens with is built when the window asks for it, which it does with its first frame: by
    then the rest of it is on the screen.

    Signals:
        built: a `Page` is there now, and knows the moment, the filter and the beat that is shown.
        touched: the page that is open is to be drawn with the next frame.
    """

    built = Signal(object)
    touched = Signal()

    def __init__(self, makers: Sequence[PageMaker], moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.makers = tuple(makers)
        self._moment = moment
        self._query: Query | None = None
        self._marks: Sequence[Mark] = ()
        self._pages: dict[int, Page] = {}
        self._row = 0
        self._prepared_row = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._prepare_on)

    @property
    def page(self) -> Page:
        """Return the page that is open."""
        page = self.page_at(self._row)
        if self.currentWidget() is not page:
            self.setCurrentWidget(page)
        return page

    @property
    def page_id(self) -> str:
        """Return the name of the page that is open, as the settings know it."""
        return self.makers[self._row].page_id

    def row_of(self, page_id: str) -> int:
        """Return the place of a page in the rail, -1 when there is none of that name."""
        return next((row for row, maker in enumerate(self.makers) if maker.page_id == page_id), -1)

    def page_at(self, row: int) -> Page:
        """Return the page at a place of the rail; the first call builds it."""
        page = self._pages.get(row)
        return self._make(row) if page is None else page

    def open(self, row: int) -> None:
        """Show the page at a place of the rail, and draw it anew."""
        guard, maker = guard_of(self), self.makers[row]
        if guard is not None:
            guard.page_asked(maker.permission, maker.page_id)
        if self.isVisible():
            self.page_at(row)
        self._row = row
        self.touch()

    def prepare(self, page_id: str) -> None:
        """Build a page that is going to be opened, and let it take in what it has not seen, in moments of leisure."""
        self._prepared_row = self.row_of(page_id)
        if self._prepared_row >= 0:
            self._idle.start()

    @Slot()
    def _prepare_on(self) -> None:
        if self._prepared_row not in self._pages:
            self._make(self._prepared_row)
            # What is asked of the window meanwhile comes first.
            self._idle.start()
        elif (page := self._pages[self._prepared_row]).is_dirty:
            page.draw()
            page.is_dirty = False

    @property
    def is_dirty(self) -> bool:
        """Say whether the page that is open has something to draw."""
        return self._row not in self._pages or self.page.is_dirty

    @Slot()
    def touch(self) -> None:
        """Let the page that is open be drawn with the next frame, which it will be anyway when it is not built yet."""
        if self._row in self._pages:
            self.page.is_dirty = True
        self.touched.emit()

    def _make(self, row: int) -> Page:
        maker = self.makers[row]
        guard = guard_of(self)
        page = maker.make() if guard is None or guard.may(maker.permission) else RefusedPage(maker.permission)
        page.setProperty(HELP_PROPERTY, maker.page_id)
        self.addWidget(page)
        self._pages[row] = page
        page.use_moment(self._moment)
        if self._query is not None:
            page.set_query(self._query)
        if self._marks:
            page.show_marks(self._marks)
        if self._moment.snapshot is not None:
            page.show_snapshot(self._moment.snapshot)
        self.built.emit(page)
        return page

    def make_anew(self) -> None:
        """Let go of all pages, and of all that they remember; each is built again when it is opened."""
        self._let_go(list(self._pages))

    def obey(self) -> None:
        """Build those pages again that are not for everybody: who sits here is another."""
        guard = guard_of(self)
        self._let_go(
            [
                row
                for row, page in self._pages.items()
                if guard is not None and isinstance(page, RefusedPage) == guard.may(self.makers[row].permission)
            ]
        )

    def _let_go(self, rows: Sequence[int]) -> None:
        for row in rows:
            page = self._pages.pop(row)
            self.removeWidget(page)
            page.hide()
            page.deleteLater()
        if rows:
            self.touch()

    # ---- what every page is told

    def see_more(self) -> None:
        """Let pages read again what was cut before."""
        for page in self._pages.values():
            page.see_more()

    def remember(self, snapshot: Snapshot) -> None:
        """Let pages keep what they need of a beat, or their makers for those that are not built yet."""
        for row, maker in enumerate(self.makers):
            self._pages.get(row, maker).remember(snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Let pages show a beat."""
        for page in self._pages.values():
            page.show_snapshot(snapshot)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Let pages show the marks."""
        self._marks = marks
        for page in self._pages.values():
            page.show_marks(marks)

    def set_query(self, query: "Query | None") -> None:
        """Let pages show only what passes this filter."""
        self._query = query
        for page in self._pages.values():
            page.set_query(query)
