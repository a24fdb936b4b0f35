"""Evidence of an alert as bytes, and back: msgpack, curves as float32, deflated. Pure.

What comes back may have been written by anybody with other tools: it is bounded, its texts are made fit to be shown,
and what makes no sense raises `BadEvidence`.
"""

import math
import zlib
from typing import Final, NoReturn

import msgspec
import numpy as np

from procmon_gui.domain.alerts import Culprit, Evidence, Passer
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import FloatArray, IntArray
from procmon_gui.domain.text import display_text

NAME_LETTERS: Final = 256
LINE_LETTERS: Final = 1000
SENTENCE_LETTERS: Final = 600
MOST_CULPRITS: Final = 32
MOST_PARENTS: Final = 16
MOST_PASSERS: Final = 200
MOST_POINTS: Final = 20_000
# Beyond it no calendar goes; below 0 nothing was recorded.
LAST_MS: Final = 253_402_300_799_000

_FORM: Final = 1
# All of what may be in it, unpacked.
_MOST_BYTES: Final = 8 * 1024**2
_LARGEST: Final = 2**63 - 1


class BadEvidence(Exception):
    """These bytes are no evidence."""


class _Who(msgspec.Struct, array_like=True, frozen=True):
    boot_id: str
    pid: int
    start_ticks: int
    name: str
    user: str | None
    command_line: str | None


class _Culprit(msgspec.Struct, array_like=True, frozen=True):
    who: _Who
    executable: str | None
    unit: str | None
    parents: list[str]
    share: float | None
    before: float | None
    during: float | None
    values: bytes | None


class _Passer(msgspec.Struct, array_like=True, frozen=True):
    who: _Who
    at_ms: int
    exit_status: int | None


class _Packed(msgspec.Struct, array_like=True, frozen=True):
    form: int
    first_ms: int
    # Milliseconds from one to the next, int32.
    steps: bytes
    values: bytes
    metric_id: str
    before_from_ms: int
    before_to_ms: int
    culprits: list[_Culprit]
    started: list[_Passer]
    ended: list[_Passer]
    missing: str
    is_complete: bool


_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(_Packed)


def pack(evidence: Evidence) -> bytes:
    """Return evidence as it is kept; what is too long or too many is cut."""
    at_ms = np.asarray(evidence.at_ms, np.int64)[:MOST_POINTS]
    packed = _Packed(
        form=_FORM,
        first_ms=int(at_ms[0]) if len(at_ms) else 0,
        steps=np.diff(at_ms).astype("<i4").tobytes(),
        values=_curve(evidence.values),
        metric_id=_name(evidence.culprit_metric_id),
        before_from_ms=evidence.before_from_ms,
        before_to_ms=evidence.before_to_ms,
        culprits=[_packed_culprit(one) for one in evidence.culprits[:MOST_CULPRITS]],
        started=[_packed_passer(one) for one in evidence.started[:MOST_PASSERS]],
        ended=[_packed_passer(one) for one in evidence.ended[:MOST_PASSERS]],
        missing=display_text(evidence.missing, SENTENCE_LETTERS),
        is_complete=evidence.is_complete,
    )
    return zlib.compress(_encoder.encode(packed), 6)


def unpack(data: bytes) -> Evidence:
    """Return what was packed. Raises BadEvidence."""
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(data, _MOST_BYTES)
        packed = _decoder.decode(plain)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadEvidence(str(error)) from error
    if not unpacker.eof or packed.form != _FORM:
        _refuse()
    at_ms = _times(packed)
    return Evidence(
        at_ms=at_ms,
        values=_values(packed.values, len(at_ms)),
        culprit_metric_id=_name(packed.metric_id),
        before_from_ms=_time(packed.before_from_ms),
        before_to_ms=_time(packed.before_to_ms),
        culprits=tuple(_culprit(one, len(at_ms)) for one in packed.culprits[:MOST_CULPRITS]),
        started=tuple(_passer(one) for one in packed.started[:MOST_PASSERS]),
        ended=tuple(_passer(one) for one in packed.ended[:MOST_PASSERS]),
        missing=display_text(packed.missing, SENTENCE_LETTERS),
        is_complete=packed.is_complete,
    )


# ---- packing


def _curve(values: FloatArray) -> bytes:
    return np.asarray(values[:MOST_POINTS], "<f4").tobytes()


def _packed_culprit(one: Culprit) -> _Culprit:
    return _Culprit(
        who=_who(one.key, one.name, one.user, one.command_line),
        executable=_line(one.executable),
        unit=_name_or_none(one.unit),
        parents=[_name(name) for name in one.parents[:MOST_PARENTS]],
        share=one.share,
        before=one.before,
        during=one.during,
        values=None if one.values is None else _curve(one.values),
    )


def _packed_passer(one: Passer) -> _Passer:
    return _Passer(_who(one.key, one.name, one.user, one.command_line), one.at_ms, one.exit_status)


def _who(key: ProcessKey, name: str, user: str | None, command_line: str | None) -> _Who:
    return _Who(key.boot_id, key.pid, key.start_ticks, _name(name), _name_or_none(user), _line(command_line))


# ---- unpacking


def _times(packed: _Packed) -> IntArray:
    steps = _array(packed.steps, "<i4").astype(np.int64)
    if not packed.values:
        return np.zeros(0, np.int64)
    times = np.cumsum(np.concatenate(([_time(packed.first_ms)], steps)))
    if len(times) > MOST_POINTS or (steps < 0).any() or times[-1] > LAST_MS:
        _refuse()
    return times


def _array(data: bytes, kind: str) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
    if len(data) % 4:
        _refuse()
    return np.frombuffer(data, kind)


def _values(data: bytes, length: int) -> FloatArray:
    values = _array(data, "<f4").astype(np.float64)
    if len(values) != length:
        _refuse()
    values[~np.isfinite(values)] = np.nan
    return values


def _culprit(one: _Culprit, length: int) -> Culprit:
    return Culprit(
        key=_key(one.who),
        name=_name(one.who.name),
        executable=_line(one.executable),
        user=_name_or_none(one.who.user),
        unit=_name_or_none(one.unit),
        command_line=_line(one.who.command_line),
        parents=tuple(_name(name) for name in one.parents[:MOST_PARENTS]),
        share=None if one.share is None or not 0 <= one.share <= 1 else one.share,
        before=_number(one.before),
        during=_number(one.during),
        values=None if one.values is None else _values(one.values, length),
    )


def _passer(one: _Passer) -> Passer:
    status = one.exit_status
    return Passer(
        key=_key(one.who),
        name=_name(one.who.name),
        user=_name_or_none(one.who.user),
        at_ms=_time(one.at_ms),
        command_line=_line(one.who.command_line),
        exit_status=status if status is not None and abs(status) <= 255 else None,
    )


def _key(who: _Who) -> ProcessKey:
    if not (0 <= who.pid <= _LARGEST and 0 <= who.start_ticks <= _LARGEST):
        _refuse()
    return ProcessKey(_name(who.boot_id), who.pid, who.start_ticks)


def _time(at_ms: int) -> int:
    return min(max(at_ms, 0), LAST_MS)


def _number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _name(text: str) -> str:
    return display_text(text, NAME_LETTERS)


def _name_or_none(text: str | None) -> str | None:
    return None if text is None else _name(text)


def _line(text: str | None) -> str | None:
    return None if text is None else display_text(text, LINE_LETTERS)


def _refuse() -> NoReturn:
    raise BadEvidence("what is in it does not fit together")
