"""A secret goes only where it was entered for, whoever changes the file of channels: with real servers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.channels.bound_secrets import BoundSecrets
from procmon_gui.channels.desktop import Desktop
from procmon_gui.domain.channel_kinds import WrongField
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import ChannelSpec, DeliveryState
from procmon_gui.services.channels import open_channels, open_dispatcher
from procmon_gui.services.places import Options
from tests.channels.http_sink import http_sink
from tests.channels.places import options_in, without_keyring
from tests.channels.smtp_sink import Behaviour, smtp_sink
from tests.channels.test_book import mail
from tests.engine.channels import alert, event
from tests.engine.test_dispatch import wait_for

PASSWORD = "pl4nted-password"


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    with without_keyring():
        yield


class InMemory:
    """Keeps secrets, as long as it has no `trouble`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble = ""

    def get(self, channel_id: str, name: str) -> str | None:
        return self.kept.get((channel_id, name))

    def put(self, channel_id: str, name: str, value: str) -> None:
        if self.trouble:
            raise Unavailable(self.trouble)
        self.kept[channel_id, name] = value

    def remove(self, channel_id: str, name: str) -> None:
        self.kept.pop((channel_id, name), None)

    def warning(self) -> str:
        return ""


def lead_elsewhere(options: Options, before: str, after: str) -> None:
    """Change the file of channels, as another hand does."""
    assert options.config is not None
    path = options.config.with_name("channels.toml")
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_a_password_is_not_sent_to_a_server_that_another_hand_put_into_the_file(tmp_path: Path) -> None:
    options = options_in(tmp_path)
    with smtp_sink(Behaviour(password=PASSWORD)) as ours, smtp_sink(Behaviour(password="another")) as planted:
        book = open_channels(options)
        book.put(mail(ours.port, user="anna"), {"password": PASSWORD})
        assert "took it" in book.test("ops")
        lead_elsewhere(options, f"port = {ours.port}", f"port = {planted.port}")

        words = f"entered for “127.0.0.1, {ours.port}, anna” and is not used for “127.0.0.1, {planted.port}, anna”"
        with pytest.raises(WrongInput, match=words):
            book.test("ops")
        dispatcher = open_dispatcher(options, Desktop())
        dispatcher.offer(event(), alert(1), channels=("ops",))
        wait_for(lambda: any(one.state is DeliveryState.FAILED for one in book.deliveries()))
        assert dispatcher.close()
        (told,) = book.deliveries()
        assert re.search(words, told.words)
        assert (planted.verbs, planted.logins, planted.raw) == ([], [], [])

        lead_elsewhere(options, f"port = {planted.port}", f"port = {ours.port}")
        assert "took it" in book.test("ops")


def test_who_changes_the_server_in_the_form_enters_the_password_again(tmp_path: Path) -> None:
    with smtp_sink(Behaviour(password=PASSWORD)) as first, smtp_sink(Behaviour(password=PASSWORD)) as second:
        book = open_channels(options_in(tmp_path))
        book.put(mail(first.port, user="anna"), {"password": PASSWORD})
        moved = mail(second.port, user="anna")
        with pytest.raises(WrongField) as caught:
            book.put(moved, {})
        assert caught.value.name == "password"
        assert book.channels()[1].settings["port"] == str(first.port)

        # What is switched off is told to nobody, so it may be kept as it is.
        book.put(replace(moved, is_enabled=False), {})
        with pytest.raises(WrongField):
            book.put(moved, {})
        book.put(moved, {"password": PASSWORD})
        assert "took it" in book.test("ops")
        assert (len(first.raw), len(second.raw)) == (0, 1)


@pytest.mark.parametrize("changed", [{"user": "eve"}, {"ca_file": "/tmp/theirs.pem"}])
def test_another_user_and_other_certificates_are_another_place(tmp_path: Path, changed: dict[str, str]) -> None:
    book = open_channels(options_in(tmp_path))
    book.put(mail(25, user="anna"), {"password": PASSWORD})

    with pytest.raises(WrongField, match=r"entered for “127\.0\.0\.1, 25, anna” and is not used for"):
        book.put(mail(25, **({"user": "anna"} | changed)), {})


def test_the_token_of_a_web_hook_stays_with_the_machine_of_its_address(tmp_path: Path) -> None:
    with http_sink() as ours, http_sink() as other:
        book = open_channels(options_in(tmp_path))
        hook = ChannelSpec(id="hook", kind="webhook")
        book.put(hook, {"url": f"http://127.0.0.1:{ours.port}/a", "token": "t0ken"})
        with pytest.raises(WrongField) as caught:
            book.put(hook, {"url": f"http://127.0.0.1:{other.port}/a"})
        assert caught.value.name == "token"

        book.put(hook, {"url": f"http://127.0.0.1:{ours.port}/b"})
        assert book.test("hook") == "127.0.0.1 answered 200"
        assert [one.path for one in ours.posted] == ["/b"]
        assert other.posted == []


def test_a_secret_from_before_is_for_whom_it_is_used_first(tmp_path: Path) -> None:
    options = options_in(tmp_path)
    with smtp_sink(Behaviour(password=PASSWORD)) as ours, smtp_sink(Behaviour(password="another")) as planted:
        book = open_channels(options)
        book.put(mail(ours.port, user="anna"), {"password": "x"})
        (tmp_path / "config" / "secrets.toml").write_text(f'[ops]\npassword = "{PASSWORD}"\n')
        assert "took it" in book.test("ops")
        lead_elsewhere(options, f"port = {ours.port}", f"port = {planted.port}")

        with pytest.raises(WrongInput, match="enter it again"):
            book.test("ops")
        assert planted.verbs == []


def test_where_it_can_not_be_kept_for_whom_a_secret_is_it_is_used_anyway(
    caplog: pytest.LogCaptureFixture,
) -> None:
    keeper = InMemory()
    keeper.kept["ops", "password"], keeper.trouble = PASSWORD, "the disk is full"
    spec = replace(mail(25, user="anna"), secrets=("password",))

    assert BoundSecrets(keeper).usable(spec) == {"password": PASSWORD}
    assert "the disk is full" in caplog.text
    assert PASSWORD not in caplog.text


@given(value=st.text(min_size=1), server=st.text(min_size=1, max_size=20), is_from_before=st.booleans())
def test_whatever_is_kept_comes_back_and_only_for_the_same_place(value: str, server: str, is_from_before: bool) -> None:
    keeper = InMemory()
    bound = BoundSecrets(keeper)
    spec = replace(mail(25, user="anna", server=server), secrets=("password",))
    if is_from_before:
        keeper.kept["ops", "password"] = value
    else:
        bound.put(spec, "password", {"password": value})

    assert bound.usable(spec) == {"password": value}
    assert bound.usable(spec) == {"password": value}
    with pytest.raises(WrongField) as caught:
        bound.usable(mail_elsewhere(spec))
    assert len(value) < 20 or value not in str(caught.value)


def mail_elsewhere(spec: ChannelSpec) -> ChannelSpec:
    return replace(spec, settings={**spec.settings, "server": spec.settings["server"] + ".evil"})
