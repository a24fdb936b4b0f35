"""What every page of the window is: it is told every snapshot and draws when it is asked to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from procmon_gui.domain.metrics import Look
from procmon_gui.domain.snapshot import Snapshot

if TYPE_CHECKING:
    from procmon_gui.query import Query
    from procmon_gui.ui.moment import Moment


class Page(QWidget):
    """One entry of the rail.

    A page declares `page_id` (for settings and the command line, never translated), `title` (marked with
    `QT_TRANSLATE_NOOP("Page", …)`) and `icon_name` (a file of resources/icons).

    Signals:
        attention_changed: what the page wants to be read is another now; the window asks `attention` again.
        query_asked: the page wants this text in the filter box.
    """

    page_id: ClassVar[str]
    title: ClassVar[str]
    icon_name: ClassVar[str]

    attention_changed = Signal()
    query_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.snapshot: Snapshot | None = None
        self.moment: Moment | None = None
        self.is_dirty = False

    @classmethod
    def translated_title(cls) -> str:
        """Return the title in the reader's language."""
        return QCoreApplication.translate("Page", cls.title)

    def remember(self, snapshot: Snapshot) -> None:
        """Keep what history needs of a snapshot. Called for every beat, also while hidden or frozen: be cheap."""

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take one snapshot: keep it and mark the page dirty. Called for every beat unless frozen: be cheap."""
        self.snapshot = snapshot
        self.is_dirty = True

    def use_moment(self, moment: "Moment") -> None:
        """Take the object that knows whether the window is live, frozen or in the past; called once, by the window."""
        self.moment = moment

    def draw(self) -> None:
        """Show what was taken. The frame timer of the window calls this only while visible, and only when dirty."""

    def set_query(self, query: "Query | None") -> None:
        """Show only what passes this filter; None shows all. Pages that list nothing ignore it."""

    def attention(self) -> tuple[frozenset[int], frozenset[Look]]:
        """Return the slots whose costly fields the page shows now, and which groups of fields."""
        return frozenset(), frozenset()

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through on this page, in order."""
        return ()

    def first_focus(self) -> QWidget:
        """Return what gets the keyboard when the page is opened."""
        return self
