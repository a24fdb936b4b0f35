"""Whole numbers into few bytes and back, exactly. Pure.

Numbers become small by taking differences, the differences get no sign (zigzag) and the narrowest width that holds all
of them, their bytes are sorted by significance, and what is left goes through zlib. A block says all that is needed to
read it: width, count and length.
"""

import struct
import zlib
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.reading import IntArray

LEVEL: Final = 6
_BLOCK: Final = struct.Struct("<BII")
_WIDTHS: Final = (1, 2, 4, 8)
# Of a chunk of many thousand processes a block has some megabytes; a few bytes of zlib may become gigabytes.
_LARGEST_BYTES: Final = 256 * 1024**2
UIntArray = npt.NDArray[np.uint64]

CANONICAL_NAN: Final = int(np.array(np.nan).view(np.int64))
# A NaN of our own: what has no value at all, where a value that is unknown is something else.
ABSENT_BITS: Final = 0x7FF8_0000_0000_0AB5
# No block of a history is as large; one that says so fills no memory.
_LARGEST_BLOCK: Final = 256 * 1024**2
# Whole numbers up to here are exact in a float64.
_WHOLE_LIMIT: Final = 2.0**53


class Kind(IntEnum):
    """How float64 values became whole numbers: as they are, in parts of a unit, or bit by bit."""

    WHOLE = 0
    PARTS = 1
    BITS = 2


# ---- whole numbers


def pack(numbers: IntArray) -> bytes:
    """Return a block of int64 numbers."""
    folded = _zigzag(numbers)
    top = int(folded.max()) if len(folded) else 0
    width = next(width for width in _WIDTHS if top < 1 << (8 * width))
    narrow = folded.astype(f"<u{width}")
    planes = narrow.view(np.uint8).reshape(-1, width).T.tobytes() if width > 1 else narrow.tobytes()
    packed = zlib.compress(planes, LEVEL)
    return _BLOCK.pack(width, len(numbers), len(packed)) + packed


def unpack(data: memoryview, at: int, most: int | None = None) -> tuple[IntArray, int]:
    """Return the numbers of the block that begins at `at`, and where it ends; raises ValueError for what is none.

    Where only the first of them are wanted, `most` says how many.
    """
    width, count, length = _BLOCK.unpack_from(data, at)
    begin, end = at + _BLOCK.size, at + _BLOCK.size + length
    if width not in _WIDTHS or end > len(data):
        raise ValueError("a block of numbers is cut off")
    wanted = count if most is None else min(most, count)
    if wanted == count:
        planes = _inflate(data[begin:end], width * count)
    else:
        # The last plane as far as that, and all of those before it.
        planes = zlib.decompressobj().decompress(data[begin:end], (width - 1) * count + wanted)
    narrow = np.frombuffer(planes, np.uint8, wanted).astype(f"u{width}")
    for place in range(1, width):
        plane = np.frombuffer(planes, np.uint8, wanted, place * count)
        narrow |= plane.astype(narrow.dtype) << narrow.dtype.type(8 * place)
    # Most blocks are a byte wide: they get eight times as wide only when all else is done.
    return _unzigzag(narrow).astype(np.int64, copy=False), end


def pack_bytes(raw: bytes) -> bytes:
    """Return a block of bytes."""
    packed = zlib.compress(raw, LEVEL)
    return _BLOCK.pack(1, len(raw), len(packed)) + packed


def unpack_bytes(data: memoryview, at: int) -> tuple[bytes, int]:
    """Return the bytes of the block that begins at `at`, and where it ends; raises ValueError for what is none."""
    _width, count, length = _BLOCK.unpack_from(data, at)
    begin, end = at + _BLOCK.size, at + _BLOCK.size + length
    if end > len(data):
        raise ValueError("a block of bytes is cut off")
    return _inflate(data[begin:end], count), end


def _inflate(packed: memoryview, size: int) -> bytes:
    if size > _LARGEST_BYTES:
        raise ValueError("a block is larger than any that is written")
    # The size is known, so a block that claims to hold more is refused before it fills the memory.
    if size > _LARGEST_BLOCK:
        raise ValueError("a block is larger than any that was written")
    inflator = zlib.decompressobj()
    raw = inflator.decompress(packed, size + 1)
    if len(raw) != size:
        raise ValueError("a block has another size than it says")
    return raw


def _zigzag(numbers: IntArray) -> UIntArray:
    return ((numbers << 1) ^ (numbers >> 63)).view(np.uint64)


def _unzigzag(folded: npt.NDArray[np.unsignedinteger]) -> npt.NDArray[np.signedinteger]:
    """Return the numbers with their signs, in the same width."""
    one, signed = folded.dtype.type(1), f"i{folded.dtype.itemsize}"
    found: npt.NDArray[np.signedinteger] = (folded >> one).view(signed) ^ -(folded & one).view(signed)
    return found


def differences(numbers: IntArray) -> IntArray:
    """Return each number less the one before it, along the last axis; the first less zero.

    What overflows wraps around, and back.
    """
    steps = np.array(numbers, np.int64)
    steps[..., 1:] -= numbers[..., :-1]
    return steps


# ---- float64 as whole numbers


def kind_of(bits: IntArray, parts: float) -> Kind:
    """Return the kind in which all values come back exactly; `bits` are those of float64.

    Of NaN only the ordinary one and `ABSENT_BITS` stay apart in the kinds for numbers.
    """
    return Kind(int(kinds_of(bits[np.newaxis], parts)[0]))


def kinds_of(rows: IntArray, parts: float) -> IntArray:
    """Return the kind of each of many rows, shape (rows, values): a host has some hundred short ones."""
    values = rows.view(np.float64)
    known = ~np.isnan(values)
    is_odd = ~known & (rows != CANONICAL_NAN) & (rows != ABSENT_BITS)
    is_odd |= np.isinf(values) | ((values == 0) & np.signbit(values))
    values = np.where(known & ~is_odd, values, 0.0)
    largest = np.abs(values).max(axis=1, initial=0.0)
    kinds = np.full(len(rows), int(Kind.BITS), np.int64)
    if parts > 0:
        fits = largest < _WHOLE_LIMIT / parts
        # What does not fit may be too large to be multiplied.
        small = values[fits]
        fits[fits] = (np.rint(small * parts) / parts == small).all(axis=1)
        kinds[fits] = Kind.PARTS
    kinds[(largest < _WHOLE_LIMIT) & (values == np.rint(values)).all(axis=1)] = Kind.WHOLE
    kinds[is_odd.any(axis=1)] = Kind.BITS
    return kinds


def to_codes(bits: IntArray, kind: Kind, parts: float) -> IntArray:
    """Return whole numbers for values: 0 has no value, 1 is unknown, the rest are the numbers, folded, plus 2."""
    if kind is Kind.BITS:
        return bits
    values = bits.view(np.float64)
    known = ~np.isnan(values)
    scaled = values if kind is Kind.WHOLE else values * parts
    whole = np.rint(np.where(known, scaled, 0.0)).astype(np.int64)
    codes = _zigzag(whole).view(np.int64) + 2
    codes[~known] = 1
    codes[bits == ABSENT_BITS] = 0
    return codes


def from_codes(codes: IntArray, kind: Kind, parts: float) -> IntArray:
    """Return the bits of the values behind codes."""
    if kind is Kind.BITS:
        return codes
    values = _unzigzag(np.maximum(codes - 2, 0).view(np.uint64)).astype(np.float64)
    if kind is Kind.PARTS:
        values /= parts
    bits = values.view(np.int64)
    bits[codes == 1] = CANONICAL_NAN
    bits[codes == 0] = ABSENT_BITS
    return bits
