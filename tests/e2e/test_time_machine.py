"""What somebody recorded before the window was there is gone to by keys, and shows a process that is gone."""

import signal
import time

import pytest

from tests.e2e.assistive import wait_for
from tests.e2e.test_recording import recording, wait_for_beats
from tests.e2e.window import Stage, needs_a_desktop, window
from tests.zoo import Animal, Zoo

pytestmark = [pytest.mark.slow, needs_a_desktop]


def test_a_process_that_is_gone_is_found_behind_the_start_of_the_window(
    at_home: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROCMON_GUI_HISTORY_COMMIT_S", "1")
    folder = at_home.home / "data" / "procmon_gui"
    folder.mkdir(parents=True)
    with Zoo((Animal(id="ghost", name=b"zoo-ghost"),)), recording(folder) as recorder:
        wait_for_beats(folder)
        time.sleep(3)
        seen_s = int(time.time()) - 1
        time.sleep(4)  # it is written within a second
        recorder.send_signal(signal.SIGKILL)
        recorder.wait()

    with window(at_home) as running:
        running.press("ctrl+2")
        running.table()
        wait_for(lambda: running.find("label", holds="Recording").has("showing"), "the recording")
        running.press("ctrl+g")
        field = running.find("text", "Time to go to")
        wait_for(lambda: field.has("focused"), "the keyboard in the box")

        def understood() -> bool:
            """Say whether the history is known by now: it is with the first commit of the window."""
            running.press("ctrl+a")
            at_home.type(f"@{seen_s}")
            return bool(running.root.find("label", holds=" ago"))

        wait_for(understood, "a time that was recorded")
        running.press("Return")

        names = wait_for(
            lambda: [name for (name,) in running.read_rows(1) if "zoo-ghost" in name], "the process that is gone"
        )
        assert "ended since" in names[0]
        running.press("Escape")
        wait_for(lambda: not any("zoo-ghost" in name for (name,) in running.read_rows(1)), "now")
    assert running.words == "", "the program complained"
