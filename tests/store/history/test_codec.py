"""A minute of readings as bytes: what comes back is what went in, and bytes that are damaged are refused."""

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, Note, Reading
from procmon_gui.store.history.beats import Gatherer, RawChunk
from procmon_gui.store.history.codec import VERSION, Chunk, encode
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.packing import Kind, kind_of, kinds_of, pack, pack_bytes, unpack, unpack_bytes
from procmon_gui.store.history.replay import Place, RawBeats, reading_of
from procmon_gui.store.history.texts import Texts
from tests.store.history.machines import START_MS, day, equal_readings

NUMBERS = st.one_of(
    st.just(float("nan")),
    st.integers(-(2**53), 2**53).map(float),
    st.integers(0, 10_000).map(lambda ticks: ticks / 100),
    st.floats(allow_nan=True, allow_infinity=True),
    st.just(-0.0),
)
TEXTS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["systemd", "\ud800", "\\", '"']))
HOST = st.dictionaries(
    st.sampled_from(["cpu.user_s", "memory.total_bytes", "load.1min", "empty"]),
    st.dictionaries(st.sampled_from(["", "0", "sda", "ü"]), NUMBERS, max_size=3),
    max_size=4,
)


def gathered(readings: Sequence[Reading], texts: Texts) -> RawChunk:
    gatherer = Gatherer(texts)
    for place, one in enumerate(readings):
        gatherer.add(one, time_ms=START_MS + place, is_first=place == 0)
    return gatherer.chunk()


def packed_and_unpacked(readings: Sequence[Reading]) -> list[Reading]:
    texts = Texts()
    chunk = Chunk(encode(gathered(readings, texts)))
    return [reading_of(Place(chunk, beat), texts) for beat in range(len(chunk))]


@st.composite
def machines(draw: st.DrawFn) -> list[Reading]:
    """Return up to eight beats of a machine on which anything may happen, within what a reading promises."""
    readings: list[Reading] = []
    serial, sequence = 0, 0
    slots: list[tuple[int, int, dict[str, str | None]]] = []  # serial, revision, texts
    fields = draw(st.lists(st.sampled_from(NUMBER_FIELDS), min_size=1, max_size=4, unique=True))
    for beat in range(draw(st.integers(1, 8))):
        is_new_eye = beat > 0 and draw(st.booleans()) and draw(st.booleans())
        sequence = 1 if is_new_eye else sequence + 1
        count = draw(st.integers(0, 6))
        slots = [] if is_new_eye else slots[:count]
        for place in range(count):
            known = slots[place] if place < len(slots) else (-1, 0, {})
            what = draw(st.sampled_from(["stays", "stays", "ends", "is born", "says something else"]))
            if what == "ends":
                known = (-1, known[1], dict.fromkeys(TEXT_FIELDS))
            elif what == "is born" or place >= len(slots):
                serial += 1
                known = (serial, known[1] + 1, {field: draw(TEXTS) for field in TEXT_FIELDS})
            elif what == "says something else" and known[0] >= 0:  # an empty slot says nothing
                known = (known[0], known[1] + 1, {**known[2], "command_line": draw(TEXTS)})
            slots[place : place + 1] = [known]
        numbers = {field: np.full(count, np.nan) for field in NUMBER_FIELDS}
        for field in fields:
            numbers[field] = np.array(draw(st.lists(NUMBERS, min_size=count, max_size=count)), np.float64)
        readings.append(
            Reading(
                boot_id=draw(st.sampled_from(["boot", "another"])),
                at_ms=draw(st.integers(0, 2**45)),
                monotonic_ns=draw(st.integers(0, 2**60)),
                sockets_ns=draw(st.integers(0, 2**60)),
                suspended_ns=draw(st.integers(0, 2**60)),
                sequence=sequence,
                missed_beats=draw(st.integers(0, 9)),
                ticks_per_s=draw(st.sampled_from([100, 250])),
                boot_at_utc_s=draw(NUMBERS),
                numbers=numbers,
                texts={field: [slot[2].get(field) for slot in slots] for field in TEXT_FIELDS},
                text_revisions=np.array([slot[1] for slot in slots], np.int64),
                serials=np.array([slot[0] for slot in slots], np.int64),
                refused=np.array(draw(st.lists(st.integers(0, 511), min_size=count, max_size=count)), np.int64),
                host=draw(HOST),
                unsupported=draw(st.sampled_from([{}, {"gpu_busy_ns": "no card"}])),
                notes=draw(st.sampled_from([(), (Note("code", "Text \u2028 with <markup>"),)])),
            )
        )
    return readings


@settings(max_examples=120)
@given(machines())
def test_what_comes_back_is_what_went_in_whatever_happened(readings: list[Reading]) -> None:
    """Births, ends, slots given to others, changed texts, another eye, unknown and odd values."""
    found = packed_and_unpacked(readings)

    assert len(found) == len(readings)
    assert all(equal_readings(one, other) for one, other in zip(readings, found, strict=True))


@settings(max_examples=60)
@given(machines())
def test_beats_that_are_not_packed_yet_say_the_same(readings: list[Reading]) -> None:
    texts = Texts()
    raw = RawBeats(gathered(readings, texts))

    assert all(equal_readings(one, reading_of(Place(raw, beat), texts)) for beat, one in enumerate(readings))


def test_a_minute_of_which_little_changes_takes_little() -> None:
    readings = day(60)

    size = len(encode(gathered(readings, Texts())))

    assert size < 60 * 60


def test_a_field_is_unpacked_without_the_others() -> None:
    chunk = Chunk(encode(gathered(day(60), Texts())))

    cpu = chunk.track("cpu_user_s").of_slot(0, len(chunk), 0).view(np.float64)

    assert cpu.tolist() == [beat * 0.25 for beat in range(1, 61)]
    assert set(chunk._tracks) == {"cpu_user_s"}


@settings(max_examples=150)
@given(st.data())
def test_damaged_bytes_are_refused_with_a_reason(data: st.DataObject) -> None:
    whole = encode(gathered(day(5), Texts()))
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(whole) - 1))
        broken = bytearray(whole)
        broken[at] ^= data.draw(st.integers(1, 255))
        damaged = bytes(broken)
    else:
        damaged = whole[: data.draw(st.integers(0, len(whole) - 1))]

    with pytest.raises(DamagedChunk, match="chunk"):
        Chunk(damaged)


def test_a_chunk_of_a_newer_program_is_refused_by_its_version() -> None:
    whole = bytearray(encode(gathered(day(2), Texts())))
    whole[3] = VERSION + 1

    with pytest.raises(DamagedChunk, match=f"version {VERSION + 1}; this program reads version {VERSION}"):
        Chunk(bytes(whole))


def test_bytes_that_lie_about_themselves_are_refused_though_their_checksum_fits() -> None:
    """Somebody may have written them on purpose."""
    import json
    import struct
    import zlib

    directory = {"beats": 3, "parts": 100.0, "facts": [["time"], 0], "host": [[], 0], "fields": {"pid": [9, 0, 1]}}
    body = pack_bytes(json.dumps(directory).encode()) + pack(np.array([1, 2], np.int64))
    data = struct.pack("<3sBII", b"PMB", VERSION, zlib.crc32(body), len(body)) + body

    with pytest.raises(DamagedChunk):
        Chunk(data)


def test_a_field_that_is_not_in_a_chunk_is_refused_and_no_crash() -> None:
    chunk = Chunk(encode(gathered(day(2), Texts())))

    with pytest.raises(DamagedChunk, match="The field tea"):
        chunk.track("tea")


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_whole_numbers_of_any_size_survive_packing(numbers: list[int]) -> None:
    block = pack(np.array(numbers, np.int64))

    found, end = unpack(memoryview(block), 0)

    assert found.tolist() == numbers
    assert end == len(block)


def test_a_block_that_claims_to_be_larger_than_it_is_fills_no_memory() -> None:
    block = bytearray(pack_bytes(b"x" * 1_000_000))
    block[1:5] = (10).to_bytes(4, "little")

    with pytest.raises(ValueError, match="another size"):
        unpack_bytes(memoryview(bytes(block)), 0)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1.0, 2.0, float("nan")], Kind.WHOLE),
        ([0.01, 12.5], Kind.PARTS),
        ([1 / 3], Kind.BITS),
        ([float("inf")], Kind.BITS),
        ([-0.0], Kind.BITS),
        ([], Kind.WHOLE),
    ],
)
def test_values_are_kept_in_the_cheapest_kind_that_loses_nothing(values: list[float], kind: Kind) -> None:
    assert kind_of(np.array(values, np.float64).view(np.int64), 100.0) is kind


def test_texts_are_forgotten_when_nobody_holds_them_and_numbers_are_never_given_again() -> None:
    texts = Texts()
    first = texts.number("a")
    texts.hold([first])
    texts.hold([first])
    texts.let_go([first])
    assert texts.text(first) == "a"

    texts.let_go([first])

    assert (len(texts), texts.used_bytes) == (0, 0)
    assert texts.number("a") != first


def test_gathering_goes_on_without_changing_what_was_handed_out() -> None:
    texts, readings = Texts(), day(4)
    gatherer = Gatherer(texts)
    for place, one in enumerate(readings[:2]):
        gatherer.add(one, time_ms=place, is_first=False)
    early = gatherer.chunk()
    for place, one in enumerate(readings[2:]):
        gatherer.add(dataclasses.replace(one), time_ms=2 + place, is_first=False)

    assert len(early) == 2
    assert equal_readings(reading_of(Place(RawBeats(early), 1), texts), readings[1])


@given(
    st.lists(
        st.lists(
            st.sampled_from([0.0, -0.0, 1.0, 2.5, 1 / 3, 2.0**60, float("nan"), float("inf")]), min_size=3, max_size=3
        ),
        max_size=6,
    )
)
def test_many_rows_have_the_kinds_that_each_has_alone(rows: list[list[float]]) -> None:
    bits = np.array(rows, np.float64).reshape(len(rows), 3).view(np.int64)
    assert kinds_of(bits, 100.0).tolist() == [kind_of(row, 100.0) for row in bits]
