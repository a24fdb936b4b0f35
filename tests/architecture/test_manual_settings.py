"""The manual names every setting as the catalogue has it."""

import pytest

from procmon_gui.domain.settings import GROUPS, SETTINGS, Kind, Setting
from tests.architecture.tree import ROOT, python_files

PAGE = (ROOT / "resources" / "docs" / "manual" / "settings.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in PAGE.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_setting_is_in_the_manual_with_its_values_and_its_default(setting: Setting) -> None:
    found = [cells for cells in ROWS if len(cells) == 5 and cells[1] == f"`{setting.key}`"]

    assert len(found) == 1
    title, _, values, default, said = found[0]
    assert title == f"{GROUPS[setting.group]}: {setting.label}"
    assert said.rstrip(" |") == setting.help
    if setting.kind is Kind.CHOICE:
        assert values == ", ".join(f"`{value}`" for value in setting.values)
    elif setting.kind in (Kind.WHOLE, Kind.NUMBER):
        assert values == f"{setting.least:g} to {setting.most:g} {setting.unit}"
        assert default == f"`{setting.default:g}`"
    if setting.kind in (Kind.FLAG, Kind.CHOICE):
        assert default == f"`{str(setting.default).lower()}`"


def test_the_manual_names_no_setting_that_is_not_there() -> None:
    named = {cells[1] for cells in ROWS if len(cells) == 5 and cells[1].startswith("`")}

    assert named == {f"`{setting.key}`" for setting in SETTINGS}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_something_obeys_every_setting(setting: Setting) -> None:
    """A setting that nobody asks for is a lie on the page."""
    sources = [
        path for path in python_files("procmon_gui") if path.name not in ("settings.py", "preferences_migration.py")
    ]

    assert any(f'"{setting.key}"' in path.read_text(encoding="utf-8") for path in sources)
