"""Who acts at the terminal, and what the verb is given."""

import sys
from collections.abc import Callable
from pathlib import Path

from procmon_gui.domain.accounts import Role
from procmon_gui.domain.audit import AuditRecord
from procmon_gui.domain.errors import WrongInput
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options

PASSWORD = "four words in a row"
ROLES = {"vera": Role.VIEWER, "otto": Role.OPERATOR, "anna": Role.ADMINISTRATOR}


class Said:
    """Somebody who answers; it is remembered what he was asked."""

    is_person = False

    def __init__(self, *lines: str, password: str = PASSWORD) -> None:
        self.lines = list(lines)
        self.password = password
        self.asked: list[str] = []

    def line(self, prompt: str) -> str:
        self.asked.append(prompt)
        if not self.lines:
            raise WrongInput("nobody is there")
        return self.lines.pop(0)

    def secret(self, prompt: str) -> str:
        return self.password


Act = Callable[..., int]


def newest(desk: Path) -> AuditRecord:
    return open_audit(Options(data_dir=desk)).records(limit=1)[0]


def command(desk: Path, *words: str) -> list[str]:
    places = ("--data-dir", str(desk), "--config", str(desk / "settings.toml"), "--password-stdin")
    return [sys.executable, "-m", "procmon_gui", "act", *words, *places]
