"""What a person says of alerts: seen, with or without a note; and that a rule should tell nobody for a while.

Who may do that is asked first, as everywhere; what keeps alerts asks again.
"""

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.alerts import Alert
from procmon_gui.ui import moment_words, theme
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.leave import with_leave

if TYPE_CHECKING:
    from procmon_gui.ui.alerts.note_dialog import NoteDialog

HOUR_MS: Final = 3_600_000
_SPANS_MS: Final = (HOUR_MS, 8 * HOUR_MS, 7 * 24 * HOUR_MS)
_MORNING_HOUR: Final = 8


class Judging(QObject):
    """Stands between one widget and the list."""

    def __init__(self, alerts: AlertList, widget: QWidget) -> None:
        super().__init__(widget)
        self._alerts = alerts
        self._widget = widget
        self._dialog: NoteDialog | None = None
        self._rule_id = ""

    # ---- seen

    def acknowledge(self, *ids: int, note: str = "") -> None:
        """Say that somebody has seen them."""
        with_leave(Permission.JUDGE, self._widget, partial(self._alerts.acknowledge, ids, note))

    def acknowledge_with_note(self, alert: Alert) -> None:
        """Let the reader say something to it."""
        with_leave(Permission.JUDGE, self._widget, partial(self._ask_for_note, alert))

    def _ask_for_note(self, alert: Alert) -> None:
        if self._dialog is None:
            from procmon_gui.ui.alerts.note_dialog import NoteDialog

            self._dialog = NoteDialog(self._widget.window())
            self._dialog.note_given.connect(self._on_note)
        self._dialog.ask_about(alert)

    @Slot(object, str)
    def _on_note(self, id: int, note: str) -> None:
        self._alerts.acknowledge((id,), note)

    # ---- muted

    def mute(self, rule_id: str, until_ms: int) -> None:
        """Let a rule tell nobody until a time; one in the past lets it tell again."""
        with_leave(Permission.JUDGE, self._widget, partial(self._alerts.mute, rule_id, until_ms))

    def mute_for_an_hour(self, rule_id: str) -> None:
        """Let a rule tell nobody for an hour."""
        self.mute(rule_id, _now_ms() + HOUR_MS)

    def fill_menu(self, menu: QMenu, rule_id: str) -> None:
        """Offer how long a rule may be silent, or to let it tell again."""
        self._rule_id = rule_id
        menu.clear()
        for span_ms in _SPANS_MS[:2]:
            words = self.tr("For {span}").format(span=moment_words.span_text(span_ms))
            self._entry(menu, words, _now_ms() + span_ms)
        morning_ms = next_morning_ms(_now_ms())
        self._entry(
            menu, self.tr("Until tomorrow {time}").format(time=moment_words.clock_text(morning_ms, has_seconds=False)),
            morning_ms,
        )  # fmt: skip
        words = self.tr("For {span}").format(span=moment_words.span_text(_SPANS_MS[2]))
        self._entry(menu, words, _now_ms() + _SPANS_MS[2])
        mute = self._alerts.mute_of(rule_id)
        if mute is not None:
            menu.addSeparator()
            until = moment_words.moment_text(mute.until_ms, has_seconds=False)
            self._entry(menu, self.tr("Tell again, not only from {time} on").format(time=until), 0, "bell")

    def _entry(self, menu: QMenu, words: str, until_ms: int, icon_name: str = "bell-off") -> None:
        action = QAction(theme.icon(icon_name), words, menu)
        action.setData(until_ms)
        action.triggered.connect(self._on_mute)
        menu.addAction(action)

    @Slot()
    def _on_mute(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.mute(self._rule_id, int(action.data()))


def next_morning_ms(now_ms: int) -> int:
    """Return when it is morning on the day after a moment, by the reader's clock."""
    day = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone() + timedelta(days=1)
    # Of the day alone: in a night in which clocks are put forward or back, the offset of now is not that of tomorrow.
    return round(datetime(day.year, day.month, day.day, _MORNING_HOUR).astimezone().timestamp() * 1000)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
