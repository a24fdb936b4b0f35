"""What doctor says of the history: how it is, and what is missing or damaged."""

from dataclasses import replace

import pytest

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.history import Forwarding, Gap, Pace, Span
from procmon_gui.store.history.checkup import Checkup
from procmon_gui.store.history.progress import Progress
from procmon_gui.terminal.facts import Fact, Level
from procmon_gui.terminal.history_facts import history_facts, recorder_facts, server_facts

BEGIN_MS = 1_764_000_000_000
WELL = Checkup(
    path="/data/history.sqlite",
    revision="0001",
    size_bytes=3 * 1024**2,
    free_bytes=5 * 1024**3,
    has_ballast=True,
    is_recording=True,
    span=Span(from_ms=BEGIN_MS, to_ms=BEGIN_MS + 3_600_000),
    run_count=2,
    cut_off_count=0,
    lost_beats=0,
    chunk_count=60,
    beat_count=3600,
    damaged_chunks=0,
    damaged_texts=0,
    damaged_pieces=0,
    gaps=(),
    warnings=(),
)


def told(checkup: Checkup | None) -> dict[str, Fact]:
    return {fact.id: fact for fact in history_facts(lambda: checkup)}


def test_a_history_that_is_well_is_told_in_plain_words() -> None:
    facts = told(WELL)

    assert {fact.level for fact in facts.values()} == {Level.OK}
    assert facts["beats"].text == "3600, from 2025-11-24 16:00:00 to 2025-11-24 17:00:00 UTC"
    assert facts["size_bytes"].text == "3.0 MiB; 5.0 GiB are free beside it"
    assert facts["recording"].text == "somebody records into it now"


def test_what_is_lost_damaged_or_missing_is_marked() -> None:
    gaps = [Gap(from_ms=BEGIN_MS + 60_000 * place, to_ms=BEGIN_MS + 60_000 * place + 9_000) for place in range(5)]
    facts = told(replace(WELL, cut_off_count=1, lost_beats=7, damaged_chunks=2, gaps=gaps))

    assert facts["runs"].text == "2, 1 of them were cut off"
    assert (facts["lost_beats"].text, facts["lost_beats"].level) == ("7 could not be kept", Level.LIMITED)
    assert facts["damaged"].text == "chunks: 2; each is a gap, the rest is whole"
    assert facts["gaps"].text.startswith("5, the last of them: 2025-11-24 16:02:00 to 2025-11-24 16:02:09; ")


def test_the_minutes_that_are_kept_and_those_that_are_damaged_are_told() -> None:
    facts = told(replace(WELL, minutes_span=Span(from_ms=BEGIN_MS - 86_400_000, to_ms=BEGIN_MS), damaged_hours=3))

    assert facts["minutes_from_ms"].text == "of every process, from 2025-11-23 16:00:00 to 2025-11-24 16:00:00 UTC"
    assert facts["damaged"].text == "hours of minutes: 3; each is a gap, the rest is whole"
    assert facts["damaged"].level is Level.LIMITED


def test_what_is_written_a_day_is_told_and_what_is_done_to_stay_below_a_limit() -> None:
    at_ease = told(replace(WELL, pace=Pace(bytes_a_day=38.0 * 1024**2)))
    held = told(replace(WELL, pace=Pace(bytes_a_day=9e7, most_bytes_a_day=100 * 1024**2, kept_every=2)))

    assert at_ease["written_bytes_a_day"].text.startswith("about 38.0 MiB a day")
    assert "kept_every" not in at_ease
    assert held["kept_every"].text == "one sample of 2, to stay below 100.0 MiB a day"
    assert held["kept_every"].level is Level.LIMITED
    assert "written_bytes_a_day" not in told(WELL)


def test_nothing_recorded_is_no_fault() -> None:
    assert told(None)["beats"].level is Level.OK


def test_a_history_of_an_older_form_is_well_and_nothing_is_said_of_what_was_not_read() -> None:
    facts = told(replace(WELL, revision="0003", is_older=True, span=None, beat_count=0))

    assert {fact.level for fact in facts.values()} == {Level.OK}
    assert facts["revision"].text == "0003, brought up to date at the next start"
    assert set(facts) == {"path", "revision", "size_bytes", "recording"}


def test_a_history_that_can_not_be_read_is_broken() -> None:
    def fails() -> Checkup:
        raise Unavailable("The history can not be read: disk I/O error")

    (fact,) = history_facts(fails)

    assert fact.level is Level.BROKEN
    assert "disk I/O error" in fact.text


def test_the_copy_on_a_server_is_told_with_what_is_not_there_yet() -> None:
    def wrong() -> Forwarding:
        raise WrongInput("The address can not be read")

    there = server_facts(lambda: Forwarding(server="db on host", is_connected=True, waiting_count=3))
    away = server_facts(lambda: Forwarding(server="db on host", trouble="The history is not copied to db: refused"))

    assert there[0].text == "db on host answers; 3 minutes of this history are not there yet"
    assert (away[0].text, away[0].level) == ("The history is not copied to db: refused", Level.LIMITED)
    assert server_facts(lambda: None) == []
    assert server_facts(wrong)[0].level is Level.LIMITED


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_history_has_no_time(count: int) -> None:
    assert told(replace(WELL, span=None, beat_count=0, run_count=count))["beats"].text == "none yet"


RECORDS = Progress(is_recording=True, newest_ms=BEGIN_MS, kept_every=1)


def told_of_recorder(found: Progress, *, age_s: float = 5.0) -> list[tuple[str, Level]]:
    facts = recorder_facts(lambda: (found, 41.0), BEGIN_MS + round(age_s * 1000))
    return [(fact.text, fact.level) for fact in facts]


def test_a_recorder_that_writes_is_well() -> None:
    assert told_of_recorder(RECORDS) == [("somebody records", Level.OK), ("is 5 s old", Level.OK)]


def test_a_recorder_that_is_there_and_writes_nothing_is_broken() -> None:
    """The disk is full, or the eye is blind: both end in this."""
    late = "is 300 s old; it should be less than 41 s: none came since, or none could be written"

    assert told_of_recorder(RECORDS, age_s=300) == [("somebody records", Level.OK), (late, Level.BROKEN)]


def test_a_recorder_that_is_away_is_broken_though_what_it_left_is_new() -> None:
    found = told_of_recorder(replace(RECORDS, is_recording=False))

    assert found == [("nobody records", Level.BROKEN), ("is 5 s old", Level.OK)]


def test_a_recorder_that_never_wrote_is_broken() -> None:
    assert told_of_recorder(replace(RECORDS, newest_ms=None))[1] == ("none is on the disk yet", Level.BROKEN)


def test_who_may_not_look_for_the_recorder_judges_by_what_is_on_the_disk() -> None:
    found = told_of_recorder(replace(RECORDS, is_recording=None))

    assert found == [("it can not be found out here who records", Level.LIMITED), ("is 5 s old", Level.OK)]


def test_a_clock_that_was_set_back_makes_no_sample_late() -> None:
    assert told_of_recorder(RECORDS, age_s=-7200)[1] == ("is 0 s old", Level.OK)


def test_where_there_is_no_history_nobody_records() -> None:
    def fails() -> tuple[Progress, float]:
        raise Unavailable("There is no history at /data/history.sqlite")

    (fact,) = recorder_facts(fails, BEGIN_MS)

    assert (fact.level, fact.text) == (Level.BROKEN, "There is no history at /data/history.sqlite")
