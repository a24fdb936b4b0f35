"""Recording as a service of the user: what is asked of systemd, what is written, and how it is taken back."""

import configparser
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.control import user_service
from procmon_gui.control.user_service import NAME, UNDO, UserService
from procmon_gui.domain.errors import Unavailable
from tests.architecture.tree import ROOT
from tests.fake_systemd import FakeSystemd


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSystemd]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    fake = FakeSystemd(tmp_path / "systemd", tmp_path / "config" / "systemd" / "user")
    monkeypatch.setenv("PATH", f"{fake.path}{os.pathsep}{os.environ['PATH']}")
    yield fake
    fake.close()


def service_of(tmp_path: Path, *, records: bool = True, packaged: tuple[Path, ...] = ()) -> UserService:
    return UserService(["/bin/sleep", "900"], is_recording=lambda: records, packaged=packaged)


def test_it_is_written_started_and_said(systemd: FakeSystemd, tmp_path: Path) -> None:
    service = service_of(tmp_path)
    deed = service.turn_on()
    unit = tmp_path / "config" / "systemd" / "user" / NAME

    assert (deed.name, deed.written, deed.undo) == (NAME, str(unit), UNDO)
    assert systemd.asked == ["--user daemon-reload", f"--user enable --now {NAME}"]
    assert "ExecStart=/bin/sleep 900\n" in unit.read_text()
    assert UNDO in unit.read_text()
    assert service.is_on()
    assert systemd.pid


def test_taken_back_it_leaves_nothing_behind(systemd: FakeSystemd, tmp_path: Path) -> None:
    service = service_of(tmp_path)
    deed = service.turn_on()
    service.turn_off()

    assert not Path(deed.written).exists()
    assert not service.is_on()
    assert systemd.asked[2:4] == [f"--user disable --now {NAME}", "--user daemon-reload"]
    service.turn_off()  # once more is no trouble


def test_what_a_package_brought_along_is_used_and_stays(systemd: FakeSystemd, tmp_path: Path) -> None:
    units = tmp_path / "config" / "systemd" / "user"
    units.mkdir(parents=True)
    packaged = tmp_path / NAME
    packaged.write_text("[Service]\nExecStart=/bin/sleep 901\n")
    (units / NAME).symlink_to(packaged)
    service = service_of(tmp_path, packaged=(packaged,))
    deed = service.turn_on()
    service.turn_off()

    assert deed.written == ""
    assert packaged.read_text() == "[Service]\nExecStart=/bin/sleep 901\n"


def test_what_fails_is_said_and_nothing_is_left_behind(systemd: FakeSystemd, tmp_path: Path) -> None:
    systemd.fail_at("enable", "Failed to enable unit: Access denied")

    with pytest.raises(Unavailable, match="systemctl --user enable failed: Failed to enable unit: Access denied"):
        service_of(tmp_path).turn_on()

    assert not (tmp_path / "config" / "systemd" / "user" / NAME).exists()


def test_a_service_that_does_not_record_is_taken_back(
    systemd: FakeSystemd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_service, "_BEGIN_S", 0.0)

    with pytest.raises(Unavailable, match=f"did not record. See: journalctl --user -u {NAME}"):
        service_of(tmp_path, records=False).turn_on()

    assert not service_of(tmp_path).is_on()


def test_where_no_systemd_answers_there_is_none(
    systemd: FakeSystemd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service_of(tmp_path).is_possible()
    systemd.fail_at("show", "Failed to connect to bus: No medium found")
    assert not service_of(tmp_path).is_possible()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not service_of(tmp_path).is_possible()
    assert not service_of(tmp_path).is_on()


@pytest.mark.parametrize("word", ["/a b/python", 'quo"te', "back\\slash", "per%cent", "dollar$HOME", "", "semi;colon"])
def test_any_path_arrives_as_it_is(word: str) -> None:
    quoted = user_service._quoted(word)

    # As systemd reads it: what a shell does with quotes, and %% and $$ for the signs.
    (read,) = shlex.split(quoted) if quoted else ("",)
    assert read.replace("%%", "%").replace("$$", "$") == word


def test_the_unit_is_that_of_the_package_but_for_who_records(systemd: FakeSystemd, tmp_path: Path) -> None:
    written = _unit(Path(service_of(tmp_path).turn_on().written))
    shipped = _unit(ROOT / "packaging" / "systemd" / "user" / NAME)

    for one in (written, shipped):
        one.remove_option("Service", "ExecStart")
        one.remove_option("Unit", "Documentation")
    assert {name: dict(written[name]) for name in written} == {name: dict(shipped[name]) for name in shipped}


def _unit(path: Path) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None)
    found.read(path)
    return found
