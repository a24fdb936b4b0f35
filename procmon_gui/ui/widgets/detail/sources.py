"""Whom the detail asks. Apart from the panel, so that whoever hands them on need not load it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procmon_gui.domain.ports import Inspector, SocketLister

if TYPE_CHECKING:
    from procmon_gui.domain.suspicion import Usual
    from procmon_gui.ui.audit_list import AuditList


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailSources:
    """What answers on threads of the pool; without a lister there is no tab of sockets, without deeds none of them.

    Attributes:
        usual: knows what is usual at this hour, and answers at once; None where nobody does.
    """

    inspector: Inspector
    sockets: SocketLister | None = None
    deeds: "AuditList | None" = None
    usual: "Usual | None" = None
