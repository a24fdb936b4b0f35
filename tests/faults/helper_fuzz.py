"""Tells a helper whatever can be told: messages of every kind of wrong, with descriptors of every kind.

Victims that must never be touched stand among those that may be. What it answers must fit what was sent to it: done it
may say only of an order that was whole, about a process that may be touched.
"""

import array
import contextlib
import os
import random
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from procmon_gui.control.helper import wire
from procmon_gui.control.helper_client import Answer, pack_order, unpack_answer
from tests.faults.rigs import PATIENCE_S, wait_until

# It calls itself what others live in, and waits.
_SHELL: Final = "import time\nopen('/proc/self/comm', 'w').write('gnome-shell')\ntime.sleep(1000)"
# Each helper does one deed, the first that it is told. None of these changes anything that can not be seen.
DEEDS: Final = (
    wire.Order(wire.Verb.NICE, 5),
    wire.Order(wire.Verb.SIGNAL, 18),
    wire.Order(wire.Verb.IO_PRIORITY, 2, 7),
    wire.Order(wire.Verb.AFFINITY, cpus=frozenset({0})),
)


@dataclass(frozen=True)
class Thing:
    """A descriptor, and whether a process that may be touched is behind it: at all, or where its name was typed."""

    fd: int
    is_fair: bool = False
    is_critical: bool = False


class Menagerie:
    """Processes that may be touched and such that may not, and descriptors of every other kind."""

    def __init__(self, asker_pid: int, folder: Path) -> None:
        self._stack = contextlib.ExitStack()
        self.fair = [self._started("sleep", "1000") for _ in range(3)]
        self.spared = [self._started(sys.executable, "-c", _SHELL) for _ in range(2)]
        for pid in self.spared:
            wait_until(lambda pid=pid: _name(pid) == "gnome-shell", "it has named itself")  # type: ignore[misc]
        gone = subprocess.Popen(["true"])
        dead = os.pidfd_open(gone.pid)
        gone.wait()
        pair = socket.socketpair()
        for end in pair:
            self._stack.callback(end.close)
        pipe = os.pipe()
        others = [
            dead, os.pidfd_open(1), os.pidfd_open(asker_pid), *pipe,
            os.open(f"/proc/{self.fair[0]}", os.O_RDONLY), os.open(f"/proc/{self.fair[0]}/stat", os.O_RDONLY),
            os.open(folder, os.O_RDONLY), os.open("/dev/null", os.O_RDWR), os.open("/", os.O_RDONLY),
            os.memfd_create("anon_inode:[pidfd]"), os.eventfd(0), os.dup(pair[0].fileno()),
        ]  # fmt: skip
        self.things = [Thing(os.pidfd_open(pid), is_fair=True) for pid in self.fair]
        self.things += [Thing(os.pidfd_open(pid), is_critical=True) for pid in self.spared]
        self.things += [Thing(fd) for fd in others]
        # Of this one it is never said that its name was typed, so that it can be looked at afterwards.
        self.shy = next(thing for thing in self.things if thing.is_critical)
        for thing in self.things:
            self._stack.callback(os.close, thing.fd)
        self._asker_pid = asker_pid
        self._before = self._conditions()

    def unharmed(self) -> bool:
        """Say whether those that must not be touched are as they were, and all are still there."""
        return self._conditions() == self._before and all(map(_name, self.fair))

    def close(self) -> None:
        """End all of them."""
        self._stack.close()

    def _conditions(self) -> list[object]:
        return [_condition(pid) for pid in (self.spared[0], self._asker_pid, 1)]

    def _started(self, *command: str) -> int:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        self._stack.callback(process.wait, PATIENCE_S)
        self._stack.callback(process.kill)
        return process.pid


def flood(
    channel: socket.socket, menagerie: Menagerie, deed: wire.Order, count: int, dice: random.Random
) -> "Counter[str]":
    """Tell it so much, and return what was answered how often. Stops where it has gone."""
    came: Counter[str] = Counter()
    channel.settimeout(PATIENCE_S)
    # So that the deed is known: all other orders are refused from now on.
    first = pack_order(deed)
    for number in range(count):
        message = first if number == 0 else _message(deed, dice)
        things = [menagerie.things[0]] if number == 0 else _things(menagerie.things, dice)
        is_typed = message[5:6] == b"\1"
        if is_typed:
            things = [thing for thing in things if thing is not menagerie.shy]
        answer = _told(channel, message, things)
        came[f"{answer.result.name} {answer.reason.name}"] += 1
        if answer.result in (wire.Result.DONE, wire.Result.UNSURE):
            assert _is_deed(message, deed), message
            assert len(things) == 1, things
            assert things[0].is_fair or (things[0].is_critical and is_typed), things
    return came


@contextlib.contextmanager
def running(command: Sequence[str]) -> Iterator[tuple[socket.socket, int]]:
    """Start a helper, and give the socket to it, when it is ready, and its pid."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(command, stdin=its.fileno(), env={"PATH": os.environ["PATH"]})
    its.close()
    ours.settimeout(PATIENCE_S)
    try:
        assert unpack_answer(ours.recv(100)).result is wire.Result.READY
        yield ours, process.pid
    finally:
        ours.close()
        process.wait(PATIENCE_S)


def memory_kib(pid: int) -> int:
    """Return how much memory a process has."""
    return int(
        next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in line).split()[1]
    )


def _told(channel: socket.socket, message: bytes, things: Sequence[Thing]) -> Answer:
    fds = array.array("i", [thing.fd for thing in things])
    channel.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)] if fds else [])
    return unpack_answer(channel.recv(100))


def _message(deed: wire.Order, dice: random.Random) -> bytes:
    whole = pack_order(deed)
    kind = dice.randrange(-5, 8)
    if kind <= 0:
        return whole
    if kind == 1:  # cut, or with something behind it; an empty one would be a farewell
        return (whole + dice.randbytes(dice.choice((1, 7, 4000))))[: dice.randrange(1, 3000)]
    if kind == 2:
        return dice.randbytes(dice.choice((1, len(whole), len(whole), 5000)))
    if kind == 3:  # another order, whole or not
        values = [dice.choice((0, 1, 4, 5, 19, 20, -20, -21, 9, 15, 32_767, -32_768)) for _ in range(2)]
        mask = dice.choice((b"", b"\1", dice.randbytes(1024)))
        verb, flags = dice.randrange(7), dice.choice((0, 1, 2, 255))
        return wire.ORDER.pack(wire.MAGIC, verb, flags, values[0], values[1] % 9, 0, dice.randrange(2**32), mask)
    spoiled = bytearray(whole)
    for _ in range(dice.choice((1, 1, 2, 9))):
        spoiled[dice.randrange(16 if kind < 7 else len(spoiled))] ^= 1 << dice.randrange(8)
    return bytes(spoiled)


def _is_deed(message: bytes, deed: wire.Order) -> bool:
    """Say whether a message asks for this very thing: its number and the flag for critical ones may be any."""
    if len(message) != wire.ORDER.size:
        return False
    given, wanted = wire.ORDER.unpack(message), wire.ORDER.unpack(pack_order(deed))
    return given[:2] + given[3:6] + given[7:] == wanted[:2] + wanted[3:6] + wanted[7:] and given[2] in (0, 1)


def _things(things: Sequence[Thing], dice: random.Random) -> list[Thing]:
    count = dice.choice((0, 1, 1, 1, 1, 1, 2, 3, 20))
    return [dice.choice(things) for _ in range(count)]


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _condition(pid: int) -> tuple[object, ...]:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return _name(pid), fields[0] in "TtZX", os.getpriority(os.PRIO_PROCESS, pid), frozenset(os.sched_getaffinity(pid))
