"""A rules file of a person, two rules that came with the program, and what a test asks of them."""

from collections.abc import Callable

from procmon_gui.domain.rules import (
    EACH_INSTANCE,
    Behaviour,
    Condition,
    Over,
    QuietHours,
    Rule,
    Side,
    Subject,
)
from procmon_gui.settings.rules_file import RulesFile

CPU = Rule(
    id="cpu-busy", title="The processor is busy", subject=Subject.HOST, metric_id="host.cpu.busy_ratio",
    condition=Condition(warn=0.9, critical=0.98, clear=0.8, for_s=600), is_shipped=True,
)  # fmt: skip
DISK = Rule(
    id="disk-full", title="A disk is full soon", subject=Subject.FULL_IN, instance=EACH_INSTANCE,
    metric_id="host.filesystem.available_bytes", condition=Condition(side=Side.BELOW, warn=86400.0), is_shipped=True,
)  # fmt: skip
SHIPPED = (CPU, DISK)
MINE = Rule(
    id="python-big", title="Python is big", subject=Subject.PROGRAM, metric_id="rss_bytes", where='name ~ "python"',
    condition=Condition(warn=2 * 2**30, for_s=300, over=Over.MEAN, window_s=60),
    behaviour=Behaviour(quiet=(QuietHours(22 * 60, 7 * 60),), channels=("ops-mail",), repeat_s=3600), why="It leaks.",
)  # fmt: skip
BY_HAND = """\
# what I watch
version = 1

[[rule]]
id = "cpu-busy"
enabled = false   # a build machine

[[rule]]  # the database
id = "postgres-gone"
title = "No postgres"
subject = "not-running"
where = 'name = postgres'
for = "30 s"        # a restart takes 10
severity = "critical"
note = "ask Anna"   # nobody knows this key

# the end
"""

Written = Callable[..., RulesFile]


def said(book: RulesFile) -> list[str]:
    return [f"{one.line}|{one.rule}|{one.where}|{one.words}" for one in book.rules().problems]


def rule(book: RulesFile, id: str) -> Rule:
    return next(one for one in book.rules().rules if one.id == id)
