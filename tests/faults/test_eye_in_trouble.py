"""F5, F22, F23: the eye is stopped, killed, silent or talks nonsense; the source says so and goes on."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from procmon_gui.collectors.eye_process import eye_command
from procmon_gui.collectors.eye_source import EyeSource
from procmon_gui.domain.attention import Attention
from procmon_gui.domain.derive import derive
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.workers import Health
from procmon_gui.engine.clock import SystemClock
from procmon_gui.query.texts import TextMemory
from procmon_gui.remote.beat_wire import Listener, changed, whole
from tests.faults.rigs import (
    PATIENCE_S,
    ROOT,
    child_script,
    lives,
    next_reading,
    opened,
    serial_of,
    started,
    wait_until,
)
from tests.stopwatch import Stopwatch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the eye is Linux")


def healths(source: EyeSource) -> list[Health]:
    return [state.health for state in source.workers()]


def eye_of(source: object) -> int:
    assert isinstance(source, EyeSource)
    assert source.eye_pid is not None
    return source.eye_pid


def test_a_suspended_eye_misses_beats_counts_them_and_leaves_a_gap() -> None:
    with opened("eye") as source:
        before = next_reading(source)
        before = next_reading(source)
        eye = eye_of(source)
        os.kill(eye, signal.SIGSTOP)
        time.sleep(2.1)  # less than the patience of the source
        os.kill(eye, signal.SIGCONT)
        after = before
        while after.monotonic_ns - before.monotonic_ns < 2e9:
            after = next_reading(source)
        last = next_reading(source)
        snapshot = derive(before, after)

        assert eye_of(source) == eye, "it was not started anew"
        due = (last.monotonic_ns - before.monotonic_ns) / 0.5e9
        missed = last.missed_beats - before.missed_beats
        assert missed >= 3
        assert last.sequence - before.sequence + missed == pytest.approx(due, abs=1.5), "missed ones are not caught up"
        assert snapshot.elapsed_s > 2.0, "rates are taken over the whole gap"
        assert 0 <= snapshot.host_value("host.cpu.busy_ratio") <= 1


def test_an_eye_that_stays_silent_is_shown_as_stalled_and_a_new_one_takes_over() -> None:
    with opened("eye") as source:
        before = next_reading(source)
        own = serial_of(before, os.getpid())
        old = eye_of(source)
        os.kill(old, signal.SIGSTOP)
        stopped_s, watch = time.monotonic(), Stopwatch()
        seen: set[Health] = set()
        reading: Reading | None = None
        while reading is None or reading.monotonic_ns / 1e9 < stopped_s:
            reading = source.read(0.2)
            seen.update(healths(source))  # type: ignore[arg-type]
            assert time.monotonic() - stopped_s < PATIENCE_S

        assert Health.STALLED in seen
        assert watch.took_s < 6.0
        assert eye_of(source) != old
        assert not lives(old)
        assert serial_of(reading, os.getpid()) == own
        next_reading(source)
        assert healths(source) == [Health.OK]  # type: ignore[arg-type]


def test_a_killed_eye_is_started_anew_within_two_periods_and_everybody_keeps_the_serial() -> None:
    # Long enough that two of them are more than what it takes a busy machine to start a program.
    interval_s = 2.0
    with opened("eye", Attention(interval_s=interval_s)) as source, started(["/bin/sleep", "60"]) as sleeper:
        next_reading(source)
        before = next_reading(source)
        os.kill(eye_of(source), signal.SIGKILL)
        watch = Stopwatch()
        after = next_reading(source)
        took_s = watch.took_s

        assert took_s < 2 * interval_s
        for pid in (1, os.getpid(), sleeper.pid):
            assert serial_of(after, pid) == serial_of(before, pid)
        fresh = set(after.serials[after.serials >= 0].tolist()) - set(before.serials.tolist())
        assert all(serial > before.serials.max() for serial in fresh), "a serial is never used twice"


def test_who_took_another_name_while_no_eye_looked_has_it_for_all_who_remember_names() -> None:
    """The eyes count revisions anew, and most processes sit in the same slots: an old name would pass for the new."""
    # Only who keeps his slot tells something, and one of the machine's own who ends meanwhile moves all behind him.
    assert any(_in_their_slots_after_another_name() for _ in range(10)), "nobody kept his slot, so nothing was tried"


def _in_their_slots_after_another_name() -> int:
    """Rename some between two eyes, see the new name everywhere, and return how many kept their slots."""
    renames_itself = ["sh", "-c", "read line; printf renamed >/proc/$$/comm; echo done; read line"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with contextlib.ExitStack() as stack:
        children = [stack.enter_context(subprocess.Popen(renames_itself, **pipes)) for _ in range(8)]  # type: ignore[call-overload]
        pids = {child.pid for child in children}
        source = stack.enter_context(opened("eye"))
        before = next_reading(source)
        assert pids <= set(before.numbers["pid"].tolist())
        os.kill(eye_of(source), signal.SIGKILL)
        for child in children:
            child.stdin.write("\n")
            child.stdin.flush()
            assert child.stdout.readline() == "done\n"
        after, listener, memory = next_reading(source), Listener(), TextMemory()
        while after.sequence > before.sequence:  # the last words of the first eye
            before, after = after, next_reading(source)
        listener.hear(whole(before))
        heard = listener.hear(changed(before, after))
        for child in children:
            child.stdin.close()

    rows = np.flatnonzero(np.isin(after.numbers["pid"], list(pids))).tolist()
    assert {heard.texts["name"][row] for row in rows} == {"renamed"}
    for snapshot in (derive(None, before), derive(before, after)):
        column = memory.column(snapshot, "name")
        assert column is not None
        named = {column.texts[column.codes[row]] for row in rows if row < len(snapshot.serials)}
    assert named == {"renamed"}
    return sum(row < len(before.serials) and before.serials[row] == after.serials[row] for row in rows)


def test_the_serial_of_who_ended_while_no_eye_looked_is_not_given_to_its_successor() -> None:
    with opened("eye") as source:
        with started(["/bin/sleep", "60"]) as sleeper:
            before = next_reading(source)
            gone = serial_of(before, sleeper.pid)
            os.kill(eye_of(source), signal.SIGKILL)
            killed_ns = time.monotonic_ns()
        # Not one that the killed eye had written before.
        while (after := next_reading(source)).monotonic_ns < killed_ns:
            pass

        assert gone not in after.serials
        assert not np.any(after.numbers["pid"] == sleeper.pid)


_NONSENSE = "import sys, time; sys.stdout.buffer.write({data!r}); sys.stdout.flush(); time.sleep(30)"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 4, id="another protocol"),
        pytest.param(b"PMEY" + b"\xff" * 60, id="another version"),
        pytest.param(b"PMEY\x01\0\2\0\0\0" + b"\0" * 12 + b"[]", id="a list instead of news"),
    ],
)
def test_an_eye_that_talks_nonsense_is_ended_and_the_trouble_is_shown(data: bytes) -> None:
    command = [sys.executable, "-I", "-S", "-c", _NONSENSE.format(data=data)]
    source = EyeSource(clock=SystemClock(), command=command)
    try:
        # One try after the other, none of which gives a beat; where it is busy the first takes longer.
        for _ in range(40):
            assert source.read(0.5) is None
            states = source.workers()
            if "nonsense" in states[0].detail:
                break
    finally:
        source.close()
        source.read(0.0)

    assert [state.health for state in states] == [Health.STALLED]
    assert "nonsense" in states[0].detail


def test_an_eye_that_can_not_be_started_is_said_and_tried_again(tmp_path: object) -> None:
    source = EyeSource(clock=SystemClock(), command=[f"{tmp_path}/missing"])
    try:
        assert source.read(2.0) is None
        states = source.workers()
    finally:
        source.close()
        source.read(0.0)

    assert [state.health for state in states] == [Health.STALLED]
    assert "could not be started" in states[0].detail


def test_closing_ends_a_waiting_read_and_the_eye_within_a_second() -> None:
    with opened("eye", Attention(interval_s=10.0)) as source:
        next_reading(source)
        eye = eye_of(source)
        source.close()
        watch = Stopwatch()
        assert source.read(60.0) is None

        assert watch.took_s < 1.0
        assert not lives(eye)


@pytest.mark.parametrize("state", ["running", "stopped"])
def test_a_suspended_eye_does_not_hold_up_the_end(state: str) -> None:
    with opened("eye") as source:
        next_reading(source)
        eye = eye_of(source)
        if state == "stopped":
            os.kill(eye, signal.SIGSTOP)
        source.close()
        watch = Stopwatch()
        source.read(60.0)

        assert watch.took_s < 1.0
        wait_until(lambda: not lives(eye), "the end of the eye")
        assert watch.took_s < 2.0


def test_an_eye_ends_when_its_stdin_closes() -> None:
    with started(eye_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as eye:
        assert eye.stdin is not None
        assert eye.stdout is not None
        assert eye.stdout.read(4) == b"PMEY"
        eye.stdin.close()
        watch = Stopwatch()
        eye.stdout.read()
        status = eye.wait(PATIENCE_S)

        assert watch.took_s < 1.0
        assert status == 0


_OWNER = """
import sys
from tests.faults.rigs import opened, next_reading
with opened("eye") as source:
    next_reading(source)
    print(source.eye_pid, flush=True)
    while True:
        source.read(1.0) if {reads} else sys.stdin.read()
"""


@pytest.mark.parametrize("reads", [True, False])
def test_no_orphan_is_left_when_the_program_is_killed(reads: bool) -> None:
    command = child_script(_OWNER.format(reads=reads))
    with started(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as owner:
        assert owner.stdout is not None
        eye = int(owner.stdout.readline())
        assert lives(eye)
        owner.kill()
        owner.wait(PATIENCE_S)
        watch = Stopwatch()

        wait_until(lambda: not lives(eye), "the end of the eye")
        assert watch.took_s < 2.0


def test_requests_that_are_nonsense_do_not_harm_the_eye() -> None:
    wish = {"interval_s": 0.1, "slots": [-5, 10**9], "looks": ["all"]}
    lines = [b"{}\n", b"[]\n", b"null\n", b'{"interval_s":"x"}\n', b'{"slots":[1e999]}\n', b"\xff\xfe\n", b"x" * 10_000]
    lines += [b"\n", json.dumps(wish).encode() + b"\n"]
    with started(eye_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as eye:
        assert eye.stdin is not None
        assert eye.stdout is not None
        for line in lines:
            eye.stdin.write(line)
            eye.stdin.flush()
            time.sleep(0.05)  # each for itself, not all in one read
        beats = 0
        until = time.monotonic() + PATIENCE_S
        while beats < 3 and time.monotonic() < until:
            beats += os.read(eye.stdout.fileno(), 1 << 20).count(b"PMEY")

        assert beats >= 3
        assert eye.poll() is None
        eye.stdin.close()
        eye.stdout.read()
        assert eye.wait(5) == 0
