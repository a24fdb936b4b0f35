"""What the machine refuses is told with what follows from it, and asking never hangs."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from procmon_gui.terminal import machine
from procmon_gui.terminal.facts import Fact, Level
from procmon_gui.terminal.machine import machine_facts
from tests.stopwatch import Stopwatch


def _fact(id: str) -> Fact:
    (fact,) = [fact for fact in machine_facts() if fact.id == id]
    return fact


@pytest.fixture
def system_files(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], None]:
    """Let some files of the system read as given, all others as they are."""
    real = machine._text

    def pretend(files: dict[str, str]) -> None:
        monkeypatch.setattr(machine, "_text", lambda path: files.get(path, "") if path in files else real(path))

    return pretend


@pytest.mark.parametrize(("user", "level"), [(1000, Level.LIMITED), (0, Level.OK)])
def test_hidden_processes_are_told_to_those_who_can_not_see_them(
    system_files: Callable[[dict[str, str]], None], monkeypatch: pytest.MonkeyPatch, user: int, level: Level
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    system_files({"/proc/self/mounts": "sysfs /sys sysfs rw 0 0\nproc /proc proc rw,nosuid,hidepid=2 0 0"})

    fact = _fact("hidepid")
    assert (fact.level, fact.value) == (level, "2")


def test_an_open_proc_is_fine(system_files: Callable[[dict[str, str]], None]) -> None:
    system_files({"/proc/self/mounts": "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0"})

    assert _fact("hidepid").level is Level.OK


def test_what_the_kernel_does_not_count_is_told(system_files: Callable[[dict[str, str]], None]) -> None:
    system_files({"/proc/pressure/cpu": "", "/proc/sys/kernel/task_delayacct": "0"})

    assert _fact("pressure").level is Level.LIMITED
    assert "kernel.task_delayacct is off" in _fact("delay_accounting").text


def test_a_session_bus_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        bus.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
        watch = Stopwatch()

        fact = _fact("notifications")
        took_s = watch.took_s

    assert fact.level is Level.LIMITED
    assert "TimeoutError" in fact.text
    assert took_s < 4


@pytest.mark.parametrize("address", ["", "nonsense", "unix:path=/nonexistent/bus", "tcp:host=nowhere"])
def test_no_session_bus_is_no_crash(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    assert _fact("notifications").level is Level.LIMITED


def test_every_fact_has_a_title_and_a_sentence_of_its_own() -> None:
    facts = machine_facts()

    assert len({fact.id for fact in facts}) == len(facts)
    assert all(fact.title and fact.text for fact in facts)
    assert not [fact.id for fact in facts if fact.level is Level.BROKEN]


@pytest.mark.parametrize(
    ("held", "words"), [("0000000000080000", "who may look into"), ("0000000000000000", "refused")]
)
def test_a_right_that_an_ordinary_user_was_given_is_told(
    system_files: Callable[[dict[str, str]], None], monkeypatch: pytest.MonkeyPatch, held: str, words: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    system_files({"/proc/self/status": f"Name:\tprocmon-gui\nCapEff:\t{held}\nNoNewPrivs:\t0"})

    assert words in _fact("root").text


def test_disk_use_that_is_refused_is_told_by_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = {Path(f"/proc/{os.getpid()}/io"), Path("/proc/1/io")}
    monkeypatch.setattr(machine, "_is_refused", lambda path: path in refused)

    fact = _fact("others_io")

    assert fact.level is Level.LIMITED
    assert fact.text.startswith("is refused for 2 of ")


def test_disk_use_that_all_may_read_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_is_refused", lambda path: None if path.parent.name == "1" else False)

    assert _fact("others_io").level is Level.OK
