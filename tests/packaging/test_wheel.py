"""The wheel and the sdist: what is in them, that both say the same, and that two of one commit are the same bytes."""

import hashlib
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

# Of which it does not matter when that was; zip knows no time before 1980.
ONE_DAY = "1764201600"


def build(target: str, source: Path, out: Path) -> Path:
    """Make a wheel or an sdist as pip and pipx do, and return where it lies."""
    out.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": ONE_DAY}
    subprocess.run(command, cwd=source, env=environment, check=True, capture_output=True, timeout=120)
    (made,) = out.iterdir()
    return made


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("made") / "sdist")


@pytest.fixture(scope="module")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sdist unpacked under the rules of pip, which takes no link that leads out of it (PEP 706)."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (root,) = folder.iterdir()
    return root


@pytest.fixture(scope="module")
def wheel(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", unpacked, tmp_path_factory.mktemp("made") / "wheel")


def tracked(*folders: str) -> set[str]:
    """Return the files below folders that git has, or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {name for name in listed.splitlines() if (ROOT / name).is_file()}


def test_a_wheel_holds_the_program_and_its_resources_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}

    wanted = tracked("procmon_gui", "resources") - tracked("resources/docs/pictures")
    assert inside == {name if name.startswith("procmon_gui/") else f"procmon_gui/{name}" for name in wanted}


def test_a_wheel_says_under_which_licence_it_is_and_how_the_program_is_started(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name.partition(".dist-info/")[2]: name for name in archive.namelist() if ".dist-info/" in name}
        licence, metadata, entries = (
            archive.read(inside[name]).decode() for name in ("licenses/LICENSE", "METADATA", "entry_points.txt")
        )

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert licence == (ROOT / "LICENSE").read_text()
    assert f"License-Expression: {project['license']}\n" in metadata
    assert f"\nVersion: {project['version']}\n" in metadata
    assert "procmon-gui = procmon_gui.cli:main" in entries


def test_the_same_wheel_comes_of_the_checkout_and_of_the_sdist(wheel: Path, tmp_path: Path) -> None:
    """Byte for byte, so also two builds of one commit are the same."""
    assert digest(build("wheel", ROOT, tmp_path / "again")) == digest(wheel)


def test_two_sdists_are_the_same_bytes(sdist: Path, tmp_path: Path) -> None:
    assert digest(build("sdist", ROOT, tmp_path / "again")) == digest(sdist)


def test_an_sdist_holds_what_is_needed_to_build_and_to_pin(unpacked: Path) -> None:
    wanted = tracked("procmon_gui", "resources", "packaging", "*.lock", "pyproject.toml", "LICENSE", "README.md")

    assert {name for name in wanted if not (unpacked / name).is_file()} == set()
    assert not (unpacked / "tests").exists()


def test_a_program_out_of_a_wheel_speaks_german_and_has_its_manual(wheel: Path, tmp_path: Path) -> None:
    """In a process of its own, with nothing of the checkout on its path."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import procmon_gui\n"
        "from pathlib import Path\n"
        "from procmon_gui.ui.language import compiled\n"
        "from procmon_gui.ui.resource_files import resource_path\n"
        "made = compiled(resource_path('translations', 'procmon_gui_de.ts'), Path('cache'))\n"
        "parts = resource_path('docs', 'manual', 'index.md'), resource_path('icons', 'x.svg')\n"
        "print(procmon_gui.__file__, made.stat().st_size > 10_000, *(part.is_file() for part in parts))\n"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    assert done.stdout.split() == [str(tmp_path / "site" / "procmon_gui" / "__init__.py"), "True", "True", "True"]
