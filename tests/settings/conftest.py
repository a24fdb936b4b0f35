"""What the tests of the rules file share."""

from pathlib import Path

import pytest

from procmon_gui.domain.rules import Rule
from procmon_gui.settings.rules_file import RulesFile
from tests.settings.rules import SHIPPED, Written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "rules.toml"


@pytest.fixture
def written(path: Path) -> Written:
    def written(text: str | bytes, shipped: tuple[Rule, ...] = SHIPPED) -> RulesFile:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return RulesFile(path, shipped)

    return written
