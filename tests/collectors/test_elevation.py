"""The eye with more rights: when it is offered, and what happens when it is asked for."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from procmon_gui.collectors import elevation
from procmon_gui.collectors.eye_process import EYE_PATH, eye_command
from procmon_gui.collectors.eye_source import EyeSource
from procmon_gui.domain.reading import Reading
from procmon_gui.engine.clock import SystemClock


@pytest.fixture
def with_pkexec(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procmon_gui.collectors.elevation.shutil.which", lambda name: f"/usr/bin/{name}")


def test_without_pkexec_nothing_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procmon_gui.collectors.elevation.shutil.which", lambda _name: None)

    assert "pkexec" in elevation.why_not()


@pytest.mark.usefixtures("with_pkexec")
def test_a_tree_that_others_can_write_is_not_run_as_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    eye = tmp_path / "procmon_gui/collectors/eye"
    eye.mkdir(parents=True)
    for folder in (eye, *list(eye.parents)[:2]):
        (folder / "__init__.py").touch()
    (eye / "__main__.py").touch()
    tmp_path.chmod(0o777)
    monkeypatch.setattr(elevation, "EYE_PATH", eye)
    monkeypatch.setattr("procmon_gui.collectors.elevation.sysconfig.get_path", lambda _name: "/usr/lib")
    monkeypatch.setattr(elevation, "_interpreter", lambda: Path("/usr/bin/env"))

    reason = elevation.why_not()

    assert str(tmp_path) in reason
    assert "root" in reason


@pytest.mark.usefixtures("with_pkexec")
@pytest.mark.needs_root
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to own the tree")
def test_a_tree_of_roots_own_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elevation, "_what_would_run", lambda: [Path("/usr/bin/env"), Path("/usr/lib")])

    assert elevation.why_not() == ""


def test_the_command_takes_no_packages_and_no_environment() -> None:
    command = elevation.elevated_command()

    assert command[-3:] == ["-I", "-S", str(EYE_PATH)]
    assert not Path(command[1]).is_symlink()


@pytest.mark.usefixtures("with_pkexec")
def test_a_frozen_eye_is_started_as_itself_and_all_that_lies_with_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "_internal/Qt/lib/libQt6Core.so.6"
    library.parent.mkdir(parents=True)
    for path in (library, tmp_path / "procmon-gui", tmp_path / "procmon-eye"):
        path.touch()
    (tmp_path / "_internal/libQt6Core.so.6").symlink_to("Qt/lib/libQt6Core.so.6")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "procmon-gui"))
    looked_at: list[Path] = []

    def look(paths: Iterable[Path]) -> str:
        looked_at.extend(paths)
        return ""

    monkeypatch.setattr(elevation, "fault_of_all", look)

    assert elevation.why_not() == ""
    assert elevation.elevated_command() == ["/usr/bin/pkexec", str(tmp_path / "procmon-eye")]
    assert {path for path in tmp_path.rglob("*") if not path.is_symlink()} == set(looked_at)


def readings(source: EyeSource, count: int) -> list[Reading]:
    """Return the next so many readings."""
    found: list[Reading] = []
    while len(found) < count:
        reading = source.read(20)
        assert reading is not None
        found.append(reading)
    return found


def test_the_eye_with_more_rights_takes_over_and_everybody_keeps_the_serial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elevation, "why_not", lambda: "")
    monkeypatch.setattr(elevation, "elevated_command", eye_command)
    source = EyeSource(clock=SystemClock())
    try:
        [before] = readings(source, 1)
        first_pid = source.eye_pid
        source.ask_for_everything()
        after = before
        while source.eye_pid == first_pid:
            [after] = readings(source, 1)

        assert source.rights().sees_everything
        own = os.getpid()
        serials = {int(reading.serials[(reading.numbers["pid"] == own).argmax()]) for reading in (before, after)}
        assert len(serials) == 1
    finally:
        source.close()


def test_when_the_password_is_not_given_the_old_eye_goes_on_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elevation, "why_not", lambda: "")
    monkeypatch.setattr(elevation, "elevated_command", lambda: [sys.executable, "-c", "raise SystemExit(126)"])
    source = EyeSource(clock=SystemClock())
    try:
        readings(source, 1)
        pid = source.eye_pid
        source.ask_for_everything()
        for _ in range(20):
            readings(source, 1)
            if source.rights().refusal:
                break

        assert "not given" in source.rights().refusal
        assert not source.rights().is_asking
        assert source.eye_pid == pid
    finally:
        source.close()
