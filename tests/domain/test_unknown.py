"""Why a value is unknown."""

from dataclasses import replace

import pytest

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE, STATE_LABELS
from procmon_gui.domain.reading import Refusal
from procmon_gui.domain.unknown import Reason, why_unknown
from tests.ui.population import Person, snapshot_of


def why(metric_id: str, person: Person, *, refused: Refusal = Refusal.NONE, unsupported: str = "") -> Reason:
    snapshot = snapshot_of(
        [person], refused=int(refused), unsupported={unsupported: "not here"} if unsupported else None
    )
    return why_unknown(snapshot, 0, PROCESS_CATALOGUE.by_id[metric_id])


ORDINARY = Person(serial=1, pid=1)
ZOMBIE = Person(serial=1, pid=1, values={"state": float(STATE_LABELS.index("zombie"))})
KERNEL_THREAD = Person(serial=1, pid=2, kernel_thread=True)


@pytest.mark.parametrize(
    ("metric_id", "refused"),
    [
        ("disk_read_bytes_per_s", Refusal.DISK),
        ("disk_bytes_per_s", Refusal.DISK),
        ("executable", Refusal.EXECUTABLE),
        ("command_line", Refusal.COMMAND_LINE),
        ("pss_bytes", Refusal.SMAPS),
        ("open_descriptors", Refusal.DESCRIPTORS),
        ("swap_bytes", Refusal.STATUS),
        ("wchan", Refusal.SCORES),
        ("gpu_ratio", Refusal.GPU),
        ("tcp_bytes_per_s", Refusal.SOCKETS),
    ],
)
def test_a_refused_read_explains_the_fields_that_come_from_it(metric_id: str, refused: Refusal) -> None:
    assert why(metric_id, ORDINARY, refused=refused) is Reason.REFUSED
    assert why(metric_id, ORDINARY, refused=~refused & Refusal(511)) is not Reason.REFUSED


def test_of_averages_only_a_few_fields_are_kept() -> None:
    snapshot = replace(snapshot_of([ORDINARY], refused=int(Refusal.STATUS)), average_of_ms=60_000)
    assert why_unknown(snapshot, 0, PROCESS_CATALOGUE.by_id["swap_bytes"]) is Reason.NOT_KEPT


def test_what_the_system_never_has_is_said_before_anything_else() -> None:
    assert why("pss_bytes", ORDINARY, refused=Refusal.SMAPS, unsupported="pss_bytes") is Reason.UNSUPPORTED


def test_a_kernel_thread_has_no_program_and_a_zombie_nothing_more() -> None:
    assert why("executable", KERNEL_THREAD) is Reason.KERNEL_THREAD
    assert why("command_line", ZOMBIE) is Reason.ZOMBIE


def test_a_rate_waits_for_the_second_look_and_a_costly_field_for_the_first() -> None:
    assert why("cpu_ratio", ORDINARY) is Reason.FIRST_SIGHT
    assert why("oom_score", ORDINARY) is Reason.NOT_READ_YET
    assert why("tty", ORDINARY) is Reason.NOT_TOLD
