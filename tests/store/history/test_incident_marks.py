"""Marks in a file that was cut out of a history: taken along, and read as those of a stranger."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.marks import Mark
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.incident import Wanted, make_incident
from procmon_gui.store.history.sealed_history import open_incident
from procmon_gui.store.sqlite import reading_engine
from tests.store.history.cuts import Errand, hide


def _marked(at_ms: int, words: str) -> Mark:
    return Mark(id=1, at_ms=at_ms, text=words, author="anna", made_ms=at_ms)


def _cut_with(folder: Path, target: Path, shown: list[Snapshot], marks: list[Mark]) -> Path:
    wanted = Wanted(from_ms=shown[30].at_ms, to_ms=shown[150].at_ms, has_command_lines=False, hide=hide, marks=marks)
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
