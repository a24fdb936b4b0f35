"""The table of roles: what each may do, and how long ago its password may have been typed. Pure data.

Source: NIST SP 800-63B (the password again before what is dangerous); OWASP ASVS 5.0, 7.5.1 and 8.2.1.
"""

import math
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from procmon_gui.domain.accounts import Role


class Permission(Enum):
    """Something that a role may do, or not."""

    WATCH = "watch"
    FULL_COMMAND_LINES = "read full command lines"
    EXPORT = "export"
    # Acknowledge alerts, and edit rules.
    JUDGE = "judge"
    # TERM, STOP, CONT, a lower priority and the like, for processes of the user as whom the program runs.
    ACT_MILDLY = "act on own processes"
    # KILL, a higher priority, processes of others, what others live in.
    ACT_STRONGLY = "act on any process"
    READ_OWN_AUDIT = "read the own audit"
    READ_AUDIT = "read the audit"
    # Accounts, data sources, retention, imports, commands of alerts.
    MANAGE = "manage"


# How old the last typing of the password may be, in seconds.
ANY_AGE: Final = math.inf
RECENT_S: Final = 300.0
# For this one thing: what was confirmed is used up with it (`Access.spend`).
EACH_S: Final = 60.0

_VIEWER: Final = {Permission.WATCH: ANY_AGE}
_OPERATOR: Final = {
    **_VIEWER,
    Permission.FULL_COMMAND_LINES: ANY_AGE,
    Permission.EXPORT: ANY_AGE,
    Permission.JUDGE: ANY_AGE,
    Permission.ACT_MILDLY: RECENT_S,
    Permission.READ_OWN_AUDIT: ANY_AGE,
}
_ADMINISTRATOR: Final = {
    **_OPERATOR,
    Permission.ACT_MILDLY: ANY_AGE,
    Permission.ACT_STRONGLY: EACH_S,
    Permission.READ_AUDIT: ANY_AGE,
    Permission.MANAGE: RECENT_S,
}
ROLES: Final[Mapping[Role, Mapping[Permission, float]]] = MappingProxyType({
    Role.VIEWER: MappingProxyType(_VIEWER),
    Role.OPERATOR: MappingProxyType(_OPERATOR),
    Role.ADMINISTRATOR: MappingProxyType(_ADMINISTRATOR),
})  # fmt: skip
# Nobody has to log in to watch, unless a setting says so.
WITHOUT_LOGIN: Final[frozenset[Permission]] = frozenset({Permission.WATCH})


def least_role(permission: Permission) -> Role:
    """Return the first role that may do it."""
    return next(role for role in Role if permission in ROLES[role])
