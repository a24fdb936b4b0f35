"""Nobody gets round the gate by `procmon-gui act`; all of the matrix is in test_act_matrix."""

import os
import subprocess
from pathlib import Path

import pytest

from procmon_gui.control import proc
from tests.control.held import NOBODY, has_ended, key_of, lives, sleepers
from tests.terminal.acting import Act, Said, newest

pytestmark = pytest.mark.needs_root

VERBS = (
    "end", "kill", "tree", "stop", "cont", "signal HUP", "nice 12", "ionice idle", "affinity 0", "restart-unit",
)  # fmt: skip


@pytest.mark.parametrize("verb", ["end", "nice 12"])
def test_a_viewer_does_nothing_to_anybody(act: Act, desk: Path, victim: "subprocess.Popen[bytes]", verb: str) -> None:
    before = os.getpriority(os.PRIO_PROCESS, victim.pid), os.sched_getaffinity(victim.pid)

    assert act("vera", f"{verb} {victim.pid}", "--yes") == 3

    assert lives(victim)
    assert (os.getpriority(os.PRIO_PROCESS, victim.pid), os.sched_getaffinity(victim.pid)) == before
    assert proc.stat_of(victim.pid).state not in "Tt"
    deed = newest(desk).deed
    assert (deed.actor, deed.outcome.value, deed.target_key) == ("vera", "refused", key_of(victim.pid))
    assert "needs the role" in deed.detail


def test_an_operator_ends_what_is_his_and_leaves_what_is_anothers(act: Act, victim: "subprocess.Popen[bytes]") -> None:
    """Where the program has no rights of root."""
    with sleepers(first=f"import os; os.setuid({NOBODY})") as (other,):
        # Of several the gravest is told.
        assert act("otto", f"end {other.pid} {victim.pid}", "--yes", has_root=False) == 3
        assert lives(other)
        assert has_ended(victim)


@pytest.mark.parametrize("verb", VERBS)
def test_as_root_an_operator_acts_on_nobody_and_an_administrator_does(
    act: Act, desk: Path, victim: "subprocess.Popen[bytes]", verb: str
) -> None:
    """Else an operator would end every daemon of root."""
    assert act("otto", f"{verb} {victim.pid}", "--yes") == 3
    assert lives(victim)
    assert "This needs the role of an administrator; otto is operator." in newest(desk).deed.detail
    if verb != "restart-unit":  # it belongs to none
        assert act("anna", f"{verb} {victim.pid}", "--yes") == 0


@pytest.mark.parametrize("verb", ["end", "kill", "stop", "signal HUP", "nice 12", "restart-unit"])
def test_nobody_touches_the_first_process(act: Act, desk: Path, verb: str) -> None:
    assert act("anna", f"{verb} 1", "--yes", "--confirm", proc.stat_of(1).name.decode()) == 3
    assert newest(desk).deed.outcome.value == "refused"


def test_a_wrong_password_acts_on_nobody(act: Act, victim: "subprocess.Popen[bytes]") -> None:
    assert act("anna", f"end {victim.pid}", "--yes", said=Said(password="a wrong one"), logs_in=True) == 3
    assert lives(victim)
    assert act("anna", f"end {victim.pid}", "--yes", logs_in=True) == 0
