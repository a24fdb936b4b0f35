"""To a server that encrypts: who has to prove who it is does, who can not is told of, and nothing is sent open.

On the PostgreSQL of the distribution, which is older than the one of the other tests; certificates are made by openssl.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.store.history.server import open_server, prepare_server
from procmon_gui.store.history.stored import StoredHistory
from procmon_gui.store.postgresql import address_of, connect
from tests.store.conftest import Team
from tests.store.history.forwarded import forwarding, until
from tests.store.history.machines import day, difference
from tests.store.history.recording import record_and_end
from tests.store.history.test_server_sums import on_disk, on_server
from tests.store.postgres import CanNotStart, Server, installed_binaries

NOBODY = 65_534
_ENCRYPTED_ONLY = """
hostssl all all 127.0.0.1/32 trust
hostnossl all postgres 127.0.0.1/32 trust
"""


def _openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, timeout=60)


def _authority(folder: Path, name: str) -> tuple[Path, Path]:
    """Return key and certificate of an authority of our own."""
    key, certificate = folder / f"{name}.key", folder / f"{name}.crt"
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", key,
             "-out", certificate)  # fmt: skip
    return key, certificate


def _signed(folder: Path, authority: tuple[Path, Path], address: str) -> tuple[Path, Path]:
    """Return key and certificate of a server that is known under an address."""
    key, request, certificate, more = (folder / f"server.{end}" for end in ("key", "csr", "crt", "ext"))
    more.write_text(f"subjectAltName={address}")
    _openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=db", "-keyout", key, "-out", request)
    _openssl("x509", "-req", "-days", "2", "-in", request, "-CA", authority[1], "-CAkey", authority[0],
             "-CAcreateserial", "-extfile", more, "-out", certificate)  # fmt: skip
    return key, certificate


class Encrypting:
    """A server that encrypts, and who signed for it."""

    def __init__(self, address: str = "IP:127.0.0.1", settings: tuple[str, ...] = ()) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tls-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.authority = _authority(self.folder, "authority")
        self.stranger = _authority(self.folder, "stranger")
        key, certificate = _signed(self.folder, self.authority, address)
        key.chmod(0o600)
        if os.geteuid() == 0:
            shutil.chown(key, NOBODY, NOBODY)
        self.server = Server(
            installed_binaries(),
            settings=("ssl=on", f"ssl_cert_file={certificate}", f"ssl_key_file={key}", *settings),
            who_may=_ENCRYPTED_ONLY,
        )

    def url(self, **words: object) -> str:
        more = "&".join(f"{name}={value}" for name, value in words.items())
        return self.server.url("recorder", "team") + (f"?{more}" if more else "")

    def close(self) -> None:
        self.server.close()
        shutil.rmtree(self.folder)


@contextlib.contextmanager
def encrypting(address: str = "IP:127.0.0.1") -> Iterator[Encrypting]:
    try:
        one = Encrypting(address)
    except (CanNotStart, OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no PostgreSQL here that encrypts: {error}")
    one.server.sql(
        "CREATE ROLE procmon_gui_recorders NOLOGIN; CREATE ROLE recorder LOGIN IN ROLE procmon_gui_recorders"
    )
    one.server.sql("CREATE DATABASE team")
    yield one
    one.close()


@pytest.fixture(scope="module")
def tls() -> Iterator[Encrypting]:
    """Return a server whose certificate is right."""
    with encrypting() as one:
        yield one


@pytest.fixture(scope="module")
def prepared(tls: Encrypting) -> Encrypting:
    """Return it with the database of a team."""
    prepare_server(tls.server.url(database="team"))
    return tls


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_all_is_copied_and_read_through_an_encrypted_connection(
    tmp_path: Path, prepared: Encrypting, mode: str
) -> None:
    """An older version than that of the other tests, too."""
    team = Team(prepared.server, "team")
    team.sql("TRUNCATE procmon_gui.hosts CASCADE")
    shown = record_and_end(tmp_path, day(150))
    url = prepared.url(sslmode=mode, sslrootcert=prepared.authority[1])

    with forwarding(tmp_path, url) as forwarder:
        assert until(lambda: on_server(team) == on_disk(tmp_path) or bool(forwarder.figures().trouble))
        assert forwarder.figures().trouble == ""
        used = team.sql("SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'recorder'")
    history = StoredHistory(open_server(url), machine_id="machine")
    history.refresh()
    then = history.snapshot_at(shown[100].at_ms)
    history.close()

    assert used == [(True,)]
    assert then is not None
    assert difference(shown[100], then) == []
    assert int(team.sql("SHOW server_version_num")[0][0]) // 10_000 < 18


def test_a_certificate_of_a_stranger_is_refused_in_a_sentence_and_tried_again(
    tmp_path: Path, prepared: Encrypting, caplog: pytest.LogCaptureFixture
) -> None:
    record_and_end(tmp_path, day(100))
    url = prepared.url(sslmode="verify-full", sslrootcert=prepared.stranger[1])

    with forwarding(tmp_path, url) as forwarder:
        assert until(lambda: "certificate verify failed" in forwarder.figures().trouble)
        assert not forwarder.figures().is_connected
    assert len(caplog.records) == 1
    assert "The history is not copied to team on 127.0.0.1" in caplog.text


def test_a_certificate_for_another_name_is_refused_and_one_for_this_authority_is_not_enough(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with encrypting("DNS:db.example.com") as one:
        prepare_server(one.server.url(database="team"))
        with pytest.raises(psycopg2.OperationalError, match=r"db.example.com.*does not match host name"):
            connect(address_of(one.url(sslmode="verify-full", sslrootcert=one.authority[1])))
        connect(address_of(one.url(sslmode="verify-ca", sslrootcert=one.authority[1]))).close()


def test_without_the_certificate_of_an_authority_it_says_what_is_missing(prepared: Encrypting) -> None:
    with pytest.raises(psycopg2.OperationalError, match=r"root certificate file .* does not exist"):
        connect(address_of(prepared.url(sslmode="verify-full", sslrootcert="/nowhere/root.crt")))


def test_a_server_that_can_not_encrypt_is_not_spoken_to_openly(postgres: Server, tmp_path: Path, team: Team) -> None:
    """Nor is one that somebody in between keeps from it: what is asked for is never less than what is done."""
    for mode in ("require", "verify-full"):
        url = f"{team.recorder}?sslmode={mode}"
        with pytest.raises(psycopg2.OperationalError, match=r"server does not support SSL|root certificate"):
            connect(address_of(url))
        with pytest.raises(Unavailable, match=r"can not be prepared: .*(does not support SSL|root certificate)"):
            prepare_server(f"{postgres.url(database=team.database)}?sslmode={mode}")


def test_a_server_that_wants_encryption_says_so_to_who_comes_without(prepared: Encrypting) -> None:
    with pytest.raises(psycopg2.OperationalError, match="no encryption"):
        connect(address_of(prepared.url(sslmode="disable")))
