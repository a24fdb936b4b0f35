"""Secrets leave a command line before anything else sees it, and nothing else does."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.collectors.eye.secret_shapes import MARKER

CORPUS = Path(__file__).parents[2] / "recorded" / "command_lines.jsonl"
Line = tuple[list[bytes], list[bytes]]


def corpus() -> list[Line]:
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [([word.encode() for word in row["argv"]], [one.encode() for one in row["secrets"]]) for row in rows]


def leaks(line: Line) -> bool:
    argv, secrets = line
    return any(secret in word for secret in secrets for word in redact(argv))


def hidden(*argv: str) -> list[str]:
    return [word.decode() for word in redact([word.encode() for word in argv])]


def test_of_the_recorded_command_lines_at_least_99_of_100_secrets_are_hidden() -> None:
    lines = [line for line in corpus() if line[1]]

    leaking = [line for line in lines if leaks(line)]

    assert len(lines) >= 150
    assert len(leaking) <= len(lines) // 100, leaking


def test_of_the_recorded_look_alikes_at_most_1_of_100_is_changed() -> None:
    lines = [argv for argv, secrets in corpus() if not secrets]

    changed = [argv for argv in lines if redact(argv) != argv]

    assert len(lines) >= 150
    assert len(changed) <= len(lines) // 100, changed


def test_what_stands_around_a_secret_stays_in_nearly_every_recorded_line() -> None:
    """Hiding everything would pass the test above."""
    lines = [line for line in corpus() if line[1]]

    spoilt = []
    for argv, secrets in lines:
        expected = argv
        for secret in secrets:
            expected = [word.replace(secret, MARKER) for word in expected]
        if redact(argv) != expected:
            spoilt.append(argv)

    assert len(spoilt) <= len(lines) // 20, spoilt


def test_every_line_keeps_its_number_of_arguments() -> None:
    assert all(len(redact(argv)) == len(argv) for argv, _ in corpus())


def test_redacting_twice_changes_nothing_more() -> None:
    for argv, _ in corpus():
        once = redact(argv)
        assert redact(once) == once


def test_a_line_with_nothing_to_hide_is_handed_back_itself() -> None:
    argv = [b"sleep", b"1000"]

    assert redact(argv) is argv


def test_the_port_of_ssh_is_no_password_though_sshpass_stands_before_it() -> None:
    assert hidden("sshpass", "-p", "hunter2", "ssh", "-p", "22", "host") == [
        "sshpass", "-p", "[redacted]", "ssh", "-p", "22", "host"
    ]  # fmt: skip


def test_docker_publishes_ports_and_logs_in_with_the_same_letter() -> None:
    assert hidden("docker", "run", "-p", "80:80", "nginx")[3] == "80:80"
    assert hidden("docker", "login", "-p", "hunter2")[3] == "[redacted]"


def test_the_user_stays_and_the_password_goes() -> None:
    assert hidden("curl", "-u", "bob:pa:ss") == ["curl", "-u", "bob:[redacted]"]
    assert hidden("curl", "https://bob:hunter2@host/x") == ["curl", "https://bob:[redacted]@host/x"]


def test_a_quoted_value_in_json_goes_to_its_closing_quote() -> None:
    assert hidden("app", '{"password": "a\\"b,c", "port": 80}') == ["app", '{"password": "[redacted]", "port": 80}']
    assert hidden("app", '{\\"password\\":\\"abc\\",\\"port\\":80}') == [
        "app", '{\\"password\\":\\"[redacted]\\",\\"port\\":80}'
    ]  # fmt: skip


def test_bytes_that_are_no_text_stay() -> None:
    assert redact([b"app\xff", b"--password=\xfe\xfd", b"\x80"]) == [b"app\xff", b"--password=" + MARKER, b"\x80"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (b"postgres: app shop 10.0.0.1(5432) idle", b"postgres: app shop 10.0.0.1(5432) idle"),
        (b"worker: amqp://bob:hunter2@mq/ ready", b"worker: amqp://bob:[redacted]@mq/ ready"),
        (b"mysql -uroot -phunter2 shop", b"mysql -uroot -p[redacted] shop"),
        (b"app --password hunter2 --port 80", b"app --password [redacted] --port 80"),
        (b"app --token='a b' x", b"app --token='[redacted]' x"),
        (b"sh -c \"ssh h 'mysql -phunter2 db'\"", b"sh -c \"ssh h 'mysql -p[redacted] db'\""),
        (b"sshd: bob@pts/0", b"sshd: bob@pts/0"),
        (b"worker: mysql -phunter2", b"worker: mysql -p[redacted]"),
    ],
)
def test_a_title_of_one_string_is_redacted_word_by_word(title: bytes, shown: bytes) -> None:
    """A process that overwrote its arguments with one text leaves a single argument with spaces."""
    assert redact([title]) == [shown]


SECRET = st.text("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=12, max_size=24).map(
    lambda text: "Zq7" + text
)
ORDINARY = st.lists(st.sampled_from(["-v", "run", "/srv/app", "--port", "80", "x=1", "a b", "--", "", "ü"]), max_size=4)
PLACES = st.sampled_from(
    [
        ["--password={}"], ["--password", "{}"], ["--db-password={}"], ["-Dapp.db.password={}"], ["DB_PASSWORD={}"],
        ["--api-key", "{}"], ["--apiKey={}"], ["apikey:{}"], ["https://bob:{}@host/x"], ["https://h/x?a=1&token={}&b=2"],
        ['{{"a":1,"password":"{}"}}'], ["Authorization: Bearer {}"], ["X-Api-Key: {}"], ["host=h password={} user=u"],
        ["Server=s;Password={};Database=d"], ["export A=1; PGPASSWORD={} psql"], ["run --token {} --port 80"],
        ["ghp_{}{}"], ["xoxb-{}"], ["eyJ{}.{}.{}"], ["sk_live_{}"], ["AccountKey={}==;x=y"], ["curl", "-u", "bob:{}"],
        ["mysql", "-p{}"], ["sshpass", "-p", "{}"], ["redis-cli", "-a", "{}"], ["openssl", "-passin", "pass:{}"],
        ["sudo -u x mysql -p{} db"], ["-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----"],
    ]
)  # fmt: skip


@given(before=ORDINARY, place=PLACES, secret=SECRET, after=ORDINARY)
def test_a_secret_at_any_place_does_not_survive(
    before: list[str], place: list[str], secret: str, after: list[str]
) -> None:
    """The words around it stay as they were."""
    words = [word.format(secret, secret, secret) for word in place]

    shown = hidden("app", *before, *words, *after)

    assert not any(secret in word for word in shown)
    assert shown[: 1 + len(before)] == ["app", *before]
    assert shown[len(shown) - len(after) :] == after
    assert len(shown) == 1 + len(before) + len(words) + len(after)


@given(st.lists(st.binary(max_size=60) | st.sampled_from(
    [b"--password", b"mysql", b"-p", b"curl", b"-u", b"mc", b"alias", b"set", b"://a:b@", b"password='", b'"', b"eyJ"]
), max_size=8))  # fmt: skip
def test_any_arguments_keep_their_number(argv: list[bytes]) -> None:
    assert len(redact(argv)) == len(argv)


@pytest.mark.parametrize(
    "piece",
    [
        b"a", b"pass", b"password=", b"key=)", b"key='", b'"', b"'\"", b"://a:b/", b"://a:b@", b"eyJ", b"eyJaaaaaaaa.",
        b"SG.a", b"sk-", b"-----BEGIN ", b"--password ", b"mc alias set a b ", b"mysql -p ", b"pass =", b"@tcp( a:",
        b'\\"password\\":', b"authorization: ", b"?token=", b"basic ", b"nmcli password ",
        b"password 'a", b"identified by ",
    ],
)  # fmt: skip
def test_the_cost_grows_no_faster_than_the_text(piece: bytes) -> None:
    """64 KiB may cost about twice what 32 KiB cost; a quadratic search would cost four times as much."""

    def cost_s(size: int) -> float:
        text = b"pass " + (piece * (size // len(piece) + 1))[:size]
        began = time.thread_time()
        redact([b"sh", b"-c", text, text])
        return time.thread_time() - began

    half = whole = float("inf")
    # On a busy machine some tries cost more than they do; none costs less.
    for _ in range(8):
        half, whole = min(half, cost_s(32_768)), min(whole, cost_s(65_536))
        if whole < max(3 * half, 0.02):
            break

    assert whole < max(3.2 * half, 0.02)
    assert whole < 1.5
