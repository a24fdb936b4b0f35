"""F16: SIGKILL at any moment: all that was committed is there and equal, and the next start takes no second.

Also a recorder that stands still for a while, and two of them on one folder.
"""

import os
import random
import signal
import sys
from pathlib import Path

import pytest

from tests.faults.recorder import opened_after, past_of, recorders, shown_until
from tests.store.history.machines import START_MS, difference

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")
# Rounds lie so far apart that no beat of one is near to one of another.
APART = 100_000


@pytest.mark.parametrize(
    "rounds",
    [
        pytest.param(15, marks=pytest.mark.slow),
        pytest.param(200, marks=[pytest.mark.nightly, pytest.mark.timeout(1500)]),
    ],
)
def test_whenever_it_is_killed_all_that_was_committed_is_there_and_equal(tmp_path: Path, rounds: int) -> None:
    chance = random.Random(16)
    kept: list[tuple[int, int]] = []
    slowest_s = 0.0
    with recorders() as program:
        for number in range(1, rounds + 1):
            first = number * APART
            pid = program.start(tmp_path, first)
            if number % 3:
                program.wait_for("kept ")
            program.listen(chance.random() * 0.4)
            program.kill(pid)
            kept.append((first, program.kept_ms))
            if number % 2:
                # Cut off while it makes whole what the one before has left.
                pid = program.start(tmp_path, first + APART // 2)
                program.listen(chance.random() * 0.05)
                program.kill(pid)
            slowest_s = max(slowest_s, opened_after(tmp_path))

    shown = [one for first, kept_ms in kept for one in shown_until(first, kept_ms)]
    wanted = [*shown[::7], *(shown_until(first, kept_ms)[-1] for first, kept_ms in kept if kept_ms)]
    past = past_of(tmp_path, [one.at_ms for one in wanted])
    differing = [
        (one.at_ms, difference(one, then) if then is not None else "gone")
        for one, then in zip(wanted, past, strict=True)
        if then is None or difference(one, then)
    ]
    assert differing == []
    assert not list(tmp_path.glob("*damaged*"))
    assert sum(kept_ms > 0 for _, kept_ms in kept) >= rounds // 2
    assert slowest_s < 1


def test_a_recorder_that_stands_still_disturbs_no_reader_and_goes_on(tmp_path: Path) -> None:
    with recorders() as program:
        pid = program.start(tmp_path, APART)
        # Long enough for a chunk.
        while program.kept_ms < START_MS + (APART + 150) * 1000:
            program.listen(0.05)
        os.kill(pid, signal.SIGSTOP)
        program.listen(0.2)
        before_ms = program.kept_ms
        shown = shown_until(APART, before_ms)
        (past,) = past_of(tmp_path, [shown[10].at_ms])
        os.kill(pid, signal.SIGCONT)
        program.lines.clear()
        program.wait_for("kept ", 3)
        after_ms = program.kept_ms
        program.kill(pid)
    opened_after(tmp_path)

    assert past is not None
    assert difference(shown[10], past) == []
    assert after_ms > before_ms
    (last,) = past_of(tmp_path, [after_ms])
    assert last is not None
    assert difference(shown_until(APART, after_ms)[-1], last) == []


def test_of_two_recorders_the_second_says_so_and_takes_over_when_the_first_is_gone(tmp_path: Path) -> None:
    with recorders() as program:
        first = program.start(tmp_path, APART)
        program.wait_for("kept ")
        second = program.start(tmp_path, 2 * APART)
        told = program.wait_for("trouble ")
        program.kill(first)
        while program.kept_ms < START_MS + 2 * APART * 1000:
            program.listen(0.05)
        program.kill(second)
        kept_ms = program.kept_ms
    opened_after(tmp_path)

    assert told == f"trouble Another program records into {tmp_path} already"
    (last,) = past_of(tmp_path, [kept_ms])
    assert last is not None
    assert difference(shown_until(2 * APART, kept_ms)[-1], last) == []
