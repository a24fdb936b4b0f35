"""From the row that somebody sees to the process that is held: the clocks and starts of both sides are the same."""

from pathlib import Path

import pytest

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.control.body import Body
from procmon_gui.control.linux import LinuxBody
from procmon_gui.control.portable import PortableBody
from procmon_gui.domain.derive import derive
from procmon_gui.services.desk import name_of_boot
from tests.control.held import Rig, anna, around, sleepers
from tests.faults.rigs import opened, reading_now, slot_of

BODIES: dict[str, Body] = {"eye": LinuxBody(redact, around), "portable": PortableBody(redact, name_of_boot())}


@pytest.mark.parametrize("source", BODIES)
def test_what_is_seen_in_a_row_can_be_held_and_is_the_same(source: str, tmp_path: Path) -> None:
    rig = Rig(tmp_path, anna(), body=BODIES[source])
    with sleepers(3) as victims, opened(source) as eye:
        snapshot = derive(None, reading_now(eye))
        slots = [slot_of(reading_now(eye), victim.pid) for victim in victims]
        held = rig.hands.hold([snapshot.key(slot) for slot in slots], seen_ns=snapshot.since_boot_ns)
        held.close()

    assert [target.seen.pid for target in held.targets] == [victim.pid for victim in victims], held.lost
    assert [target.name for target in held.targets] == [snapshot.texts["name"][slot] for slot in slots]


def test_one_that_was_just_born_is_held_a_beat_later(tmp_path: Path) -> None:
    """Seen in the tick of its start it is lost, as any other would be who follows it there."""
    rig = Rig(tmp_path, anna())
    with opened("eye") as eye:
        reading_now(eye)
        with sleepers() as (victim,):
            seen = derive(None, reading_now(eye))
            key = seen.key(slot_of(reading_now(eye), victim.pid))
            too_soon = rig.hands.hold([key], seen_ns=key.start_ticks * 10_000_000 + 1)
            later = rig.hands.hold([key], seen_ns=derive(None, reading_now(eye)).since_boot_ns)
            too_soon.close()
            later.close()

    assert (len(too_soon.lost), len(later.targets)) == (1, 1)
