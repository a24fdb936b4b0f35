"""Keeps passwords as Argon2id makes them: slow and with much memory, so one at a time. Any thread but the window's.

Source: reliability of the project: 64 MiB, 3 passes, 1 lane; the floor of OWASP is 19 MiB and 2 passes.
"""

import base64
import threading
from dataclasses import dataclass
from typing import Final

from procmon_gui.domain.errors import Unavailable

_HASH_BYTES: Final = 32
_SALT_BYTES: Final = 16
# Who writes into the file could ask for any amount of memory and time otherwise.
_MOST_KIB: Final = 1024 * 1024
_MOST_PASSES: Final = 32
_MOST_LANES: Final = 16
_ONE_AT_A_TIME: Final = threading.Lock()


class BrokenHash(ValueError):
    """What is kept is nothing that was ever made of a password."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash takes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


class Hasher:
    """Makes and compares hashes at one cost."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost or Cost()
        salt, nothing = (base64.b64encode(bytes(size)).decode().rstrip("=") for size in (_SALT_BYTES, _HASH_BYTES))
        cost = self._cost
        self._nobodys = f"$argon2id$v=19$m={cost.memory_kib},t={cost.passes},p={cost.lanes}${salt}${nothing}"

    def hash(self, password: str) -> str:
        """Return what is kept of a password. Raises Unavailable where there is not enough memory."""
        from argon2 import PasswordHasher
        from argon2.exceptions import HashingError

        cost = self._cost
        hasher = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes, hash_len=_HASH_BYTES,
            salt_len=_SALT_BYTES,
        )  # fmt: skip
        try:
            with _ONE_AT_A_TIME:
                return hasher.hash(password)
        except HashingError as error:
            raise self._too_little_memory() from error

    def is_right(self, kept: str, password: str) -> bool:
        """Return whether it is the password of which this was kept. Raises BrokenHash, and Unavailable."""
        from argon2.exceptions import VerificationError, VerifyMismatchError
        from argon2.low_level import Type, verify_secret

        self.check(kept)
        try:
            with _ONE_AT_A_TIME:
                return verify_secret(kept.encode("ascii"), password.encode("utf-8"), Type.ID)
        except VerifyMismatchError:
            return False
        except VerificationError as error:
            raise self._too_little_memory() from error

    def drawer(self, text: str, salt: bytes, count: int) -> int:
        """Return which of so many drawers a text belongs to, at the cost of a password.

        It may be one: who reads the number learns a few bits of it, and each guess costs what a hash costs.
        """
        from argon2.exceptions import HashingError
        from argon2.low_level import Type, hash_secret_raw

        cost = self._cost
        try:
            with _ONE_AT_A_TIME:
                made = hash_secret_raw(
                    text.encode("utf-8"), salt, time_cost=cost.passes, memory_cost=cost.memory_kib,
                    parallelism=cost.lanes, hash_len=_HASH_BYTES, type=Type.ID,
                )  # fmt: skip
        except HashingError as error:
            raise self._too_little_memory() from error
        return int.from_bytes(made[:8], "big") % count

    def take_time(self) -> None:
        """Take as long as a comparison, for nobody."""
        self.is_right(self._nobodys, "")

    def is_dated(self, kept: str) -> bool:
        """Return whether a hash was made at less than today's cost. Raises BrokenHash."""
        found, cost = self.check(kept), self._cost
        return found.memory_kib < cost.memory_kib or found.passes < cost.passes

    def check(self, kept: str) -> Cost:
        """Return what comparing with a hash takes. Raises BrokenHash for what is none, or would take too much."""
        from argon2 import Type, extract_parameters
        from argon2.exceptions import InvalidHashError

        try:
            kept.encode("ascii")
            found = extract_parameters(kept)
            parts = [base64.b64decode(part + "=" * (-len(part) % 4), validate=True) for part in kept.split("$")[-2:]]
        except (InvalidHashError, ValueError) as error:
            raise BrokenHash("no hash of Argon2") from error
        fits = (
            found.type is Type.ID
            and 8 <= found.memory_cost <= _MOST_KIB
            and 1 <= found.time_cost <= _MOST_PASSES
            and 1 <= found.parallelism <= _MOST_LANES
            and found.memory_cost >= 8 * found.parallelism
            and all(len(part) >= 8 for part in parts)
        )
        if not fits:
            raise BrokenHash("no hash that this program makes")
        return Cost(found.memory_cost, found.time_cost, found.parallelism)

    def _too_little_memory(self) -> Unavailable:
        mib = self._cost.memory_kib // 1024
        return Unavailable(f"A password can not be checked now: that takes {mib} MiB of memory; close something first")
