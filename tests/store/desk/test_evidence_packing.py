"""Evidence comes back as it was kept; what others wrote in its place is told, and harms nothing."""

import zlib
from dataclasses import fields, replace

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.alerts import Culprit, Evidence
from procmon_gui.store.desk.evidence_packing import (
    LINE_LETTERS,
    MOST_CULPRITS,
    MOST_PASSERS,
    BadEvidence,
    pack,
    unpack,
)
from tests.store.desk.alert_samples import evidence


def assert_same(one: Evidence, other: Evidence) -> None:
    assert np.array_equal(one.at_ms, other.at_ms)
    np.testing.assert_allclose(one.values, other.values, rtol=1e-6)
    assert [plain(culprit) for culprit in one.culprits] == [plain(culprit) for culprit in other.culprits]
    names = [field.name for field in fields(Evidence) if field.name not in ("at_ms", "values", "culprits")]
    assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]


def plain(culprit: Culprit) -> Culprit:
    return replace(culprit, values=None)


def test_it_comes_back_as_it_was_and_a_gap_stays_one() -> None:
    kept = evidence()
    found = unpack(pack(kept))

    assert_same(found, kept)
    assert np.isnan(found.values[3])
    first = found.culprits[0].values
    assert first is not None
    np.testing.assert_allclose(first, kept.values, rtol=1e-6)


def test_ten_minutes_with_eight_curves_and_many_passers_take_less_than_64_kilobytes() -> None:
    noise = np.random.default_rng(3)
    kept = evidence()
    culprits = [replace(kept.culprits[0], values=noise.random(600), command_line="x" * 2000) for _ in range(8)]
    packed = pack(replace(kept, values=noise.random(600), culprits=culprits, started=tuple(kept.started) * 100))

    assert len(packed) < 64 * 1024


def test_what_is_too_long_or_too_many_is_cut() -> None:
    kept = evidence()
    long = replace(kept.culprits[0], command_line="x" * 5000)
    found = unpack(
        pack(replace(kept, culprits=(long,) * 100, started=tuple(kept.started) * 1000, ended=tuple(kept.ended) * 1000))
    )

    assert (len(found.culprits), len(found.started), len(found.ended)) == (MOST_CULPRITS, MOST_PASSERS, MOST_PASSERS)
    assert len(found.culprits[0].command_line or "") == LINE_LETTERS


def test_names_that_others_wrote_into_the_file_are_made_fit_to_be_shown() -> None:
    kept = evidence()
    evil = replace(kept.culprits[0], name="a\x1b[2J\nb", user="\u202eroot", parents=("x\r\n",))
    found = unpack(pack(replace(kept, culprits=(evil,))))

    assert found.culprits[0].name == r"a\x1b[2J\nb"
    assert found.culprits[0].user == r"\u{202e}root"
    assert found.culprits[0].parents == (r"x\r\n",)


@given(st.binary(max_size=400))
def test_bytes_that_are_none_are_told(data: bytes) -> None:
    for bad in (data, zlib.compress(data)):
        with pytest.raises(BadEvidence):
            unpack(bad)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_whatever_byte_was_changed_there_is_evidence_or_it_is_told(place: int, change: int) -> None:
    plain = bytearray(zlib.decompress(pack(evidence(points=30))))
    plain[place % len(plain)] ^= change
    try:
        found = unpack(zlib.compress(bytes(plain)))
    except BadEvidence:
        return
    assert isinstance(found, Evidence)
    assert len(found.at_ms) == len(found.values)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zlib.compress(bytes(200 * 1024**2), 9)

    with pytest.raises(BadEvidence):
        unpack(bomb)


def test_times_that_go_back_or_are_no_times_are_told() -> None:
    fields_of = msgspec.msgpack.decode(zlib.decompress(pack(evidence(points=3))))
    for place, value in ((2, np.array([-5, 1], "<i4").tobytes()), (2, b"abc"), (0, 99), (3, b"1234")):
        changed = list(fields_of)
        changed[place] = value
        with pytest.raises(BadEvidence):
            unpack(zlib.compress(msgspec.msgpack.encode(changed)))
