"""What a recording may write a day: told from the last stretch, and held by keeping fewer beats."""

import pytest

from procmon_gui.domain.history import Pace
from procmon_gui.store.history.budget import STEPS, Budget

MIB = 1024**2
DAY_S = 86_400
COMMIT_S = 10


class Disk:
    """A recorder whose writing goes down with the beats that it keeps, on a clock of its own."""

    def __init__(self, bytes_a_day: float, most_bytes_a_day: int, *, fixed_bytes_a_day: float = 0.0) -> None:
        self.budget = Budget()
        self.bytes_a_day = bytes_a_day
        self.most_bytes_a_day = most_bytes_a_day
        self._fixed_bytes_a_day = fixed_bytes_a_day
        self._at_s = 1000.0
        self._written = 0.0
        self.steps: list[int] = []

    def go_on(self, for_s: float) -> Pace:
        """Commit for a time; return what is known at its end."""
        for _ in range(int(for_s / COMMIT_S)):
            a_day = self.bytes_a_day / self.budget.kept_every + self._fixed_bytes_a_day
            self._written += a_day * COMMIT_S / DAY_S
            self._at_s += COMMIT_S
            self.budget.note(self._at_s, round(self._written), self.most_bytes_a_day)
            if not self.steps or self.steps[-1] != self.budget.kept_every:
                self.steps.append(self.budget.kept_every)
        return self.budget.pace()


def test_what_a_day_comes_to_is_told_after_ten_minutes_and_not_from_the_cost_of_the_start() -> None:
    budget = Budget()
    budget.note(0.0, 50 * MIB, 0)  # what the first commit wrote says nothing of a day
    budget.note(590.0, 50 * MIB + 1000, 0)
    too_early = budget.pace()
    budget.note(600.0, 50 * MIB + 2000, 0)

    assert too_early == Pace()
    assert budget.pace() == Pace(bytes_a_day=2000 / 600 * DAY_S)


def test_only_the_last_hour_tells() -> None:
    disk = Disk(500 * MIB, 0)
    disk.go_on(3 * 3600)
    disk.bytes_a_day = 40 * MIB
    pace = disk.go_on(3600)

    assert pace.bytes_a_day == pytest.approx(40 * MIB, rel=0.01)


def test_without_a_limit_every_beat_is_kept() -> None:
    disk = Disk(10_000 * MIB, 0)

    assert disk.go_on(DAY_S).kept_every == 1


@pytest.mark.parametrize(("a_day", "kept_every"), [(90, 1), (150, 2), (290, 3), (480, 5), (900, 10)])
def test_too_much_a_day_is_answered_with_the_step_that_is_enough(a_day: int, kept_every: int) -> None:
    disk = Disk(a_day * MIB, 100 * MIB)
    before = disk.go_on(590)
    pace = disk.go_on(120)

    assert before.kept_every == 1
    assert pace.kept_every == kept_every
    assert disk.go_on(DAY_S).kept_every == kept_every
    assert pace.most_bytes_a_day == 100 * MIB


def test_what_does_not_get_less_with_the_beats_leads_to_fewer_and_fewer_and_no_further() -> None:
    disk = Disk(100 * MIB, 100 * MIB, fixed_bytes_a_day=95 * MIB)
    pace = disk.go_on(DAY_S)

    assert disk.steps == list(STEPS)
    assert pace.bytes_a_day == pytest.approx(105 * MIB, rel=0.01)


def test_when_little_is_written_again_more_beats_are_kept_and_it_does_not_go_to_and_fro() -> None:
    disk = Disk(450 * MIB, 100 * MIB)
    disk.go_on(DAY_S)
    disk.bytes_a_day = 85 * MIB  # of every beat: near the limit, so only half of them are kept for now
    disk.go_on(DAY_S)
    assert disk.steps == [1, 5, 3, 2]
    disk.bytes_a_day = 70 * MIB
    disk.go_on(DAY_S)

    assert disk.steps == [1, 5, 3, 2, 1]


def test_a_limit_that_is_taken_away_ends_it_at_once() -> None:
    disk = Disk(450 * MIB, 100 * MIB)
    disk.go_on(3600)
    disk.most_bytes_a_day = 0

    assert disk.go_on(COMMIT_S).kept_every == 1
