"""A metric of the machine over a long time, beat by beat, is what was shown of each beat."""

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select, update

from procmon_gui.domain.history import Span
from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history import stored_chunks
from procmon_gui.store.history.database import FILE_NAME, open_for_writing
from procmon_gui.store.history.host_record import host_record
from procmon_gui.store.history.long_history import LongHistory
from procmon_gui.store.history.recent import RecentMemory
from procmon_gui.store.history.schema import CHUNKS
from tests.store.history.machines import day
from tests.store.history.recording import copied, record, recover

BUSY = "host.cpu.busy_ratio"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Snapshot]]:
    """Return where five minutes lie, and what was shown of them."""
    path = tmp_path_factory.mktemp("history")
    shown = record(path, day(300), commit_every=60)
    recover(path)
    return path, shown


def opened(folder: Path) -> LongHistory:
    """Open what lies on the disk."""
    history = LongHistory(RecentMemory(), folder / FILE_NAME)
    history.refresh()
    return history


def span_of(shown: list[Snapshot]) -> Span:
    """Return from when to when beats were shown."""
    return Span(from_ms=shown[0].at_ms, to_ms=shown[-1].at_ms)


@pytest.mark.parametrize("beginning_bytes", [100, 700, 1_000_000])
def test_every_figure_is_what_was_shown(
    folder: tuple[Path, list[Snapshot]], monkeypatch: pytest.MonkeyPatch, beginning_bytes: int
) -> None:
    """Also where more of each chunk has to be read than was thought."""
    monkeypatch.setattr(stored_chunks, "_BEGINNING_BYTES", beginning_bytes)
    path, shown = folder
    history = opened(path)
    known = set()
    for metric in HOST_METRICS:
        record = host_record(history, metric.id, None, span_of(shown), Patient())
        assert record.at_ms.tolist() == [one.at_ms for one in shown]
        assert record.since_boot_ns.tolist() == [one.since_boot_ns for one in shown]
        for instance in {instance for one in shown for instance in one.host.get(metric.id, {})}:
            expected = [one.host_value(metric.id, instance) for one in shown]
            found = record.values.get(instance, np.full(len(shown), np.nan))
            assert np.array_equal(found, expected, equal_nan=True), (metric.id, instance)
            known.add(metric.id)
    assert {
        BUSY,
        "host.load.1min",
        "host.memory.used_ratio",
        "host.processes.threads",
        "host.processes.running",
    } <= known
    history.close()


def test_a_part_of_a_time_is_taken_against_what_came_before_it(folder: tuple[Path, list[Snapshot]]) -> None:
    path, shown = folder
    history = opened(path)

    record = host_record(history, BUSY, "", span_of(shown[70:200]), Patient())

    assert record.at_ms.tolist() == [one.at_ms for one in shown[70:200]]
    assert record.values[""].tolist() == [one.host_value(BUSY) for one in shown[70:200]]
    history.close()


@pytest.mark.parametrize("at", [-300, 40, 200])
def test_a_damaged_chunk_is_left_out_and_nothing_is_taken_against_it(
    folder: tuple[Path, list[Snapshot]], tmp_path: Path, at: int
) -> None:
    """In what is read of it, or in what is not: that may be told all the same. A wrong figure is never told."""
    path, shown = folder
    copy = copied(path, tmp_path / "copy")
    engine = open_for_writing(copy / FILE_NAME).engine
    with engine.begin() as connection:
        key, data = connection.execute(select(CHUNKS.c.id, CHUNKS.c.data).order_by(CHUNKS.c.id).offset(2)).first()  # type: ignore[misc]
        flipped = bytearray(data)
        flipped[at] ^= 16
        connection.execute(update(CHUNKS).where(CHUNKS.c.id == key).values(data=bytes(flipped)))
    engine.dispose()
    history = opened(copy)

    record = host_record(history, BUSY, "", span_of(shown), Patient())

    expected = {one.at_ms: one.host_value(BUSY) for one in shown}
    for at_ms, value in zip(record.at_ms.tolist(), record.values[""].tolist(), strict=True):
        assert value == expected[at_ms] or np.isnan(value)
    assert len(record.at_ms) == (300 if at < 0 else 240)
    assert int(np.isnan(record.values[""]).sum()) == (1 if at < 0 else 2)
    history.close()


def test_a_history_that_is_half_in_memory(tmp_path: Path) -> None:
    """What the memory holds is asked of it."""
    memory = RecentMemory()
    shown = record(tmp_path, day(250), commit_every=50, memory=memory)
    recover(tmp_path)
    history = LongHistory(memory, tmp_path / FILE_NAME)
    history.refresh()

    found = host_record(history, BUSY, "", span_of(shown), Patient())

    assert found.at_ms.tolist() == [one.at_ms for one in shown]
    assert found.values[""].tolist()[1:] == [one.host_value(BUSY) for one in shown[1:]]
    assert set(found.boots.tolist()) == {1}
    history.close()
