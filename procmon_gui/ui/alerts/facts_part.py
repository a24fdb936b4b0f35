"""The facts of one alert, in two columns of pairs; in one where there is no room for two."""

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from procmon_gui.domain.alerts import Alert, Evidence
from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.notices import Delivery
from procmon_gui.ui import theme
from procmon_gui.ui.alerts import fact_words
from procmon_gui.ui.models import alert_words
from procmon_gui.ui.models.audit_words import told_text
from procmon_gui.ui.widgets.detail.pairs import LABEL_PX, Fact, Pairs

_GAP_PX: Final = 16


class FactsPart(QWidget):
    """Words what it is told; None of what is not known yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.right = Pairs(self), Pairs(self)
        for pairs, rows in (
            (self.left, (("rule", self.tr("Rule")), ("host", self.tr("Host")), ("lasted", self.tr("Lasted")),
                         ("kept", self.tr("Samples kept")))),
            (self.right, (("told", self.tr("Told")), ("seen", self.tr("Seen by")), ("same", self.tr("Same rule")),
                          ("hand", self.tr("Taken by hand")))),
        ):  # fmt: skip
            for id, label in rows:
                pairs.add(id, label)
        self._align()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP_PX)
        # What stands on the left is longer: the rule, and how long and how bad it was.
        self._row.addWidget(self.left, 5)
        self._row.addWidget(self.right, 4)

    def _align(self) -> None:
        """Let the values of both columns begin at the same distance from their labels, also where they are stacked."""
        labels = [label for pairs in (self.left, self.right) for label in pairs.findChildren(QLabel, "detail_label")]
        widest = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(max(theme.scaled(LABEL_PX), widest))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the desktop."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "left"):
            self._align()

    def stack(self, *, is_stacked: bool) -> None:
        """Stand below each other, or side by side."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_stacked else direction.LeftToRight)
        self._row.setSpacing(0 if is_stacked else _GAP_PX)

    def words(self, id: str) -> str:
        """Return what is said of a fact."""
        return (self.left if id in ("rule", "host", "lasted", "kept") else self.right).words(id)

    def show_alert(self, alert: Alert, condition: str) -> None:
        """Say what the alert itself tells, and from when on its rule fires."""
        self.left.say("rule", Fact(words=condition or alert_words.title_text(alert)))
        self.left.say("host", Fact(words=alert.host or self.tr("this machine")))
        self.show_age(alert)
        self.right.say("seen", Fact(words=fact_words.seen_text(alert)))

    def show_age(self, alert: Alert) -> None:
        """Say how long it has lasted."""
        self.left.say("lasted", Fact(words=alert_words.lasted_text(alert, _now_ms())))

    def show_evidence(self, evidence: Evidence | None) -> None:
        """Say how much was kept."""
        self.left.say("kept", Fact(words=fact_words.kept_text(evidence)) if evidence is not None else None)

    def show_told(self, alert: Alert, deliveries: Sequence[Delivery] | None, same_ms: Sequence[int]) -> None:
        """Say who was told, and how often the rule fired."""
        explained = "\n".join(f"{one.channel_id}: {one.words}" for one in deliveries or () if one.words)
        self.right.say("told", Fact(words=fact_words.told_text(alert, deliveries), explained=explained))
        self.right.say("same", Fact(words=fact_words.same_text(same_ms)))

    def show_by_hand(self, alert: Alert, entries: Sequence[AuditEntry] | None) -> None:
        """Say what was done to processes meanwhile; None where the reader may not see that, or it is not known."""
        if entries is None:
            self.right.say("hand", None)
            return
        done = fact_words.by_hand(alert, entries, _now_ms())
        said = [told_text(one) for one in reversed(done)]
        self.right.say("hand", Fact(words=fact_words.by_hand_text(said, len(done)), explained="\n".join(said)))

    def forget(self) -> None:
        """Show nothing of what was read of another alert."""
        self.left.say("kept", None)
        for id in ("told", "same", "hand"):
            self.right.say(id, None)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
