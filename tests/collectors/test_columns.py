"""Beats become readings: slots, serials, and the border over which texts come."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from procmon_gui.collectors.columns import FIRST_CAPACITY, Columns
from procmon_gui.collectors.eye import wire
from procmon_gui.collectors.users import UserNames
from procmon_gui.domain.reading import FloatArray, Reading, Refusal
from procmon_gui.remote.beat_wire import Listener, changed, whole


class Names(UserNames):
    """Users that the test names."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[int, str] = {0: "root"}

    def name(self, uid: int) -> str:
        return self.known.get(uid, str(uid))


def news(**more: Any) -> dict[str, Any]:
    """Return the JSON part of a beat."""
    return {
        "boot_id": "boot", "ticks_per_s": 100, "page_bytes": 4096, "uid": 0, "notes": [], "unsupported": {},
        "tcp_unsearched": [],
        "sequence": 0, "monotonic_ns": 1, "suspended_ns": 0, "sockets_ns": 0, "at_ms": 1, "missed_beats": 0,
        "ended": [], "born": [], "changed": [], "host": {"boot_at_utc": {"": 5.0}},
    } | more  # fmt: skip


def born(slot: int, pid: int, *, name: str = "x", uid: int = 0, refused: int = 0, start: int = 7) -> list[Any]:
    """Return the description of a new process."""
    return [slot, pid, start, 0, uid, refused, name, "/bin/x", "x --now", "/", "", ""]


def block(rows: Sequence[Sequence[float]], fields: Sequence[str]) -> FloatArray:
    """Return rows as the array that travels."""
    return np.array(rows, float).reshape(len(rows), len(fields))


def apply(
    columns: Columns,
    beat: dict[str, Any],
    rows: Sequence[Sequence[float]] = (),
    costly: Sequence[Sequence[float]] = (),
    tcp: Sequence[Sequence[float]] = (),
) -> Reading:
    """Take one beat."""
    return columns.apply(
        beat, block(rows, wire.ROW_FIELDS), block(costly, wire.COSTLY_FIELDS), block(tcp, wire.TCP_FIELDS)
    )


def test_ticks_become_seconds_and_pages_become_bytes() -> None:
    row = [0, 1, 1, 34817, 3, 250, 50, 5, 2, 9999, 1, 0, 40, 10, 5, 111, 222]

    reading = apply(Columns(Names()), news(born=[born(0, 42)]), rows=[row])

    number = {field: column[0] for field, column in reading.numbers.items()}
    assert (number["cpu_user_s"], number["cpu_system_s"], number["block_io_delay_s"]) == (2.5, 0.5, 0.4)
    assert (number["rss_bytes"], number["shared_bytes"]) == (40960, 20480)
    assert (number["pid"], number["start_ticks"], number["nice"], number["threads"]) == (42, 7, 5, 2)
    assert reading.texts["tty"][0] == "pts/1"
    assert reading.texts["user"][0] == "root"
    assert math.isnan(number["swap_bytes"]), "nobody looked"


def test_delays_that_the_kernel_does_not_count_are_unknown_and_not_zero() -> None:
    row = [0, 1, 1, 0, 3, 250, 50, 5, 2, 9999, 1, 0, 0, 10, 5, 111, 222]

    reading = apply(
        Columns(Names()), news(born=[born(0, 42)], unsupported={"block_io_delay_s": "not counted"}), rows=[row]
    )

    assert math.isnan(reading.numbers["block_io_delay_s"][0])


def test_a_name_comes_over_the_border_escaped_and_in_one_line() -> None:
    reading = apply(Columns(Names()), news(born=[born(0, 42, name="evil\n\x1b[31m\udcff\u202e")]))

    name = reading.texts["name"][0]
    assert name is not None
    assert name.isprintable()
    assert "\\n" in name
    assert "\\xff" in name


def test_a_slot_that_is_free_says_nothing_of_the_one_who_had_it() -> None:
    columns = Columns(Names())
    apply(columns, news(born=[born(0, 42)]))

    reading = apply(columns, news(ended=[0]))

    assert reading.serials[0] == -1
    assert math.isnan(reading.numbers["pid"][0])
    assert reading.texts["name"][0] is None


def test_who_was_read_and_then_ended_in_the_same_beat_leaves_nothing_in_his_slot() -> None:
    columns = Columns(Names())
    apply(columns, news(born=[born(0, 42), born(1, 43)]))
    row = [0, 1, 1, 34817, 3, 250, 50, 5, 2, 9999, 1, 0, 40, 10, 5, 111, 222]
    looked = [0.0] * len(wire.COSTLY_FIELDS)

    reading = apply(
        columns,
        news(ended=[0], changed=[[0, 5000, 0, None, "after", None, None, "/", "", ""]], exits=[[0, -9, 1500]]),
        rows=[row], costly=[looked],
    )  # fmt: skip

    assert [reading.texts[field][0] for field in reading.texts] == [None] * len(reading.texts)
    told = {field for field, column in reading.numbers.items() if not math.isnan(column[0])}
    assert told == {"exit_status", "ended_at_utc"}
    assert reading.serials[0] == -1
    assert reading.texts["name"][1] is not None


def test_a_serial_is_never_used_again_and_outlives_the_eye() -> None:
    columns = Columns(Names())
    first = apply(columns, news(born=[born(0, 42), born(1, 43)]))
    again = apply(columns, news(ended=[0], born=[born(0, 42, start=8)]))
    assert again.serials[0] not in first.serials.tolist()

    columns.forget_slots()
    after = apply(columns, news(born=[born(1, 42, start=8), born(0, 43)]))

    assert after.serials[:2].tolist() == [again.serials[1], again.serials[0]]


@pytest.mark.parametrize("slot", [0, FIRST_CAPACITY + 7])
def test_a_text_that_is_another_under_another_eye_has_another_revision(slot: int) -> None:
    """The slot and the serial of a process may be the same: whoever remembers texts would tell the old one for ever."""
    columns = Columns(Names())
    seen = apply(columns, news(born=[born(slot, 42, name="kworker/0:1")]))

    for change in range(5):
        columns.forget_slots()
        before, seen = seen, apply(columns, news(born=[born(slot, 42, name=f"kworker/0:1-{change}")]))
        assert seen.serials[slot] == before.serials[slot]
        assert seen.text_revisions[slot] > before.text_revisions[slot]
        heard = Listener()
        heard.hear(whole(before))
        assert heard.hear(changed(before, seen)).texts["name"][slot] == f"kworker/0:1-{change}"


def test_what_was_handed_out_does_not_change_any_more() -> None:
    columns = Columns(Names())
    first = apply(columns, news(born=[born(0, 42, name="before")]))

    apply(columns, news(changed=[[0, 0, 0, None, "after", None, None, "/", "", ""]]))

    assert first.texts["name"][0] == "before"
    assert first.text_revisions[0] == 1
    with pytest.raises(ValueError, match="read-only"):
        first.numbers["pid"][0] = 1


def test_no_reading_changes_whatever_the_beats_after_it_bring() -> None:
    """The rates of a beat are taken against the reading before it, so that must stay what it was."""
    rng = np.random.default_rng(3)
    columns, handed_out = Columns(Names()), []
    apply(columns, news(born=[born(slot, slot + 1) for slot in range(30)]))
    for beat in range(1, 40):
        slots = rng.choice(30, 6, replace=False).tolist()
        reading = apply(
            columns,
            news(
                sequence=beat,
                sockets_ns=int(rng.integers(2)),
                ended=slots[:1],
                born=[born(slots[0], 100 * beat, name=f"n{beat}")],
                changed=[[slot, beat, 0, None, f"c{beat}", None, None, "/", "", ""] for slot in slots[1:2]],
            ),
            rows=[[slot, *rng.integers(0, 3, len(wire.ROW_FIELDS) - 1)] for slot in slots],
            costly=[[slot, *rng.integers(0, 3, len(wire.COSTLY_FIELDS) - 1)] for slot in slots[: beat % 3]],
            tcp=[[slot, *rng.integers(0, 3, 2)] for slot in slots[:1]],
        )
        handed_out.append((reading, _contents(reading)))

    for reading, was in handed_out:
        for then, now in zip(was, _contents(reading), strict=True):
            assert then == now if isinstance(then, tuple) else np.array_equal(then, now, equal_nan=True)


def _contents(reading: Reading) -> list[Any]:
    numbers = [column.copy() for column in reading.numbers.values()]
    others = [reading.serials.copy(), reading.text_revisions.copy(), reading.refused.copy()]
    return [*numbers, *others, *map(tuple, reading.texts.values())]


def test_more_processes_than_there_is_room_for_make_room() -> None:
    columns = Columns(Names())
    apply(columns, news(born=[born(0, 1)]))

    reading = apply(columns, news(born=[born(FIRST_CAPACITY + 5, 2)]))

    assert reading.serials[0] >= 0
    assert reading.numbers["pid"][FIRST_CAPACITY + 5] == 2
    assert len(reading.texts["name"]) == len(reading.serials)


def test_few_places_are_held_in_reserve() -> None:
    count = 1000

    reading = apply(Columns(Names()), news(born=[born(slot, 100 + slot) for slot in range(count)]))

    assert count < len(reading.serials) <= count * 9 // 8 + 1


def test_what_says_the_same_as_before_is_handed_out_as_it_is() -> None:
    columns = Columns(Names())
    first = apply(columns, news(born=[born(0, 10), born(1, 11)]), rows=[[0, 1, 1, 0, 3, *[1] * 12]])

    change = [0, 0, 0, None, "renamed", "/bin/x", "x --now", "/", "", ""]
    second = apply(columns, news(changed=[change]), rows=[[0, 1, 1, 0, 3, 2, *[1] * 11]])

    moved = {field for field in first.numbers if first.numbers[field] is not second.numbers[field]}
    assert moved == {"cpu_user_s"}
    assert {field for field in first.texts if first.texts[field] is not second.texts[field]} == {"name"}
    assert second.texts["name"][0] == "renamed"
    assert second.text_revisions[0] > first.text_revisions[0]


def test_costly_fields_are_forgotten_when_nobody_looks_any_more() -> None:
    columns = Columns(Names())
    seen = apply(columns, news(born=[born(0, 42)]), costly=[[0, 4096, 1, 2, 3, 4, 5, 6, 7, 8]])
    assert seen.numbers["swap_bytes"][0] == 4096

    assert math.isnan(apply(columns, news()).numbers["swap_bytes"][0])


def test_tcp_is_unknown_until_it_was_read_then_zero_and_never_where_it_is_refused() -> None:
    columns = Columns(Names())
    before = apply(columns, news(born=[born(0, 42), born(1, 43), born(2, 44, refused=int(Refusal.SOCKETS))]))
    assert math.isnan(before.numbers["tcp_sent_bytes"][0])

    reading = apply(columns, news(sockets_ns=5), tcp=[[1, 100, 200]])

    assert reading.numbers["tcp_received_bytes"][:2].tolist() == [0, 100]
    assert reading.numbers["tcp_sent_bytes"][:2].tolist() == [0, 200]
    assert math.isnan(reading.numbers["tcp_sent_bytes"][2])


def test_tcp_is_unknown_while_the_owner_of_a_socket_is_sought_and_the_process_was_not_looked_through() -> None:
    columns = Columns(Names())

    reading = apply(columns, news(born=[born(0, 42), born(1, 43)], sockets_ns=5, tcp_unsearched=[1]))
    assert reading.numbers["tcp_sent_bytes"][0] == 0
    assert math.isnan(reading.numbers["tcp_sent_bytes"][1])

    found = apply(columns, news(sockets_ns=6, tcp_unsearched=[]))
    assert found.numbers["tcp_sent_bytes"][1] == 0


def test_a_user_whom_the_directory_names_late_is_shown_late() -> None:
    names = Names()
    columns = Columns(names)
    assert apply(columns, news(born=[born(0, 42, uid=5000)])).texts["user"][0] == "5000"

    names.known[5000] = "anna"
    reading = apply(columns, news())

    assert reading.texts["user"][0] == "anna"
    assert reading.text_revisions[0] == 2


def test_a_beat_that_makes_no_sense_raises_and_says_so() -> None:
    with pytest.raises((KeyError, IndexError, TypeError, ValueError)):
        apply(Columns(Names()), {"born": "nonsense"})


def test_the_serials_of_those_who_ended_between_two_eyes_are_not_kept_for_ever() -> None:
    columns = Columns(Names())
    apply(columns, news(born=[born(0, 42), born(1, 43)]))

    columns.forget_slots()
    apply(columns, news(born=[born(0, 43)]))

    assert len(columns._serial_of) == 1


def test_two_sources_never_give_the_same_serial() -> None:
    first = apply(Columns(Names()), news(born=[born(0, 42)]))
    second = apply(Columns(Names()), news(born=[born(0, 43)]))

    assert first.serials[0] != second.serials[0]


def test_a_free_slot_says_for_one_reading_how_its_process_ended() -> None:
    columns = Columns(Names())
    apply(columns, news(born=[born(0, 42), born(1, 43)]))

    left = apply(columns, news(ended=[0], exits=[[0, -9, 1500]]))
    later = apply(columns, news())

    assert (left.numbers["exit_status"][0], left.numbers["ended_at_utc"][0]) == (-9, 1.5)
    assert math.isnan(left.numbers["exit_status"][1])
    assert math.isnan(later.numbers["exit_status"][0])
    assert left.numbers["exit_status"][0] == -9
