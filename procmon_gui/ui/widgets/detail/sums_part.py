"""What stands in the detail while several processes are selected: how many, and what they use together."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.ui import text
from procmon_gui.ui.widgets.detail.pairs import Fact, Pairs
from procmon_gui.ui.widgets.detail.subject import Sums

_T = QT_TRANSLATE_NOOP
_ROWS: Final = (
    ("cpu_ratio", _T("Detail", "CPU")),
    ("rss_bytes", _T("Detail", "Memory")),
    ("threads", _T("Detail", "Threads")),
    ("disk_read_bytes_per_s", _T("Detail", "Disk read/s")),
    ("disk_write_bytes_per_s", _T("Detail", "Disk write/s")),
    ("tcp_received_bytes_per_s", _T("Detail", "TCP in/s")),
    ("tcp_sent_bytes_per_s", _T("Detail", "TCP out/s")),
)


class SumsPart(QWidget):
    """Sums in pairs; memory that is shared among them counts for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail_tab")
        self.pairs = Pairs(self)
        for metric_id, label in _ROWS:
            self.pairs.add(metric_id, QCoreApplication.translate("Detail", label))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.pairs)
        column.addStretch(1)

    def show_sums(self, sums: Sums, cpu_factor: float) -> None:
        """Show what they use now; `cpu_factor` makes the share of CPU one of the chosen basis."""
        for metric_id, _label in _ROWS:
            metric = PROCESS_CATALOGUE.by_id[metric_id]
            value = sums.values[metric_id] * (cpu_factor if metric_id == "cpu_ratio" else 1.0)
            explained = ""
            if metric_id == "rss_bytes":
                explained = self.tr("Resident memory; what they share is counted for each of them.")
            if value != value:
                self.pairs.say(metric_id, Fact(words=text.UNKNOWN, token="zero", explained=self.tr("Not known.")))
            else:
                self.pairs.say(metric_id, Fact(words=text.value_text(metric, value), explained=explained))
