"""Does to processes what entries, buttons and keys of their list and detail ask for, or says why it can not be now.

What acts is loaded when somebody acts for the first time.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QMenu

from procmon_gui.domain.process_metrics import STATE_LABELS
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.process_groups import GROUPS
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.pages.process_tagging import ProcessTagging
from procmon_gui.ui.widgets.act_buttons import ActButtons
from procmon_gui.ui.widgets.act_entries import ActEntries
from procmon_gui.ui.widgets.process_notice import ProcessNotice
from procmon_gui.ui.widgets.process_view import ProcessView

if TYPE_CHECKING:
    from procmon_gui.ui.acting.means import Means
    from procmon_gui.ui.acting.presenter import Acting
    from procmon_gui.ui.acting.wishes import Notice
    from procmon_gui.ui.moment import Moment
    from procmon_gui.ui.widgets.detail.panel import DetailPanel

_STOPPED: Final = float(STATE_LABELS.index("stopped"))
# A question about more than these would be no question that anybody reads.
MOST_AT_ONCE: Final = 1000


class ProcessActing(QObject):
    """Belongs to one table. Who is tagged comes before who is selected, as for copies and files."""

    def __init__(
        self, model: ProcessModel, view: ProcessView, notice: ProcessNotice, tagging: ProcessTagging
    ) -> None:  # fmt: skip
        super().__init__(view)
        self._model = model
        self._view = view
        self._notice = notice
        self._tagging = tagging
        self._means: Means | None = None
        self._moment: Moment | None = None
        self._acting: Acting | None = None
        self._is_telling = False
        self._entries: list[ActEntries] = []
        self._buttons: ActButtons | None = None
        self._panel: DetailPanel | None = None
        self._panel_menu: ActEntries | None = None
        view.keys.act_asked.connect(self.act)
        view.selectionModel().selectionChanged.connect(self.look)
        model.tags.changed.connect(self.look)
        notice.replaced.connect(self._on_replaced)
        notice.offer_taken.connect(self._on_offer_taken)

    # ---- what the page tells

    def use_entries(self, entries: ActEntries) -> None:
        """Do what these entries ask for."""
        entries.asked.connect(self.act)
        self._entries.append(entries)
        entries.allow(self.why_not)

    def use_buttons(self, buttons: ActButtons) -> None:
        """Do what these buttons ask for."""
        self._buttons = buttons
        menu = QMenu(buttons.priority)
        entries = ActEntries(menu, buttons.priority)
        buttons.use_menu(entries.priority)
        self.use_entries(entries)
        buttons.asked.connect(self.act)
        buttons.allow(self.why_not)

    def use_panel(self, panel: "DetailPanel") -> None:
        """Do it to the process of which the detail speaks, too: it may be another one than is selected."""
        self._panel = panel
        button = panel.header.act_button
        menu = QMenu(button)
        self._panel_menu = entries = ActEntries(menu, button)
        menu.aboutToShow.connect(self._on_panel_menu)
        entries.asked.connect(self._on_panel_asked)
        button.setMenu(menu)
        panel.offer_acting()
        entries.allow(self.why_not)

    def use_means(self, means: "Means") -> None:
        """Take what acts."""
        self._means = means
        self._allow()

    def use_moment(self, moment: "Moment") -> None:
        """Allow to act while what is shown is now."""
        self._moment = moment
        moment.changed.connect(self._allow)
        self._allow()

    # ---- whether it can be done

    @property
    def why_not(self) -> str:
        """Return why nothing can be done now; empty where it can."""
        is_now = self._means is not None and (self._moment is None or self._moment.is_live)
        return "" if is_now else self.tr("Actions need the live moment")

    @Slot()
    def _allow(self) -> None:
        why_not = self.why_not
        for entries in self._entries:
            entries.allow(why_not)
        if self._panel_menu is not None:
            self._panel_menu.allow(why_not)
        if self._buttons is not None:
            self._buttons.allow(why_not)

    # ---- who is in hand

    def _rows(self) -> list[int]:
        tags = self._model.tags
        return self._tagging.rows() if len(tags) else self._view.selected_rows()

    def _people(self, rows: Sequence[int]) -> list[tuple[Snapshot, int]]:
        """Return the processes of some rows; a group is all of its members."""
        people: dict[int, tuple[Snapshot, int]] = {}
        for row in rows:
            if self._model.cells.group(row) is None:
                people[int(self._model.rows.serials[row])] = self._model.cells.snapshot_at(row)
                continue
            snapshot = self._model.arrangement.snapshot
            serials = self._model.arrangement.subtree_serials(int(self._model.rows.serials[row]))
            if snapshot is not None:
                found = np.flatnonzero(np.isin(snapshot.serials, np.array(serials, np.int64)))
                people |= {int(snapshot.serials[slot]): (snapshot, slot) for slot in found.tolist()}
        return list(people.values())

    @Slot()
    def look(self) -> None:
        """Offer what makes sense for those in hand now."""
        if self._buttons is not None:
            rows = self._rows()[:MOST_AT_ONCE]
            states = [self._state(row) for row in rows if int(self._model.rows.slots[row]) < GROUPS]
            self._buttons.offer_resume(is_resume=bool(states) and all(state == _STOPPED for state in states))

    def _state(self, row: int) -> float:
        snapshot, slot = self._model.cells.snapshot_at(row)
        return float(snapshot.columns["state"][slot])

    def offer(self, entries: ActEntries) -> None:
        """Let a menu offer what makes sense for those in hand."""
        people = self._people(self._rows()[:MOST_AT_ONCE])
        self._offer(entries, people)

    def _offer(self, entries: ActEntries, people: Sequence[tuple[Snapshot, int]]) -> None:
        stopped = sum(1 for snapshot, slot in people if snapshot.columns["state"][slot] == _STOPPED)
        unit = (people[0][0].texts["unit"][people[0][1]] or "") if len(people) == 1 else ""
        below = sum(1 for snapshot, slot in people if (snapshot.columns["ppid"] == snapshot.columns["pid"][slot]).any())
        entries.offer(count=len(people), stopped=stopped, below=below, unit=unit)

    # ---- doing it

    @Slot(str)
    def act(self, what: str) -> None:
        """Do something to those in hand, or say why that can not be."""
        if self._says_why_not():
            return
        rows = self._tagging.rows_in_hand(self._view.selected_rows())
        people = self._people(rows)
        if not people:
            if not len(self._model.tags):
                self._notice.say("info", self.tr("Select a process first."))
            return
        if len(people) > MOST_AT_ONCE:
            said = self.tr("These are %Ln processes; act on fewer at once.", "", len(people))
            self._notice.say("bad", said)
            return
        self._begin(what, people)

    def _says_why_not(self) -> bool:
        why_not = self.why_not
        if why_not:
            self._notice.say("info", why_not)
            self._announce(why_not)
        return bool(why_not)

    def _begin(self, what: str, people: Sequence[tuple[Snapshot, int]]) -> None:
        from procmon_gui.ui.acting.presenter import Acting
        from procmon_gui.ui.acting.wished import wish_for

        if self._acting is None:
            assert self._means is not None
            self._acting = Acting(self._means, self)
            self._acting.told.connect(self._on_told)
        # Not its whole window: what is opened from a page goes when the page is covered, because nobody is there.
        self._acting.wish(wish_for(what, people), self._view.parentWidget() or self._view)

    @Slot()
    def _on_panel_menu(self) -> None:
        subject = self._panel.subject if self._panel is not None else None
        if self._panel_menu is not None:
            is_there = subject is not None and subject.is_live
            self._offer(self._panel_menu, [(subject.snapshot, subject.slot)] if is_there and subject else [])

    @Slot(str)
    def _on_panel_asked(self, what: str) -> None:
        subject = self._panel.subject if self._panel is not None else None
        if subject is not None and not self._says_why_not():
            self._begin(what, [(subject.snapshot, subject.slot)])

    # ---- what came of it

    @Slot(object)
    def _on_told(self, notice: "Notice") -> None:
        self._is_telling = True
        self._notice.say(notice.tone.value, notice.words, notice.offer.words if notice.offer is not None else "")
        self._is_telling = False
        self._announce(notice.words)

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))

    @Slot()
    def _on_offer_taken(self) -> None:
        if self._acting is not None:
            self._acting.take_offer()

    @Slot()
    def _on_replaced(self) -> None:
        if self._acting is not None and not self._is_telling:
            self._acting.forget_offer()
