"""E-mail against a real SMTP server: exact bytes, no header of a stranger, and a true word for every bad day."""

import logging
import time
from dataclasses import replace
from pathlib import Path

import pytest

from procmon_gui.channels.mail import Mail, MailSettings
from procmon_gui.channels.opening import made
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import ChannelSpec, Notice, Undelivered
from procmon_gui.domain.text import display_text
from procmon_gui.engine.notice_words import TITLE_LETTERS
from tests.channels.certificates import Certificate, make_certificate
from tests.channels.notices import HOSTILE, notice_about
from tests.channels.smtp_sink import Behaviour, Sink, smtp_sink

PASSWORD = "pl4nted-s3cret-of-the-mail"
HEADERS = [
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "From", "To", "Subject", "Date", "Message-ID",
    "References", "Auto-Submitted",
]  # fmt: skip


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"))


def settings(sink: Sink | int, **more: str) -> MailSettings:
    port = sink if isinstance(sink, int) else sink.port
    texts = {
        "server": "127.0.0.1", "port": str(port), "security": "none", "from": "procmon@example.org",
        "to": "ops@example.org\nboss@example.org",
    }  # fmt: skip
    password = more.pop("password", "")
    return MailSettings.of(texts | more, {"password": password} if password else {})


def told(sink: Sink, notice: Notice, **more: str) -> str:
    return Mail(settings(sink, **more)).deliver(notice, 5)


def failed(behaviour: Behaviour, *, timeout_s: float = 5, **more: str) -> Undelivered:
    """Return how a message to such a server fails."""
    with smtp_sink(behaviour) as sink, pytest.raises(Undelivered) as caught:
        Mail(settings(sink, **more)).deliver(notice_about("nginx"), timeout_s)
    return caught.value


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_process_can_be_called_what_it_likes_and_adds_no_header_and_no_receiver(kind: str) -> None:
    with smtp_sink() as sink:
        words = told(sink, notice_about(HOSTILE[kind]))
    (message,) = sink.messages()
    title = display_text(f"CPU: {HOSTILE[kind]}", TITLE_LETTERS)

    assert message.keys() == HEADERS
    assert message["Subject"] == f"[Warning] tower: {title}"
    assert sink.envelopes[0][1] == ["<ops@example.org>", "<boss@example.org>"]
    body = message.get_content().replace("\r\n", "\n")  # the ends of lines on the wire
    assert body.startswith(f"{title}\n\nWho: {display_text(HOSTILE[kind], 200)[:80]}")
    assert sink.verbs == ["EHLO", "MAIL", "RCPT", "RCPT", "DATA", "QUIT"]
    assert message.get_content_type() == "text/plain"
    assert words == "127.0.0.1 took it for 2 receivers"


def test_every_try_of_a_notice_is_the_same_message_and_the_notices_of_an_alert_belong_together() -> None:
    with smtp_sink() as sink:
        told(sink, notice_about("a", key="one"))
        told(sink, notice_about("a", key="one"))
        told(sink, notice_about("a", key="two"))
    ids = [message["Message-ID"] for message in sink.messages()]

    assert ids == ["<one@example.org>", "<one@example.org>", "<two@example.org>"]
    assert {message["References"] for message in sink.messages()} == {"<alert-7@example.org>"}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_with_encryption_it_logs_in_and_sends(security: str, certificate: Certificate) -> None:
    behaviour = Behaviour(
        tls=certificate.context(), is_tls_from_the_start=security == "tls", password=PASSWORD
    )  # fmt: skip
    with smtp_sink(behaviour) as sink:
        told(
            sink, notice_about("a"), security=security, user="procmon", password=PASSWORD,
            ca_file=str(certificate.ca_file),
        )  # fmt: skip

    assert sink.logins == ["procmon"]
    assert len(sink.raw) == 1


def test_a_certificate_that_nobody_trusts_gets_no_password(certificate: Certificate) -> None:
    with smtp_sink(Behaviour(tls=certificate.context(), password=PASSWORD)) as sink:
        with pytest.raises(Undelivered, match="certificate is not trusted") as caught:
            told(sink, notice_about("a"), security="starttls", user="procmon", password=PASSWORD)
        assert sink.logins == []
    assert not caught.value.is_final


def test_a_server_without_encryption_gets_nothing_where_encryption_was_asked_for() -> None:
    error = failed(Behaviour(), security="starttls")
    assert "does not offer what is needed" in str(error)
    assert error.is_final


def test_a_wrong_password_is_said_is_not_tried_again_and_stands_nowhere(
    certificate: Certificate, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    behaviour = Behaviour(tls=certificate.context(), password="another one")
    error = failed(
        behaviour, security="starttls", user="procmon", password=PASSWORD, ca_file=str(certificate.ca_file)
    )  # fmt: skip

    assert str(error) == "127.0.0.1 does not take the user name or the password (535); type them anew"
    assert error.is_final
    assert PASSWORD not in f"{error!r} {caplog.text} {error.__cause__!r}"


def test_a_password_is_not_sent_without_encryption_and_is_not_in_a_repr() -> None:
    with pytest.raises(WrongInput, match="not sent without encryption"):
        settings(25, server="mail.example.org", user="procmon", password=PASSWORD)
    assert PASSWORD not in repr(settings(25, user="procmon", password=PASSWORD))
    with pytest.raises(WrongInput, match="no user name"):
        settings(25, password=PASSWORD)


@pytest.mark.parametrize(
    ("behaviour", "words", "is_final"),
    [
        (Behaviour(codes={"GREETING": "554 no"}), "refuses: 554 no", True),
        (Behaviour(codes={"GREETING": "421 too busy"}), "421 too busy", False),
        (Behaviour(codes={"MAIL": "550 not you"}), "550 not you", True),
        (Behaviour(codes={"MAIL": "451 later"}), "451 later; that may pass", False),
        (Behaviour(codes={"RCPT": "550 nobody here"}), "takes mail for nobody", True),
        (Behaviour(codes={"RCPT": "450 greylisted"}), "450 greylisted; that may pass", False),
        (Behaviour(codes={"DATA": "554 spam"}), "554 spam", True),
        (Behaviour(codes={"DATA": "452 full"}), "452 full", False),
        (Behaviour(deeds={"GREETING": "drop"}), "went away; look at the port, and at which encryption", False),
        (Behaviour(deeds={"MAIL": "drop"}), "went away", False),
        (Behaviour(deeds={"DATA": "drop"}), "went away; whether it took the message is not known", False),
    ],
)
def test_what_a_server_says_decides_whether_it_is_tried_again(behaviour: Behaviour, words: str, is_final: bool) -> None:
    error = failed(behaviour)
    assert words in str(error)
    assert error.is_final is is_final


@pytest.mark.parametrize("deeds", [{"GREETING": "hang"}, {"MAIL": "hang"}, {"DATA": "hang"}, {"GREETING": "drip"}])
def test_a_server_that_hangs_or_drips_is_left_when_the_time_is_over(deeds: dict[str, str]) -> None:
    begun = time.monotonic()
    error = failed(Behaviour(deeds=deeds), timeout_s=0.6)

    assert "no answer in time" in str(error)
    assert ("not known" in str(error)) is ("DATA" in deeds)
    assert ("look at the port, and at which encryption" in str(error)) is ("GREETING" in deeds)
    assert ("that may pass" in str(error)) is ("MAIL" in deeds)
    assert time.monotonic() - begun < 3
    assert not error.is_final


@pytest.mark.parametrize("deed", ["hang", "drop"])
def test_what_a_server_does_after_it_took_the_message_makes_no_failure_of_it(deed: str) -> None:
    with smtp_sink(Behaviour(deeds={"QUIT": deed})) as sink:
        assert told(sink, notice_about("a")) == "127.0.0.1 took it for 2 receivers"


def test_a_receiver_that_is_refused_is_named_and_the_others_have_it() -> None:
    with smtp_sink(Behaviour(codes={"boss@example.org": "550 away"})) as sink:
        words = told(sink, notice_about("a"))
    assert words == "127.0.0.1 took it for 1 of 2, not for boss@example.org: 550 away"


def test_nobody_at_home_is_said() -> None:
    with smtp_sink() as sink:
        port = sink.port
    with pytest.raises(Undelivered, match="nobody answers at that port; look at the port, and whether") as caught:
        Mail(settings(port)).deliver(notice_about("a"), 2)
    assert not caught.value.is_final


def test_what_stands_for_others_says_for_how_many() -> None:
    with smtp_sink() as sink:
        told(sink, replace(notice_about("a"), suppressed_count=17))
    assert "17 notices before this one were held back." in sink.messages()[0].get_content()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("to", "ops@example.org\nBcc: x", "no e-mail address"),
        ("to", "ops@example.org\rBcc: x@example.org", "can not be typed"),
        ("from", "a@b.c, d@e.f", "no e-mail address"),
        ("to", "", "Receiver is missing"),
        ("port", "99999", "no whole number within 1 to 65535"),
        ("security", "maybe", "none of starttls, tls, none"),
        ("nonsense", "x", "has no “nonsense”"),
    ],
)
def test_what_can_not_be_is_named_before_anything_is_sent(field: str, value: str, words: str, tmp_path: Path) -> None:
    texts = {"server": "127.0.0.1", "from": "a@example.org", "to": "b@example.org"} | {field: value}
    with pytest.raises(WrongInput, match=words):
        made(ChannelSpec(id="m", kind="mail", settings=texts), {})
