"""What is said of roles, of verdicts, and of logins that were refused, in the reader's language. Window thread only."""

import math
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.accounts import LoginRefused, Role
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sentences import Sentence
from procmon_gui.ui import spoken

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

ROLE_WORDS: Final[Mapping[Role, str]] = {
    Role.VIEWER: _T("Role", "viewer"),
    Role.OPERATOR: _T("Role", "operator"),
    Role.ADMINISTRATOR: _T("Role", "administrator"),
}
_BY_VALUE: Final = {role.value: role for role in Role}


def role_word(role: Role) -> str:
    """Return what a role is called."""
    return translate("Role", ROLE_WORDS[role])


def named(name: str, role: Role | None) -> str:
    """Return who it is: "anna (operator)"."""
    return name if role is None else translate("Access", "{name} ({role})").format(name=name, role=role_word(role))


def said(sentence: Sentence) -> str:
    """Return a sentence of the rooms below."""
    fields = {
        name: role_word(_BY_VALUE[field]) if name == "role" and field in _BY_VALUE else field
        for name, field in sentence.fields.items()
    }
    return translate("Action", sentence.template).format(**fields)


def wait_text(wait_s: float) -> str:
    """Say that name or password is wrong, never which, and when the next try may be made."""
    wrong = translate("Access", "Name or password is wrong.")
    if math.isinf(wait_s):
        helps = translate("Access", "Only an administrator or the recovery code lets this name in again.")
        return f"{wrong} {helps}"
    if wait_s <= 0:
        return wrong
    next_try = translate("Access", "Next try in {seconds} s.").format(seconds=math.ceil(wait_s))
    return f"{wrong} {next_try}"


def trouble_text(error: ProcmonError) -> str:
    """Return why nobody could be let in."""
    if isinstance(error, LoginRefused):
        return wait_text(error.wait_s)
    parts = error.verdict.why if isinstance(error, Denied) else getattr(error, "said", None)
    return said(parts) if isinstance(parts, Sentence) else spoken.said(str(error))
