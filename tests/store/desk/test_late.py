"""A desk on which nothing lies is not opened."""

import subprocess
import sys
from pathlib import Path

from procmon_gui.services.desk import DESK_FILE
from procmon_gui.store.desk.late import LateMarks
from procmon_gui.store.desk.marks import DeskMarks
from tests.store.desk.desks import marks_in, texts


def test_it_is_opened_when_there_is_a_file_or_something_to_keep_and_once(tmp_path: Path) -> None:
    opened: list[DeskMarks] = []

    def opener() -> DeskMarks:
        opened.append(marks_in(tmp_path))
        return opened[-1]

    def late() -> LateMarks:
        return LateMarks(tmp_path / DESK_FILE, opener)

    reading, writing = late(), late()
    assert (reading.news(), list(reading.all()), len(opened)) == (None, [], 0)
    mark = writing.add(1, "one")
    assert texts(reading.news()) == ["one"]
    writing.rename(mark.id, "two")
    writing.remove(mark.id)
    writing.restore(mark)

    assert texts(reading.news()) == ["one"]
    assert len(opened) == 2
    (tmp_path / DESK_FILE).unlink()
    assert texts(reading.news()) == []


def test_to_look_whether_anything_is_marked_loads_nothing_that_speaks_sql(tmp_path: Path) -> None:
    look = (
        "import sys; from pathlib import Path\n"
        "from procmon_gui.services.desk import open_marks\nfrom procmon_gui.services.places import Options\n"
        f"assert open_marks(Options(data_dir=Path({str(tmp_path)!r}))).news() is None\n"
        "print('sqlalchemy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "False\n"
