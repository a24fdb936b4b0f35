"""Proves that every pin of a lock has a wheel, with a hash that the lock names, wherever the program is to run.

    .venv/bin/python packaging/prove_wheels.py            each system and each Python; exit 1 where something lacks
    .venv/bin/python packaging/prove_wheels.py win        only the systems whose name begins so

The same search as `pip download --platform … --only-binary=:all:`, which `pip install --dry-run` ends before the files
are fetched where the index tells what is in them: a few MiB instead of two gigabytes. pip would take the markers of the
lock for those of this machine, so they are settled here first.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
LIMIT_S = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A kind of machine: the platforms whose wheels it takes, and what markers ask of it."""

    name: str
    platforms: tuple[str, ...]
    markers: Mapping[str, str]


def _linux(machine: str, newest_libc: int) -> System:
    platforms = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(newest_libc, 4, -1))
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return System(name=f"linux-{machine}", platforms=(*platforms, f"manylinux2014_{machine}"), markers=markers)


def _macos(machine: str, version: str) -> System:
    markers = {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": machine}
    return System(name=f"macos-{machine}", platforms=(f"macosx_{version}_{machine}",), markers=markers)


# The oldest that Qt's wheels run on: Debian 12 and 13 for the two kinds of Linux, macOS 13.
SYSTEMS = (
    _linux("x86_64", 34),
    _linux("aarch64", 39),
    System(
        name="windows-amd64",
        platforms=("win_amd64",),
        markers={"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
    _macos("arm64", "13_0"),
    _macos("x86_64", "13_0"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One line of a lock, and the hashes of the files that it allows."""

    requirement: Requirement
    hashes: frozenset[str]

    @property
    def name(self) -> str:
        """Return its name as an index has it."""
        return canonicalize_name(self.requirement.name)


def pins_of(text: str) -> Iterator[Pin]:
    """Yield what a lock holds."""
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line and not line.startswith(("#", "-r ")):
            words, *hashes = re.split(r"\s+--hash=sha256:", line)
            yield Pin(requirement=Requirement(words), hashes=frozenset(part.strip() for part in hashes))


def wanted(pins: list[Pin], system: System, python: str) -> dict[str, Pin]:
    """Return what is installed on a system, by name."""
    world = {**system.markers, "python_version": python, "python_full_version": f"{python}.0"}
    world |= {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    return {pin.name: pin for pin in pins if pin.requirement.marker is None or pin.requirement.marker.evaluate(world)}


def missing(pins: dict[str, Pin], system: System, python: str) -> list[str]:
    """Return a sentence for each pin that has no wheel there that the lock would take; one search for all is enough."""
    try:
        found = _search(list(pins.values()), system, python)
    except LookupError:
        # pip names the first only; asked one by one, each is named.
        found, sentences = {}, []
        for pin in pins.values():
            try:
                found |= _search([pin], system, python)
            except LookupError as error:
                sentences.append(f"{pin.requirement}: {error}")
    else:
        sentences = []
    sentences += [
        f"{pins[name].requirement}: the wheel for it has a hash that the lock does not name"
        for name, digest in found.items()
        if digest not in pins[name].hashes
    ]
    return sentences


def _search(pins: list[Pin], system: System, python: str) -> dict[str, str]:
    """Return the SHA-256 of the wheel that pip would take, by name; raises LookupError."""
    with tempfile.TemporaryDirectory() as scratch:
        asked = Path(scratch, "asked.txt")
        asked.write_text("".join(f"{pin.name}{pin.requirement.specifier}\n" for pin in pins))
        command = [
            sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--disable-pip-version-check", "--no-input",
            "--ignore-installed", "--no-deps", "--only-binary=:all:", "--implementation=cp",
            f"--python-version={python}", f"--target={scratch}/nowhere", "--report=-", f"--requirement={asked}",
            *(f"--platform={platform}" for platform in system.platforms),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_S)
    if done.returncode:
        raise LookupError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip said nothing")
    parts = json.loads(done.stdout)["install"]
    return {
        canonicalize_name(part["metadata"]["name"]): part["download_info"]["archive_info"]["hash"].removeprefix(
            "sha256="
        )
        for part in parts
    }


def main() -> int:
    """Print a line for each system and Python, and what lacks there."""
    parser = argparse.ArgumentParser(description="Proves that every pin of a lock has a wheel everywhere.")
    parser.add_argument("systems", nargs="*", metavar="SYSTEM", help="only those whose name begins so")
    parser.add_argument("--lock", type=Path, default=ROOT / "requirements.lock", metavar="FILE")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="only this Python; may be given again")
    asked = parser.parse_args()
    pins = list(pins_of(asked.lock.read_text()))
    is_whole = True
    for system in SYSTEMS:
        if asked.systems and not system.name.startswith(tuple(asked.systems)):
            continue
        for python in asked.python or PYTHONS:
            there = wanted(pins, system, python)
            sentences = missing(there, system, python)
            is_whole = is_whole and not sentences
            print(f"{system.name:14} Python {python}: {len(there)} pins, {len(sentences)} without a wheel", flush=True)
            for sentence in sentences:
                print(f"    {sentence}")
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
