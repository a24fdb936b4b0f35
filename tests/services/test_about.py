"""What the program tells of itself for a report of a bug."""

from pathlib import Path

from procmon_gui.domain.version import VERSION
from procmon_gui.services.about import ProgramFacts
from procmon_gui.services.places import Options


def test_versions_and_places_are_told_without_the_name_of_the_user() -> None:
    home = Path.home()
    options = Options(data_dir=home / "data", config=Path("/etc/settings.toml"))
    environment = {"XDG_CURRENT_DESKTOP": "KDE", "XDG_SESSION_TYPE": "wayland", "DB_PASSWORD": "hunter2"}

    facts = ProgramFacts(options, environment).facts()

    assert facts.version == VERSION
    assert (facts.data, facts.settings) == ("~/data", "/etc/settings.toml")
    assert facts.log.startswith("~/data/log")
    assert facts.desktop == "KDE, wayland"
    assert {"Python", "Qt", "PySide6_Essentials", "numpy", "SQLite"} <= {name for name, _ in facts.parts}
    assert "Linux" in facts.system
    assert "hunter2" not in repr(facts)
    assert str(home) not in repr(facts)
