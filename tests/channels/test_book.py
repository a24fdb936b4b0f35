"""How channels are set up: checked as a whole before anything is kept, tried for real, and no secret anywhere but where
secrets lie.
"""

import logging
import platform
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.channels.desktop import Desktop
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.notices import DESKTOP, ChannelSpec, DeliveryState, Undelivered
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.services.channels import open_channels, open_deliveries, open_dispatcher
from tests.channels.http_sink import http_sink
from tests.channels.places import options_in, without_keyring
from tests.channels.smtp_sink import Behaviour, smtp_sink
from tests.engine.channels import MovedClock, Several, alert, event, way
from tests.engine.test_dispatch import wait_for

PLANTED = ("pl4nted-password", "pl4nted-hook-path", "pl4nted-token", "pl4nted-signing", "pl4nted-chat-key")


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    with without_keyring():
        yield


def mail(port: int, **more: str) -> ChannelSpec:
    settings = {
        "server": "127.0.0.1",
        "port": str(port),
        "security": "none",
        "from": "a@example.org",
        "to": "b@example.org",
    }
    return ChannelSpec(id="ops", kind="mail", settings=settings | more)


def test_a_channel_is_set_up_tried_and_told_over_and_the_log_has_it(tmp_path: Path) -> None:
    options = options_in(tmp_path)
    with smtp_sink() as smtp, http_sink() as http:
        book = open_channels(options)
        book.put(ChannelSpec(id=DESKTOP, kind=DESKTOP, is_enabled=False), {})
        book.put(mail(smtp.port), {})
        book.put(ChannelSpec(id="hook", kind="webhook"), {"url": f"http://127.0.0.1:{http.port}/x"})
        assert book.test("ops") == "127.0.0.1 took it for 1 receiver"
        assert book.test("hook") == "127.0.0.1 answered 200"
        dispatcher = open_dispatcher(options, Desktop(), host="tower")
        dispatcher.offer(event(), alert(1, title="Disk full soon"))
        wait_for(lambda: len(book.deliveries()) == 2 and not _waiting(book.deliveries()))
        assert dispatcher.close()

    subjects = [message["Subject"] for message in smtp.messages()]
    assert subjects == [f"[Info] {platform.node()}: This is a test", "[Warning] tower: Disk full soon"]
    assert len(http.posted) == 2
    assert {one.channel_id for one in book.deliveries()} == {"ops", "hook"}
    assert [one.settings for one in book.channels() if one.id == "hook"] == [
        {"shown": f"http://127.0.0.1:{http.port}/…"}
    ]


def _waiting(deliveries: object) -> list[object]:
    return [one for one in deliveries if one.state is DeliveryState.WAITING]  # type: ignore[attr-defined]


def test_what_makes_no_sense_as_a_whole_is_refused_and_neither_file_nor_secret_is_kept(tmp_path: Path) -> None:
    book = open_channels(options_in(tmp_path))
    for spec, secrets in (
        (mail(25), {"password": "x"}),  # whose?
        (mail(25, server="mail.example.org", user="u"), {"password": "x"}),  # not in the open
        (mail(25), {"token": "x"}),
        (ChannelSpec(id="hook", kind="webhook"), {}),
        (ChannelSpec(id="hook", kind="webhook"), {"url": "ftp://x"}),
        (ChannelSpec(id="sms", kind="sms"), {"url": "nosuch://x"}),
        (ChannelSpec(id="cmd", kind="command", settings={"command": "page-me"}), {}),
    ):
        with pytest.raises(WrongInput):
            book.put(spec, secrets)
    assert not (tmp_path / "config").exists()
    with pytest.raises(WrongInput, match="no channel"):
        book.test("nobody")


def test_a_secret_stays_until_another_is_typed_or_it_is_taken_away(tmp_path: Path) -> None:
    options = options_in(tmp_path)
    with smtp_sink(Behaviour(password="first")) as sink:
        book = open_channels(options)
        book.put(mail(sink.port, user="u"), {"password": "first"})
        book.put(mail(sink.port, user="u", to="c@example.org"), {})
        assert "took it" in book.test("ops")
        book.put(mail(sink.port, user="u"), {"password": "second"})
        with pytest.raises(Undelivered, match="does not take the user name or the password"):
            book.test("ops")
        book.put(mail(sink.port), {"password": ""})
        assert book.channels()[1].secrets == ()
        book.put(mail(sink.port, user="u"), {"password": "first"})
        book.remove("ops")
    assert not (tmp_path / "config" / "secrets.toml").exists()


def test_of_another_kind_the_secrets_are_others(tmp_path: Path) -> None:
    book = open_channels(options_in(tmp_path))
    book.put(mail(25, user="u"), {"password": "pl4nted"})
    book.put(ChannelSpec(id="ops", kind="command", settings={"command": "/bin/true"}), {})
    assert not (tmp_path / "config" / "secrets.toml").exists()


def test_a_secret_is_in_its_file_and_nowhere_else_whatever_goes_wrong(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Five secrets are planted, everything fails that can, and then every file, log line and error is searched."""
    caplog.set_level(logging.DEBUG)
    options = options_in(tmp_path)
    errors: list[ProcmonError] = []
    with smtp_sink(Behaviour(password="another")) as smtp, http_sink(status=401) as http:
        book = open_channels(options)
        base = f"127.0.0.1:{http.port}/{PLANTED[1]}"
        book.put(mail(smtp.port, user="u"), {"password": PLANTED[0]})
        hook = {"url": f"http://{base}", "token": PLANTED[2], "signing_key": PLANTED[3]}
        book.put(ChannelSpec(id="hook", kind="webhook"), hook)
        book.put(ChannelSpec(id="chat", kind="chat"), {"url": f"json://u:{PLANTED[4]}@{base}"})
        for id in ("ops", "hook", "chat"):
            with pytest.raises(Undelivered) as caught:
                book.test(id)
            errors.append(caught.value)
        dispatcher = open_dispatcher(options, Desktop())
        dispatcher.offer(event(), alert(1), channels=("ops", "hook", "chat"))
        wait_for(lambda: len([one for one in book.deliveries() if one.try_count]) == 3)
        assert dispatcher.close()

    said = [caplog.text, *(f"{error!r} {error.__cause__!r} {error.__context__!r}" for error in errors)]
    said += [repr(book.channels()), repr(book.deliveries()), *book.warnings()]
    for path in (path for path in tmp_path.rglob("*") if path.is_file() and path.name != "secrets.toml"):
        said.append(path.read_bytes().decode("latin-1"))
    assert [secret for secret in PLANTED for text in said if secret in text] == []
    kept = (tmp_path / "config" / "secrets.toml").read_text()
    assert all(secret in kept for secret in PLANTED)
    assert "unencrypted" in book.warnings()[0]


def test_a_channel_whose_secret_is_gone_says_so_and_is_not_tried_for_a_day(tmp_path: Path) -> None:
    options = options_in(tmp_path)
    book = open_channels(options)
    book.put(ChannelSpec(id="hook", kind="webhook"), {"url": "http://127.0.0.1:1/"})
    (tmp_path / "config" / "secrets.toml").unlink()
    with pytest.raises(WrongInput, match="Address is missing"):
        book.test("hook")
    dispatcher = open_dispatcher(options, Desktop())
    dispatcher.offer(event(), alert(1), channels=("hook",))
    wait_for(lambda: any(one.state is DeliveryState.FAILED for one in book.deliveries()))
    assert dispatcher.close()


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    options = options_in(tmp_path)
    book = open_channels(options)
    assert [spec.id for spec in book.channels()] == [DESKTOP]
    assert (list(book.deliveries()), list(book.problems()), list(book.warnings())) == ([], [], [])
    book.version()
    dispatcher = open_dispatcher(options, Desktop())
    dispatcher.start()
    assert dispatcher.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_crashed_program_left_is_told_by_the_next(tmp_path: Path) -> None:
    options = options_in(tmp_path)
    with smtp_sink() as sink:
        open_channels(options).put(mail(sink.port), {})
        for days, id in ((2, 1), (0, 2)):
            clock = MovedClock(now_ms=int((time.time() - days * 86_400) * 1000))
            crashed = Outgoing(open_deliveries(options), Several(way("ops")), clock)
            crashed.take([Offer(event(), alert(id))])
        dispatcher = open_dispatcher(options, Desktop())
        dispatcher.start()
        wait_for(lambda: bool(open_deliveries(options).deliveries()) and not open_deliveries(options).waiting())
        assert dispatcher.close()
    states = {one.alert_id: one.state for one in open_deliveries(options).deliveries()}
    assert states == {1: DeliveryState.EXPIRED, 2: DeliveryState.DELIVERED}
    assert len(sink.raw) == 1


def test_where_it_can_not_be_read_who_is_to_be_told_the_desktop_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = options_in(tmp_path)
    (tmp_path / "config" / "channels.toml").mkdir(parents=True)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    dispatcher = open_dispatcher(options, Desktop())
    dispatcher.offer(event(), alert(1))
    wait_for(lambda: [one.channel_id for one in open_deliveries(options).deliveries()] == [DESKTOP])
    assert dispatcher.close()
    assert caplog.text.count("It can not be read who is to be told") == 1
