"""A rule as a sentence, and the values that it judges."""

from dataclasses import replace

import pytest

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.alerts.words import condition_words, value_words
from procmon_gui.domain.rules import EACH_INSTANCE, Over, Rule, Severity, Side, Subject
from procmon_gui.domain.suspicion import SCORE
from tests.alerts.beats import BUSY, NAN, host_rule, rule


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (host_rule(warn=0.8, for_s=300), "CPU above 80 % for 5 min"),
        (host_rule(critical=0.975), "CPU above 97.5 %"),
        (host_rule(warn=0.8, critical=0.95), "CPU above 80 % (critical: 95 %)"),
        (host_rule(side=Side.BELOW, warn=0.1, over=Over.MOST, window_s=90), "CPU, most of 1.5 min below 10 %"),
        (rule(Subject.HOST, metric_id="host.disk.latency_s", instance=EACH_INSTANCE, warn=0.1),
         "Disk latency of each above 0.1 s"),
        (rule(Subject.HOST, metric_id="host.disk.read_bytes_per_s", instance="sda", warn=2**20),
         "Disk read/s of sda above 1 MiB/s"),
        (rule(Subject.PROGRAM, metric_id="rss_bytes", where="name = x", warn=2**31),
         "Memory of a program (name = x) above 2 GiB"),
        (rule(Subject.NOT_RUNNING, where="name = restic", for_s=86400), "Not running: name = restic for 1 d"),
        (rule(Subject.RESTARTS, where="name = x", warn=3, window_s=600),
         "A program started again more than 3 times within 10 min (name = x)"),
        (rule(Subject.FULL_IN, metric_id="host.filesystem.available_bytes", instance="/home", side=Side.BELOW,
              warn=7200), "/home full in less than 2 h"),
        (rule(Subject.ANOMALY, metric_id=BUSY, warn=0.5), "How unusual is: CPU above 50 %"),
        (rule(Subject.HOST, metric_id=SCORE, instance="*", warn=0.5), "How unusual a figure is above 0.5"),
        (rule(Subject.HOST, metric_id=SCORE, instance="load.1min", warn=1), "How unusual is: Load, 1 min above 1"),
        (rule(Subject.HEARTBEAT, warn=60), "Nothing seen or kept for 1 min"),
        (rule(Subject.HOST, metric_id="host.\x1b[2Jnonsense", warn=1), "host.\\x1b[2Jnonsense above 1"),
    ],
)  # fmt: skip
def test_a_rule_is_a_sentence(asked: Rule, words: str) -> None:
    assert condition_words(asked) == words


def test_one_severity_is_said_alone() -> None:
    asked = host_rule(warn=0.8, critical=0.95, for_s=60)

    assert condition_words(asked, Severity.CRITICAL) == "CPU above 95 % for 1 min"
    assert condition_words(asked, Severity.WARNING) == "CPU above 80 % for 1 min"


def test_a_value_has_its_unit() -> None:
    assert value_words(host_rule(warn=0.8), 0.934) == "93.4 %"
    assert value_words(host_rule(warn=0.8), 0.288814) == "28.9 %"
    assert value_words(rule(Subject.GROWTH, warn=60), 90) == "1.5 min"
    assert value_words(rule(Subject.NOT_RUNNING, where="x"), 0) == ""
    assert value_words(host_rule(warn=0.8), NAN) == ""


def test_another_language_is_spoken() -> None:
    class Shouting:
        def translated(self, context: str, text: str) -> str:
            return text.upper().replace("{WHAT}", "{what}").replace("{VALUE}", "{value}").replace(
                "{CONDITION}", "{condition}").replace("{TIME}", "{time}").replace("{METRIC}", "{metric}")  # fmt: skip

        def value(self, number: float, unit: object) -> str:
            return "VIEL"

        def duration(self, seconds: float) -> str:
            return "LANGE"

    assert condition_words(host_rule(warn=0.8, for_s=60), tongue=Shouting()) == "CPU ABOVE VIEL FOR LANGE"


def test_where_that_is_long_and_hostile_is_one_short_line() -> None:
    asked = rule(Subject.PROCESS, metric_id="cpu_ratio", where="name = 'a\r\nBcc: x'" + " or cpu > 1" * 500, warn=1)

    words = condition_words(asked)

    assert "\r" not in words
    assert "\n" not in words
    assert len(words) < 200


@pytest.mark.parametrize("asked", SHIPPED, ids=lambda one: one.id)
def test_every_shipped_rule_has_words_and_no_field_is_left(asked: Rule) -> None:
    words = condition_words(asked)

    assert words
    assert "{" not in words
    assert condition_words(replace(asked, title="other")) == words
