"""Who acts, as the window and the terminal get to know it: the real thing, over a real folder."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.domain.accounts import AccessState, Role
from procmon_gui.domain.settings import SettingsStore
from procmon_gui.services import access as services
from procmon_gui.services.access import open_access, open_accounts, system_actor
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options, open_settings
from tests.auth.logins import OTHER, RIGHT


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Options, SettingsStore]]:
    # It would bind the program that tests, and all that it starts.
    monkeypatch.setattr("procmon_gui.services.hygiene.protect_memory", lambda is_short=False: None)
    options = Options(data_dir=tmp_path / "data", config=tmp_path / "settings.toml")
    settings = open_settings(options)
    yield options, settings
    settings.close()


def test_an_account_is_made_logs_in_and_out_and_the_trail_has_it_when_the_program_ends(
    places: tuple[Options, SettingsStore],
) -> None:
    """What locks and logs out returns at once: a thread keeps it."""
    options, settings = places
    access = open_access(options, settings)
    assert (access.state(), access.actor()) == (AccessState.SYSTEM, system_actor())
    assert open_accounts(options, access).add("anna", OTHER, Role.ADMINISTRATOR)
    access.log_in("anna", OTHER)
    access.lock()
    for thread in threading.enumerate():
        if thread.name == "access":
            thread.join()

    deeds = [(one.deed.action, one.deed.outcome.value) for one in reversed(open_audit(options).records())]
    assert deeds == [("account-add", "begun"), ("account-add", "done"), ("log-in", "done"), ("lock", "done")]


def test_the_setting_says_after_how_long_it_locks_and_is_obeyed_at_once(
    places: tuple[Options, SettingsStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    options, settings = places
    access = open_access(options, settings, waits=True)
    open_accounts(options, access).add("anna", RIGHT, Role.ADMINISTRATOR)
    access.log_in("anna", RIGHT)
    moment = access.now_ns()
    monkeypatch.setattr(access._clock, "monotonic_ns", lambda: moment + int(599e9), raising=False)
    assert access.state() is AccessState.IN
    settings.set("access.lock_after_min", 9)

    assert access.state() is AccessState.LOCKED


def test_two_parts_of_a_program_count_together(places: tuple[Options, SettingsStore]) -> None:
    options, _ = places

    assert services._accounts_at(options.data_dir) is services._accounts_at(options.data_dir)
