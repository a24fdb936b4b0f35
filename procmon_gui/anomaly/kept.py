"""Turns what was learned into bytes, and back. What comes back is looked at without trust: it was a file.

A line of JSON says which arrays follow, then they follow, packed. Whether the bytes are whole is for whoever keeps them
to know (`store.baselines`).
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from procmon_gui.anomaly.baselines import Baselines
from procmon_gui.domain.reading import IntArray

_VERSION: Final = 1
# Beyond what any machine can learn: 1,300 series, a week of hours, four hours of minutes.
_MOST_BYTES: Final = 64 * 1024**2
_LONGEST_LINE: Final = 4 * 1024**2
_KINDS: Final = {"e": np.float16, "f": np.float32, "q": np.int64}
# By how it is called, what belongs to a series, and as what it is kept: half as exact is exact enough but for counts.
_ARRAYS: Final[Mapping[str, str]] = {
    "window": "e", "average": "f", "variance": "f", "minutes": "f", "peak": "f",
}  # fmt: skip
_HOURS: Final[Mapping[str, str]] = {"middle": "e", "above": "e", "below": "e", "minutes": "e"}
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was learned at one moment.

    Attributes:
        host: (metric id, instance) by place; `programs` the same of programs, None where there is nobody.
        at: how many minutes the rolling window has taken in.
        arrays: by name; those of hours begin with "hours.".
    """

    host: list[tuple[str, str]]
    programs: list[tuple[str, str] | None]
    at: int
    arrays: Mapping[str, Array]

    def to_bytes(self) -> bytes:
        """Return it as bytes; any thread, a tenth of a second."""
        packed = {name: np.ascontiguousarray(array, _kind_of(name)) for name, array in self.arrays.items()}
        head = {
            "version": _VERSION,
            "host": self.host,
            "programs": self.programs,
            "at": self.at,
            "arrays": [[name, array.dtype.char, list(array.shape)] for name, array in packed.items()],
        }
        body = b"".join(array.tobytes() for array in packed.values())
        return json.dumps(head).encode() + b"\n" + zlib.compress(body, 1)

    @staticmethod
    def from_bytes(data: bytes) -> "Kept":
        """Return what the bytes hold; raises ValueError, also for what only looks like it."""
        line, found, packed = data.partition(b"\n")
        if not found or len(line) > _LONGEST_LINE:
            raise ValueError("its head is missing")
        try:
            head = json.loads(line)
            unpacker = zlib.decompressobj()
            body = unpacker.decompress(packed, _MOST_BYTES)
            if not unpacker.eof:
                raise ValueError("it is cut off, or larger than it can be")
            return _kept(head, body)
        except (zlib.error, KeyError, TypeError, RecursionError, OverflowError) as error:
            raise ValueError(f"it is damaged: {error}") from error


def _kept(head: Any, body: bytes) -> Kept:
    if head["version"] != _VERSION:
        raise ValueError(f"its form is {head['version']!r}, this program knows {_VERSION}")
    arrays: dict[str, Array] = {}
    at = 0
    for name, kind, shape in head["arrays"]:
        if any(not isinstance(length, int) or length < 0 for length in shape):
            raise ValueError("an array has no shape")
        dtype = np.dtype(_KINDS[kind])
        count = int(np.prod([int(length) for length in shape], dtype=object))
        end = at + count * dtype.itemsize
        if end > len(body):
            raise ValueError("an array is cut off")
        arrays[str(name)] = np.frombuffer(body, dtype, count, at).reshape(shape)
        at = end
    if at != len(body):
        raise ValueError("more follows than was told")
    host = [_texts(key, 2) for key in head["host"]]
    programs = [None if key is None else _texts(key, 2) for key in head["programs"]]
    if len(set(host)) != len(host) or not isinstance(head["at"], int) or head["at"] < 0:
        raise ValueError("its names or its time make no sense")
    return Kept(host=host, programs=programs, at=head["at"], arrays=arrays)


def _kind_of(name: str) -> "np.dtype[Any]":
    """Return as what an array is written."""
    table = _HOURS if name.startswith("hours.") else _ARRAYS
    return np.dtype(_KINDS[table[name.removeprefix("hours.")]])


def _texts(key: Any, count: int) -> tuple[str, str]:
    if not isinstance(key, list) or len(key) != count or not all(isinstance(text, str) for text in key):
        raise ValueError("a name is none")
    return key[0], key[1]


def kept_of(
    baselines: Baselines, host: list[tuple[str, str]], programs: list[tuple[str, str] | None], rows: IntArray
) -> Kept:
    """Return a copy of what was learned of the series in some places."""
    arrays: dict[str, Array] = {}
    for name in _ARRAYS:
        arrays[name] = np.take(getattr(baselines, name), rows, axis=1)
    for name in _HOURS:
        arrays[f"hours.{name}"] = np.take(getattr(baselines.hours, name), rows, axis=2)
    return Kept(host=host, programs=programs, at=int(baselines.at[0]), arrays=arrays)


def restore_kept(baselines: Baselines, kept: Kept, rows: IntArray) -> None:
    """Put back what was learned; raises ValueError before anything is changed."""
    targets = [(name, getattr(baselines, name)) for name in _ARRAYS]
    targets += [(f"hours.{name}", getattr(baselines.hours, name)) for name in _HOURS]
    for name, target in targets:
        found = kept.arrays.get(name)
        axis = 2 if name.startswith("hours.") else 1
        wanted = (*target.shape[:axis], len(rows), *target.shape[axis + 1 :])
        if found is None or found.shape != wanted:
            raise ValueError(f"{name} is missing, or of another size")
        if name != "window" and not np.isfinite(found).all():
            raise ValueError(f"{name} holds what is no number")
    for name, target in targets:
        if name.startswith("hours."):
            target[:, :, rows] = kept.arrays[name]
        else:
            target[:, rows] = kept.arrays[name]
    baselines.at[0] = kept.at
