"""The thread behind the beat: what hangs is left behind, twice at most, and what fails takes nothing along."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.collectors.eye.figures import Figures
from procmon_gui.collectors.eye.filesystems import measure
from procmon_gui.collectors.eye.host import HostReader
from procmon_gui.collectors.eye.slow import SlowPart, Step
from tests.stopwatch import Stopwatch

RECORDED = Path(__file__).parents[2] / "recorded"
WAIT_S = 60.0


class Clock:
    """Monotonic seconds that the test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Hang:
    """A step that waits, as a dead server lets it wait, until it is let go."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.answer = threading.Event()

    def __call__(self) -> Figures:
        self.entered.release()
        assert self.answer.wait(WAIT_S)
        return {"late": {"": 1.0}}


@pytest.fixture
def hangs() -> Iterator[list[Hang]]:
    made = [Hang(), Hang(), Hang()]
    yield made
    for hang in made:
        hang.answer.set()


def _good() -> Figures:
    return {"good": {"": 7.0}}


def _until(part: SlowPart, passes: int) -> None:
    """Wait for the thread, which sleeps a millisecond between passes."""
    for _ in range(int(WAIT_S / 0.005)):
        if part.passes >= passes:
            return
        time.sleep(0.005)
    pytest.fail(f"the thread made {part.passes} passes, not {passes}")


def _revives(part: SlowPart) -> bool:
    for _ in range(int(WAIT_S / 0.005)):
        part.watch()
        if not part.is_stopped:
            return True
        time.sleep(0.005)
    return False


def test_a_step_that_fails_is_told_and_the_others_go_on() -> None:
    def broken() -> Figures:
        raise ZeroDivisionError("a driver gone mad")

    part = SlowPart(lambda: {"broken": broken, "good": _good})

    assert part.wait_for_pass(WAIT_S)
    part.close()

    assert part.figures == {"good": {"": 7.0}}
    assert part.failures == {"broken": "ZeroDivisionError: a driver gone mad"}


def test_a_list_that_can_not_be_made_is_told_and_made_again_later() -> None:
    refused = [OSError("no mounts")]

    def steps() -> dict[str, Step]:
        if refused:
            raise refused.pop()
        return {"good": _good}

    part = SlowPart(steps, every_s=0.001)

    _until(part, 2)
    part.close()

    assert part.figures == {"good": {"": 7.0}}
    assert part.failures == {}


def test_a_step_that_hangs_is_left_behind_and_another_thread_does_the_rest(hangs: list[Hang]) -> None:
    clock = Clock()
    hang = hangs[0]
    part = SlowPart(lambda: {"dead server": hang, "good": _good}, every_s=0.001, monotonic_s=clock)
    assert hang.entered.acquire(timeout=WAIT_S)
    part.watch()
    assert part.silent == set()

    clock.now_s += 3.1
    part.watch()

    assert part.silent == {"dead server"}
    _until(part, 3)
    assert part.figures == {"good": {"": 7.0}}
    assert part.abandoned_count == 1
    part.close()


def test_a_step_that_answers_at_last_is_asked_again(hangs: list[Hang]) -> None:
    clock = Clock()
    hang = hangs[0]
    part = SlowPart(lambda: {"dead server": hang, "good": _good}, every_s=0.001, monotonic_s=clock)
    assert hang.entered.acquire(timeout=WAIT_S)
    clock.now_s += 3.1
    part.watch()

    hang.answer.set()

    assert hang.entered.acquire(timeout=WAIT_S)  # the second time, by the thread that counts
    _until(part, part.passes + 2)
    assert part.silent == set()
    assert part.figures["late"] == {"": 1.0}
    part.close()


def test_no_more_than_two_threads_are_left_behind(hangs: list[Hang]) -> None:
    clock = Clock()
    steps: dict[str, Step] = {f"server {number}": hang for number, hang in enumerate(hangs)}
    part = SlowPart(lambda: steps, every_s=0.001, monotonic_s=clock)
    for hang in hangs[:2]:
        assert hang.entered.acquire(timeout=WAIT_S)
        clock.now_s += 3.1
        part.watch()

    for _ in range(5):
        clock.now_s += 3.1
        part.watch()

    assert part.is_stopped
    assert part.abandoned_count == 2
    assert not hangs[2].entered.acquire(timeout=0.05)  # nobody is left to ask the third server
    hangs[0].answer.set()
    assert _revives(part)
    for hang in hangs:
        hang.answer.set()
    part.close()


def test_a_dead_file_system_never_delays_a_beat_and_is_named(hangs: list[Hang]) -> None:
    """The recorded server has two NFS mounts; the first one does not answer."""

    def measured(point: str, _root: str) -> tuple[float, float, float] | None:
        if point == "/nfs/home":
            hangs[0]()
        return (3e9, 2e9, 5e8)

    reader = HostReader(
        str(RECORDED / "server-64"), ticks_per_s=100, first_wait_s=0.05, measure=measured, patience_s=0.1
    )
    reader.read()
    assert hangs[0].entered.acquire(timeout=WAIT_S)
    slowest_s = 0.0
    figures: Figures = {}
    for _ in range(int(WAIT_S / 0.02)):
        watch = Stopwatch()
        figures = reader.read()
        slowest_s = max(slowest_s, watch.took_s)
        if "filesystem.size_bytes" in figures:
            break
        time.sleep(0.02)
    notes = reader.notes()
    reader.close()

    assert figures["filesystem.size_bytes"] == {"/": 3e9, "/nfs/scratch": 3e9}
    assert slowest_s < 1.0
    assert ("silent", "No answer from the file system /nfs/home: its figures are left out until it answers.") in notes


def test_a_file_that_lies_over_a_file_is_no_file_system(tmp_path: Path) -> None:
    (tmp_path / "hosts").touch()

    assert measure("/hosts", str(tmp_path)) is None
    assert measure(str(tmp_path)) is not None
    with pytest.raises(FileNotFoundError):
        measure("/gone", str(tmp_path))
