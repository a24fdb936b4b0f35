"""`procmon-gui licences`."""

import pytest

from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.licences import run_licences


def test_every_part_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_licences(parse(["licences"])) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["procmon_gui", "0.1.0", "MIT"]
    assert any(line.split()[0] == "numpy" for line in lines)


@pytest.mark.parametrize("name", ["PySide6-Essentials", "pyside6_essentials"])
def test_a_name_prints_the_text(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_licences(parse(["licences", name])) == 0

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in capsys.readouterr().out


def test_a_name_that_is_none_is_told_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_licences(parse(["licences", "nothing\nof it"])) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "procmon-gui: Nothing of the name “nothing\\nof it” is part of this program; "
        "`procmon-gui licences` lists what is.\n"
    )
