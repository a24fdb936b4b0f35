"""What doctor says of failures that were kept."""

from dataclasses import replace

from procmon_gui.domain.crashes import CrashKind, CrashReport
from procmon_gui.terminal.crash_facts import crash_facts
from procmon_gui.terminal.facts import Level

DIED = CrashReport(name="a", kind=CrashKind.DIED, at_s=1_700_000_000, is_new=True, what="Segmentation fault")
WENT_ON = CrashReport(name="b", kind=CrashKind.WENT_ON, at_s=1_700_000_100, is_new=True, what="KeyError: 'x'")


def test_where_nothing_failed_it_says_so() -> None:
    (fact,) = crash_facts([], "/state/crashes")

    assert (fact.text, fact.value, fact.level) == ("none are kept", 0, Level.OK)


def test_an_end_that_nobody_was_told_of_is_marked_with_when_what_and_where() -> None:
    ends, others, place = crash_facts([WENT_ON, DIED], "/state/crashes")

    assert ends.text == "1, the newest at 2023-11-14T22:13:20.000Z: Segmentation fault"
    assert (ends.value, ends.level) == (1, Level.LIMITED)
    assert others.value == 1
    assert place.value == "/state/crashes"


def test_what_was_told_in_a_window_and_what_went_on_is_no_cause_for_alarm() -> None:
    assert [fact.level for fact in crash_facts([WENT_ON, replace(DIED, is_new=False)], "/x")] == [Level.OK] * 3
    assert [fact.level for fact in crash_facts([WENT_ON], "/x")] == [Level.OK] * 3
