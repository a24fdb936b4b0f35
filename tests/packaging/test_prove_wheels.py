"""That every pin has a wheel on each system is proved at night, with the index; here, that the right ones are asked."""

import importlib.util
import subprocess
import sys
from types import ModuleType

import pytest

from tests.architecture.tree import ROOT

SCRIPT = ROOT / "packaging" / "prove_wheels.py"
LOCK = """\
# A comment.
numpy==2.4.6 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
Pywin32_ctypes==0.2.3 ; sys_platform == 'win32' \\
    --hash=sha256:cc
zipp==4.1.2 ; python_full_version < '3.12' \\
    --hash=sha256:dd
argon2-cffi-bindings==25.1.0 ; platform_machine == 'x86_64' and sys_platform == 'darwin' \\
    --hash=sha256:ee
argon2-cffi-bindings==26.2.0 ; platform_machine != 'x86_64' or sys_platform != 'darwin' \\
    --hash=sha256:ff
"""


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prove_wheels", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


PROOF = load()


@pytest.mark.parametrize(
    ("system", "python", "pins"),
    [
        ("linux-x86_64", "3.11", {"numpy": "2.4.6", "zipp": "4.1.2", "argon2-cffi-bindings": "26.2.0"}),
        ("linux-aarch64", "3.13", {"numpy": "2.4.6", "argon2-cffi-bindings": "26.2.0"}),
        (
            "windows-amd64",
            "3.12",
            {"numpy": "2.4.6", "pywin32-ctypes": "0.2.3", "argon2-cffi-bindings": "26.2.0"},
        ),
        ("macos-arm64", "3.12", {"numpy": "2.4.6", "argon2-cffi-bindings": "26.2.0"}),
        ("macos-x86_64", "3.12", {"numpy": "2.4.6", "argon2-cffi-bindings": "25.1.0"}),
    ],
)
def test_markers_are_those_of_the_system_that_is_asked_about(system: str, python: str, pins: dict[str, str]) -> None:
    there = next(one for one in PROOF.SYSTEMS if one.name == system)

    found = PROOF.wanted(list(PROOF.pins_of(LOCK)), there, python)

    assert {name: next(iter(pin.requirement.specifier)).version for name, pin in found.items()} == pins


def test_a_wheel_that_the_lock_does_not_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pins = PROOF.wanted(list(PROOF.pins_of(LOCK)), PROOF.SYSTEMS[0], "3.12")
    monkeypatch.setattr(PROOF, "_search", lambda asked, system, python: {pin.name: "aa" for pin in asked})

    sentences = PROOF.missing(pins, PROOF.SYSTEMS[0], "3.12")

    assert sentences == ["argon2-cffi-bindings==26.2.0; platform_machine != \"x86_64\" or sys_platform != \"darwin\": "
                         "the wheel for it has a hash that the lock does not name"]  # fmt: skip


def test_each_pin_without_a_wheel_is_named_and_not_only_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    pins = PROOF.wanted(list(PROOF.pins_of(LOCK)), PROOF.SYSTEMS[0], "3.11")

    def search(asked: list[object], system: object, python: str) -> dict[str, str]:
        raise LookupError("none there")

    monkeypatch.setattr(PROOF, "_search", search)

    assert len(PROOF.missing(pins, PROOF.SYSTEMS[0], "3.11")) == len(pins) == 3


@pytest.mark.nightly  # asks the index some nine hundred times
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("system", [one.name for one in PROOF.SYSTEMS])
def test_every_pin_of_the_lock_has_a_wheel(system: str) -> None:
    done = subprocess.run([sys.executable, SCRIPT, system], capture_output=True, text=True, check=False, timeout=1700)

    assert done.returncode == 0, done.stdout + done.stderr
