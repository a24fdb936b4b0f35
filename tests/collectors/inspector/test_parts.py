"""Threads and memory of real processes: names, where they wait, thousands."""

import os
import sys
import time
from pathlib import Path

import pytest

from procmon_gui.collectors.inspector import ProcInspector
from procmon_gui.domain.inspection import (
    MemoryKind,
)
from procmon_gui.domain.text import cell_text
from tests.collectors.inspected import THREAD_NAMES, Inspected
from tests.collectors.waiting import Patient, key_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


# ---- threads


def test_threads_have_their_names_and_say_where_they_wait(inspector: ProcInspector, subject: Inspected) -> None:
    rows = inspector.threads(key_of(subject.pid), Patient()).rows

    assert [row.name for row in rows[1:]] == [cell_text(name[:15]) for name in THREAD_NAMES]
    for row in rows[1:]:
        assert row.state == "sleeping"
        assert row.wait_channel == Path(f"/proc/{subject.pid}/task/{row.tid}/wchan").read_text()
        assert row.scheduling_class == "other"
        assert row.voluntary_switches is not None
        assert row.voluntary_switches > 0
        assert row.started_at_utc_s == pytest.approx(time.time(), abs=600)


def test_a_thread_that_runs_waits_nowhere(inspector: ProcInspector) -> None:
    own = next(row for row in inspector.threads(key_of(os.getpid()), Patient()).rows if row.tid == os.getpid())

    assert (own.state, own.wait_channel) == ("running", "")


def test_a_thousand_threads_are_all_told(inspector: ProcInspector) -> None:
    with Inspected(threads=1_000) as crowded:
        threads = inspector.threads(key_of(crowded.pid), Patient())

    assert len({row.tid for row in threads.rows}) == threads.total_count == 1_001


# ---- memory


def test_memory_says_what_each_part_is_for(inspector: ProcInspector, subject: Inspected) -> None:
    memory = inspector.memory(key_of(subject.pid), Patient())

    kinds = {group.name: group.kind for group in memory.groups}
    assert kinds["[vdso]"] is MemoryKind.KERNEL
    assert kinds["[stack]"] is MemoryKind.STACK
    assert {group.kind for group in memory.groups if "libc" in group.name} == {MemoryKind.PROGRAM}
    rollup = dict(line.split(":") for line in Path(f"/proc/{subject.pid}/smaps_rollup").read_text().splitlines()[1:])
    assert memory.rollup.rss_bytes == int(rollup["Rss"].split()[0]) * 1024
    assert memory.rollup.swap_bytes == int(rollup["Swap"].split()[0]) * 1024
    assert memory.rollup.locked_bytes == int(rollup["Locked"].split()[0]) * 1024


def test_thousands_of_regions_are_added_up(inspector: ProcInspector) -> None:
    with Inspected(threads=0, regions=8_000) as crowded:
        errand = Patient()
        memory = inspector.memory(key_of(crowded.pid), errand)
        listed = len(Path(f"/proc/{crowded.pid}/maps").read_bytes().splitlines())

    assert memory.region_count == listed > 8_000
    assert not memory.is_cut
    assert errand.told[-1][0] >= 8_000 // 1024 * 1024
