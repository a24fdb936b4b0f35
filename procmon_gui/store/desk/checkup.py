"""How the desk is, for `doctor`: read as a whole, nothing is changed."""

from dataclasses import dataclass

from sqlalchemy import func, select

from procmon_gui.domain.audit import AuditCheck, AuditTrail
from procmon_gui.domain.ports import Errand
from procmon_gui.store.desk.database import Desk
from procmon_gui.store.desk.schema import REVISION, MarkRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCheckup:
    """What was found."""

    path: str
    revision: str
    size_bytes: int
    mark_count: int
    audit: AuditCheck


def check_up(desk: Desk, trail: AuditTrail, errand: Errand) -> DeskCheckup | None:
    """Look at everything; None where nothing was ever kept. Raises Unavailable where it can not be read."""
    mark_count = desk.read(lambda session: session.scalar(select(func.count()).select_from(MarkRow)))
    if mark_count is None:
        return None
    return DeskCheckup(
        path=str(desk.path),
        revision=REVISION,
        size_bytes=desk.path.stat().st_size,
        mark_count=mark_count,
        audit=trail.verify(errand),
    )
