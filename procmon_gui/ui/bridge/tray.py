"""The tray icon: a live CPU meter, who leads as its tooltip, what fires as a shape over it, and a way to the window."""

import math
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from procmon_gui.domain.rules import Severity
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import text, theme

SIZES_PX: Final = (16, 22, 32)
STEPS: Final = 16
TOP_COUNT: Final = 3
NAME_CAP: Final = 40
HOST_CHECK_MS: Final = 10_000
# Legible on dark and on light panels alike: 4.0 and 4.5 to black and white.
FRAME: Final = "#7F8791"
_SHAPE_SHARE: Final = 0.62
_SHAPE_COLOURS: Final = {
    Severity.INFO: theme.SERIES[0], Severity.WARNING: theme.SERIES[1], Severity.CRITICAL: theme.DARK.critfill,
}  # fmt: skip


class Tray(QObject):
    """One icon for as long as the program runs. Where no desktop shows it, nothing depends on it.

    Signals:
        window_toggled: the window should be shown, or hidden.
        freeze_toggled: the list should stand still, or move again.
        quit_asked: the program should end.
        host_lost: the tray is gone while it may be the only way back to the window.
        alert_asked: the alert of this id should be shown.
        message_clicked: the message that was shown last.
    """

    window_toggled = Signal()
    freeze_toggled = Signal(bool)
    quit_asked = Signal()
    host_lost = Signal()
    alert_asked = Signal(object)
    message_clicked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        self._toggle = QAction(self.tr("Hide window"), self)
        self._toggle.triggered.connect(self._on_toggle)
        self._freeze = QAction(self.tr("Freeze"), self)
        self._freeze.setCheckable(True)
        self._freeze.toggled.connect(self._on_freeze)
        self._quit = QAction(self.tr("Quit"), self)
        self._quit.triggered.connect(self._on_quit)
        self._show_alert = QAction(self)
        self._show_alert.setVisible(False)
        self._show_alert.triggered.connect(self._on_alert)
        self._menu.addActions([self._show_alert, self._toggle, self._freeze])
        self._menu.addSeparator()
        self._menu.addAction(self._quit)
        self._level = -1
        self._severity: Severity | None = None
        self._alert_words = ""
        self._load_words = ""
        self._tooltip = ""
        self._icon = self._new_icon()
        self._watch = QTimer(self)
        self._watch.setInterval(HOST_CHECK_MS)
        self._watch.timeout.connect(self._on_watch)
        # Asking takes several ways over the bus, too many for every beat.
        self._has_host = False
        self._is_way_back = False

    def _new_icon(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._on_activated)
        icon.messageClicked.connect(self._on_message_clicked)
        return icon

    def show(self) -> None:
        """Put the icon into the tray, now or as soon as there is one."""
        self._look_for_host()
        self._draw(max(0, self._level))
        self._icon.show()
        self._watch.start()

    def remove(self) -> None:
        """Take the icon away."""
        self._watch.stop()
        self._icon.hide()
        self._has_host = False

    @property
    def is_reachable(self) -> bool:
        """Say whether a desktop shows the icon: one that has come since the last look shows nothing yet."""
        return self._has_host and QSystemTrayIcon.isSystemTrayAvailable()

    def _look_for_host(self) -> None:
        had_host, self._has_host = self._has_host, QSystemTrayIcon.isSystemTrayAvailable()
        if self._has_host and not had_host:
            # Qt decides when an icon is made how it speaks to the desktop: one that was made for no host stays unseen.
            before, self._icon = self._icon, self._new_icon()
            self._icon.setIcon(before.icon())
            self._icon.setToolTip(harmless(self._tooltip))
            self._icon.setVisible(before.isVisible())
            before.hide()
            before.deleteLater()

    @property
    def shows_messages(self) -> bool:
        """Say whether a message would be seen, as far as that is known; any thread. Without a host nothing happens."""
        return self._has_host

    def show_message(self, title: str, text: str, severity: Severity) -> None:
        """Show a message beside the icon."""
        kinds = QSystemTrayIcon.MessageIcon
        kind = kinds.Information if severity is Severity.INFO else kinds.Warning
        # Some trays obey markup, others show it.
        self._icon.showMessage(harmless(title), harmless(text), kind)

    @property
    def tooltip(self) -> str:
        """Return what the icon says when pointed at."""
        return self._tooltip

    def show_window_state(self, is_visible: bool) -> None:
        """Word the menu; while the window is hidden, the tray is the way back to it."""
        self._toggle.setText(self.tr("Hide window") if is_visible else self.tr("Show window"))
        self._is_way_back = not is_visible

    def show_frozen(self, is_frozen: bool) -> None:
        """Show whether the list stands, without asking for it again."""
        self._freeze.blockSignals(True)
        self._freeze.setChecked(is_frozen)
        self._freeze.blockSignals(False)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show one beat; what looks the same as before costs nothing."""
        if not self._has_host:
            return
        busy = snapshot.host_value("host.cpu.busy_ratio")
        self._draw(round(min(max(busy, 0.0), 1.0) * STEPS) if busy == busy else 0)
        self._load_words = tooltip_text(snapshot)
        self._say()

    def show_alert(self, id: int, severity: Severity | None, words: str) -> None:
        """Show the worst alert that fires, in words; None where nothing fires."""
        self._alert_words = words
        self._show_alert.setData(id)
        self._show_alert.setVisible(severity is not None)
        shown = words if len(words) <= NAME_CAP else words[: NAME_CAP - 1] + "…"
        self._show_alert.setText(self.tr("Show alert: {alert}").format(alert=shown.replace("&", "&&")))
        self._say()
        if severity is not self._severity:
            self._severity = severity
            level, self._level = self._level, -1
            self._draw(max(0, level))

    def _say(self) -> None:
        tooltip = "\n".join(words for words in (self._alert_words, self._load_words) if words)
        if tooltip != self._tooltip:
            self._tooltip = tooltip
            # Some trays obey markup, others show it.
            self._icon.setToolTip(harmless(tooltip))

    def _draw(self, level: int) -> None:
        if level == self._level:
            return
        self._level = level
        icon = QIcon()
        for size in SIZES_PX:
            icon.addPixmap(meter_pixmap(size, level / STEPS, self._severity))
        self._icon.setIcon(icon)

    @Slot()
    def _on_alert(self) -> None:
        self.alert_asked.emit(self._show_alert.data())

    @Slot()
    def _on_toggle(self) -> None:
        self.window_toggled.emit()

    @Slot(bool)
    def _on_freeze(self, is_frozen: bool) -> None:
        self.freeze_toggled.emit(is_frozen)

    @Slot()
    def _on_quit(self) -> None:
        self.quit_asked.emit()

    @Slot()
    def _on_message_clicked(self) -> None:
        self.message_clicked.emit()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.window_toggled.emit()

    @Slot()
    def _on_watch(self) -> None:
        self._look_for_host()
        if self._is_way_back and not self._has_host:
            self.host_lost.emit()


def meter_pixmap(size: int, ratio: float, severity: Severity | None = None) -> QPixmap:
    """Return a meter that is filled from the foot; its height speaks, its colours are legible on any panel.

    What fires stands over it as a shape: a triangle is a warning, an octagon is critical, a disc is information.
    """
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    frame = max(1, size // 16)
    box = QRectF(size * 0.19, frame / 2, size * 0.62, size - frame)
    inner = box.adjusted(frame * 1.5, frame * 1.5, -frame * 1.5, -frame * 1.5)
    painter.fillRect(box, QColor(0, 0, 0, 90))
    filled = max(ratio * inner.height(), 1.0)
    painter.fillRect(QRectF(inner.x(), inner.bottom() - filled, inner.width(), filled), QColor(theme.SERIES[0]))
    painter.setPen(QPen(QColor(FRAME), frame))
    painter.drawRect(box)
    if severity is not None:
        _paint_severity(painter, size, severity)
    painter.end()
    return pixmap


def _paint_severity(painter: QPainter, size: int, severity: Severity) -> None:
    side = size * _SHAPE_SHARE
    place = QRectF(size - side, size - side, side, side)
    shape = _shape(severity, place)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Nothing around it, so that it stands out from the meter.
    gap = max(1.0, size / 16)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setBrush(Qt.GlobalColor.black)
    painter.setPen(QPen(Qt.GlobalColor.black, 2 * gap))
    painter.drawPolygon(shape)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_SHAPE_COLOURS[severity]))
    painter.drawPolygon(shape)


def _shape(severity: Severity, place: QRectF) -> QPolygonF:
    if severity is Severity.WARNING:
        return QPolygonF([QPointF(place.center().x(), place.top()), place.bottomRight(), place.bottomLeft()])
    corners = 8 if severity is Severity.CRITICAL else 24
    middle, radius = place.center(), place.width() / 2
    turns = [(corner + 0.5) * 2 * math.pi / corners for corner in range(corners)]
    return QPolygonF([middle + QPointF(radius * math.cos(turn), radius * math.sin(turn)) for turn in turns])


def tooltip_text(snapshot: Snapshot) -> str:
    """Return CPU and memory, and the three processes that use most of the CPU. May hold markup: escape it."""
    busy, used = snapshot.host_value("host.cpu.busy_ratio"), snapshot.host_value("host.memory.used_ratio")
    lines = [
        text.translate("Tray", "CPU {cpu}, memory {memory}").format(
            cpu=text.ratio_text(busy) if busy == busy else text.UNKNOWN,
            memory=text.ratio_text(used) if used == used else text.UNKNOWN,
        )
    ]
    ratios = snapshot.columns["cpu_ratio"][snapshot.rows]
    cores = max(snapshot.host_value("host.cpu.core_count"), 1.0)
    for place in np.argsort(-np.fmax(ratios, 0.0), kind="stable")[:TOP_COUNT].tolist():
        # What would read "0.0 %" leads nothing.
        if ratios[place] / cores >= 0.0005:
            name = (snapshot.texts["name"][int(snapshot.rows[place])] or "")[:NAME_CAP]
            lines.append(f"{name} {text.ratio_text(ratios[place] / cores)}")
    return "\n".join(lines)


def harmless(text: str) -> str:
    """Return a text for places that may or may not obey markup: what could begin a tag or an entity is replaced."""
    return text.replace("<", "\u2039").replace(">", "\u203a").replace("&", "\uff06")
