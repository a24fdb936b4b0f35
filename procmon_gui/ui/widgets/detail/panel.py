"""The detail of what is selected: a head, tabs that are filled when they are first shown, or the sums of several.

It follows the selection unless it is pinned, keeps who has ended, and reads only what is seen. Window thread only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from procmon_gui.domain.history import UNKNOWN_END
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.ports import HistoryReader
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.models.process_kinds import icon_of
from procmon_gui.ui.widgets.detail.actions_tab import ActionsTab
from procmon_gui.ui.widgets.detail.basis import Basis
from procmon_gui.ui.widgets.detail.environment_tab import EnvironmentTab
from procmon_gui.ui.widgets.detail.general_tab import GeneralTab
from procmon_gui.ui.widgets.detail.graphs_tab import GraphsTab
from procmon_gui.ui.widgets.detail.header import DetailHeader, Title
from procmon_gui.ui.widgets.detail.lists import ChildrenTab, FilesTab, LimitsTab, ThreadsTab
from procmon_gui.ui.widgets.detail.lives import Lives
from procmon_gui.ui.widgets.detail.memory_tab import MemoryTab
from procmon_gui.ui.widgets.detail.reading_tab import Means
from procmon_gui.ui.widgets.detail.recall import Recall
from procmon_gui.ui.widgets.detail.sockets_tab import SocketsTab
from procmon_gui.ui.widgets.detail.sources import DetailSources
from procmon_gui.ui.widgets.detail.subject import Subject, subject_of, sums_of
from procmon_gui.ui.widgets.detail.sums_part import SumsPart
from procmon_gui.ui.widgets.detail.tab import DetailTab
from procmon_gui.ui.widgets.detail.tab_strip import TabStrip
from procmon_gui.ui.widgets.empty_state import EmptyState
from procmon_gui.ui.widgets.escape import asks_for_escape

_NOBODY: Final[Mapping[int, int]] = MappingProxyType({})
_STATE: Final = PROCESS_CATALOGUE.by_id["state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    tab_id: str
    title: str
    make: Callable[[], DetailTab]


class DetailPanel(QWidget):
    """Shows one process, the sums of several, or what to do.

    Signals:
        close_asked: the reader has seen enough.
        process_asked: the reader wants to see another process; with its serial.
        wishes_changed: `slots` or `looks` are others now.
        tab_chosen: another tab is open, or it was pinned; for whoever keeps how things looked.
        life_asked: the reader wants to see the whole life of the process with this key.
        saving_asked: something of it is to be a file, a `FileContent`.
    """

    close_asked = Signal()
    # Serials are longer than an int of Qt.
    process_asked = Signal(object)
    wishes_changed = Signal()
    tab_chosen = Signal()
    life_asked = Signal(object)
    saving_asked = Signal(object)

    def __init__(self, sources: DetailSources, parent: QWidget | None = None, *, means: Means | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Detail"))
        self.setProperty(HELP_PROPERTY, "detail")
        self._sources = sources
        self._means = means or Means()
        self._lives = Lives()
        self._recall = Recall(self._lives, self._means.pool, self)
        self._basis = Basis()
        self._snapshot: Snapshot | None = None
        self._is_past = False
        self._ended_ms = _NOBODY
        self._has_lives = self._has_acting = False
        self._serials: tuple[int, ...] = ()
        self._subject: Subject | None = None
        self._entries = self._make_entries()
        self._tabs: dict[int, DetailTab] = {}
        self.header = DetailHeader(self)
        self.strip = TabStrip([QCoreApplication.translate("Detail", entry.title) for entry in self._entries], self)
        self._nobody = EmptyState("info", self.tr("Select a process to see everything about it."), parent=self)
        self._sums = SumsPart(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(self._sums)
        self._lay_out()
        self.header.close_asked.connect(self.close_asked)
        self.header.pin_toggled.connect(self._on_pin)
        self.header.life_asked.connect(self._on_life)
        self.strip.chosen.connect(self._on_tab)
        self._show_state()

    def _make_entries(self) -> tuple[_Entry, ...]:
        """Return the tabs that there are, in their order."""
        makers: list[tuple[type[DetailTab], Callable[[], DetailTab]]] = [
            (GeneralTab, self._make_general),
            (GraphsTab, self._make_graphs),
            (ThreadsTab, self._make_threads),
            (FilesTab, self._make_files),
            (SocketsTab, self._make_sockets),
            (MemoryTab, self._make_memory),
            (EnvironmentTab, self._make_environment),
            (LimitsTab, self._make_limits),
            (ChildrenTab, self._make_children),
            (ActionsTab, self._make_actions),
        ]
        if self._sources.sockets is None:
            makers = [pair for pair in makers if pair[0] is not SocketsTab]
        if self._sources.deeds is None:
            makers = [pair for pair in makers if pair[0] is not ActionsTab]
        return tuple(_Entry(tab_id=kind.tab_id, title=kind.title, make=make) for kind, make in makers)

    def _make_general(self) -> DetailTab:
        sources = self._sources
        return GeneralTab(
            sources.inspector.general, self._means, self._lives, self._recall, self._basis, sources.usual, self
        )

    def _make_graphs(self) -> DetailTab:
        return GraphsTab(self._lives, self._recall, self._basis, self)

    def _make_threads(self) -> DetailTab:
        return ThreadsTab(self._sources.inspector.threads, self._means, self)

    def _make_files(self) -> DetailTab:
        return FilesTab(self._sources.inspector.open_files, self._means, self)

    def _make_sockets(self) -> DetailTab:
        assert self._sources.sockets is not None
        return SocketsTab(self._sources.sockets.sockets_of, self._means, self)

    def _make_memory(self) -> DetailTab:
        return MemoryTab(self._sources.inspector.memory, self._means, self)

    def _make_environment(self) -> DetailTab:
        return EnvironmentTab(self._sources.inspector.environment, self._means, self)

    def _make_limits(self) -> DetailTab:
        return LimitsTab(self._sources.inspector.limits, self._means, self)

    def _make_children(self) -> DetailTab:
        return ChildrenTab(self._basis, self)

    def _make_actions(self) -> DetailTab:
        assert self._sources.deeds is not None
        return ActionsTab(self._sources.deeds, self)

    def _lay_out(self) -> None:
        self._line = QFrame(self)
        self._line.setObjectName("separator")
        self._line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.strip)
        column.addWidget(self._line)
        column.addWidget(self._stack, 1)

    # ---- what the page tells

    def remember(self, snapshot: Snapshot) -> None:
        """Take a live beat for the charts, also while nothing is seen, frozen or of the past: be cheap."""
        self._lives.remember(snapshot)

    def use_history(self, history: HistoryReader | None) -> None:
        """Take a memory of earlier beats, which knows what was before the detail was opened."""
        self._recall.use_history(history)

    def offer_lives(self) -> None:
        """Offer the whole life of a process: there is a memory that knows it."""
        self._has_lives = True
        self._show_state()

    def offer_acting(self) -> None:
        """Offer to act on the process: the button in the head has a menu."""
        self._has_acting = True
        self._show_state()

    def show_snapshot(
        self, snapshot: Snapshot, *, is_past: bool = False, ended_ms: Mapping[int, int] = _NOBODY
    ) -> None:  # fmt: skip
        """Take the moment that is shown, and show it when somebody sees it; `ended_ms` is when some ended since."""
        self._snapshot, self._is_past, self._ended_ms = snapshot, is_past, ended_ms
        if self._subject is not None:
            ended_at_ms = ended_ms.get(self._subject.serial)
            self._subject = self._subject.at(snapshot, is_past=is_past, ended_at_ms=ended_at_ms)
        if self.isVisible():
            self.draw()

    def follow(self, serials: Sequence[int]) -> None:
        """Speak of these processes, unless pinned; of nobody leaves the one that was there."""
        serials = tuple(serials)
        if serials == self._serials and self._subject is not None:
            return
        self._serials = serials
        if self.is_pinned or not serials:
            return
        if len(serials) == 1:
            self.show_process(serials[0])
        elif self.isVisible():
            self.draw()

    def show_process(self, serial: int) -> None:
        """Speak of this process, also when pinned to another or when the list does not show it."""
        if self._snapshot is None:
            return
        if self._subject is None or self._subject.serial != serial:
            ended_at_ms = self._ended_ms.get(serial)
            found = subject_of(self._snapshot, serial, is_past=self._is_past, ended_at_ms=ended_at_ms)
            if found is None:
                return
            self._subject = found
            self.wishes_changed.emit()
        if self.isVisible():
            self.draw()

    def set_per_core(self, is_per_core: bool) -> None:
        """Count one full core, or the whole machine, as 100 %."""
        self._basis.is_per_core = is_per_core
        if self.isVisible():
            self.draw()

    def read_again(self) -> None:
        """Read again what was cut before."""
        for tab in self._tabs.values():
            tab.forget()
        self.draw()

    def draw(self) -> None:
        """Show what is known now."""
        self._show_state()
        snapshot = self._snapshot
        if snapshot is None:
            return
        if self._shows_sums():
            self._sums.show_sums(sums_of(snapshot, self._serials), self._basis.factor(snapshot))
        elif self._subject is not None:
            self._count_threads(self._subject)
            self._open_tab().show_subject(self._subject)

    # ---- what the page asks

    @property
    def subject(self) -> Subject | None:
        """Return of whom it speaks; None for nobody or several."""
        return None if self._shows_sums() else self._subject

    @property
    def is_pinned(self) -> bool:
        """Say whether it stays with its process."""
        return self.header.pin_button.isChecked()

    @property
    def tab_id(self) -> str:
        """Return which tab is open."""
        return self._entries[self.strip.current].tab_id

    def choose_tab(self, tab_id: str) -> None:
        """Open a tab by its id; nothing happens when there is none of that name."""
        for place, entry in enumerate(self._entries):
            if entry.tab_id == tab_id:
                self.strip.choose(place)

    def slots(self) -> frozenset[int]:
        """Return the slot of which the costly fields are shown."""
        subject = self._subject
        is_read = self.isVisible() and subject is not None and subject.is_live and not self._shows_sums()
        return frozenset({subject.slot}) if is_read and subject is not None else frozenset()

    def looks(self) -> frozenset[Look]:
        """Return which costly fields are shown."""
        if not self.isVisible() or self._subject is None or self._shows_sums():
            return frozenset()
        return _KINDS[self.tab_id].looks

    def focus_first(self) -> None:
        """Give the keyboard to what is shown."""
        tab = self._tabs.get(self.strip.current)
        is_shown = tab is not None and self._stack.currentWidget() is tab
        widget = tab.first_focus() if tab is not None and is_shown else self.header.close_button
        (widget if widget.isVisible() else self.strip.bar).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- inside

    def _shows_sums(self) -> bool:
        return len(self._serials) > 1 and not self.is_pinned

    def _open_tab(self) -> DetailTab:
        place = self.strip.current
        tab = self._tabs.get(place)
        if tab is None:
            tab = self._tabs[place] = self._entries[place].make()
            tab.process_asked.connect(self.process_asked)
            tab.saving_asked.connect(self.saving_asked)
            self._stack.addWidget(tab)
        if self._stack.currentWidget() is not tab:
            self._stack.setCurrentWidget(tab)
        return tab

    def _show_state(self) -> None:
        """Show head and tabs for one process, the sums for several, a sentence for nobody."""
        shows_sums = self._shows_sums()
        subject = self._subject
        is_one = subject is not None and not shows_sums
        self.strip.setVisible(is_one)
        self._line.setVisible(is_one)
        self.header.pin_button.setVisible(is_one)
        self.header.act_button.setVisible(is_one and self._has_acting)
        self.header.life_button.setVisible(is_one and self._has_lives)
        if shows_sums:
            self._stack.setCurrentWidget(self._sums)
            count = len(self._serials)
            self.header.title.say(Title("layers", self.tr("%Ln process(es)", "", count), line=self.tr("Together")))
        elif subject is None:
            self._stack.setCurrentWidget(self._nobody)
            self.header.title.say(Title(name=self.tr("Detail")))
        else:
            self.header.title.say(_title_of(subject))

    def _count_threads(self, subject: Subject) -> None:
        for place, entry in enumerate(self._entries):
            if entry.tab_id == ThreadsTab.tab_id:
                threads = subject.number("threads")
                title = QCoreApplication.translate("Detail", entry.title)
                self.strip.rename(place, title if threads != threads else f"{title} {text.count_text(threads)}")

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        for other, tab in self._tabs.items():
            if other != place:
                tab.pause()
        if self.isVisible() and self._subject is not None:
            self.draw()
        self.tab_chosen.emit()
        self.wishes_changed.emit()

    @Slot()
    def _on_life(self) -> None:
        if self.subject is not None:
            self.life_asked.emit(self.subject.key)

    @Slot(bool)
    def _on_pin(self, is_pinned: bool) -> None:
        if not is_pinned and len(self._serials) == 1:
            self.show_process(self._serials[0])
        elif not is_pinned:
            self.draw()
        self.tab_chosen.emit()

    # ---- what Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened meanwhile."""
        super().showEvent(event)
        self.draw()
        self.wishes_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing while nobody looks."""
        super().hideEvent(event)
        for tab in self._tabs.values():
            tab.pause()
        self.wishes_changed.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window: it closes the innermost thing first."""
        if asks_for_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


_KINDS: Final[dict[str, type[DetailTab]]] = {
    kind.tab_id: kind
    for kind in (GeneralTab, GraphsTab, ThreadsTab, FilesTab, SocketsTab, MemoryTab, EnvironmentTab, LimitsTab,
                 ChildrenTab, ActionsTab)
}  # fmt: skip


def _title_of(subject: Subject) -> Title:
    name = subject.name or text.UNKNOWN
    line = QCoreApplication.translate("Detail", "PID {pid}").format(pid=subject.key.pid)
    program = subject.text("name")
    said = subject.text("command_line") or ""
    if program and program != name:
        line = QCoreApplication.translate("Detail", "{pid}, {program}").format(pid=line, program=program)
    if subject.is_missing:
        tag, token = QCoreApplication.translate("Detail", "not there then"), "past"
    elif subject.ended_at_ms is not None:
        words = QCoreApplication.translate("Detail", "ended {time}")
        tag, token = words.format(time=text.moment_text(subject.ended_at_ms / 1000)), "past"
        if subject.ended_at_ms == UNKNOWN_END:
            tag = QCoreApplication.translate("Detail", "ended since")
    else:
        state = subject.number("state")
        tag = "" if state != state else text.value_text(_STATE, state)
        token = "good" if state == 0 else "t2"
    if subject.is_past:
        token = "past"
    explained = f"{name}\n{said[: text.TOOLTIP_CAP]}" if said else name
    return Title(icon_of(program), name, tag, token, line, explained)
