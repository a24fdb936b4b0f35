"""A program without accounts loads nothing of them, and asks hardly anything for them."""

import subprocess
import sys
import timeit
from pathlib import Path

from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.engine.clock import SystemClock
from procmon_gui.engine.discretion import Discretion
from procmon_gui.services.access import open_access
from procmon_gui.services.places import Options
from tests.ui.fakes import beat

_START = """
import sys
from pathlib import Path
import procmon_gui.program
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.services.access import open_access
from procmon_gui.services.places import Options
open_access(Options(data_dir=Path(sys.argv[1])), SettingsInMemory()).state()
print(*sys.modules)
"""
# A beat comes once a second; a thousandth of what it takes to show one.
_LIMIT_S = 100e-6


def test_where_nothing_was_ever_kept_nothing_of_accounts_is_loaded(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _START, str(tmp_path)]
    loaded = set(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())

    unwanted = {"argon2", "sqlite3", "sqlalchemy", "PySide6.QtDBus", "procmon_gui.ui.access"}
    # Nor what is asked of the past and of one process, for the sake of cutting its command lines.
    unwanted |= {"procmon_gui.domain.ranges", "procmon_gui.domain.inspection"}
    assert loaded & unwanted == set()
    assert "procmon_gui.ui.main_window.access" in loaded


def test_where_there_are_no_accounts_a_beat_costs_one_question(tmp_path: Path) -> None:
    access = open_access(Options(data_dir=tmp_path), SettingsInMemory())
    discretion, snapshot = Discretion(access, SystemClock()), beat(1)

    took_s = min(timeit.repeat(lambda: discretion.seen(snapshot), number=100, repeat=20)) / 100

    assert discretion.seen(snapshot) is snapshot
    assert took_s < _LIMIT_S
