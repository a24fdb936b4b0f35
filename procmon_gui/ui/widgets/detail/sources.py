"""Whom the detail asks. Apart from the panel, so that whoever hands them on need not load it."""

from dataclasses import dataclass

from procmon_gui.domain.ports import Inspector, SocketLister


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailSources:
    """What answers on threads of the pool; without a lister there is no tab of sockets."""

    inspector: Inspector
    sockets: SocketLister | None = None
