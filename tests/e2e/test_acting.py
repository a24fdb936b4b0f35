"""Acting like a person: find a process, end it after a login, see that it ended, and find it in the audit."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from procmon_gui.domain.audit import Deed, Outcome
from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.desk.audit import DeskAudit
from procmon_gui.store.desk.database import FILE_NAME, Desk
from tests.e2e.assistive import Node, wait_for
from tests.e2e.window import Stage, Window, needs_a_desktop, window

pytestmark = [pytest.mark.slow, needs_a_desktop]

ADMINISTRATOR, VIEWER = "anna", "vera"
PASSWORD = "a long walk to the harbour"
AUDIT = "Audit"
MOST_TABS = 15


def admit(on: Stage, name: str, role: str, *, by: str = "") -> None:
    """Make an account, as whoever set the machine up did; the first one is made without another one's password."""
    command = [sys.executable, "-m", "procmon_gui", "users", "add", name, "--role", role, "--password-stdin"]
    as_whom = ["--account", by] if by else []
    passwords = f"{PASSWORD}\n" * (2 if by else 1)
    done = subprocess.run(
        [*command, *as_whom], input=passwords, env=on.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def with_accounts(at_home: Stage) -> Stage:
    admit(at_home, ADMINISTRATOR, "administrator")
    return at_home


@contextmanager
def goat_in(on: Stage) -> Iterator[tuple[Window, int]]:
    """Run the program beside a goat, a process with a parent that asks at once how it ended."""
    program = on.home / "zoo-goat"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", program)
    goat = subprocess.Popen([program, "600"])
    parent = threading.Thread(target=goat.wait)
    parent.start()
    try:
        with window(on) as running:
            yield running, goat.pid
            assert running.words == "", "the program complained"
    finally:
        goat.kill()
        parent.join()


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def showing(running: Window, role: str, name: str = "", *, holds: str = "") -> Node:
    def look() -> Node | None:
        for node in running.root.walk():
            if node.role == role and (not name or node.name == name) and holds in node.name and node.has("showing"):
                return node
        return None

    return wait_for(look, f"{role} {name!r} {holds!r} on the screen")


def tab_to(running: Window, node: Node) -> None:
    for _ in range(MOST_TABS):
        if node.has("focused"):
            return
        running.press("Tab")
    wait_for(lambda: node.has("focused"), f"the keyboard at {node.name}")


def filter_for_the_goat(running: Window) -> None:
    running.press("ctrl+2")
    running.table()
    running.press("ctrl+f")
    wait_for(lambda: running.root.find("text", "Filter processes").has("focused"), "the keyboard in the filter")
    running.stage.type("zoo-goat")
    showing(running, "label", holds=" 1 shown")
    running.press("Return")
    wait_for(lambda: running.table().has("focused") or running.table().selected_rows, "the keyboard in the list")


def ask_to_end_it(running: Window) -> None:
    """Make the goat current and press Delete."""
    running.stage.type("zoo-goat")
    wait_for(lambda: [running.table().cell(row, 0).name[:8] for row in running.table().selected_rows] == ["zoo-goat"],
             "the goat to be selected")  # fmt: skip
    running.press("Delete")


def log_in_by_keys(running: Window, name: str) -> None:
    field = showing(running, "text", "Name")
    tab_to(running, field)
    running.stage.type(name)
    running.press("Tab")
    running.stage.type(PASSWORD)
    running.press("Return")


def audit_rows(running: Window) -> list[str]:
    table = showing(running, "table", AUDIT)
    return [", ".join(row) for row in table.rows(table.column_count)]


def deeds(running: Window) -> list[Deed]:
    """Return what the file of the trail holds, the newest first."""
    desk = Desk(running.stage.home / "data/procmon_gui" / FILE_NAME)
    return [record.deed for record in DeskAudit(desk, clock=SystemClock(), boot_id="").records()]


def test_by_keys_a_process_is_ended_after_a_login_and_stands_in_the_audit(with_accounts: Stage) -> None:
    with goat_in(with_accounts) as (running, goat):
        filter_for_the_goat(running)
        ask_to_end_it(running)
        end = showing(running, "push button", "End process")
        assert showing(running, "push button", "Cancel").has("focused"), "the harmless way is at hand"
        tab_to(running, end)
        running.press("space")
        log_in_by_keys(running, ADMINISTRATOR)

        showing(running, "label", holds="ended after")
        assert not lives(goat)
        running.press("ctrl+6")
        ended = wait_for(lambda: [row for row in audit_rows(running) if str(goat) in row], "the deed in the audit")
        assert len(ended) == 1
        assert all(words in ended[0] for words in ("zoo-goat", ADMINISTRATOR, "ended after"))


def test_by_keys_a_viewer_is_refused_and_that_stands_in_the_audit(with_accounts: Stage) -> None:
    admit(with_accounts, VIEWER, "viewer", by=ADMINISTRATOR)
    least = "an administrator" if os.geteuid() == 0 else "an operator or more"
    with goat_in(with_accounts) as (running, goat):
        filter_for_the_goat(running)
        ask_to_end_it(running)
        tab_to(running, showing(running, "push button", "End process"))
        running.press("space")
        log_in_by_keys(running, VIEWER)

        showing(running, "label", holds=f"This needs the role of {least}; vera is viewer.")
        assert lives(goat)
        refused = wait_for(lambda: [deed for deed in deeds(running) if deed.outcome is Outcome.REFUSED], "the refusal")
        assert [(deed.actor, deed.action, deed.target) for deed in refused] == [(VIEWER, "end", "zoo-goat")]
        running.press("Escape")
        wait_for(lambda: not any(node.name == "End process" for node in running.root.walk()), "the question to go")
        running.press("ctrl+6")
        showing(running, "label", holds="for operators and administrators")


def test_without_keys_a_process_is_ended_after_a_login_and_stands_in_the_audit(with_accounts: Stage) -> None:
    """The same, by nothing but what AT-SPI offers."""
    with goat_in(with_accounts) as (running, goat):
        pages = running.find("list", "Pages")
        pages.choose(1)
        table = running.table()
        running.find("text", "Filter processes").write("zoo-goat")
        showing(running, "label", holds=" 1 shown")
        row = wait_for(lambda: [name[:8] for name in table.column(0)].index("zoo-goat") + 1, "the goat") - 1
        table.choose_row(row)
        showing(running, "push button", holds="End").press()
        showing(running, "push button", "End process").press()
        showing(running, "text", "Name").write(ADMINISTRATOR)
        showing(running, "text", "Password").write(PASSWORD)
        showing(running, "push button", "Log in").press()

        showing(running, "label", holds="ended after")
        assert not lives(goat)
        pages.choose(5)
        wait_for(lambda: [row for row in audit_rows(running) if str(goat) in row], "the deed in the audit")
