"""What the tests of the whole program share: one desktop a module, one home and one window a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.window import Stage, Window, stage, window


@pytest.fixture(scope="module")
def shared_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("stage")) as built:
        yield built


@pytest.fixture
def at_home(shared_stage: Stage, tmp_path: Path) -> Stage:
    """Return the desktop for a user who never started the program."""
    return shared_stage.at_home(tmp_path)


@pytest.fixture
def shown(at_home: Stage) -> Iterator[Window]:
    """Return the running program; a test that ends it itself may."""
    with window(at_home) as running:
        yield running
    assert running.words == "", "the program complained"
