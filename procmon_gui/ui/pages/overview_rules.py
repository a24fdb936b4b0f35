"""Rules about what the charts of the Overview show: each begins with its metric and with what was seen of it."""

from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.rules import EACH_INSTANCE, Rule
from procmon_gui.ui.pages.overview_history import COLUMNS, GPU_LINES
from procmon_gui.ui.rules import rule_words
from procmon_gui.ui.rules.draft import rule_about_curve
from procmon_gui.ui.widgets.chart import Chart

_CARDS = "host.gpu.busy_ratio"


def rule_about_line(chart: Chart, column: str, instance: str = "") -> Rule:
    """Return the rule with which one about a line begins; `instance` is the device of which it is drawn.

    A line is a column of the history of the machine, or a metric where a chart shows one device.
    """
    metric_id = COLUMNS.get(column, column)
    if column in GPU_LINES:
        # Which card a line is may be another after the next start.
        metric_id, instance = _CARDS, EACH_INSTANCE
    title = rule_words.host_text(HOST_CATALOGUE.by_id[metric_id], instance)
    return rule_about_curve(metric_id, instance, title, chart.values_in_sight(column))
