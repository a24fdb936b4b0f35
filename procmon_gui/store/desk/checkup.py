"""How the desk is, for `doctor`: read as a whole, nothing is changed."""

from dataclasses import dataclass

from sqlalchemy import func, select

from procmon_gui.auth.hashing import Hasher
from procmon_gui.domain.accounts import AccountsDamaged
from procmon_gui.domain.audit import AuditCheck, AuditTrail
from procmon_gui.domain.ports import Errand
from procmon_gui.store.desk.account_rows import rows_of
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.schema import MARKS, REVISION


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCheckup:
    """What was found; `account_fault` is why nobody can log in, empty where all is well."""

    path: str
    revision: str
    size_bytes: int
    mark_count: int
    audit: AuditCheck
    account_count: int = 0
    account_fault: str = ""


def check_up(desk: Desk, trail: AuditTrail, errand: Errand) -> DeskCheckup | None:
    """Look at everything; None where nothing was ever kept. Raises Unavailable where it can not be read."""
    mark_count = desk.read(lambda connection: connection.scalar(select(func.count()).select_from(MARKS)))
    if mark_count is None:
        return None
    account_count, account_fault = _accounts(desk)
    return DeskCheckup(
        path=str(desk.path),
        revision=REVISION,
        size_bytes=desk.path.stat().st_size,
        mark_count=mark_count,
        audit=trail.verify(errand),
        account_count=account_count,
        account_fault=account_fault,
    )


def _accounts(desk: Desk) -> tuple[int, str]:
    try:
        return desk.read(lambda connection: len(rows_of(connection, Hasher()))) or 0, ""
    except AccountsDamaged as error:
        return 0, str(error)
