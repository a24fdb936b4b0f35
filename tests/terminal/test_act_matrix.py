"""Who may do what to whom from the command line: what is denied ends with 3, does nothing, and is kept once."""

import contextlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.control.hands import Hands
from procmon_gui.control.linux import LinuxBody
from procmon_gui.domain.accounts import Role
from procmon_gui.domain.audit import Deed
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options
from procmon_gui.terminal.act import run_act
from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.printing import EXIT_REFUSED
from procmon_gui.terminal.request import Request
from tests.control.held import FixedAccess, SlowHelper, anna, key_of, lives
from tests.control.test_matrix import TARGETS, around, as_it_is, is_allowed, victim
from tests.terminal.askers import Person

pytestmark = pytest.mark.needs_root

ROLES = {
    "nobody": None, "viewer": Role.VIEWER, "operator": Role.OPERATOR, "administrator": Role.ADMINISTRATOR,
}  # fmt: skip
MILD = ("end", "tree", "stop", "cont", "signal HUP", "nice 12", "ionice idle", "affinity 0")
STRONG = ("kill", "kill --tree", "signal QUIT", "nice -5", "ionice realtime", "restart-unit")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@cache
def asked(words: str, places: tuple[str, ...]) -> Request:
    return parse(["act", *words.split(), "1", "--yes", "--confirm", "Xorg", "--wait", "0.05", *places])


class Terminal:
    """The verb in this process, as somebody who has just typed the password."""

    def __init__(self, folder: Path, role: Role | None, *, has_root: bool) -> None:
        self._places = ("--data-dir", str(folder), "--config", str(folder / "settings.toml"))
        self._access: Any = FixedAccess(anna(role, has_root=has_root))
        self._trail = open_audit(Options(data_dir=folder))
        self._newest = 0
        self.newer()

    def act(self, words: str, pid: int) -> int:
        # Its name is typed, so that nothing else stands in the way.
        request = replace(asked(words, self._places), pids=(pid,))
        return run_act(request, asker=Person(), opener=self._opened, identifier=lambda *_, **__: self._access)

    def _opened(self, options: Options, access: Any) -> Hands:
        # There is a helper, so that whose it is does not decide; it is never asked, as the tests are root.
        helper = SlowHelper(lambda: None)
        return Hands(body=LinuxBody(redact, around), access=access, trail=open_audit(options), privileged=helper)

    def newer(self) -> list[Deed]:
        """Return what was kept since the last call."""
        records = [record for record in self._trail.records(limit=10) if record.number > self._newest]
        self._newest = max((record.number for record in records), default=self._newest)
        return [record.deed for record in records]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("has_root", [False, True], ids=["as a user", "as root"])
def test_every_denied_cell_ends_with_3_does_nothing_and_is_kept_once(
    has_root: bool, role: str, target: str, folder: Path
) -> None:
    terminal = Terminal(folder, ROLES[role], has_root=has_root)
    with contextlib.ExitStack() as stack:
        process = stack.enter_context(victim(target))
        for words in (*MILD, *STRONG):
            allowed = is_allowed(role, words in STRONG, target, has_root=has_root)
            if allowed and has_root:
                # What is done to one of each kind is done as a user: that costs a process each time.
                continue
            terminal._access.now = anna(ROLES[role], has_root=has_root)
            key, is_so = key_of(process.pid), as_it_is(process.pid)

            status = terminal.act(words, process.pid)

            deeds = terminal.newer()
            if allowed:
                assert status != EXIT_REFUSED, words
                assert "refused" not in [deed.outcome.value for deed in deeds], words
                process = stack.enter_context(victim(target))
            else:
                assert status == EXIT_REFUSED, words
                assert lives(process)
                assert as_it_is(process.pid) == is_so
                assert [deed.outcome.value for deed in deeds] == ["refused"], words
                assert (deeds[0].target_key, deeds[0].actor) == (key, "" if role == "nobody" else "anna")
                assert deeds[0].detail
