"""Channels behind the gate: who may set up who is told, a command for administrators only, and what the audit has."""

from pathlib import Path

import pytest

from procmon_gui.auth.gate import Denied
from procmon_gui.auth.guarded_channels import GuardedChannels
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.notices import DESKTOP, ChannelSpec, Undelivered
from procmon_gui.services.channels import open_channels
from tests.auth.logins import Hall
from tests.auth.test_access import Full
from tests.channels.places import options_in

HOOK = ChannelSpec(id="hook", kind="webhook")
COMMAND = ChannelSpec(id="cmd", kind="command", settings={"command": "/bin/true"})


def guarded(hall: Hall) -> GuardedChannels:
    return GuardedChannels(open_channels(options_in(hall.folder)), hall.access, hall.audit, hall.clock)


@pytest.mark.parametrize("who", ["", "vera"])
def test_who_only_watches_reads_and_is_refused_each_change_and_the_audit_has_it(tmp_path: Path, who: str) -> None:
    hall = Hall(tmp_path).fill()
    channels = guarded(hall)
    if who:
        hall.log_in(who)
    before = len(hall.deeds())
    with pytest.raises(Denied):
        channels.put(HOOK, {"url": "http://127.0.0.1:1/"})
    with pytest.raises(Denied):
        channels.test(DESKTOP)
    with pytest.raises(Denied):
        channels.remove("hook")

    name = who or "-"
    assert [deed.split(" refused ")[0] for deed in hall.deeds()[before:]] == [
        f"{name} channel-set-up", f"{name} channel-test", f"{name} channel-remove",
    ]  # fmt: skip
    assert [spec.id for spec in channels.channels()] == [DESKTOP]
    assert not (tmp_path / "config").exists()
    assert (list(channels.deliveries()), list(channels.problems()), list(channels.warnings())) == ([], [], [])


def test_an_operator_sets_up_a_web_hook_and_no_command_in_any_way(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    channels = guarded(hall)
    hall.log_in("Anna")
    channels.put(COMMAND, {})
    hall.log_in("oskar")
    channels.put(HOOK, {"url": "http://127.0.0.1:1/pl4nted"})
    for deed in (
        lambda: channels.put(ChannelSpec(id="own", kind="command", settings={"command": "/bin/sh"}), {}),
        lambda: channels.put(ChannelSpec(id="cmd", kind="webhook"), {"url": "http://127.0.0.1:1/"}),
        lambda: channels.put(ChannelSpec(id="hook", kind="command", settings={"command": "/bin/sh"}), {}),
        lambda: channels.put(next(spec for spec in channels.channels() if spec.id == "cmd"), {}),
        lambda: channels.remove("cmd"),
        lambda: channels.test("cmd"),
    ):
        with pytest.raises(Denied):
            deed()

    assert [spec.id for spec in channels.channels()] == [DESKTOP, "cmd", "hook"]
    assert "pl4nted" not in "".join(hall.deeds())


def test_a_test_that_fails_is_kept_as_one(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    channels = guarded(hall)
    hall.log_in("Anna")
    channels.put(HOOK, {"url": "http://127.0.0.1:1/"})
    with pytest.raises(Undelivered):
        channels.test("hook")
    assert "Anna channel-test failed hook" in hall.deeds()[-1]


def test_what_the_audit_can_not_keep_is_not_done(tmp_path: Path) -> None:
    hall = Hall(tmp_path).fill()
    hall.log_in("Anna")
    channels = GuardedChannels(open_channels(options_in(tmp_path)), hall.access, Full(), hall.clock)
    with pytest.raises(Unavailable):
        channels.put(HOOK, {"url": "http://127.0.0.1:1/"})
    assert not (tmp_path / "config").exists()
