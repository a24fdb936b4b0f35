"""One process that holds one of everything, and who inspects it."""

from collections.abc import Iterator

import pytest

from procmon_gui.collectors.inspector import ProcInspector
from tests.collectors.inspected import Inspected


@pytest.fixture(scope="module")
def subject() -> Iterator[Inspected]:
    with Inspected() as subject:
        yield subject


@pytest.fixture
def inspector() -> ProcInspector:
    return ProcInspector()
