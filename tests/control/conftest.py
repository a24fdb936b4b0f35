"""Hands for real processes."""

from pathlib import Path

import pytest

from tests.control.held import Rig, anna


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path, anna())
