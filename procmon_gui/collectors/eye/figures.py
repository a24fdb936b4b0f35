"""Reads numbers and names out of what the kernel says, and never trusts either.

A figure that is not there, negative where it can not be, or larger than a counter of 64 bits is absent (None), never 0.
"""

import os
from typing import Final, TypeAlias

Figures: TypeAlias = dict[str, dict[str, float]]
"""`{raw id: {instance: number}}`, as in domain.host_metrics; "" is the whole machine."""

COUNTER_MAX: Final = 2**64 - 1
INSTANCE_MAX_CHARACTERS: Final = 256  # volumes of a container have long paths that differ at their end
_HIDDEN: Final = frozenset(
    [*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F),
     *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC)]
)  # fmt: skip


def counter(field: bytes) -> int | None:
    """Return an unsigned number of at most 64 bits, or None."""
    # int() alone would take b"-1", b"1_000" and b" 7\n" too; isdigit() on bytes is ASCII only.
    if len(field) > 20 or not field.isdigit():
        return None
    number = int(field)
    return number if number <= COUNTER_MAX else None


def counters(fields: list[bytes], count: int) -> list[int] | None:
    """Return the first `count` fields as counters, or None when one of them is none."""
    fields = fields[:count]
    # One check for all: this runs for every core and device at every beat.
    if len(fields) < count or not b"".join(fields).isdigit():
        return None
    try:
        numbers = list(map(int, fields))
    except ValueError:  # an empty field, or thousands of digits
        return None
    return numbers if max(numbers) <= COUNTER_MAX else None


def signed(field: bytes) -> int | None:
    """Return a whole number with or without a minus, at most 64 bits, or None."""
    number = counter(field[1:]) if field.startswith(b"-") else counter(field)
    if number is None:
        return None
    return -number if field.startswith(b"-") else number


def fraction(field: bytes) -> float | None:
    """Return a plain decimal from 0 to COUNTER_MAX, or None."""
    if len(field) > 40 or not field.replace(b".", b"", 1).isdigit():
        return None
    number = float(field)
    return number if number <= COUNTER_MAX else None


def plain_text(raw: bytes | str) -> str:
    r"""Return a name that can stand anywhere: controls, bidi and zero-width marks, bad UTF-8 as \xNN or \uNNNN.

    The backslash itself is doubled, so two names never become one; the text ends at INSTANCE_MAX_CHARACTERS.
    """
    text = raw.decode("utf-8", "surrogateescape") if isinstance(raw, bytes) else raw
    shown = "".join(_escaped(character) for character in text)
    return shown if len(shown) <= INSTANCE_MAX_CHARACTERS else shown[: INSTANCE_MAX_CHARACTERS - 1] + "…"


def _escaped(character: str) -> str:
    code = ord(character)
    if character == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code in _HIDDEN or 0xD800 <= code <= 0xDFFF or not character.isprintable():
        return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
    return character


def read_bytes(path: str, most: int = 4096) -> bytes | None:
    """Return the beginning of a small file (sysfs: at most one page), or None when it can not be read."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (OSError, ValueError):  # ValueError: a zero byte in a name
        return None
    try:
        return os.read(fd, most)
    except OSError:
        return None
    finally:
        os.close(fd)


def read_counter(path: str) -> int | None:
    """Return the one number that a sysfs file holds, or None."""
    text = read_bytes(path, 64)
    return None if text is None else counter(text.strip())


def read_signed(path: str) -> int | None:
    """Return the one number, perhaps negative, that a sysfs file holds, or None."""
    text = read_bytes(path, 64)
    return None if text is None else signed(text.strip())


def names_in(path: str) -> list[str]:
    """Return what a folder holds, sorted; empty when it can not be read."""
    try:
        return sorted(os.listdir(path))
    except OSError:
        return []


def put(figures: Figures, raw_id: str, instance: str, value: float | None) -> None:
    """Write a figure down if it is known."""
    if value is not None:
        figures.setdefault(raw_id, {})[instance] = value
