"""What doctor says of the desk: marks, accounts, and the audit trail."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from procmon_gui.domain.errors import Unavailable
from procmon_gui.reports.wording import bytes_text
from procmon_gui.terminal.facts import Fact, Level

if TYPE_CHECKING:
    from procmon_gui.services.desk import DeskCheckup


def desk_facts(check: "Callable[[], DeskCheckup | None]") -> list[Fact]:
    """Read all that is kept and tell how it is; where nothing was, say that."""
    try:
        found = check()
    except Unavailable as error:
        return [Fact("readable", "Desk", str(error), False, Level.BROKEN)]
    if found is None:
        return [Fact("marks", "Marks", "nothing was marked yet", 0)]
    return [
        Fact("path", "File", found.path, found.path),
        Fact("revision", "Format", found.revision, found.revision),
        Fact("size_bytes", "Size", bytes_text(found.size_bytes), found.size_bytes),
        Fact("marks", "Marks", str(found.mark_count), found.mark_count),
        _accounts(found),
        _audit(found),
    ]


def _accounts(found: "DeskCheckup") -> Fact:
    if found.account_fault:
        return Fact("accounts", "Accounts", found.account_fault, found.account_count, Level.BROKEN)
    said = str(found.account_count) if found.account_count else "none: the user of the system acts"
    return Fact("accounts", "Accounts", said, found.account_count)


def _audit(found: "DeskCheckup") -> Fact:
    audit = found.audit
    if audit.first_broken is not None:
        text = f"{audit.fault}; what stands before it is as it was written"
        return Fact("audit", "Audit trail", text, audit.count, Level.BROKEN)
    return Fact("audit", "Audit trail", f"{audit.count} records, each as it was written", audit.count)
