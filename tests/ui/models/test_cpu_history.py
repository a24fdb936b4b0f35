"""The minute behind the small curves."""

import numpy as np
import pytest

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.cpu_history import beat_of
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from tests.ui.models.rows import pids, with_cpu
from tests.ui.population import family, snapshot_of


def test_the_minute_behind_a_sparkline_follows_the_process_and_not_the_slot(model: ProcessModel) -> None:
    model.set_shape(Shape.FLAT)
    people = family((1, 0), (2, 0))

    def beat(sequence: int, slots: tuple[int, int], first: float) -> Snapshot:
        return snapshot_of(with_cpu(people, p1=first, p2=0.5), slots=slots, sequence=sequence)

    model.show_snapshot(beat(1, (0, 1), 0.1))
    model.show_snapshot(beat(2, (1, 0), 0.2))
    model.sort_by("pid", is_descending=False)

    ages_s, values = model.cells.cpu_history(np.arange(2))

    assert ages_s.tolist() == [1.0, 0.0]
    assert values[:, 0] == pytest.approx([0.1, 0.2])
    assert values[:, 1] == pytest.approx([0.5, 0.5])


def test_the_curve_of_a_subtree_has_no_gap_after_the_list_was_hidden_or_frozen(model: ProcessModel) -> None:
    def beat(sequence: int) -> Snapshot:
        return snapshot_of(with_cpu(family((1, 0), (2, 1)), p1=0.1, p2=0.1 * sequence), sequence=sequence)

    model.show_snapshot(beat(1))
    model.take(beat(2))
    for sequence in (3, 4):
        # Frozen: the list stands, history goes on.
        model.remember(beat(sequence))
    assert model.cells.cpu_history(np.arange(1))[0].tolist() == [1.0, 0.0]
    model.remember(beat(5))
    model.show_snapshot(beat(5))

    ages_s, values = model.cells.cpu_history(np.arange(1))

    assert ages_s.tolist() == [4.0, 3.0, 2.0, 1.0, 0.0]
    assert values[:, 0] == pytest.approx([0.2, 0.3, 0.4, 0.5, 0.6])


def test_a_moment_of_the_past_shows_the_minute_before_it_also_of_parents_and_of_those_who_ended(
    model: ProcessModel,
) -> None:
    people = with_cpu(family((1, 0), (2, 1)), p1=0.1, p2=0.2)
    newcomer = with_cpu(family((3, 0)), p3=0.9)[0]
    beats = [
        snapshot_of(people, sequence=1), snapshot_of(people, sequence=2), snapshot_of([people[0], newcomer], sequence=3)
    ]  # fmt: skip
    for snapshot in beats:
        model.remember(snapshot)
        model.show_snapshot(snapshot)

    model.set_past({}, [beat_of(snapshot) for snapshot in beats[:2]])
    model.show_snapshot(beats[1])
    ages_s, values = model.cells.cpu_history(np.arange(2))

    assert pids(model) == [1, 2]
    assert ages_s.tolist() == [1.0, 0.0]
    assert values[:, 0] == pytest.approx([0.3, 0.3])
    assert values[:, 1] == pytest.approx([0.2, 0.2])
    assert not model.cells.is_new(np.arange(2)).any()

    model.set_past(None)
    model.show_snapshot(beats[2])
    ages_s, values = model.cells.cpu_history(np.arange(2))

    assert pids(model) == [3, 1]
    assert ages_s.tolist() == [2.0, 1.0, 0.0]
    assert values[:, 1] == pytest.approx([0.1, 0.1, 0.1])


def test_curves_of_groups_are_those_of_groups_in_the_past_too(model: ProcessModel) -> None:
    people = with_cpu(family((1, 0), (2, 1)), p1=0.1, p2=0.2)
    beats = [snapshot_of(people, sequence=sequence) for sequence in (1, 2, 3)]
    for snapshot in beats:
        model.show_snapshot(snapshot)

    model.set_past({}, [beat_of(snapshot) for snapshot in beats[:2]])
    model.set_shape(Shape.USER)
    model.show_snapshot(beats[1])
    assert model.cells.cpu_history(np.arange(1))[1][:, 0] == pytest.approx([0.3, 0.3])
    model.set_past(None)
    model.show_snapshot(beats[2])

    assert model.cells.cpu_history(np.arange(1))[1][:, 0] == pytest.approx([0.3, 0.3, 0.3])
