"""The web hook against a real web server: exact bytes, nowhere else, and a true word for every bad day."""

import hashlib
import hmac
import json
import logging
import socket
import threading
import time

import pytest

from procmon_gui.channels.webhook import Webhook, WebhookSettings, shown_url
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import Undelivered
from procmon_gui.domain.text import display_text
from procmon_gui.engine.notice_words import TITLE_LETTERS
from tests.channels.certificates import Certificate, make_certificate
from tests.channels.http_sink import Sink, http_sink
from tests.channels.notices import HOSTILE, notice_about

TOKEN = "pl4nted-t0ken-of-the-hook"
PATH = "/hook/pl4nted-path?k=pl4nted-query"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"))


def hook(sink: Sink, *, scheme: str = "http", path: str = PATH, ca_file: str = "", **secrets: str) -> Webhook:
    url = f"{scheme}://127.0.0.1:{sink.port}{path}"
    return Webhook(WebhookSettings.of({"ca_file": ca_file}, {"url": url} | secrets))


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_a_process_is_called_arrives_escaped_once_and_is_only_data(kind: str) -> None:
    notice = notice_about(HOSTILE[kind])
    with http_sink() as sink:
        assert hook(sink).deliver(notice, 5) == "127.0.0.1 answered 200"
    (posted,) = sink.posted
    found = json.loads(posted.body.decode("utf-8"))

    assert found["title"] == display_text(f"CPU: {HOSTILE[kind]}", TITLE_LETTERS)
    assert found["lines"] == list(notice.lines)
    assert all(line.isprintable() for line in found["lines"])
    assert sorted(posted.headers) == [
        "Accept-Encoding", "Content-Length", "Content-Type", "Host", "Idempotency-Key", "User-Agent",
    ]  # fmt: skip


def test_the_body_is_what_the_manual_says_and_the_signature_fits_it() -> None:
    with http_sink() as sink:
        hook(sink, token=TOKEN, signing_key="key").deliver(notice_about("nginx"), 5)
    (posted,) = sink.posted

    assert list(json.loads(posted.body)) == [
        "version", "key", "alert", "rule", "host", "change", "severity", "at_utc", "title", "lines",
        "suppressed_count",
    ]  # fmt: skip
    assert json.loads(posted.body)["at_utc"] == "2023-11-14T22:13:20.000+00:00"
    digest = hmac.new(b"key", posted.body, hashlib.sha256).hexdigest()
    assert posted.headers["X-Procmon-Signature"] == f"sha256={digest}"
    assert posted.headers["Authorization"] == f"Bearer {TOKEN}"
    assert posted.headers["Idempotency-Key"] == "k1"
    assert posted.path == PATH


@pytest.mark.parametrize(
    ("status", "is_final"), [(400, True), (401, True), (404, True), (429, False), (408, False), (500, False)],
)  # fmt: skip
def test_the_status_says_whether_it_helps_to_try_again(status: int, is_final: bool) -> None:
    with http_sink(status=status) as sink, pytest.raises(Undelivered, match=f"answered {status}") as caught:
        hook(sink).deliver(notice_about("a"), 5)
    assert caught.value.is_final is is_final


def test_nobody_is_followed_to_another_address() -> None:
    with http_sink() as other, http_sink(status=307, headers={"Location": f"http://127.0.0.1:{other.port}/"}) as sink:
        with pytest.raises(Undelivered, match="sends on to another address") as caught:
            hook(sink).deliver(notice_about("a"), 5)
        assert other.posted == []
    assert caught.value.is_final


@pytest.mark.parametrize("deed", ["hang", "drip", "drop"])
def test_a_server_that_hangs_drips_or_drops_keeps_nobody(deed: str) -> None:
    begun = time.monotonic()
    with http_sink(deed=deed) as sink, pytest.raises(Undelivered, match="whether it took the message is not known"):
        hook(sink).deliver(notice_about("a"), 0.6)
    assert time.monotonic() - begun < 3


def test_what_was_taken_is_not_told_again_because_the_words_of_the_answer_never_come() -> None:
    for deed in ("stall", "reset"):
        with http_sink(deed=deed) as sink:
            assert hook(sink).deliver(notice_about("a"), 0.6) == "127.0.0.1 answered 200"
    with http_sink(deed="stall", status=503) as sink, pytest.raises(Undelivered, match="503"):
        hook(sink).deliver(notice_about("a"), 0.6)


def test_of_an_answer_without_end_a_little_is_read() -> None:
    with http_sink(deed="endless") as sink:
        begun = time.monotonic()
        assert hook(sink).deliver(notice_about("a"), 5) == "127.0.0.1 answered 200"
        assert time.monotonic() - begun < 3


def test_a_server_that_speaks_no_http_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"SSH-2.0-OpenSSH\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(Undelivered, match="no answer of a web server"):
            Webhook(WebhookSettings.of({}, {"url": url})).deliver(notice_about("a"), 5)
        thread.join()


def test_tls_is_verified(certificate: Certificate) -> None:
    with http_sink(certificate.context()) as sink:
        with pytest.raises(Undelivered, match="certificate is not trusted"):
            hook(sink, scheme="https").deliver(notice_about("a"), 5)
        assert sink.posted == []
        words = hook(sink, scheme="https", ca_file=str(certificate.ca_file)).deliver(notice_about("a"), 5)
    assert words == "127.0.0.1 answered 200"


@pytest.mark.parametrize(
    "url",
    ["ftp://x/", "file:///etc/passwd", "http://", "https://a b/", "http://x:0/", "http://x/\r\nBcc: y", "x", "",
     "http://user:geheim@x/", "http://x:99999/", "http://exämple.org/", "http://x/" + "a" * 3000],
)  # fmt: skip
def test_what_is_no_address_of_a_web_hook_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(WrongInput) as caught:
        WebhookSettings.of({}, {"url": url})
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "[fe80::1]", "0.0.0.0", "[::ffff:169.254.169.254]", "[fd00:ec2::254]", "100.100.100.200"],
)
def test_the_places_where_clouds_keep_keys_are_not_asked(host: str) -> None:
    with pytest.raises(Undelivered, match="web hooks do not go to") as caught:
        Webhook(WebhookSettings.of({}, {"url": f"http://{host}/latest"})).deliver(notice_about("a"), 1)
    assert caught.value.is_final


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".example.org"])
def test_a_host_that_none_can_be_called_is_said_and_is_no_mistake_of_the_program(host: str) -> None:
    with pytest.raises(Undelivered, match="no name that a machine can have") as caught:
        Webhook(WebhookSettings.of({}, {"url": f"https://{host}/secret-path"})).deliver(notice_about("a"), 1)
    assert caught.value.is_final
    assert "secret-path" not in str(caught.value)


def test_an_address_is_shown_without_what_lets_somebody_post(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = {"url": f"https://127.0.0.1:1{PATH}", "token": TOKEN, "signing_key": "pl4nted-key"}
    chosen = WebhookSettings.of({}, secrets)
    with pytest.raises(Undelivered) as caught:
        Webhook(chosen).deliver(notice_about("a"), 1)

    assert shown_url(secrets["url"]) == "https://127.0.0.1:1/…"
    assert "pl4nted" not in f"{chosen!r} {caught.value!r} {caplog.text}"
