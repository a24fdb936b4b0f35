"""What the status bar says of the program itself and of its workers."""

import os
from dataclasses import replace

from procmon_gui.domain.workers import Health, WorkerState
from procmon_gui.ui import status_words
from tests.ui.fakes import beat
from tests.ui.population import Person

MIB = 1024.0**2
FINE = (WorkerState("sampler", Health.OK), WorkerState("eye", Health.OK))


def test_the_cost_of_this_program_is_the_window_and_the_eye_together() -> None:
    ours = Person(serial=1, pid=os.getpid(), name="python", values={"cpu_ratio": 0.04, "rss_bytes": 90 * MIB})

    text, detail = status_words.own_cost(beat(1, people=[ours]))

    # 0.04 and 0.004 of one core, on four cores; 90 and 10 MiB.
    assert text == "This program: CPU 1.1 %, 100.0 MiB"
    assert "of one core: 4.4 %" in detail
    assert "Window 90.0 MiB, eye 10.0 MiB." in detail


def test_an_eye_that_does_not_tell_its_cost_does_not_hide_that_of_the_window() -> None:
    ours = Person(serial=1, pid=os.getpid(), values={"cpu_ratio": 0.04, "rss_bytes": 90 * MIB})
    snapshot = beat(1, people=[ours])
    silent = {key: value for key, value in snapshot.host.items() if not key.startswith("host.eye")}

    assert status_words.own_cost(replace(snapshot, host=silent))[0] == "This program: CPU 1.0 %, 90.0 MiB"


def test_while_all_is_well_the_interval_is_told() -> None:
    words = status_words.health(FINE, 0.5, 0)

    assert (words.text, words.icon_name, words.token) == ("Sampling every 0.5 s", "circle-check", "good")
    assert words.tooltip == "sampler: working\neye: working"


def test_the_worst_worker_speaks_for_all_with_its_own_words_in_the_tooltip() -> None:
    workers = (*FINE, WorkerState("history", Health.DEGRADED, "slow"), WorkerState("eye", Health.STALLED, "silent"))

    words = status_words.health(workers, 1.0, 7)

    assert (words.text, words.icon_name, words.token) == ("Eye is stalled", "triangle-alert", "warn")
    assert "history: with trouble (slow)" in words.tooltip
    assert "Beats missed since the start: 7" in words.tooltip


def test_a_worker_that_is_off_on_purpose_is_no_trouble() -> None:
    assert status_words.health((*FINE, WorkerState("remote", Health.OFF)), 1.0, 0).token == "good"


def test_unknown_memory_is_a_dash() -> None:
    assert status_words.memory(replace(beat(1), host={})) == "Memory – of –"


def test_one_process_is_not_worded_as_several() -> None:
    assert status_words.processes(beat(1, people=[Person(serial=1, pid=1)])) == ("1 process", "")
    assert status_words.processes(beat(1, people=[Person(serial=n, pid=n) for n in (1, 2)])) == ("2 processes", "")


def test_threads_of_the_kernel_are_no_processes_and_stand_in_the_tooltip() -> None:
    people = [Person(serial=n, pid=n, kernel_thread=n > 2) for n in (1, 2, 3, 4, 5)]

    assert status_words.processes(beat(1, people=people)) == ("2 processes", "3 kernel threads")
