"""From a rules file to rules: what people write is understood, and what is wrong with it is named."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.rules import (
    EACH_INSTANCE,
    Condition,
    Side,
    Subject,
)
from procmon_gui.settings.rules_reading import MOST_RULES, rules_of
from tests.settings.rules import BY_HAND, CPU, DISK, MINE, SHIPPED, Written, rule, said


def test_a_rule_with_the_name_of_a_shipped_one_changes_only_what_it_says(written: Written) -> None:
    book = written(BY_HAND)

    assert rule(book, "cpu-busy") == replace(CPU, is_enabled=False, is_shipped=False)
    assert rule(book, "disk-full") is DISK
    assert said(book) == ["15|postgres-gone|note|there is no such key"]


def test_values_are_written_as_people_write_them(written: Written) -> None:
    book = written("""
[[rule]]
id = "python-big"
title = "Python is big"
subject = "program"
metric = "mem"
where = 'name ~ "python"'
above = "2 GiB"
for = "5 min"
over = "mean"
window = "1 min"
quiet = ["22:00-07:00"]
channels = ["ops-mail"]
repeat = "1 h"
why = "It leaks."

[[rule]]
id = "swap"
metric = "host.swap.in_bytes_per_s"
above = "1 MiB/s"
critical = "16 MiB/s"
cooldown = "never"

[[rule]]
id = "battery"
metric = "battery.charge_ratio"
below = 0.2
clear = "30 %"
""")

    assert said(book) == []
    assert rule(book, "python-big") == MINE
    swap, battery = rule(book, "swap"), rule(book, "battery")
    assert (swap.subject, swap.condition.warn, swap.condition.critical) == (Subject.HOST, 2**20, 2**24)
    assert (swap.title, swap.behaviour.cooldown_s) == ("swap", 0.0)
    assert battery.condition == Condition(side=Side.BELOW, warn=0.2, clear=0.3)
    assert battery.instance == EACH_INSTANCE, "the machine as a whole has no charge"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('metric = "host.cpu.bsy_ratio"\nabove = 1',
         "4|x|metric|there is no metric 'host.cpu.bsy_ratio'; “host.cpu.busy_ratio” is close to it"),
        ('metric = "cpu"\nabove = "5 GB"',
         "5|x|above|the unit of '5 GB' does not fit cpu_ratio; expected a number with a unit, such as 50%, or a share, "
         "such as 0.5"),
        ('metric = "cpu"\nabov = "5 %"\nabove = "5 %"', "5|x|abov|there is no such key; “above” is one"),
        ('metric = "cpu"\nwhere = "usr = root"\nabove = 1',
         "5|x|where|Column 1: there is no field 'usr'; expected a field, such as user or user"),
        ('metric = "cpu"\nabove = 1\nbelow = 2', "6|x|below|it says the same as above; expected one of them"),
        ('metric = "cpu"\nabove = 1\nclear = 2',
         "6|x|clear|what ends it has to be below every threshold, or the same"),
        ('metric = "cpu"\nabove = 1\nfor = "a while"',
         "6|x|for|'while' can not stand here; expected a unit, such as s, min, h or d"),
        ('metric = "cpu"\nabove = 1\nquiet = ["22-7"]',
         "6|x|quiet|'22-7' can not stand here; expected a time of each day, such as 22:00-07:00"),
        ('metric = "cpu"\nabove = 1\nover = "mean"',
         "2|x|window|the mean is taken over some time, such as 1 min"),
        ('metric = "cpu"', '2|x|above|a threshold is needed, such as above = "80 %"'),
        ('subject = "not-runing"\nwhere = "name = x"', "4|x|subject|'not-runing' is not known; “not-running” is close "
         "to it"),
        ('subject = "not-running"', "2|x|where|it has to say which processes are missed, such as name = postgres"),
        ('metric = "cpu"\nabove = 1\nseverity = "critical"',
         "6|x|severity|what is critical has a threshold of its own: critical"),
        ('metric = "cpu"\nabove = true', "5|x|above|true can not stand here; expected a number with a unit, such as "
         "50%, or a share, such as 0.5"),
        ('metric = "cpu"\nabove = 80 %', '5|x||this line is no TOML, so the rule is not used; texts stand in quotes, '
         'such as above = "80 %"'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_rule_key_and_line_and_the_others_work(
    written: Written, lines: str, expected: str
) -> None:
    good = '[[rule]]\nid = "good"\nmetric = "cpu"\nabove = "50 %"\n'
    book = written(f'\n[[rule]]\nid = "x"\n{lines}\n\n{good}')
    if "or user" in expected:
        expected = expected.partition("; expected")[0]

    assert [one for one in said(book) if one.startswith(expected)] != [], said(book)
    assert rule(book, "good").condition.warn == 0.5
    assert [one.id for one in book.rules().rules if one.id in ("cpu-busy", "disk-full")] == ["cpu-busy", "disk-full"]


@pytest.mark.parametrize("rubbish", [b"\x00\xff" * 1000, b"not toml at all", b"[[rule\nid = 3", b"= = =\n" * 100])
def test_a_file_that_is_no_toml_leaves_the_shipped_rules_working_and_says_so(written: Written, rubbish: bytes) -> None:
    book = written(rubbish)

    assert book.rules().rules == SHIPPED
    assert any("the rules that came with the program count" in problem for problem in said(book))


def test_of_two_rules_of_one_name_the_first_counts(written: Written) -> None:
    one = '[[rule]]\nid = "x"\nmetric = "cpu"\nabove = "{} %"\n'

    book = written(one.format(10) + one.format(20))

    assert rule(book, "x").condition.warn == 0.1
    assert said(book) == ["6|x|id|there is a rule of this name already; the first one counts"]


def test_what_is_no_rule_is_named_and_left(written: Written) -> None:
    book = written('version = 2\n[rules]\na = 1\n[rule]\nid = "x"\n')

    assert [problem.split("|")[0] for problem in said(book)] == ["1", "2", "4"]
    assert "newer version" in said(book)[0]
    assert "[[rule]]" in said(book)[1]
    assert "two brackets" in said(book)[2]


@pytest.mark.parametrize(
    "text",
    [
        '[[rule]]\nid = "x"\n' * (MOST_RULES + 10),
        "a = " + "[" * 100_000,
        "[[rule]]\nwhere = '" + "(" * 4000 + "'\nmetric = 'cpu'\nabove = 1\nid = 'x'\n",
        "[[rule]]\nid = 'x'\nmetric = 'cpu'\nabove = '" + "9" * 100_000 + "'\n",
        "[[rule]]\nid = 'x'\nmetric = 'cpu'\nabove = 1" + "0" * 4000 + "\n",
        "[[rule]]\nid = 'x'\nmetric = 'cpu'\nabove = nan\n",
        "x\n" * 100_000,
        "[a]\n" * 15_000,
    ],
    ids=["many", "brackets", "deep filter", "long number", "large number", "nan", "lines", "headers"],
)
@pytest.mark.timeout(20)
def test_what_is_too_much_is_over_soon_and_the_shipped_rules_work(written: Written, text: str) -> None:
    book = written(text)

    assert book.rules().rules[:2] == SHIPPED
    assert book.rules().problems


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="ridule[]=\"'#\n 1.%{},", max_size=120) | st.binary(max_size=80))
def test_whatever_stands_in_a_file_the_shipped_rules_are_there(text: str | bytes) -> None:
    contents = rules_of(text if isinstance(text, bytes) else text.encode(), SHIPPED)

    assert contents.rules[:2] == SHIPPED
    assert all(problem.words for problem in contents.problems)
