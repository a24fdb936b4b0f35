"""A desk with an account of each role, and the verb that acts over it."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.services.access import open_access, open_accounts
from procmon_gui.services.places import Options, open_settings
from procmon_gui.terminal.act import OpenControl, run_act
from procmon_gui.terminal.arguments import parse
from tests.control.held import FixedAccess, anna, sleepers
from tests.terminal.acting import PASSWORD, ROLES, Act, Said


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of data with an account of each role."""
    folder = tmp_path_factory.mktemp("desk")
    options = Options(data_dir=folder, config=folder / "settings.toml")
    for name in ("anna", "vera", "otto"):
        access = open_access(options, open_settings(options), waits=True)
        access.refresh()
        if name != "anna":
            access.log_in("anna", PASSWORD)
        open_accounts(options, access).add(name, PASSWORD, ROLES[name])
    return folder


@pytest.fixture
def act(desk: Path) -> Act:
    """Return what runs the verb, as who is named, in this process."""

    def run(
        account: str,
        words: str,
        *more: str,
        said: Said | None = None,
        logs_in: bool = False,
        opener: OpenControl | None = None,
        has_root: bool = True,
    ) -> int:
        places = ("--data-dir", str(desk), "--config", str(desk / "settings.toml"), "--account", account)
        request = parse(["act", *words.split(), *more, *places])
        if logs_in:
            return run_act(request, asker=said or Said())
        # The slow hash of a password is tried elsewhere: here somebody has typed it just now.
        access: Any = FixedAccess(replace(anna(ROLES[account], has_root=has_root), account=account))
        return run_act(request, asker=said or Said(), opener=opener, identifier=lambda *_, **__: access)

    return run


@pytest.fixture
def victim() -> Iterator["subprocess.Popen[bytes]"]:
    with sleepers() as (process,):
        yield process
