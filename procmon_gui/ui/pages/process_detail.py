"""Puts the detail beside the list of processes, below it in a narrow window, or over it; and remembers which.

The detail itself is loaded and made when it is first opened.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from procmon_gui.domain.metrics import Look
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import theme
from procmon_gui.ui.models.process_groups import GROUPS
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.widgets.detail.icon_button import IconButton
from procmon_gui.ui.widgets.detail.sources import DetailSources
from procmon_gui.ui.widgets.escape import asks_for_escape
from procmon_gui.ui.widgets.process_toolbar import ProcessToolbar
from procmon_gui.ui.widgets.process_view import ProcessView

if TYPE_CHECKING:
    from procmon_gui.ui.widgets.detail.panel import DetailPanel

# The number is the form of what follows.
KEY: Final = "detail/1/"
WIDTH_PX: Final = 336
LEAST_PX: Final = 280
MOST_PX: Final = 560
NARROW_PX: Final = 900
WIDE_PX: Final = 2000
WIDE_DETAIL_PX: Final = 480
SHARE_BELOW: Final = 0.4
_ANY_PX: Final = 16_777_215


class ListPage(Page):
    """A page of processes, as far as its detail knows it."""

    model: ProcessModel
    view: ProcessView
    toolbar: ProcessToolbar


class ProcessDetail(QSplitter):
    """The list and the detail of what is selected in it.

    Signals:
        wishes_changed: what the detail wants to be read is another now.
        life_asked: the reader wants to see the whole life of the process with this key.
        saving_asked: something of it is to be a file, a `FileContent`.
        made: the `DetailPanel` is there from now on.
    """

    made = Signal(object)
    wishes_changed = Signal()
    life_asked = Signal(object)
    saving_asked = Signal(object)

    def __init__(self, page: ListPage, open_sources: Callable[[], DetailSources], settings: QSettings) -> None:
        """Take the place of all that is on the page, and have it at the left. What is asked is opened when needed."""
        super().__init__(Qt.Orientation.Horizontal, page)
        self._page = page
        self._view = page.view
        self._model = page.model
        self._settings = settings
        self._is_open = str(settings.value(KEY + "open", False)).casefold() == "true"
        self._is_over = False
        self._shown: tuple[Snapshot, bool, Mapping[int, int]] | None = None
        self._width_px = _kept_width(settings)
        self._open_sources = open_sources
        self._has_lives = False
        self.panel: DetailPanel | None = None
        self.open_button = self._make_button()
        toolbar = page.toolbar.layout()
        if toolbar is not None:
            toolbar.addWidget(self.open_button)
        self._left = QWidget(self)
        before = page.layout()
        if before is not None:
            self._left.setLayout(before)
        around = QVBoxLayout(page)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)
        self.addWidget(self._left)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)
        self._view.detail_asked.connect(self._on_detail_asked)
        self._view.selectionModel().selectionChanged.connect(self._on_selection)
        page.toolbar.per_core_chosen.connect(self._on_per_core)

    def _made(self) -> "DetailPanel":
        """Return the detail; the first call loads and makes it."""
        if self.panel is not None:
            return self.panel
        from procmon_gui.ui.widgets.detail.panel import DetailPanel

        panel = self.panel = DetailPanel(self._open_sources(), self)
        panel.setMinimumWidth(theme.scaled(LEAST_PX))
        moment = self._page.moment
        panel.use_history(moment.history if moment is not None else None)
        panel.set_per_core(self._model.cells.is_per_core)
        panel.choose_tab(str(self._settings.value(KEY + "tab", "general")))
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        panel.hide()
        panel.close_asked.connect(self.close_detail)
        panel.process_asked.connect(self._on_process_asked)
        panel.wishes_changed.connect(self.wishes_changed)
        panel.life_asked.connect(self.life_asked)
        panel.saving_asked.connect(self.saving_asked)
        if self._has_lives:
            panel.offer_lives()
        panel.tab_chosen.connect(self._on_tab_chosen)
        self.made.emit(panel)
        if self._shown is not None and not self._shown[1]:
            panel.remember(self._shown[0])
        return panel

    def read_again(self) -> None:
        """Read again what was cut before."""
        if self.panel is not None:
            self.panel.read_again()

    def _make_button(self) -> IconButton:
        words = self.tr("Detail of the selected process (Enter)")
        name = self.tr("Show the detail of the selected process")
        button = IconButton("panel-right", name, self, tooltip=words)
        button.setCheckable(True)
        button.setChecked(self._is_open)
        button.clicked.connect(self._on_button)
        return button

    # ---- what the page tells

    def offer_lives(self) -> None:
        """Offer whole lives: there is a memory that knows them."""
        self._has_lives = True
        if self.panel is not None:
            self.panel.offer_lives()

    def remember(self, snapshot: Snapshot) -> None:
        """Take a live beat for the charts; called for every beat."""
        if self.panel is not None:
            self.panel.remember(snapshot)

    def draw(self, snapshot: Snapshot) -> None:
        """Show the moment that the page shows."""
        moment = self._page.moment
        is_past = moment is not None and moment.is_past
        self._shown = (snapshot, is_past, moment.ended_ms if moment is not None else {})
        if not self.is_open:
            return
        if self.panel is None:
            self._arrange()
        self._tell()

    def _tell(self) -> None:
        if self.panel is not None and self._shown is not None:
            snapshot, is_past, ended_ms = self._shown
            self.panel.show_snapshot(snapshot, is_past=is_past, ended_ms=ended_ms)
            self._follow()

    # ---- what the page asks

    @property
    def is_open(self) -> bool:
        """Say whether the detail is there."""
        return self._is_open or self._is_over

    @property
    def is_over(self) -> bool:
        """Say whether the detail stands over the list."""
        return self._is_over

    def slots(self) -> frozenset[int]:
        """Return the slot of which costly fields are shown."""
        return frozenset() if self.panel is None else self.panel.slots()

    def looks(self) -> frozenset[Look]:
        """Return which costly fields are shown."""
        return frozenset() if self.panel is None else self.panel.looks()

    # ---- open and closed

    def open_detail(self, *, over: bool = False) -> None:
        """Open the detail; over the list only where it is narrow."""
        if over and self._is_narrow():
            self._is_over = True
        else:
            self._keep_open(is_open=True)
        self._arrange()
        self._tell()

    @Slot()
    def close_detail(self) -> None:
        """Close what is innermost: first the detail over the list, then the one beside it."""
        focused = self.window().focusWidget()
        had_focus = self.panel is not None and focused is not None and self.panel.isAncestorOf(focused)
        if self._is_over:
            self._is_over = False
        else:
            self._keep_open(is_open=False)
        self._arrange()
        if had_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_open(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self._settings.setValue(KEY + "open", is_open)

    def _is_narrow(self) -> bool:
        # With large text the list needs more.
        return self.width() < max(
            theme.scaled(NARROW_PX), self._left.minimumSizeHint().width() + theme.scaled(LEAST_PX)
        )

    def _arrange(self) -> None:
        """Put list and detail where they belong at this width."""
        is_narrow = self._is_narrow()
        self._is_over = self._is_over and is_narrow
        way = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.orientation() != way:
            self.setOrientation(way)
        self._left.setHidden(self._is_over)
        self.open_button.setChecked(self.is_open)
        if self.panel is None and not self.is_open:
            return
        panel = self._made()
        panel.setMaximumWidth(_ANY_PX if is_narrow else theme.scaled(MOST_PX))
        was_hidden = panel.isHidden()
        panel.setHidden(not self.is_open)
        if self.is_open and (was_hidden or is_narrow):
            self._share_room()

    def _share_room(self) -> None:
        if self._is_narrow():
            below = round(self.height() * SHARE_BELOW)
            self.setSizes([self.height() - below, below])
            return
        is_wide = self.width() >= theme.scaled(WIDE_PX)
        width = self._width_px or theme.scaled(WIDE_DETAIL_PX if is_wide else WIDTH_PX)
        self.setSizes([max(1, self.width() - width), width])

    # ---- what happens

    def _follow(self) -> None:
        if not self.is_open or self.panel is None:
            return
        rows = self._view.selected_rows()
        serials: list[int] = []
        for row in rows:
            serial = int(self._model.rows.serials[row])
            is_group = int(self._model.rows.slots[row]) >= GROUPS
            serials += self._model.arrangement.subtree_serials(serial) if is_group else [serial]
        self.panel.follow(list(dict.fromkeys(serials)))

    @Slot()
    def _on_selection(self) -> None:
        self._follow()

    @Slot()
    def _on_detail_asked(self) -> None:
        self.open_detail(over=True)
        self._made().focus_first()

    @Slot(bool)
    def _on_button(self, is_wanted: bool) -> None:
        if is_wanted:
            self.open_detail()
            return
        self._is_over = False
        self.close_detail()

    @Slot(object)
    def _on_process_asked(self, serial: int) -> None:
        """Select another process, and speak of it also where the list does not show it."""
        row = self._model.reveal(serial)
        if row >= 0:
            self._view.go_to_row(row)
        self._made().show_process(serial)

    @Slot(bool)
    def _on_per_core(self, is_per_core: bool) -> None:
        if self.panel is not None:
            self.panel.set_per_core(is_per_core)

    @Slot()
    def _on_tab_chosen(self) -> None:
        self._settings.setValue(KEY + "tab", self._made().tab_id)

    @Slot(int, int)
    def _on_moved(self, _position: int, _index: int) -> None:
        if not self._is_narrow() and self.panel is not None:
            self._width_px = self.panel.width()
            self._settings.setValue(KEY + "width", self._width_px)

    # ---- what Qt tells

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go below the list, or beside it again."""
        super().resizeEvent(event)
        was_narrow = self.orientation() == Qt.Orientation.Vertical
        if was_narrow != self._is_narrow():
            self._arrange()
            if not self._is_narrow():
                self._share_room()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something to close."""
        if asks_for_escape(event) and self.is_open:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the list closes the detail too."""
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_detail()
            event.accept()
        else:
            super().keyPressEvent(event)


def _kept_width(settings: QSettings) -> int:
    """Return the width that the reader gave the detail, 0 for none."""
    kept = str(settings.value(KEY + "width", 0))
    if not (kept.isascii() and kept.isdecimal() and int(kept)):
        return 0
    return min(max(int(kept), theme.scaled(LEAST_PX)), theme.scaled(MOST_PX))
