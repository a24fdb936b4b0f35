"""F11: one bit of the history flips on the disk: nothing wrong is ever shown, and little is lost."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.patience import Patient
from procmon_gui.domain.reading import TEXT_FIELDS, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.checkup import check_up
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import host_sums, process_sums
from procmon_gui.store.history.news import Mark
from procmon_gui.store.history.recent import BEATS_PER_CHUNK, RecentMemory
from procmon_gui.store.history.room import log_of
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.history.stored_minutes import StoredMinutes
from procmon_gui.store.sqlite import reading_engine
from tests.domain.readings import reading
from tests.store.history.machines import beating, difference
from tests.store.history.recording import opened, recover

BEATS = 6 * BEATS_PER_CHUNK
EVERY = 6
FLIPS = [
    pytest.param(40, marks=pytest.mark.slow),
    pytest.param(300, marks=[pytest.mark.nightly, pytest.mark.timeout(900)]),
]


def machine() -> Iterator[Reading]:
    """Yield beats of so many processes that a chunk has several pages, as real ones have."""
    chance = np.random.default_rng(9)
    serials = list(range(1, 41))
    busy = np.zeros(len(serials))
    for beat in range(BEATS):
        busy = busy + chance.random(len(serials))
        if beat % 30 == 0:
            serials[int(chance.integers(len(serials)))] = 1000 + beat
        yield reading(
            at_s=beat + 1,
            serials=serials,
            host={"cpu.user_s": {"": beat * 0.5}, "cpu.idle_s": {"": beat * 1.5}, "memory.total_bytes": {"": 1e9}},
            cpu_user_s=busy.tolist(),
            rss_bytes=(chance.integers(1, 9999, len(serials)) * 4096.0).tolist(),
        )


@dataclass(frozen=True)
class Recorded:
    """A history, what was shown when it was recorded by time, and the file as it was while it was being written."""

    path: Path
    shown: dict[int, Snapshot]
    cut_off: Path


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("history")
    cut_off = tmp_path_factory.mktemp("cut off")
    engine, keeper = opened(folder)
    memory, mark, shown = RecentMemory(), Mark(), {}
    for number, snapshot in enumerate(beating(machine(), memory), 1):
        shown[snapshot.at_ms] = snapshot
        if number % 10 == 0:
            news = memory.news(mark)
            keeper.save(news)
            mark = news.mark
    for file in (folder / FILE_NAME, log_of(folder / FILE_NAME)):
        shutil.copy(file, cut_off)
    engine.dispose()
    assert recover(folder) == 0
    return Recorded(folder / FILE_NAME, shown, cut_off / FILE_NAME)


@dataclass
class ReadBack:
    """What a history with a flipped bit gave back."""

    wrong: list[str]
    lost_beats: int
    is_called_damaged: bool


def read_back(path: Path, shown: dict[int, Snapshot]) -> ReadBack:
    """Ask for every sixth beat."""
    wanted = set(list(shown)[::EVERY])
    history = StoredHistory(reading_engine(path))
    found = ReadBack([], 0, is_called_damaged=False)
    seen: set[int] = set()
    try:
        history.refresh()
        for stretch in history.stretches(0, 2**62):
            for at_ms in stretch.rows["time_ms"][stretch.shown_from :].tolist():
                if at_ms not in shown:
                    found.wrong.append(f"a beat at {at_ms} that never was")
                elif at_ms in wanted:
                    try:
                        past = stretch.snapshot_near(at_ms)
                    except DamagedChunk:
                        continue
                    seen.add(at_ms)
                    found.wrong += wrong_in(past, shown[at_ms])
    except Unavailable:
        found.is_called_damaged = True
    finally:
        history.close()
    found.lost_beats = EVERY * len(wanted - seen)
    return found


def wrong_in(past: Snapshot | None, shown: Snapshot) -> list[str]:
    """Return what differs; a text that is unknown now is lost, not wrong."""
    if past is None:
        return []
    wrong = [field for field in difference(shown, past) if field not in TEXT_FIELDS]
    for field in TEXT_FIELDS:
        pairs = zip(shown.texts[field], past.texts[field], strict=True)
        wrong += [field for was, now in pairs if now is not None and now != was]
    return [f"{field} at {shown.at_ms}" for field in wrong]


def flipped(path: Path, folder: Path, chance: random.Random, part: str = "") -> tuple[Path, str]:
    """Copy a history, let one bit of it flip, and return where it is now and which bit it was."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for file in path.parent.glob(f"{FILE_NAME}*"):
        shutil.copy(file, folder)
    target = folder / (FILE_NAME + part)
    data = bytearray(target.read_bytes())
    place, bit = chance.randrange(len(data)), chance.randrange(8)
    data[place] ^= 1 << bit
    target.write_bytes(data)
    return folder / FILE_NAME, f"bit {bit} of byte {place}"


def test_what_was_recorded_is_read_back_whole_where_nothing_flipped(recorded: Recorded) -> None:
    """The ruler of the tests below."""
    whole, cut_off = (read_back(path, recorded.shown) for path in (recorded.path, recorded.cut_off))

    assert (whole.wrong, whole.lost_beats, whole.is_called_damaged) == ([], 0, False)
    assert (cut_off.wrong, cut_off.is_called_damaged) == ([], False)
    assert cut_off.lost_beats < BEATS / 2


@pytest.mark.parametrize("flips", FLIPS)
def test_a_bit_that_flips_shows_nothing_wrong_and_costs_a_chunk_at_most(
    recorded: Recorded, tmp_path: Path, flips: int
) -> None:
    chance = random.Random(flips)
    bad, called_damaged, lost = [], 0, 0
    for _ in range(flips):
        path, bit = flipped(recorded.path, tmp_path / "copy", chance)
        found = read_back(path, recorded.shown)
        called_damaged += found.is_called_damaged
        lost += found.lost_beats > 0
        # The first beat behind a damaged chunk has nothing to be taken against.
        is_much = found.lost_beats > BEATS_PER_CHUNK + EVERY and not found.is_called_damaged
        if found.wrong or is_much:
            bad.append((bit, found))

    assert bad == []
    # The others hit free room, or what is kept for longer than beats.
    assert lost > flips / 4
    assert called_damaged < flips / 10


def minutes_of(path: Path) -> list[bytes]:
    """Return what is read back of the minutes of each hour, or of a part of one."""
    engine = reading_engine(path)
    minutes = StoredMinutes(engine)
    try:
        processes = [process_sums(hour.packed, "cpu_ratio") for hour in minutes.processes(0, 2**53, Patient())]
        machine = [host_sums(hour.packed) for hour in minutes.machine(0, 2**53, Patient())]
    finally:
        engine.dispose()
    return [sums.count.tobytes() + sums.mean.tobytes() + sums.most.tobytes() for sums in (*processes, *machine)]


def test_a_bit_that_flips_in_minutes_leaves_that_part_out_and_is_counted(recorded: Recorded, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    shutil.copy(recorded.path, path)
    whole, chance = minutes_of(path), random.Random(4)
    assert len(whole) > 1
    for table in ("process_minutes", "host_minutes"):
        connection = sqlite3.connect(path)
        for key, data in connection.execute(f"SELECT id, data FROM {table}").fetchall():
            flipped_bit = bytearray(data)
            flipped_bit[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            connection.execute(f"UPDATE {table} SET data = ? WHERE id = ?", (bytes(flipped_bit), key))
            connection.commit()
            kept, damaged_count = minutes_of(path), check_up(path, Patient()).damaged_hours
            connection.execute(f"UPDATE {table} SET data = ? WHERE id = ?", (data, key))
            connection.commit()

            assert (len(kept), set(kept) - set(whole)) == (len(whole) - 1, set())
            assert damaged_count == 1
        connection.close()


@pytest.mark.parametrize("flips", FLIPS)
def test_a_bit_that_flips_in_the_log_shows_nothing_wrong(recorded: Recorded, tmp_path: Path, flips: int) -> None:
    """SQLite leaves out what follows it in the log, as after a power cut: an older state, whole by itself."""
    chance = random.Random(flips)
    bad = []
    for _ in range(flips):
        path, bit = flipped(recorded.cut_off, tmp_path / "copy", chance, "-wal")
        found = read_back(path, recorded.shown)
        if found.wrong:
            bad.append((bit, found))

    assert bad == []
