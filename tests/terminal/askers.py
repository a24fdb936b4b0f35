"""Somebody who is asked, in tests."""

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.auth.hashing import Hasher
from procmon_gui.domain.errors import WrongInput
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.users import run_users
from tests.auth.logins import CHEAP

ANNA, BOB = "wolken ziehen dahin", "bohnen im garten"


@pytest.fixture
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a hash cost nothing: these tests are about what is said."""
    monkeypatch.setattr("procmon_gui.store.desk.accounts.Hasher", functools.partial(Hasher, CHEAP))


class Person:
    """Answers in order, and remembers what was asked."""

    is_person = True

    def __init__(self, answers: Iterable[str] = ()) -> None:
        self._answers = iter(answers)
        self.asked: list[str] = []

    def line(self, prompt: str) -> str:
        return self.secret(prompt)

    def secret(self, prompt: str) -> str:
        self.asked.append(prompt)
        try:
            return next(self._answers)
        except StopIteration:
            raise WrongInput("There is nobody to ask.") from None


class Script(Person):
    """The same, but it is no use to ask it again."""

    is_person = False


def request(folder: Path, verb: str = "users", **more: Any) -> Request:
    """Return what the command line asks for, with all of it in a folder."""
    return Request(verb=verb, data_dir=folder, config=folder / "settings.toml", **more)


def users(folder: Path, deed: str, answers: Iterable[str] = (), **more: Any) -> int:
    """Let `users` do something for a script, and return its exit status."""
    return run_users(request(folder, "users", deed=deed, **more), asker=Script(answers))


def with_anna_and_bob(folder: Path) -> Path:
    """Make an administrator and a viewer."""
    assert users(folder, "add", [ANNA], name="anna") == 0
    assert users(folder, "add", [ANNA, BOB], name="bob", account="anna") == 0
    return folder
