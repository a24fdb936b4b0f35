"""What was learned as bytes: it comes back as it was, or is refused."""

import json
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.anomaly.kept import Kept
from procmon_gui.anomaly.suspicion import Suspicion
from tests.anomaly.beats import Machine, Process

_names = st.text(max_size=20)


@pytest.fixture(scope="module")
def state() -> bytes:
    suspicion = Suspicion()
    for snapshot in Machine().even(40, 1.0, [Process("one\n\x1b[31m"), Process("two")]):
        suspicion.beat(snapshot)
    return suspicion.state()


@given(
    host=st.lists(st.tuples(_names, _names), max_size=5, unique=True),
    programs=st.lists(st.none() | st.tuples(_names, _names), max_size=5),
    at=st.integers(0, 2**40),
)
def test_what_is_kept_comes_back(host: list[tuple[str, str]], programs: list[tuple[str, str] | None], at: int) -> None:
    arrays: dict[str, npt.NDArray[Any]] = {
        "window": np.arange(6, dtype=np.float16).reshape(2, 3),
        "minutes": np.ones(4, np.float32),
    }
    kept = Kept.from_bytes(Kept(host=host, programs=programs, at=at, arrays=arrays).to_bytes())

    assert (kept.host, kept.programs, kept.at) == (host, programs, at)
    assert kept.arrays.keys() == arrays.keys()
    assert all(np.array_equal(kept.arrays[name], array) for name, array in arrays.items())


@settings(max_examples=300)
@given(noise=st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Suspicion().restore(noise)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_flipped_byte_is_refused_or_makes_other_numbers_but_never_breaks(state: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(state) - 1))
    wrong = bytearray(state)
    wrong[place] ^= data.draw(st.integers(1, 255))
    suspicion = Suspicion()
    try:
        suspicion.restore(bytes(wrong))
    except ValueError:
        return
    machine = Machine()
    for _ in range(2):
        scores = suspicion.beat(machine.beat({"load.1min": {"": 1.0}}))
        assert all(0 <= score <= 1 for score in (*scores.host.values(), *scores.programs.values()))
        assert scores.rate != scores.rate or 0 <= scores.rate <= 1


def test_what_is_refused_changes_nothing(state: bytes) -> None:
    suspicion = Suspicion()
    suspicion.restore(state)
    before = suspicion.state()
    with pytest.raises(ValueError, match="cut off"):
        suspicion.restore(state[:-40])

    assert suspicion.state() == before


def test_a_bomb_of_zeros_is_refused_before_it_fills_the_memory(state: bytes) -> None:
    bomb = state.partition(b"\n")[0] + b"\n" + zlib.compress(bytes(80 * 1024**2), 1)
    with pytest.raises(ValueError, match="larger"):
        Kept.from_bytes(bomb)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"host": [["a"]]},
        {"host": [["a", 1]]},
        {"host": [["a", "b"], ["a", "b"]]},
        {"programs": []},
        {"at": -1},
        {"at": "many"},
        {"arrays": [["window", "e", [-1]]]},
        {"arrays": [["window", "O", [1]]]},
        {"arrays": [["window", "e", [2**62, 2**62]]]},
        {"arrays": []},
    ],
)
def test_a_head_that_makes_no_sense_is_refused(state: bytes, change: dict[str, object]) -> None:
    line, _, body = state.partition(b"\n")
    head = {**json.loads(line), **change}
    with pytest.raises(ValueError, match=r"."):
        Suspicion().restore(json.dumps(head).encode() + b"\n" + body)
