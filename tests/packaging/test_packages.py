"""What packaging/build makes, looked at by the tools of Debian and of rpm; two builds take some ten minutes."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from procmon_gui.domain.version import VERSION

ROOT: Final = Path(__file__).resolve().parents[2]
# Of what is installed: the goals of the package.
LARGEST_DEB_BYTES: Final = 75_000_000
LARGEST_TREE_KIB: Final = 230_000

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(3600)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders of what two builds have made."""
    folder = tmp_path_factory.mktemp("built")
    for name in ("one", "two"):
        subprocess.run(["nice", str(ROOT / "packaging/build"), "--out", str(folder / name)], check=True)
    return folder / "one", folder / "two"


def the(folder: Path, ending: str) -> Path:
    [found] = folder.glob(f"*{ending}")
    return found


def told(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout


def test_two_builds_of_one_commit_are_the_same_bytes(built: tuple[Path, Path]) -> None:
    one, two = built
    names = sorted(path.name for path in one.iterdir())

    assert [name.rpartition(".")[2] for name in names] == ["rpm", "zst", "deb"]
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_the_package_of_debian_is_small_and_belongs_to_root(built: tuple[Path, Path]) -> None:
    package = the(built[0], ".deb")

    assert package.stat().st_size <= LARGEST_DEB_BYTES
    assert int(told("dpkg-deb", "-f", package, "Installed-Size")) <= LARGEST_TREE_KIB
    lines = [line.split() for line in told("dpkg-deb", "-c", package).splitlines()]
    assert {owner for _, owner, *_ in lines} == {"root/root"}
    assert {mode for mode, *_ in lines if mode[0] != "l"} == {"-rw-r--r--", "-rwxr-xr-x", "drwxr-xr-x"}
    executables = {line[5] for line in lines if line[0] == "-rwxr-xr-x"}
    helper = "./usr/lib/procmon-gui/helper/procmon_gui/control/helper/__main__.py"
    program = "./usr/lib/procmon-gui/program/procmon"
    assert executables == {helper, f"{program}-gui", f"{program}-eye", f"{program}-apprise"}


@pytest.mark.skipif(shutil.which("lintian") is None, reason="lintian is not installed")
def test_lintian_says_nothing(built: tuple[Path, Path]) -> None:
    done = subprocess.run(
        ["lintian", "--profile", "debian", "--allow-root", str(the(built[0], ".deb"))],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip

    assert re.findall(r"^[EW]: .*", done.stdout, re.MULTILINE) == []


@pytest.mark.skipif(shutil.which("rpm") is None, reason="rpm is not installed")
def test_rpm_finds_every_digest_right_and_the_folders_of_the_system_its_own(built: tuple[Path, Path]) -> None:
    package = the(built[0], ".rpm")

    assert "digests OK" in told("rpm", "-K", package)
    files = told("rpm", "-qlp", package).splitlines()
    assert "/usr/share/zsh/site-functions/_procmon-gui" in files
    assert not {"/", "/usr", "/usr/bin", "/usr/lib", "/usr/share", "/etc"} & set(files)
    assert "rpmlib(PayloadIsZstd)" in told("rpm", "-qpR", package)
    modes = told("rpm", "-qp", "--qf", "[%{FILEMODES:perms} %{FILEUSERNAME}\n]", package).splitlines()
    assert {line.split()[1] for line in modes} == {"root"}
    assert not [line for line in modes if line[0] != "l" and (line[8] == "w" or "s" in line.split()[0])]


def test_the_archive_runs_where_it_is_unpacked(built: tuple[Path, Path], tmp_path: Path) -> None:
    archive = the(built[0], ".tar.zst")
    subprocess.run(["tar", "--zstd", "-xf", str(archive), "-C", str(tmp_path)], check=True)
    [folder] = tmp_path.iterdir()

    assert folder.name == archive.name.removesuffix(".tar.zst")
    assert told(folder / "usr/bin/procmon-gui", "--version") == f"procmon-gui {VERSION}\n"
    told(folder / "usr/bin/procmon-gui", "--data-dir", tmp_path / "data", "record", "--for", "3s")
