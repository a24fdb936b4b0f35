"""Secrets: in a keyring, in a file that only its user reads, and nowhere else; no keyring may keep anybody waiting."""

import logging
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from procmon_gui.domain.errors import Unavailable
from procmon_gui.settings.secrets import Secrets

PLANTED = "pl4nted-s3cret"


class InMemory(KeyringBackend):
    """A keyring that is there."""

    priority = 9
    viable = False  # nobody finds it by himself: other tests look for keyrings, too
    kept: dict[tuple[str, str], str]

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


class Locked(InMemory):
    """One that waits for a password that nobody types."""

    def get_password(self, service: str, username: str) -> str | None:
        time.sleep(1.5)  # the very thing
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.get_password(service, username)


class Broken(InMemory):
    """One that fails, with the secret in its error."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"can not keep {password}")


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def secrets(folder: Path, **more: float) -> Secrets:
    return Secrets(folder / "secrets.toml", **more)


def test_without_a_keyring_a_secret_lies_in_a_file_for_its_user_only_and_that_is_said(tmp_path: Path) -> None:
    secrets(tmp_path).put("mail", "password", PLANTED)
    path = tmp_path / "secrets.toml"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secrets(tmp_path).get("mail", "password") == PLANTED
    assert secrets(tmp_path).get("mail", "other") is None
    assert f"{path}, unencrypted; only you" in secrets(tmp_path).warning()


def test_a_file_that_others_may_read_is_told(tmp_path: Path) -> None:
    secrets(tmp_path).put("mail", "password", PLANTED)
    (tmp_path / "secrets.toml").chmod(0o644)
    assert "others may read it" in secrets(tmp_path).warning()
    # The next change puts that right.
    secrets(tmp_path).put("mail", "password", "another")
    assert stat.S_IMODE((tmp_path / "secrets.toml").stat().st_mode) == 0o600


def test_in_a_keyring_it_is_in_the_keyring_and_no_file_is_made(tmp_path: Path) -> None:
    backend = InMemory()
    keyring.set_keyring(backend)
    secrets(tmp_path).put("mail", "password", PLANTED)

    assert secrets(tmp_path).get("mail", "password") == PLANTED
    assert list(backend.kept.values()) == [PLANTED]
    assert list(tmp_path.iterdir()) == []
    assert secrets(tmp_path).warning() == ""
    secrets(tmp_path).remove("mail", "password")
    assert backend.kept == {}


def test_the_secrets_of_two_settings_files_are_two(tmp_path: Path) -> None:
    keyring.set_keyring(InMemory())
    secrets(tmp_path / "a").put("mail", "password", "one")
    secrets(tmp_path / "b").put("mail", "password", "two")
    assert secrets(tmp_path / "a").get("mail", "password") == "one"


def test_what_moves_into_the_keyring_does_not_stay_in_the_file(tmp_path: Path) -> None:
    secrets(tmp_path).put("mail", "password", "old")
    keyring.set_keyring(InMemory())
    secrets(tmp_path).put("mail", "password", PLANTED)
    assert not (tmp_path / "secrets.toml").exists()
    assert secrets(tmp_path).get("mail", "password") == PLANTED


def test_a_locked_keyring_keeps_nobody_waiting_and_what_it_holds_is_away_not_lost(tmp_path: Path) -> None:
    keyring.set_keyring(Locked())
    begun = time.monotonic()
    with pytest.raises(Unavailable, match="does not answer; unlock it"):
        secrets(tmp_path, keyring_s=0.2).get("mail", "password")
    secrets(tmp_path, keyring_s=0.2).put("mail", "password", PLANTED)
    assert time.monotonic() - begun < 1.2
    assert secrets(tmp_path).get("mail", "password") == PLANTED


def test_of_a_keyring_that_hangs_no_more_than_two_are_asked(tmp_path: Path) -> None:
    keyring.set_keyring(Locked())
    one = secrets(tmp_path, keyring_s=0.05)
    for _ in range(2):
        with pytest.raises(Unavailable):
            one.get("mail", "password")
    begun = time.monotonic()
    with pytest.raises(Unavailable):
        one.get("mail", "password")
    assert time.monotonic() - begun < 0.04


def test_a_secret_stands_in_no_log_and_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    keyring.set_keyring(Broken())
    kept = secrets(tmp_path)
    kept.put("mail", "password", PLANTED)
    (tmp_path / "secrets.toml").write_text(f'mail = "{PLANTED}\n')
    with pytest.raises(Unavailable) as caught:
        kept.get("mail", "password")

    assert PLANTED not in f"{caplog.text} {caught.value!r} {caught.value.__cause__!r} {kept!r} {kept.warning()}"
    assert "is no TOML" in str(caught.value)


def test_a_file_of_rubbish_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text('mail = 3\n[chat]\nurl = 5\ntoken = "x"\n')
    assert secrets(tmp_path).get("mail", "password") is None
    assert secrets(tmp_path).get("chat", "url") is None
    assert secrets(tmp_path).get("chat", "token") == "x"
