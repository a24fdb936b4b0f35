"""What is unusual, what is not, and what nobody can know yet."""

import math
from dataclasses import replace

import pytest

from procmon_gui.anomaly.programs import MOST_PROGRAMS
from procmon_gui.anomaly.suspicion import Suspicion
from procmon_gui.anomaly.tuning import Tuning
from procmon_gui.domain.suspicion import Scores
from tests.anomaly.beats import Machine, Process

LOAD = ("host.load.1min", "")
HUNGRY = Process("cruncher", cpu_ratio=0.2, rss_bytes=200e6)


def play(suspicion: Suspicion, machine: Machine, minutes: float, load: float = 1.0, *who: Process) -> Scores:
    """Return the scores of the last beat of some time."""
    scores = Scores()
    for snapshot in machine.even(minutes, load, who):
        scores = suspicion.beat(snapshot)
    return scores


def worst(suspicion: Suspicion, machine: Machine, minutes: float, load: float = 1.0, *who: Process) -> float:
    """Return the worst score of the load in some time."""
    return max(suspicion.beat(snapshot).host.get(LOAD, 0.0) for snapshot in machine.even(minutes, load, who))


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def learned(machine: Machine) -> Suspicion:
    """Return what has learned an even machine."""
    suspicion = Suspicion()
    play(suspicion, machine, 150, 1.0, HUNGRY)
    return suspicion


def test_while_it_learns_it_judges_nothing_and_says_how_long_that_lasts(machine: Machine) -> None:
    suspicion = Suspicion(Tuning(learning_min=120))

    first = suspicion.beat(machine.beat({"load.1min": {"": 1.0}}))
    later = play(suspicion, machine, 30, 1.0, HUNGRY)

    assert first.learning_left_s == 120 * 60
    assert later.learning_left_s == pytest.approx(90 * 60, abs=120)
    assert (later.host, later.programs) == ({}, {})
    assert math.isnan(later.rate)
    normal = suspicion.normal(*LOAD)
    assert (normal.least, normal.middle, normal.most) == (None, None, None)
    assert normal.learning_left_s == pytest.approx(90 * 60, abs=120)


def test_an_even_machine_is_as_usual_once_that_is_learned(learned: Suspicion, machine: Machine) -> None:
    scores = play(learned, machine, 60, 1.0, HUNGRY)

    assert scores.learning_left_s == 0.0
    assert scores.host[LOAD] < 0.5
    assert scores.rate == 0.0


def test_a_load_that_jumps_is_unusual_within_two_minutes(learned: Suspicion, machine: Machine) -> None:
    scores = play(learned, machine, 2, 8.0, HUNGRY)

    assert scores.host[LOAD] >= 0.5
    assert scores.rate > 0


def test_a_load_that_falls_to_nothing_is_unusual_too(machine: Machine) -> None:
    suspicion = Suspicion()
    play(suspicion, machine, 150, 8.0)

    assert worst(suspicion, machine, 15, 0.0) >= 0.5


def test_a_load_that_grows_slowly_is_unusual_before_long(learned: Suspicion, machine: Machine) -> None:
    found = [worst(learned, machine, 5, 1.0 + step * 0.4) for step in range(18)]

    assert max(found) >= 0.5


def test_what_is_unusual_again_and_again_becomes_usual(learned: Suspicion, machine: Machine) -> None:
    found = []
    for _ in range(40):
        found.append(worst(learned, machine, 3, 6.0, HUNGRY))
        play(learned, machine, 12, 1.0, HUNGRY)

    assert found[0] >= 0.5
    assert max(found[-10:]) < 0.5


def test_a_program_that_uses_far_more_than_it_does_is_named(learned: Suspicion, machine: Machine) -> None:
    mad = Process("cruncher", cpu_ratio=1.0, rss_bytes=2e9)
    scores = play(learned, machine, 2, 1.0, mad)

    assert scores.programs["cruncher", "", "cpu_ratio"] >= 0.5
    assert scores.programs["cruncher", "", "rss_bytes"] >= 0.5


def test_the_processes_of_a_program_count_together(machine: Machine) -> None:
    suspicion = Suspicion()
    twins = [Process("twin", cpu_ratio=0.5, serial=serial) for serial in (11, 12)]
    play(suspicion, machine, 150, 1.0, *twins)

    normal = suspicion.normal_of_program("twin", "", "cpu_ratio")
    assert normal.least is not None
    assert normal.middle is not None
    assert normal.most is not None
    assert normal.least < normal.middle < normal.most
    assert normal.middle == pytest.approx(1.0, rel=0.05)


def test_what_is_usual_now_is_told_in_the_unit_of_the_metric(learned: Suspicion) -> None:
    normal = learned.normal(*LOAD)

    assert normal.least is not None
    assert normal.most is not None
    assert 0.85 < normal.least < 1.0 < normal.most < 1.15
    assert normal.learning_left_s == 0.0


def test_a_program_that_nobody_knows_is_learned_first(learned: Suspicion) -> None:
    normal = learned.normal_of_program("stranger", "/bin/stranger", "cpu_ratio")

    assert normal.middle is None
    assert normal.learning_left_s > 0


def test_unknown_is_neither_usual_nor_unusual(learned: Suspicion, machine: Machine) -> None:
    scores = Scores()
    for _ in range(30):
        scores = learned.beat(machine.beat({"load.1min": {"": math.nan}}, [HUNGRY]))

    assert LOAD not in scores.host


def test_after_a_sleep_it_looks_again_before_it_judges_and_learns_nothing_of_the_night(
    learned: Suspicion, machine: Machine
) -> None:
    before = learned.normal(*LOAD)
    machine.sleep(8 * 3600)

    scores = learned.beat(machine.beat({"load.1min": {"": 50.0}}, [HUNGRY]))
    assert LOAD not in scores.host
    assert worst(learned, machine, 5, 1.0, HUNGRY) < 0.5
    assert learned.normal(*LOAD).middle == pytest.approx(before.middle, rel=0.05)


def test_what_a_machine_does_as_it_wakes_up_is_not_joined_to_what_it_did_before(
    learned: Suspicion, machine: Machine
) -> None:
    """The clock of beats stands still in a sleep: only `suspended_ns` tells of it."""
    awake = machine.beat({"load.1min": {"": 1.0}}, [HUNGRY])
    assert LOAD in learned.beat(awake).host

    woken = replace(machine.beat({"load.1min": {"": 9.0}}, [HUNGRY]), suspended_ns=3600 * 10**9)
    assert LOAD not in learned.beat(woken).host


def test_what_was_learned_goes_on_after_a_restart_with_the_same_machine(learned: Suspicion, machine: Machine) -> None:
    reborn = Suspicion()
    reborn.restore(learned.state())
    machine.restart()

    scores = play(reborn, machine, 10, 1.0, HUNGRY)
    assert scores.learning_left_s == 0.0
    assert scores.host[LOAD] < 0.5
    assert reborn.normal_of_program("cruncher", "", "cpu_ratio").middle == pytest.approx(0.2, rel=0.1)
    assert play(reborn, machine, 2, 8.0, HUNGRY).host[LOAD] >= 0.5


def test_a_program_that_takes_the_place_of_another_is_learned_anew(machine: Machine) -> None:
    suspicion = Suspicion(Tuning(learning_min=60))
    crowd = [Process(f"one-{number}", serial=number + 1) for number in range(MOST_PROGRAMS)]
    play(suspicion, machine, 65, 1.0, *crowd)
    assert suspicion.normal_of_program("one-7", "", "cpu_ratio").middle is not None

    # 601 beats without them: their places are free.
    play(suspicion, machine, 101, 1.0)
    play(suspicion, machine, 3, 1.0, *[Process(f"two-{number}", serial=1000 + number) for number in range(20)])

    assert suspicion.normal_of_program("two-7", "", "cpu_ratio").middle is None
    assert suspicion.normal_of_program("one-7", "", "cpu_ratio").middle is None


def test_more_programs_than_there_is_room_for_do_not_push_out_those_that_run(machine: Machine) -> None:
    suspicion = Suspicion(Tuning(learning_min=60))
    crowd = [Process(f"one-{number}", serial=number + 1) for number in range(MOST_PROGRAMS)]
    play(suspicion, machine, 62, 1.0, *crowd)

    late = [Process(f"late-{number}", serial=1000 + number) for number in range(50)]
    scores = play(suspicion, machine, 20, 1.0, *crowd, *late)

    assert {name for name, _, _ in scores.programs} == {process.name for process in crowd}


def test_interfaces_that_come_and_go_do_not_use_up_the_room(machine: Machine) -> None:
    """Each container has an interface with a name that was never there before."""
    suspicion = Suspicion(Tuning(learning_min=60))
    for number in range(700):
        host = {
            "load.1min": {"": 1.0},
            "sensor.temperature_c": {f"old-{number // 10}-{place}": 40.0 for place in range(10)},
        }
        suspicion.beat(machine.beat(host))
    for _ in range(700):
        suspicion.beat(machine.beat({"load.1min": {"": 1.0}, "sensor.temperature_c": {"new": 50.0}}))

    assert suspicion.normal("host.sensor.temperature_c", "new").middle == pytest.approx(50.0, rel=0.01)
    assert suspicion.normal(*LOAD).middle == pytest.approx(1.0, rel=0.01)
    assert suspicion.normal("host.sensor.temperature_c", "old-0-0").middle is None
    again = Suspicion(Tuning(learning_min=60))
    again.restore(suspicion.state())
    assert again.normal("host.sensor.temperature_c", "new").middle == pytest.approx(50.0, rel=0.01)


def test_a_program_for_which_there_was_no_room_is_watched_when_there_is(machine: Machine) -> None:
    suspicion = Suspicion(Tuning(learning_min=30))
    crowd = [Process(f"one-{number}", serial=number + 1) for number in range(MOST_PROGRAMS)]
    late = Process("late", serial=5000)
    play(suspicion, machine, 5, 1.0, *crowd, late)
    # 600 beats later the crowd is forgotten, and 600 later the list is looked through again.
    play(suspicion, machine, 240, 1.0, late)

    assert suspicion.normal_of_program("late", "", "cpu_ratio").middle == pytest.approx(0.1, rel=0.1)
