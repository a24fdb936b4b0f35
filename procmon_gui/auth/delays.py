"""How long one waits after wrong passwords. Pure: times come in.

It is counted by the clock of the boot alone: nobody sets that. In another boot the time since it began is the least
that has gone by, whatever the clock of the wall says meanwhile.

Source: OWASP ASVS 5.0, 6.1.1 and 6.3.1; NIST SP 800-63B, 5.2.2 (at most 100 in a row).
"""

import math
from dataclasses import dataclass
from typing import Final

FREE_TRIES: Final = 5
MOST_TRIES: Final = 100
FIRST_WAIT_S: Final = 2.0
LONGEST_WAIT_S: Final = 300.0
_DOUBLINGS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """This moment: as a label, and by the clock of a boot; the id is empty where the system has none."""

    utc_ms: int
    boot_id: str
    monotonic_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Wrong passwords in a row, and when the next try may be made; `next_ms` is a label."""

    wrong_count: int = 0
    next_ms: int = 0
    boot_id: str = ""
    next_monotonic_ns: int = 0

    @property
    def is_blocked(self) -> bool:
        """Return whether time does not help any more."""
        return self.wrong_count >= MOST_TRIES


def delay_s(wrong_count: int) -> float:
    """Return how long after so many wrong ones in a row the next try has to wait."""
    if wrong_count < FREE_TRIES:
        return 0.0
    if wrong_count >= MOST_TRIES:
        return math.inf
    return min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(wrong_count - FREE_TRIES, _DOUBLINGS))


def wait_s(tries: Tries, now: Now) -> float:
    """Return how long the next try still has to wait; infinite where only somebody else helps."""
    whole_s = delay_s(tries.wrong_count)
    if whole_s in (0.0, math.inf):
        return whole_s
    counted_ns = tries.next_monotonic_ns - whole_s * 1e9
    is_same_boot = tries.boot_id == now.boot_id and (tries.boot_id != "" or now.monotonic_ns >= counted_ns)
    left_ns = tries.next_monotonic_ns - now.monotonic_ns if is_same_boot else whole_s * 1e9 - now.monotonic_ns
    return min(whole_s, max(0.0, left_ns / 1e9))


def counted(tries: Tries, now: Now) -> Tries:
    """Return what is kept when one more try begins: it counts as wrong until it was right."""
    wrong_count = min(tries.wrong_count + 1, MOST_TRIES)
    whole_s = delay_s(wrong_count)
    wait_ns = 0 if math.isinf(whole_s) else int(whole_s * 1e9)
    return Tries(
        wrong_count=wrong_count,
        next_ms=now.utc_ms + wait_ns // 1_000_000,
        boot_id=now.boot_id,
        next_monotonic_ns=now.monotonic_ns + wait_ns,
    )
