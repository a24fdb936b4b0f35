"""A time cut out of a history: all of it, nothing else, and no secret."""

import json
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.collectors.eye.redact import redact, redact_line
from procmon_gui.domain.errors import Cancelled, Unavailable, WrongInput
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.reading import TEXT_FIELDS, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.codec import Chunk
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.incident import LEFT_OUT, MadeIncident, Wanted, make_incident
from procmon_gui.store.history.minutes import PackedColumns
from procmon_gui.store.history.schema import REVISION
from procmon_gui.store.history.sealed_history import IncidentHistory, open_incident
from procmon_gui.store.history.texts import unpack_texts
from procmon_gui.store.sqlite import reading_engine
from tests.store.history.machines import day, difference, live, without
from tests.store.history.notes import wild
from tests.store.history.recording import record, record_and_end, recover

BEATS = 200
OLDER = sorted(Path(__file__).with_name("incidents").glob("*.procmon"))


class Errand:
    """Somebody who waits, or not."""

    def __init__(self, *, is_cancelled: bool = False) -> None:
        self._is_cancelled = is_cancelled
        self.told: list[tuple[int, int]] = []

    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def tell_progress(self, done: int, total: int) -> None:
        self.told.append((done, total))


def cut(
    folder: Path,
    from_ms: int,
    to_ms: int,
    *,
    has_command_lines: bool = True,
    target: Path | None = None,
    errand: Errand | None = None,
    replaces: bool = False,
) -> tuple[Path, MadeIncident]:
    """Cut a time out of the history of a folder."""
    target = target or folder / "out.procmon"
    wanted = Wanted(from_ms=from_ms, to_ms=to_ms, has_command_lines=has_command_lines, hide=_hide)
    source = reading_engine(folder / FILE_NAME)
    try:
        return target, make_incident(source, target, wanted, errand or Errand(), replaces=replaces)
    finally:
        source.dispose()


def _hide(line: str) -> str:
    return redact_line(line.encode()).decode()


def read(path: Path, shown: list[Snapshot]) -> list[str]:
    """Return what differs between beats as they were shown and as the file has them."""
    history = open_incident(path)
    try:
        found = [history.snapshot_at(one.at_ms) for one in shown]
    finally:
        history.close()
    return [
        f"{one.at_ms}: {name}"
        for one, past in zip(shown, found, strict=True)
        for name in (["missing"] if past is None else visible_difference(one, past))
    ]


def visible_difference(shown: Snapshot, past: Snapshot) -> list[str]:
    """Return what differs of whoever is there: what stands in a slot in which nobody lives is nobody's business."""
    rows = shown.rows
    if not np.array_equal(rows, past.rows):
        return ["rows"]
    columns = {name: np.where(shown.serials >= 0, column, np.nan) for name, column in shown.columns.items()}
    texts = {name: [t if s >= 0 else None for t, s in zip(column, shown.serials.tolist(), strict=True)]
             for name, column in shown.texts.items()}  # fmt: skip
    lives = shown.serials >= 0
    blank = replace(
        shown, columns=columns, texts=texts, refused=np.where(lives, shown.refused, 0),
        text_revisions=np.where(lives, shown.text_revisions, 0),
    )  # fmt: skip
    return difference(blank, past)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Snapshot]]:
    folder = tmp_path_factory.mktemp("recorded")
    return folder, record_and_end(folder, day(BEATS))


def test_every_beat_of_the_time_is_what_was_shown_of_it(recorded: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    folder, shown = recorded
    path, made = cut(folder, shown[30].at_ms, shown[150].at_ms, target=tmp_path / "out.procmon")

    # Of the first few it is not known what came before; of the sockets, since the look before the last.
    assert read(path, shown[36:151:7]) == []
    assert (made.beat_count, made.damaged_count) == (121, 0)
    assert (made.span.from_ms, made.span.to_ms) == (shown[30].at_ms, shown[150].at_ms)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), begin=st.integers(0, 60), length=st.integers(12, 60))
def test_machines_on_which_anything_happens_are_cut_anywhere(
    tmp_path_factory: pytest.TempPathFactory, seed: int, begin: int, length: int
) -> None:
    folder = tmp_path_factory.mktemp("wild")
    readings = wild(seed, 100)
    shown = record_and_end(folder, readings)
    end = min(begin + length, len(shown))
    path, _ = cut(folder, shown[begin].at_ms, shown[end - 1].at_ms)
    history = open_incident(path)

    for place in range(begin + 1, end):
        past = history.snapshot_at(shown[place].at_ms)
        assert past is not None
        wrong = visible_difference(shown[place], past)
        # Rates of TCP are taken since an older look at the sockets, which may lie before the time.
        has_look = any(one.sockets_ns != readings[place].sockets_ns for one in readings[begin:place])
        assert [name for name in wrong if has_look or not name.startswith("tcp_")] == []
    history.close()


def test_gaps_and_runs_stay_what_they_are(tmp_path: Path) -> None:
    readings = without(day(BEATS), range(80, 120))
    shown = record(tmp_path, readings[:100])
    recover(tmp_path)
    later = [replace(one, boot_id="another boot") for one in day(60, first=400)]
    shown_later = record_and_end(tmp_path, later)
    path, _ = cut(tmp_path, shown[20].at_ms, shown_later[30].at_ms)
    history = open_incident(path)

    gaps = history.gaps(shown[20].at_ms, shown_later[30].at_ms)
    found = history.snapshot_at(shown_later[20].at_ms)
    history.close()

    assert [(gap.from_ms, gap.to_ms) for gap in gaps][-1] == (shown[99].at_ms, shown_later[0].at_ms)
    assert found is not None
    assert found.boot_id == "another boot"
    assert read(path, [*shown[30:70:9], *shown[90:99], *shown_later[5:30:6]]) == []


def test_what_a_recorder_that_goes_on_has_in_its_journal_is_in_the_file(tmp_path: Path) -> None:
    shown = record(tmp_path, day(75))

    path, made = cut(tmp_path, shown[10].at_ms, shown[69].at_ms)

    assert made.beat_count == 60
    assert read(path, shown[62:70]) == []


def test_the_roll_ups_tell_of_the_beats_in_the_file_only(recorded: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    folder, shown = recorded
    path, _ = cut(folder, shown[30].at_ms, shown[99].at_ms, target=tmp_path / "out.procmon")

    with closing(sqlite3.connect(path)) as connection:
        (beats,) = connection.execute("SELECT sum(beat_count) FROM system_sums").fetchone()
        first, last = connection.execute("SELECT min(first_ms), max(last_ms) FROM processes").fetchone()
        (runs,) = connection.execute("SELECT count(*) FROM runs WHERE next_digest IS NULL").fetchone()
    assert beats == 70
    assert (first, last) == (shown[30].at_ms, shown[99].at_ms)
    assert runs == 1


# ---- what must not be in it


def all_that_is_in(path: Path) -> Iterator[bytes]:
    """Yield the file as it is, and everything that is packed in it."""
    yield path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        for data, run in connection.execute("SELECT data, run_id FROM texts"):
            yield json.dumps(unpack_texts(data, run), ensure_ascii=False).encode()
        for (data,) in connection.execute("SELECT data FROM chunks"):
            chunk = Chunk(data)
            yield json.dumps(chunk.host_keys).encode()
            for track in chunk.tracks().values():
                yield track.base.tobytes() + track.bits.tobytes()
        for data, run, hour in connection.execute("SELECT data, run_id, hour_ms FROM host_minutes"):
            yield json.dumps(PackedColumns(data, (run, hour)).keys).encode()


def with_command_lines(readings: list[Reading], argv: list[list[bytes]]) -> list[Reading]:
    """Return readings whose processes were started so, as an eye tells it."""
    lines = [b" ".join(redact(words)).decode("utf-8", "replace") for words in argv]
    return [
        replace(
            one, texts={**one.texts, "command_line": [lines[slot % len(lines)] for slot in range(len(one.serials))]}
        )
        for one in readings
    ]


SECRET = st.text("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=12, max_size=24)
SHAPES = (
    [b"mysql", b"-p%s"], [b"prog", b"--password=%s"], [b"prog", b"--api-key", b"%s"],
    [b"env", b"PGPASSWORD=%s", b"psql"], [b"curl", b"-u", b"anna:%s"], [b"wget", b"https://anna:%s@host/"],
    [b"sh", b"-c", b"ssh host 'mysql -p%s'"],
)  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(secret=SECRET, has_command_lines=st.booleans())
def test_a_secret_of_a_command_line_is_nowhere_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, secret: str, *, has_command_lines: bool
) -> None:
    folder = tmp_path_factory.mktemp("secret")
    argv = [[word.replace(b"%s", secret.encode()) for word in shape] for shape in SHAPES]
    shown = record_and_end(folder, with_command_lines(day(30), argv))

    path, _ = cut(folder, shown[5].at_ms, shown[25].at_ms, has_command_lines=has_command_lines)

    parts = list(all_that_is_in(path))
    assert not any(secret.encode() in part for part in parts)
    assert any(b"[redacted]" in part for part in parts) == has_command_lines


def test_a_secret_that_an_older_version_has_written_down_is_redacted_on_the_way_out(tmp_path: Path) -> None:
    readings = [
        replace(one, texts={**one.texts, "command_line": ["mysql -phunter2hunter2 db"] * len(one.serials)})
        for one in day(30)
    ]
    shown = record_and_end(tmp_path, readings)

    path, _ = cut(tmp_path, shown[5].at_ms, shown[25].at_ms)

    assert not any(b"hunter2" in part for part in all_that_is_in(path))
    history = open_incident(path)
    found = history.snapshot_at(shown[20].at_ms)
    history.close()
    assert found is not None
    assert found.texts["command_line"][0] == "mysql -p[redacted] db"


def test_without_command_lines_each_says_why_it_is_not_there(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    path, _ = cut(folder, shown[30].at_ms, shown[99].at_ms, has_command_lines=False, target=tmp_path / "out.procmon")
    history = open_incident(path)
    found = history.snapshot_at(shown[50].at_ms)
    history.close()

    assert found is not None
    assert set(found.texts["command_line"]) == {None}
    assert found.texts["name"][0] == "name 2"
    assert found.unsupported["command_line"] == LEFT_OUT
    assert not history.incident.has_command_lines
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT DISTINCT command_line FROM commands").fetchall() == [(None,)]
    assert not any(b"command_line of" in part for part in all_that_is_in(path))


def test_nothing_of_who_was_gone_before_or_came_after_is_in_the_file(tmp_path: Path) -> None:
    """A slot keeps what stood in it until another process takes it."""
    shown = record_and_end(tmp_path, day(BEATS))
    path, _ = cut(tmp_path, shown[90].at_ms, shown[104].at_ms)

    there = {
        f"{field} of {serial}"
        for one in shown[90:105]
        for field in TEXT_FIELDS
        for serial in one.serials.tolist()
        if serial >= 5000
    }
    with closing(sqlite3.connect(path)) as connection:
        texts = {
            words
            for data, run in connection.execute("SELECT data, run_id FROM texts")
            for words in unpack_texts(data, run).values()
        }
        starts = {start for (start,) in connection.execute("SELECT start_ticks FROM processes")}
        tracks = [Chunk(data).track("start_ticks") for (data,) in connection.execute("SELECT data FROM chunks")]
    assert {words for words in texts if " of " in words} == there
    lived = {float(serial) for one in shown[90:105] for serial in one.serials.tolist() if serial >= 0}
    told = {value for track in tracks for value in np.concatenate((track.base, track.bits)).view(np.float64).tolist()}
    assert {value for value in told if value == value} == lived
    assert starts == lived


# ---- the file


def test_only_its_owner_may_read_the_file_and_nothing_lies_beside_it(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    before = os.umask(0)
    try:
        path, made = cut(folder, shown[30].at_ms, shown[99].at_ms, target=tmp_path / "out.procmon")
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["out.procmon"]
    assert made.size_bytes == path.stat().st_size
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    target = tmp_path / "out.procmon"
    target.write_text("before")

    with pytest.raises(WrongInput, match="--force"):
        cut(folder, shown[30].at_ms, shown[99].at_ms, target=target)
    assert target.read_text() == "before"
    cut(folder, shown[30].at_ms, shown[99].at_ms, target=target, replaces=True)

    assert read(target, shown[60:61]) == []


@pytest.mark.parametrize("stopped", [Cancelled, KeyboardInterrupt])
def test_who_stops_it_leaves_nothing_behind(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path, stopped: type[BaseException]
) -> None:
    folder, shown = recorded

    class Stopping(Errand):
        def tell_progress(self, done: int, total: int) -> None:
            if done == 2:
                raise stopped

    with pytest.raises(stopped):
        cut(folder, shown[0].at_ms, shown[-1].at_ms, target=tmp_path / "out.procmon", errand=Stopping())

    assert list(tmp_path.iterdir()) == []


def test_it_says_how_far_it_is(recorded: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    folder, shown = recorded
    errand = Errand()
    cut(folder, shown[0].at_ms, shown[-1].at_ms, target=tmp_path / "out.procmon", errand=errand)

    assert errand.told[-1] == (4, 4)


def test_a_time_of_which_nothing_was_recorded_makes_no_file(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded

    with pytest.raises(Unavailable, match="Nothing was recorded"):
        cut(folder, shown[-1].at_ms + 60_000, shown[-1].at_ms + 120_000, target=tmp_path / "out.procmon")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(recorded: tuple[Path, list[Snapshot]], tmp_path: Path) -> None:
    folder, shown = recorded

    with pytest.raises(Unavailable, match="No such file or directory"):
        cut(folder, shown[0].at_ms, shown[9].at_ms, target=tmp_path / "nowhere" / "out.procmon")


def test_a_chunk_that_is_damaged_is_left_out_counted_and_a_gap(tmp_path: Path) -> None:
    shown = record_and_end(tmp_path, day(BEATS))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE chunks SET data = zeroblob(100) WHERE number = 1")

    path, made = cut(tmp_path, shown[0].at_ms, shown[-1].at_ms)

    assert made.damaged_count == 1
    assert made.beat_count == BEATS - 60
    assert read(path, [*shown[10:60:9], *shown[126:190:9]]) == []


def test_the_moment_that_is_opened_first_is_the_busiest(tmp_path: Path) -> None:
    readings = [
        replace(one, host={**one.host, "cpu.user_s": {"": beat * 0.1 + (1.0 if beat > 70 else 0.0)},
                           "cpu.idle_s": {"": beat * 1.9}})
        for beat, one in enumerate(day(120))
    ]  # fmt: skip
    shown = record_and_end(tmp_path, readings)
    path, _ = cut(tmp_path, shown[10].at_ms, shown[110].at_ms)
    history: IncidentHistory = open_incident(path)

    assert history.peak_ms == shown[71].at_ms
    assert history.host_name == "host"
    assert history.newest(0).at_ms[-1] == shown[110].at_ms
    assert history.beat_near(shown[50].at_ms + 300) == shown[50].at_ms
    history.close()


def test_a_recorder_may_go_on_meanwhile(tmp_path: Path) -> None:
    shown = record(tmp_path, day(100))
    more = live(day(100, first=101))
    path, _ = cut(tmp_path, shown[0].at_ms, more[-1].at_ms)

    assert read(path, shown[10:100:30]) == []


# ---- older versions


@pytest.mark.parametrize("path", OLDER, ids=lambda path: path.stem)
def test_a_file_of_every_older_version_opens_and_stays_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    shown = live(day(90))

    assert read(path, shown[26:81:9]) == []

    assert path.read_bytes() == before
    assert list(Path(tempfile.gettempdir()).glob("procmon_gui-*/copy.procmon")) == []


def test_there_is_a_file_of_every_older_version() -> None:
    """Whoever makes a new format keeps a file of the old one."""
    assert [path.stem for path in OLDER] == [f"{number:04}" for number in range(3, int(REVISION))]


# ---- what there is no file of


def test_of_a_time_of_which_only_minutes_or_hours_are_left_it_is_said(tmp_path: Path) -> None:
    shown = record_and_end(tmp_path, day(400))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("DELETE FROM chunks WHERE number < 3")
        connection.commit()

    with pytest.raises(Unavailable, match="only averages of minutes are left"):
        cut(tmp_path, shown[70].at_ms, shown[100].at_ms)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("DELETE FROM system_sums")
        connection.commit()
    with pytest.raises(Unavailable, match="what programs used in each hour is left"):
        cut(tmp_path, shown[70].at_ms, shown[100].at_ms)
    with pytest.raises(Unavailable, match=r"Nothing was recorded in that time\. `procmon-gui doctor`"):
        cut(tmp_path, 1000, 2000)
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.suffix in (".part", ".procmon")) == []


# ---- marks


def _marked(at_ms: int, words: str) -> Mark:
    return Mark(id=1, at_ms=at_ms, text=words, author="anna", made_ms=at_ms)


def _cut_with(folder: Path, target: Path, shown: list[Snapshot], marks: list[Mark]) -> Path:
    wanted = Wanted(from_ms=shown[30].at_ms, to_ms=shown[150].at_ms, has_command_lines=False, hide=_hide, marks=marks)
    source = reading_engine(folder / FILE_NAME)
    make_incident(source, target, wanted, Errand(), replaces=False)
    source.dispose()
    return target


def test_marks_of_the_time_are_in_the_file_without_who_made_them(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    marks = [
        _marked(shown[20].at_ms, "of earlier"),
        _marked(shown[60].at_ms, "deployed 2.4"),
        _marked(shown[90].at_ms, "restarted with --password=hunter2"),
        _marked(shown[170].at_ms, "of later"),
    ]
    path = _cut_with(folder, tmp_path / "out.procmon", shown, marks)

    history = open_incident(path)
    found = [(mark.at_ms, mark.text, mark.author) for mark in history.incident.marks]
    history.close()
    assert found[0] == (shown[60].at_ms, "deployed 2.4", "")
    assert len(found) == 2
    content = path.read_bytes()
    assert not [word for word in (b"hunter2", b"of earlier", b"of later") if word in content]


def test_a_file_from_before_there_were_marks_in_it_is_opened_as_well(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    path = _cut_with(folder, tmp_path / "out.procmon", shown, [])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE mark")

    history = open_incident(path)
    assert history.incident.marks == ()
    history.close()


@pytest.mark.parametrize("at_ms", ["0", "9e18", "'soon'", "NULL"])
def test_marks_that_nobody_can_have_made_are_refused(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path, at_ms: str
) -> None:
    folder, shown = recorded
    path = _cut_with(folder, tmp_path / "out.procmon", shown, [])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE mark")
        connection.execute("CREATE TABLE mark (at_ms, text)")
        connection.execute(f"INSERT INTO mark VALUES ({at_ms}, 'x')")
        connection.commit()

    with pytest.raises(Unavailable, match="marks of another time"):
        open_incident(path)


def test_words_of_a_mark_from_a_stranger_are_shown_as_escapes(
    recorded: tuple[Path, list[Snapshot]], tmp_path: Path
) -> None:
    folder, shown = recorded
    path = _cut_with(folder, tmp_path / "out.procmon", shown, [])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO mark VALUES (?, ?)", (shown[60].at_ms, "\x1b[2Jhello\n" + "x" * 5000))
        connection.commit()

    history = open_incident(path)
    (mark,) = history.incident.marks
    history.close()
    assert "\x1b" not in mark.text
    assert "\n" not in mark.text
    assert len(mark.text) < 300
