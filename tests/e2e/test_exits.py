"""However the window is told to go, it goes in less than two seconds, says nothing and leaves no eye behind."""

import contextlib
import os
import signal
import subprocess
import time

import pytest

from tests.e2e.assistive import wait_for
from tests.e2e.window import Stage, Window, needs_a_desktop, window
from tests.stopwatch import Stopwatch

pytestmark = [pytest.mark.slow, needs_a_desktop]

LIMIT_S = 2.0
INTERVAL_S = 1.0
# What this test itself and a busy machine may need to see it.
GRACE_S = 1.0
# From before the first beat to well behind it.
AGES_S = (0.0, 0.1, 0.4, 0.9, 1.6)


def _assert_it_goes(running: Window) -> None:
    """Check time, status and words, and that no eye looks on."""
    status, took_s = running.wait_for_end()
    watch = Stopwatch()

    assert (status, running.words) == (0, "")
    assert took_s < LIMIT_S
    wait_for(lambda: not running.survivors(), "the end of the eye")
    assert watch.took_s < LIMIT_S


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("age_s", AGES_S)
def test_a_signal_ends_it_at_every_age(at_home: Stage, number: signal.Signals, age_s: float) -> None:
    with window(at_home) as running:
        time.sleep(age_s)  # its age is what is tested
        running.process.send_signal(number)
        _assert_it_goes(running)


def test_more_signals_while_it_ends_do_no_harm(at_home: Stage) -> None:
    with window(at_home) as running:
        assert wait_for(running.eyes, "the eye")[0] in running.survivors()
        for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
            running.process.send_signal(number)
            time.sleep(0.01)  # so that one comes while another is dealt with
        _assert_it_goes(running)


def test_closing_the_window_ends_the_program(shown: Window) -> None:
    """Close-to-tray is off until somebody chooses it."""
    wait_for(shown.eyes, "the eye")
    # The window manager drops a key that comes while it still hands the keyboard over.
    for _ in range(10):
        shown.press("alt+F4")
        with contextlib.suppress(subprocess.TimeoutExpired):
            shown.process.wait(0.8)
            break
    _assert_it_goes(shown)


def test_the_program_ends_although_its_eye_hangs(shown: Window) -> None:
    shown.press("ctrl+2")
    shown.table()
    eyes = shown.eyes()
    for eye in eyes:
        os.kill(eye, signal.SIGSTOP)
    try:
        shown.process.send_signal(signal.SIGTERM)
        _assert_it_goes(shown)
    finally:
        for eye in set(eyes) & set(shown.survivors()):
            os.kill(eye, signal.SIGKILL)


def test_a_killed_eye_is_told_and_replaced_and_the_rows_stay(shown: Window) -> None:
    shown.press("ctrl+2")
    table = shown.table()
    # Asked again and again by itself: until the whole window has been walked through, trouble is long over.
    sampling = shown.find("label", holds="Sampling every")
    rows = table.row_count
    (eye,) = shown.eyes()

    os.kill(eye, signal.SIGKILL)
    watch = Stopwatch()
    shortest = rows
    told: list[str] = []
    while watch.took_s < 2 * INTERVAL_S + GRACE_S:
        shortest = min(shortest, table.row_count)
        told += [words for words in [sampling.name] if "trouble" in words or "stalled" in words]
        if [other for other in shown.eyes() if other != eye] and told:
            break

    assert [other for other in shown.eyes() if other != eye], "no new eye within two periods"
    assert told, "the status bar says nothing"
    assert shortest > rows / 2
    shown.find("label", holds="Sampling every")
    assert shown.table().row_count > rows / 2
