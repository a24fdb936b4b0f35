"""The locks hold what pyproject.toml asks for, hashed, and nothing that belongs to one machine."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = ("x86_64", "aarch64")


def read_lock(name: str) -> dict[str, list[tuple[Requirement, int]]]:
    """Return the pins of a lock by package, each with its number of hashes."""
    pins: dict[str, list[tuple[Requirement, int]]] = {}
    text = re.sub(r"\\\n", " ", (ROOT / name).read_text())
    for line in text.splitlines():
        if line and not line.startswith(("#", "-r ")):
            words, *hashes = re.split(r"\s+--hash=", line)
            requirement = Requirement(words)
            pins.setdefault(canonicalize_name(requirement.name), []).append((requirement, len(hashes)))
    return pins


RUN, TEST = read_lock("requirements.lock"), read_lock("requirements-test.lock")
BUILD, HEADLESS = read_lock("requirements-build.lock"), read_lock("requirements-headless.lock")
# Qt, its binding, and what draws with them.
WINDOW_ONLY = {"pyside6-essentials", "shiboken6", "pyqtgraph", "colorama"}


def pinned(pins: dict[str, list[tuple[Requirement, int]]], name: str, world: dict[str, str]) -> list[str]:
    return [
        next(iter(requirement.specifier)).version
        for requirement, _hashes in pins.get(canonicalize_name(name), [])
        if requirement.marker is None or requirement.marker.evaluate(world)
    ]


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("python", PYTHONS)
def test_each_wanted_package_is_pinned_once_inside_its_range(python: str, machine: str) -> None:
    """If this fails, run packaging/lock."""
    world = {**LINUX, "platform_machine": machine, "python_version": python, "python_full_version": f"{python}.0"}
    wanted = [(RUN, Requirement(text)) for text in PROJECT["dependencies"]]
    for extra, pins in (("test", TEST), ("build", BUILD)):
        wanted += [({**RUN, **pins}, Requirement(text)) for text in PROJECT["optional-dependencies"][extra]]

    for pins, requirement in wanted:
        if requirement.marker is None or requirement.marker.evaluate(world):
            versions = pinned(pins, requirement.name, world)
            assert len(versions) == 1, f"{requirement.name} is pinned {len(versions)} times"
            assert requirement.specifier.contains(versions[0]), f"{requirement} is pinned to {versions[0]}"


def test_the_lock_is_whole() -> None:
    """Everything that the installed packages of the lock ask for is in the lock too (pip runs with --no-deps)."""
    pins = {**RUN, **TEST}
    missing = []
    for name in pins:
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        for text in asked:
            requirement = Requirement(text)
            is_meant = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if is_meant and canonicalize_name(requirement.name) not in pins:
                missing.append(f"{name} -> {requirement.name}")

    assert missing == []


@pytest.mark.parametrize("pins", [RUN, TEST, BUILD], ids=["run", "test", "build"])
def test_each_pin_is_exact_and_hashed(pins: dict[str, list[tuple[Requirement, int]]]) -> None:
    assert pins
    for entries in pins.values():
        for requirement, hashes in entries:
            assert [part.operator for part in requirement.specifier] == ["=="], str(requirement)
            assert requirement.url is None
            assert hashes >= 1, str(requirement)


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_a_lock_holds_pins_and_hashes_only(name: str) -> None:
    """No index, no find-links, no path: where wheels come from is decided by the reader's own pip."""
    form = re.compile(
        r"#.*|-r requirements\.lock"
        r"|[a-z0-9-]+==[0-9][\w.]*(?: ; [\w '<>=.!()]+)? \\"
        r"|    --hash=sha256:[0-9a-f]{64}(?: \\)?"
    )

    assert [line for line in (ROOT / name).read_text().splitlines() if not form.fullmatch(line)] == []


def test_nothing_is_pinned_again_that_the_lock_of_the_program_holds() -> None:
    assert not set(RUN) & set(TEST)
    assert not set(RUN) & set(BUILD)


def test_the_lock_of_the_recorder_is_that_of_the_program_without_qt() -> None:
    """If this fails, run packaging/lock."""
    assert {name: pins for name, pins in RUN.items() if name not in WINDOW_ONLY} == HEADLESS
    assert not [name for name in HEADLESS if "qt" in name or "pyside" in name]


def test_what_only_the_window_needs_is_asked_for_by_nothing_else() -> None:
    """Else the recorder would lack a part: colorama is pyqtgraph's, and elsewhere a wish of Windows alone."""
    world = {**LINUX, "extra": ""}
    asked = {
        (name, canonicalize_name(requirement.name))
        for name in HEADLESS
        for requirement in map(Requirement, _required_by(name))
        if requirement.marker is None or requirement.marker.evaluate(world)
    }

    assert {pair for pair in asked if pair[1] in WINDOW_ONLY} == set()


def _required_by(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
