"""A short history for all tests that only read it."""

from pathlib import Path

import pytest

from procmon_gui.domain.snapshot import Snapshot
from tests.store.history.cuts import BEATS
from tests.store.history.machines import day
from tests.store.history.recording import record_and_end


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Snapshot]]:
    """Return the folder of a history, and what was shown while it was recorded."""
    folder = tmp_path_factory.mktemp("recorded")
    return folder, record_and_end(folder, day(BEATS))
