"""Readings on a wire: what is heard is what was said, and what makes no sense is refused."""

import dataclasses
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.reading import NUMBER_FIELDS, Note
from procmon_gui.remote.beat_wire import Listener, changed, whole
from tests.store.history.machines import day, equal_readings


def test_what_is_heard_is_what_was_said() -> None:
    readings = day(40)
    listener = Listener()

    heard = [listener.hear(whole(readings[0]))]
    heard += [listener.hear(changed(before, now)) for before, now in pairwise(readings)]

    assert all(equal_readings(one, two) for one, two in zip(readings, heard, strict=True))


def test_who_comes_late_begins_with_a_whole_reading() -> None:
    readings = day(30)
    listener = Listener()

    listener.hear(whole(readings[20]))

    assert equal_readings(readings[21], listener.hear(changed(readings[20], readings[21])))


def test_a_reading_of_another_boot_is_said_as_a_whole() -> None:
    first = day(2)
    second = [dataclasses.replace(one, boot_id="another") for one in day(3, first=1)]
    listener = Listener()
    listener.hear(whole(first[1]))

    assert equal_readings(second[2], listener.hear(changed(first[1], second[2])))


def test_columns_that_grow_are_heard_in_their_length() -> None:
    short, long = day(2)
    longer = dataclasses.replace(
        long,
        serials=np.append(long.serials, [900, -1]),
        numbers={field: np.append(column, [1.0, np.nan]) for field, column in long.numbers.items()},
        texts={field: [*texts, "newcomer", None] for field, texts in long.texts.items()},
        text_revisions=np.append(long.text_revisions, [0, 0]),
        refused=np.append(long.refused, [0, 0]),
        notes=(Note("limited", "Only some processes are seen."),),
        unsupported={"swap_bytes": "not here"},
    )
    listener = Listener()
    listener.hear(whole(short))

    assert equal_readings(longer, listener.hear(changed(short, longer)))


def test_a_column_in_which_nothing_moved_stays_one_array() -> None:
    """So that whoever compares readings sees at once where nothing happened."""
    one, _ = day(2)
    two = dataclasses.replace(one, sequence=one.sequence + 1)
    listener = Listener()
    first = listener.hear(whole(one))

    second = listener.hear(changed(one, two))

    assert all(second.numbers[field] is first.numbers[field] for field in NUMBER_FIELDS)
    assert second.texts is first.texts


def test_a_change_without_anything_before_it_is_refused() -> None:
    one, two = day(2)

    with pytest.raises(ValueError, match="first beat is not whole"):
        Listener().hear(changed(one, two))


@pytest.mark.parametrize(("version", "is_heard"), [(1, True), (2, True), (3, False)])
def test_who_speaks_as_an_older_version_is_heard_and_who_speaks_as_a_newer_one_is_refused(
    version: int, is_heard: bool
) -> None:
    """Both programs may be brought up to date while the other runs; the fields of the older are the first ones."""
    (reading,) = day(1)
    said = msgspec.msgpack.decode(whole(reading))
    said[0] = version
    data = msgspec.msgpack.encode(said)

    if is_heard:
        assert equal_readings(reading, Listener().hear(data))
    else:
        with pytest.raises(ValueError, match="the beats have version 3; this program understands 2"):
            Listener().hear(data)


@given(st.binary(max_size=200))
def test_bytes_that_make_no_reading_raise_an_error_that_is_expected(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no beat|version|slot|texts|field|whole"):
        Listener().hear(data)


@given(st.data())
def test_a_beat_of_which_bytes_were_changed_is_refused_or_heard_and_nothing_else(data: st.DataObject) -> None:
    one, two = day(2)
    beat = bytearray(changed(one, two))
    for _ in range(data.draw(st.integers(1, 4))):
        beat[data.draw(st.integers(0, len(beat) - 1))] = data.draw(st.integers(0, 255))
    listener = Listener()
    listener.hear(whole(one))

    try:
        heard = listener.hear(bytes(beat))
    except ValueError:
        return
    assert len(heard.serials) == len(heard.texts["name"]) == len(heard.numbers["pid"])
