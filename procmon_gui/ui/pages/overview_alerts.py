"""The panel of the overview that lists the newest alerts, with a way to all of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.alerts.newest_alerts import NewestAlerts
from procmon_gui.ui.pages.overview_history import Programs
from procmon_gui.ui.pages.overview_panel import OverviewPanel
from procmon_gui.ui.pages.overview_words import translate
from procmon_gui.ui.widgets.panel import PanelHead

# Beside the heat map of the last hours there is room for so many.
_LEAST: Final = 3
_MOST: Final = 6


class AlertsHead(PanelHead):
    """In the place of the big number a link to the page."""

    def __init__(self, title: str, parent: QWidget) -> None:
        self.all_button: QToolButton | None = None
        super().__init__(title, parent)
        self.all_button = QToolButton(self)
        self.all_button.setProperty("link", True)
        self.all_button.setText(self.tr("All alerts"))
        self.say("", "")
        self._place_link()

    def _number_px(self) -> int:
        return self._link_px if self.all_button is not None else 0

    @property
    def _link_px(self) -> int:
        # Not what Qt wants, which has room at both sides: it ends where the lists below it end.
        button = self.all_button
        return button.fontMetrics().horizontalAdvance(button.text()) + 4 if button is not None else 0

    def _place_link(self) -> None:
        if self.all_button is not None:
            height = self.all_button.sizeHint().height()
            self.all_button.setGeometry(
                self.width() - self._link_px, (self.height() - height) // 2, self._link_px, height
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the link at the right."""
        super().resizeEvent(event)
        self._place_link()


class AlertsPanel(OverviewPanel):
    """What fires, then what was over last."""

    def __init__(self, parent: QWidget) -> None:
        title = translate("Overview", "Alerts")
        head = AlertsHead(title, parent)
        super().__init__(title, parent, head)
        self.all_button = head.all_button
        self.newest = NewestAlerts(self.foot)
        self.add(self.newest)
        self.finish()

    def tab_order(self) -> Sequence[QWidget]:
        """Return the link, then the list."""
        return [*([self.all_button] if self.all_button is not None else []), self.newest]

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Let ages be of now; alerts come when they change and not with beats."""
        self.newest.come_to_now()

    def set_room(self, rows: int) -> None:
        """Have room for so many rows of devices."""
        self.newest.set_count(min(_MOST, max(_LEAST, rows - 1)))

    def show_alerts(self, alerts: AlertList) -> None:
        """Show what the window knows now."""
        count = len(alerts.firing)
        hint = translate("Overview", "%Ln firing", None, count) if count else ""
        self.head.say("", hint)
        self.newest.show_alerts((*alerts.firing, *alerts.past[:_MOST]), is_read=alerts.is_read)


class OverviewAlerts(QObject):
    """Stands between the panel, the list of the window, and the page.

    Signals:
        alert_asked: the alert of this id; 0 for all of them.
    """

    alert_asked = Signal(object)

    def __init__(self, alerts: AlertList, grid: QWidget, page: QWidget) -> None:
        super().__init__(page)
        self._alerts = alerts
        self.panel = AlertsPanel(grid)
        alerts.changed.connect(self._on_changed)
        self.panel.newest.alert_chosen.connect(self.alert_asked)
        if self.panel.all_button is not None:
            self.panel.all_button.clicked.connect(self._on_all)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.panel.show_alerts(self._alerts)

    @Slot()
    def _on_all(self) -> None:
        self.alert_asked.emit(0)
