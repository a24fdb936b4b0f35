"""What every page of the window is: it is told every snapshot and draws when it is asked to.

A page is loaded and built when it is first opened, by its maker, which is there from the start.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.snapshot import Snapshot

if TYPE_CHECKING:
    from procmon_gui.domain.rules import Rule
    from procmon_gui.query import Query
    from procmon_gui.ui.moment import Moment


class Page(QWidget):
    """What an entry of the rail opens.

    Signals:
        attention_changed: what the page wants to be read is another now; the window asks `attention` again.
        query_asked: the page wants this text in the filter box.
        process_asked: the reader wants to see the process with this key, which may have ended.
        life_asked: the reader wants to see the whole life of the process with this key.
        program_asked: the reader wants to see a program over its runs: name, executable, and in which `Span`; None is
            all that is known.
        comparison_asked: the reader wants to compare a `Span` with another; None leaves both open.
        setting_asked: the reader wants to see the setting with this key.
        saving_asked: something of the page is to be a file, a `FileContent`.
        file_asked: the reader wants to see the recording in the file at this path.
        alert_asked: the reader wants to see the alert of this id; 0 for all of them.
        rule_asked: the reader wants to begin a rule with what he sees, a `domain.rules.Rule` without an id.
        past_seen: so far back the page shows time, ms.
    """

    attention_changed = Signal()
    query_asked = Signal(str)
    process_asked = Signal(object)
    life_asked = Signal(object)
    program_asked = Signal(str, str, object)
    comparison_asked = Signal(object)
    setting_asked = Signal(str)
    saving_asked = Signal(object)
    file_asked = Signal(str)
    alert_asked = Signal(object)
    rule_asked = Signal(object)
    past_seen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.snapshot: Snapshot | None = None
        self.moment: Moment | None = None
        self.is_dirty = False

    def remember(self, snapshot: Snapshot) -> None:
        """Keep what history needs of a snapshot. Called for every beat, also while hidden or frozen: be cheap."""

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take one snapshot: keep it and mark the page dirty. Called for every beat unless frozen: be cheap."""
        self.snapshot = snapshot
        self.is_dirty = True

    def use_moment(self, moment: "Moment") -> None:
        """Take the object that knows whether the window is live, frozen or in the past; called once, by the window."""
        self.moment = moment

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Take all marks, oldest moment first. Pages that show no time ignore them."""

    def see_more(self) -> None:
        """Read again what was cut: who sits here now may see all of it. Called by the window, seldom."""

    def offer_rules(self) -> None:
        """Offer to make rules of what is seen: there is somebody who judges. Called once, by the window, or never."""

    def begin_rule(self, _rule: "Rule") -> None:
        """Open the editor for a new rule; pages without rules ignore it."""

    def offer_lives(self) -> None:
        """Offer lives and comparisons: there is a memory that answers. Called once, by the window, or never."""

    def draw(self) -> None:
        """Show what was taken. The frame timer of the window calls this only while visible, and only when dirty."""

    def set_query(self, query: "Query | None") -> None:
        """Show only what passes this filter; None shows all. Pages that list nothing ignore it."""

    def attention(self) -> tuple[frozenset[int], frozenset[Look]]:
        """Return the slots whose costly fields the page shows now, and which groups of fields."""
        return frozenset(), frozenset()

    def reveal_process(self, _key: ProcessKey) -> bool:
        """Bring a process into view and give it the keyboard; False where the page does not show it."""
        return False

    def reveal_setting(self, _key: str) -> None:
        """Bring a setting into view; nothing happens where the page shows none."""

    def reveal_alert(self, _id: int) -> bool:
        """Show an alert; False where the page shows none."""
        return False

    def tell_ended(self) -> None:
        """Say that the process that was asked for is not there any more."""

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through on this page, in order."""
        return ()

    def go_to_found(self) -> None:
        """Give the keyboard to what passes the filter."""
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def own_filter(self) -> QLineEdit | None:
        """Return where the reader types what this page alone shows; None where it obeys the filter of the window."""
        return None

    def first_focus(self) -> QWidget:
        """Return what gets the keyboard when the page is opened."""
        return self


class PageMaker:
    """One entry of the rail: what is known of a page before it is built.

    A maker declares `page_id` (for settings and the command line, never translated), `title` (marked with
    `QT_TRANSLATE_NOOP("Page", …)`) and `icon_name` (a file of resources/icons); and `permission`, where not everybody
    may see the page.
    """

    permission: Permission = Permission.WATCH
    page_id: str
    title: str
    icon_name: str

    def translated_title(self) -> str:
        """Return the title in the reader's language."""
        return QCoreApplication.translate("Page", self.title)

    def make(self) -> Page:
        """Load and build the page; called once, when it is first opened."""
        raise NotImplementedError

    def remember(self, snapshot: Snapshot) -> None:
        """Keep what the page will need of a beat from before it is built; called for every one of them: be cheap."""
