"""What goes over the socket between the program and its helper: numbers of fixed size, and one descriptor. Pure.

No path, no text and no pid: which process is meant says the descriptor (a pidfd) that comes with the message.
`helper_client` packs orders and unpacks answers.
"""

import signal
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

# The digit is the version: a helper that was installed by another version of the program is told apart.
MAGIC: Final = b"PMH1"
CPU_LIMIT: Final = 8192
# magic, verb, flags, value, level, nothing, serial, CPUs as a mask (the first CPU is the lowest bit of the first byte).
ORDER: Final = struct.Struct(f"<4sBBhHHI{CPU_LIMIT // 8}s")
# magic, result, reason, errno, serial.
ANSWER: Final = struct.Struct("<4sBBHI")
MAY_BE_CRITICAL: Final = 1
# Source: the design of this program, threat T13: nothing that makes a process crash or misread.
SIGNALS: Final = frozenset(
    int(getattr(signal, name, 0)) for name in ("SIGTERM", "SIGKILL", "SIGSTOP", "SIGCONT", "SIGINT", "SIGHUP")
) - {0}


class Verb(IntEnum):
    """What the helper can do, and nothing else."""

    SIGNAL = 1
    NICE = 2
    IO_PRIORITY = 3
    AFFINITY = 4


class Result(IntEnum):
    """How it ended; READY is said once, before the first order."""

    READY = 1
    DONE = 2
    # Another process may have been hit, or what was set does not stand there.
    UNSURE = 3
    ENDED = 4
    REFUSED = 5
    FAILED = 6


class Reason(IntEnum):
    """Why it was refused."""

    NONE = 0
    # Its size, a verb, a number or a flag.
    MALFORMED = 1
    # Not exactly one descriptor, or none of a process that is seen from here.
    DESCRIPTOR = 2
    UNTOUCHABLE = 3
    CRITICAL = 4
    TOO_FAST = 5
    # The helper was started for something else.
    OTHER_ORDER = 6
    NO_LOG = 7
    # Whoever speaks is not who was asked for the password.
    STRANGER = 8
    # The helper or its interpreter can be changed by others than root.
    UNSAFE = 9


@dataclass(frozen=True)
class Order:
    """What is to be done. `value` is the signal, the nice value or the class of I/O."""

    verb: Verb
    value: int = 0
    level: int = 0
    cpus: frozenset[int] = frozenset()
    may_be_critical: bool = False
    serial: int = 0

    def is_valid(self) -> bool:
        """Say whether each number is one that may be asked for, and nothing stands where nothing belongs."""
        if (self.verb is not Verb.AFFINITY and self.cpus) or (self.verb is not Verb.IO_PRIORITY and self.level):
            return False
        return {
            Verb.SIGNAL: self.value in SIGNALS,
            Verb.NICE: -20 <= self.value <= 19,
            Verb.IO_PRIORITY: 1 <= self.value <= 3 and 0 <= self.level <= 7,
            Verb.AFFINITY: self.value == 0 and bool(self.cpus) and max(self.cpus, default=0) < CPU_LIMIT,
        }[self.verb]

    def deed(self) -> tuple[Verb, int, int, frozenset[int]]:
        """Return what is the same in two orders that do the same to two processes."""
        return self.verb, self.value, self.level, self.cpus


def unpack_order(message: bytes) -> Order:
    """Return the order in a message. Raises ValueError for anything that is none."""
    if len(message) != ORDER.size:
        raise ValueError
    magic, verb, flags, value, level, nothing, serial, mask = ORDER.unpack(message)
    bits = f"{int.from_bytes(mask, 'little'):b}"[::-1]
    cpus = frozenset(cpu for cpu, bit in enumerate(bits) if bit == "1")
    order = Order(Verb(verb), value, level, cpus, bool(flags), serial)
    if magic != MAGIC or flags & ~MAY_BE_CRITICAL or nothing or not order.is_valid():
        raise ValueError
    return order
