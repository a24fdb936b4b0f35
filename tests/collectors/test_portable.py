"""The portable eye: its cadence, its slots, what it reads of real processes, and what it survives."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from procmon_gui.collectors.portable import PortableSource
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.derive import derive
from procmon_gui.domain.host_metrics import HOST_METRICS
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.reading import NUMBER_FIELDS, Reading
from procmon_gui.domain.workers import Health

SLEEP = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"]


class FakeClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now_ns = 1_000_000_000

    def monotonic_ns(self) -> int:
        return self.now_ns

    def utc_ms(self) -> int:
        return 1_700_000_000_000 + self.now_ns // 1_000_000

    def advance(self, seconds: float) -> None:
        self.now_ns += round(seconds * 1e9)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def source(clock: FakeClock) -> Iterator[PortableSource]:
    source = PortableSource(clock=clock)
    yield source
    source.close()


@contextlib.contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def beat(source: PortableSource) -> Reading:
    source.refresh()
    reading = source.read(0.0)
    assert reading is not None
    return reading


def slot_of(reading: Reading, pid: int) -> int:
    slots = np.flatnonzero((reading.numbers["pid"] == pid) & (reading.serials >= 0))
    assert len(slots) == 1, f"pid {pid} stands in {len(slots)} slots"
    return int(slots[0])


# ---- the cadence


def test_the_first_beat_is_taken_at_once_and_the_next_one_when_it_is_due(
    source: PortableSource, clock: FakeClock
) -> None:
    first = source.read(0.0)
    too_early = source.read(0.0)
    clock.advance(1.0)
    second = source.read(0.0)

    assert first is not None
    assert too_early is None
    assert second is not None
    assert (first.sequence, second.sequence) == (0, 1)
    assert second.monotonic_ns - first.monotonic_ns == 1_000_000_000


def test_missed_beats_are_counted_and_never_caught_up(source: PortableSource, clock: FakeClock) -> None:
    source.read(0.0)
    clock.advance(4.5)  # due at 1, 2, 3 and 4 s

    late = source.read(0.0)
    caught_up = source.read(0.0)
    clock.advance(0.5)
    next_one = source.read(0.0)

    assert late is not None
    assert caught_up is None
    assert next_one is not None
    assert (late.missed_beats, next_one.missed_beats) == (0, 3)
    assert next_one.monotonic_ns == 6_000_000_000, "the grid of deadlines is kept"


def test_a_shorter_interval_counts_at_once(source: PortableSource, clock: FakeClock) -> None:
    source.look_at(Attention(interval_s=10.0))
    source.read(0.0)
    source.look_at(Attention(interval_s=0.5))

    assert source.read(0.0) is None
    clock.advance(0.5)
    assert source.read(0.0) is not None


def test_a_refresh_takes_one_beat_now_and_one_only(source: PortableSource, clock: FakeClock) -> None:
    source.read(0.0)
    clock.advance(0.1)
    source.refresh()

    assert source.read(0.0) is not None
    assert source.read(0.0) is None


@pytest.mark.parametrize("wake", ["close", "refresh"])
def test_another_thread_wakes_a_waiting_read(source: PortableSource, wake: str) -> None:
    source.look_at(Attention(interval_s=10.0))
    source.read(0.0)
    readings: list[Reading | None] = []
    waiting = threading.Thread(target=lambda: readings.append(source.read(60.0)))
    waiting.start()
    getattr(source, wake)()
    waiting.join(10.0)

    assert not waiting.is_alive()
    assert (readings[0] is None) == (wake == "close")


def test_after_the_end_there_are_no_more_beats(source: PortableSource, clock: FakeClock) -> None:
    source.read(0.0)
    source.close()
    clock.advance(5.0)

    assert source.read(60.0) is None
    assert [state.health for state in source.workers()] == [Health.OFF]


def test_more_rights_can_not_be_had_and_the_reason_is_a_sentence(source: PortableSource) -> None:
    before = source.rights()
    source.ask_for_everything()

    assert source.rights() == before
    assert before.why_not.endswith(".")
    assert not before.is_asking


# ---- who is where


def test_a_process_keeps_slot_and_serial_while_it_lives_and_neither_serial_comes_again(source: PortableSource) -> None:
    with running(SLEEP) as process:
        first, second = beat(source), beat(source)
        slot = slot_of(first, process.pid)
        serial = int(first.serials[slot])
        assert slot_of(second, process.pid) == slot
        assert second.serials[slot] == serial
    gone = beat(source)
    assert serial not in gone.serials
    if gone.serials[slot] == -1:  # else a stranger stands there by now
        assert np.isnan(gone.numbers["rss_bytes"][slot])
        assert gone.texts["name"][slot] is None
    with running(SLEEP) as successor:
        later = beat(source)

        assert later.serials[slot_of(later, successor.pid)] > serial
        assert serial not in later.serials


def test_handed_out_readings_do_not_change(source: PortableSource) -> None:
    with running(SLEEP) as process:
        before = beat(source)
        slot = slot_of(before, process.pid)
    beat(source)

    assert before.numbers["pid"][slot] == process.pid
    assert before.texts["command_line"][slot] is not None


@pytest.mark.needs_root
def test_a_pid_that_was_handed_out_again_is_another_process(source: PortableSource) -> None:
    with running(SLEEP) as process:
        first = beat(source)
        serial = int(first.serials[slot_of(first, process.pid)])
    time.sleep(0.02)  # start times have steps of 10 ms
    for _ in range(50):  # others start processes too
        Path("/proc/sys/kernel/ns_last_pid").write_text(str(process.pid - 1))
        with running(SLEEP) as successor:
            if successor.pid == process.pid:
                second = beat(source)

                assert second.serials[slot_of(second, successor.pid)] > serial
                return
    pytest.skip("the pid was taken by somebody else each time")


def test_many_processes_find_room(source: PortableSource) -> None:
    with contextlib.ExitStack() as stack:
        pids = [stack.enter_context(running(["/bin/sleep", "60"])).pid for _ in range(60)]
        reading = beat(source)

        assert set(pids) <= set(reading.numbers["pid"].tolist())


# ---- what is read


def test_costly_fields_are_read_for_the_rows_that_somebody_looks_at_and_no_others(source: PortableSource) -> None:
    with running(SLEEP) as watched, running(SLEEP) as ignored:
        slots = frozenset({slot_of(beat(source), watched.pid)})
        source.look_at(Attention(slots=slots, looks=frozenset({Look.DESCRIPTORS, Look.SMAPS})))
        looked = beat(source)
        source.look_at(Attention())
        unlooked = beat(source)

        for field in ("open_descriptors", "pss_bytes"):
            assert looked.numbers[field][slot_of(looked, watched.pid)] > 0
            assert np.isnan(looked.numbers[field][slot_of(looked, ignored.pid)])
            assert np.isnan(unlooked.numbers[field][slot_of(unlooked, watched.pid)]), "an old value would be a lie"
        assert np.isnan(looked.numbers["voluntary_switches"][slot_of(looked, watched.pid)])


def test_a_field_that_nobody_has_comes_with_a_reason_and_no_other_field_does(source: PortableSource) -> None:
    source.look_at(Attention(slots=None, looks=frozenset(Look)))
    reading = beat(source)
    rows = reading.serials >= 0
    nobody_has = {field for field in NUMBER_FIELDS if np.isnan(reading.numbers[field][rows]).all()}

    assert nobody_has == {field for field in NUMBER_FIELDS if field in reading.unsupported}
    assert all(reading.unsupported.values())


def test_command_lines_are_redacted_before_they_leave(source: PortableSource) -> None:
    with running([*SLEEP, "--password", "hunter2secret", "--url=https://anna:hunter2secret@example.org/"]) as process:
        reading = beat(source)
        line = reading.texts["command_line"][slot_of(reading, process.pid)]

        assert line is not None
        assert "--password" in line
        assert "hunter2secret" not in line


def test_names_and_arguments_that_carry_control_characters_are_shown_as_escapes(
    source: PortableSource, tmp_path: Path
) -> None:
    program = tmp_path / "a\x1b[31m\nb"
    program.symlink_to("/bin/sleep")
    with running([str(program), "60"]) as process:
        reading = beat(source)
        slot = slot_of(reading, process.pid)
        texts = [reading.texts[field][slot] for field in ("name", "command_line")]

        assert all(text is not None and text.isprintable() and r"\x1b" in text for text in texts)


def test_a_command_line_of_two_megabytes_is_capped(source: PortableSource) -> None:
    arguments = ["x" * 100_000] * 20
    with running([*SLEEP, *arguments]) as process:
        reading = beat(source)
        line = reading.texts["command_line"][slot_of(reading, process.pid)]

        assert line is not None
        assert 1000 < len(line) <= 8192


def test_where_the_program_file_is_refused_nothing_is_guessed_from_the_command_line(
    source: PortableSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> str:
        raise PermissionError(path)

    with running(["/bin/sleep", "60"]) as process:
        monkeypatch.setattr(os, "readlink", refuse)
        reading = beat(source)
        slot = slot_of(reading, process.pid)

        assert reading.texts["executable"][slot] is None
        assert reading.refused[slot] & 1


def test_rates_can_be_derived_from_two_beats(source: PortableSource, clock: FakeClock) -> None:
    burn = "while True: pass"
    with running([sys.executable, "-I", "-S", "-c", burn]) as process:
        first = beat(source)
        used_s = 0.0
        while used_s < 0.05:  # CPU time comes in steps of 10 ms
            used_s = sum(psutil.Process(process.pid).cpu_times()[:2])
        clock.advance(1.0)
        second = beat(source)
        snapshot = derive(first, second)

        assert snapshot.columns["cpu_ratio"][slot_of(second, process.pid)] > 0
        assert 0 <= snapshot.host_value("host.cpu.busy_ratio") <= 1


# ---- the machine


def test_the_figures_of_the_machine_have_names_that_the_catalogue_knows(source: PortableSource) -> None:
    known = {metric.raw for metric in HOST_METRICS} | {"swap.free_bytes", "disk.read_ms", "disk.write_ms"}
    reading = beat(source)

    assert {raw_id for raw_id in reading.host if not raw_id.startswith("cpu.")} <= known
    assert all(isinstance(value, float) for values in reading.host.values() for value in values.values())


def test_what_the_machine_tells_lies_between_two_looks_of_psutil(source: PortableSource) -> None:
    before = psutil.cpu_times(), psutil.net_io_counters(pernic=True, nowrap=False), psutil.cpu_stats()
    host = beat(source).host
    after = psutil.cpu_times(), psutil.net_io_counters(pernic=True, nowrap=False), psutil.cpu_stats()

    assert before[0].user <= host["cpu.user_s"][""] <= after[0].user
    assert before[0].idle <= host["cpu.idle_s"][""] <= after[0].idle
    assert before[2].ctx_switches <= host["context_switches"][""] <= after[2].ctx_switches
    for name in before[1]:
        assert before[1][name].bytes_recv <= host["network.received_bytes"][name] <= after[1][name].bytes_recv
    assert host["memory.total_bytes"][""] == psutil.virtual_memory().total
    assert host["cpu.core_count"][""] == psutil.cpu_count()
    assert host["boot_at_utc"][""] == psutil.boot_time()


def test_every_core_is_told_for_itself(source: PortableSource) -> None:
    assert set(beat(source).host["cpu.idle_s"]) == {"", *map(str, range(psutil.cpu_count() or 0))}


# ---- bad days


_OUT_OF_DESCRIPTORS = """
import os, resource
from procmon_gui.collectors.portable import PortableSource

source = PortableSource()
source.refresh()
assert source.read(0.0) is not None
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
held = []
try:
    while True:
        held.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    pass
for _ in range(3):
    source.refresh()
    assert source.read(0.0) is None
print(*(state.health.value for state in source.workers()))
for fd in held:
    os.close(fd)
source.refresh()
reading = source.read(0.0)
print(*(state.health.value for state in source.workers()), reading.missed_beats >= 3, (reading.serials >= 0).any())
source.close()
"""


def test_without_a_free_descriptor_beats_are_missed_and_come_back() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _OUT_OF_DESCRIPTORS], capture_output=True, text=True, timeout=60
    )

    assert done.stderr == ""
    assert done.stdout.split() == ["stalled", "ok", "True", "True"]


def test_a_file_system_that_hangs_holds_up_nothing_and_is_named(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    released, asked = threading.Event(), threading.Event()
    real = psutil.disk_usage

    def hang_on_root(path: str) -> object:
        if path == "/" and not released.is_set():
            asked.set()
            released.wait(30.0)
        return real(path)

    monkeypatch.setattr(psutil, "disk_usage", hang_on_root)
    source = PortableSource(clock=clock)
    try:
        assert "/" not in beat(source).host.get("filesystem.size_bytes", {})
        assert asked.wait(10.0)
        clock.advance(11.0)
        reading = beat(source)
    finally:
        released.set()
        source.close()

    assert [note.text for note in reading.notes] == ["No answer from the file system /: its figures are left out."]
