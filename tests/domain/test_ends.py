"""How a process ended that the snapshot before still shows."""

import math
from dataclasses import replace

import numpy as np
import pytest

from procmon_gui.domain.ends import End, as_ended, as_left, end_told
from procmon_gui.domain.exit_status import signal_name, status_word
from procmon_gui.domain.snapshot import Snapshot
from tests.domain.readings import reading
from tests.ui.population import Person, snapshot_of


def _snapshot(sequence: int, status: float) -> Snapshot:
    found = snapshot_of([Person(serial=1, pid=1)])
    column = np.full(len(found.serials), math.nan)
    column[0] = status
    ends = {"exit_status": column, "ended_at_utc": column}
    return replace(found, sequence=sequence, columns={**found.columns, **ends})


def test_the_very_next_beat_tells_how_a_process_ended() -> None:
    left = as_left(_snapshot(4, math.nan), _snapshot(5, -9))

    assert left.columns["exit_status"][0] == -9


def test_a_later_beat_speaks_of_somebody_else() -> None:
    assert math.isnan(as_left(_snapshot(4, math.nan), _snapshot(6, -9)).columns["exit_status"][0])


def test_a_moment_of_the_past_says_how_those_ended_who_are_in_it() -> None:
    past = snapshot_of([Person(serial=1, pid=1), Person(serial=2, pid=2)])
    told = as_ended(past, {2: End(900, -9, 850), 3: End(9, 0, 8)})

    assert told.columns["exit_status"].tolist() == pytest.approx([math.nan, -9], nan_ok=True)
    assert told.columns["ended_at_utc"][1] == 0.85


def test_an_end_that_nobody_told_is_when_it_was_missed_and_nothing_else() -> None:
    told = reading(serials=(-1, -1), exit_status=(3, math.nan), ended_at_utc=(4, math.nan))

    assert end_told(told, 0, 5000) == End(5000, 3, 4000)
    assert end_told(told, 1, 5000) == end_told(told, 7, 5000) == End(5000)


def test_a_status_is_a_number_or_the_name_of_a_signal() -> None:
    assert [status_word(status) for status in (0.0, 3.0, -9.0, -11.0)] == ["0", "3", "SIGKILL", "SIGSEGV"]
    assert signal_name(36) == "SIGRTMIN+2"
    assert signal_name(999) == "signal 999"
