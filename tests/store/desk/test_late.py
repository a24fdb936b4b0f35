"""A desk on which nothing lies is not opened."""

import subprocess
import sys
from pathlib import Path

from procmon_gui.domain.audit import Anchor
from procmon_gui.domain.patience import Patient
from procmon_gui.services.desk import DESK_FILE, name_of_boot, open_audit
from procmon_gui.services.places import Options
from procmon_gui.store.desk.late import LateMarks
from procmon_gui.store.desk.marks import DeskMarks
from tests.store.desk.desks import marks_in, texts
from tests.store.desk.test_audit import DEED


def test_it_is_opened_when_there_is_a_file_or_something_to_keep_and_once(tmp_path: Path) -> None:
    opened: list[DeskMarks] = []

    def opener() -> DeskMarks:
        opened.append(marks_in(tmp_path))
        return opened[-1]

    def late() -> LateMarks:
        return LateMarks(tmp_path / DESK_FILE, opener)

    reading, writing = late(), late()
    assert (reading.version(), list(reading.all()), len(opened)) == (None, [], 0)
    mark = writing.add(1, "one")
    assert texts(reading.all()) == ["one"]
    seen = reading.version()
    writing.rename(mark.id, "two")
    writing.remove(mark.id)
    writing.restore(mark)

    assert texts(reading.all()) == ["one"]
    assert reading.version() != seen
    assert len(opened) == 2
    (tmp_path / DESK_FILE).unlink()
    assert (reading.version(), texts(reading.all())) == (None, [])


def test_to_look_whether_anything_is_marked_loads_nothing_that_speaks_sql(tmp_path: Path) -> None:
    look = (
        "import sys; from pathlib import Path\n"
        "from procmon_gui.services.desk import open_marks\nfrom procmon_gui.services.places import Options\n"
        f"assert open_marks(Options(data_dir=Path({str(tmp_path)!r}))).version() is None\n"
        "print('sqlalchemy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "False\n"


def test_to_look_whether_anything_was_done_and_to_lay_the_reserve_loads_nothing_that_speaks_sql(
    tmp_path: Path,
) -> None:
    look = (
        "import sys; from pathlib import Path\n"
        "from procmon_gui.services.desk import open_audit\nfrom procmon_gui.services.places import Options\n"
        f"trail = open_audit(Options(data_dir=Path({str(tmp_path)!r})))\n"
        "trail.prepare(); trail.has_journal()\n"
        "assert trail.version() is None and not trail.records()\n"
        "print('sqlalchemy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "False\n"
    assert [path.name for path in tmp_path.iterdir()] == ["desk.ballast"]


def test_a_trail_that_was_taken_away_as_a_whole_is_missed_by_an_anchor(tmp_path: Path) -> None:
    trail = open_audit(Options(data_dir=tmp_path))
    record = trail.append(DEED)
    assert trail.version() is not None
    assert list(trail.records()) == [record]
    assert record.boot_id == name_of_boot()
    (tmp_path / DESK_FILE).unlink()

    found = open_audit(Options(data_dir=tmp_path)).verify(Patient(), [Anchor(record.number, record.hash)])
    assert found.first_broken == 1
