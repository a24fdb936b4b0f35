"""The wire between the eye and its reader."""

import json
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.collectors.eye import wire


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.text())
def test_a_frame_says_how_long_it_is(rows: int, costly: int, tcp: int, text: str) -> None:
    frame = wire.pack(
        {"text": text},
        array("d", [1.5] * rows * len(wire.ROW_FIELDS)),
        array("d", [2.5] * costly * len(wire.COSTLY_FIELDS)),
        array("d", [3.5] * tcp * len(wire.TCP_FIELDS)),
    )

    lengths = wire.lengths_of(frame[: wire.HEAD.size])

    assert len(frame) == wire.HEAD.size + lengths.body_bytes
    assert (lengths.rows, lengths.costly, lengths.tcp) == (rows, costly, tcp)
    assert json.loads(frame[wire.HEAD.size :][: lengths.json_bytes]) == {"text": text}


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        (wire.HEAD.pack(b"HTTP", 1, 0, 0, 0, 0, 0), "not a beat"),
        (wire.HEAD.pack(wire.MAGIC, 9, 0, 0, 0, 0, 0), "version 9"),
        (wire.HEAD.pack(wire.MAGIC, 1, 0, 2**31, 0, 0, 0), "larger than any machine"),
        (wire.HEAD.pack(wire.MAGIC, 1, 0, 0, 2**31, 0, 0), "larger than any machine"),
    ],
)
def test_a_head_that_is_not_ours_is_refused(head: bytes, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        wire.lengths_of(head)


@given(
    st.builds(
        wire.Request,
        interval_s=st.sampled_from((0.5, 1.0, 10.0)),
        slots=st.none() | st.lists(st.integers(0, 10_000), max_size=5).map(tuple),
        looks=st.lists(st.text(max_size=5), max_size=3).map(tuple),
        refresh=st.booleans(),
    )
)
def test_a_request_arrives_as_it_was_sent(request: wire.Request) -> None:
    line = request.line()

    assert line.count(b"\n") == 1
    assert wire.Request.of_line(line) == request


@given(st.binary(max_size=100))
def test_a_line_that_is_no_request_is_refused_with_one_kind_of_error(line: bytes) -> None:
    try:
        wire.Request.of_line(line)
    except (ValueError, TypeError):
        return
