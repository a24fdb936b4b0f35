"""Reads what belongs to one alert, beside the window: evidence, who was told, how often its rule fired lately."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.alerts import Alert, Alerts, Evidence
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.notices import Delivery
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation

# How often the same rule fired is told of so much time.
DAYS: Final = 14
_DAY_MS: Final = 86_400_000

ReadDeliveries = Callable[[int], Sequence[Delivery]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Details:
    """What belongs to an alert.

    Attributes:
        evidence: None while nothing was found yet.
        deliveries: who was told; None where that is not known.
        same_ms: when the same rule fired in the time up to it, about anything; this time included.
    """

    alert: Alert
    evidence: Evidence | None
    deliveries: Sequence[Delivery] | None
    same_ms: Sequence[int]


class _Read:
    """The work."""

    def __init__(self, opened: Callable[[], Alerts], alert: Alert, deliveries: ReadDeliveries | None) -> None:
        self._opened = opened
        self._alert = alert
        self._deliveries = deliveries

    def __call__(self, _errand: Errand) -> Details:
        alerts, alert = self._opened(), self._alert
        evidence = alerts.evidence(alert.id)
        since_ms = alert.fired_ms - DAYS * _DAY_MS
        same = [one.fired_ms for one in alerts.between(since_ms, alert.fired_ms) if one.rule_id == alert.rule_id]
        return Details(alert=alert, evidence=evidence, deliveries=self._told(alert.id), same_ms=same)

    def _told(self, id: int) -> Sequence[Delivery] | None:
        if self._deliveries is None:
            return None
        try:
            return self._deliveries(id)
        except ProcmonError:
            # What was found is worth more than who was told.
            return None


class EvidenceReading(QObject):
    """Belongs to one pane.

    Signals:
        read: `Details`, of the alert that was asked for last.
        failed: they can not be read; the sentence says why.
    """

    read = Signal(object)
    failed = Signal(str)

    def __init__(
        self, opened: Callable[[], Alerts], parent: QObject, *, deliveries: ReadDeliveries | None = None
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._deliveries = deliveries
        self._reading: Operation[Details] | None = None
        self._waiting: Alert | None = None

    @property
    def is_reading(self) -> bool:
        """Say whether something is being read."""
        return self._reading is not None and self._reading.is_running

    def ask(self, alert: Alert) -> None:
        """Read what belongs to an alert; while another is being read, only the newest wish is kept."""
        if self.is_reading:
            self._waiting = alert
            return
        work = _Read(self._opened, alert, self._deliveries)
        self._reading = Operation(work, owner=self, channel="details")
        self._reading.success(self._on_read).failure(self._on_failed).start()

    def _on_read(self, details: Details) -> None:
        self._reading = None
        if self._waiting is None:
            self.read.emit(details)
        self._go_on()

    def _on_failed(self, error: ProcmonError) -> None:
        self._reading = None
        if self._waiting is None:
            self.failed.emit(str(error))
        self._go_on()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.ask(waiting)
