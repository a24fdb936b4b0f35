"""The sockets that a process holds, in the words of the page of connections."""

from collections.abc import Hashable, Sequence
from typing import Any, Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sockets import Socket, SocketList
from procmon_gui.ui.models import connection_words as words
from procmon_gui.ui.models.detail_columns import WIDEST_BYTES, optional_bytes
from procmon_gui.ui.models.detail_table import Column
from procmon_gui.ui.widgets.detail.listing_tab import ListingTab

_T = QT_TRANSLATE_NOOP

SOCKET_COLUMNS: Final[tuple[Column[Socket], ...]] = (
    Column(id="kind", title=_T("Detail", "Kind"), words=lambda row: words.kind_text(row.kind),
           value=lambda row: row.kind.value, least_px=56, token=lambda _row: "t2",
           explained=lambda row: _explained(row)),
    Column(id="local", title=_T("Detail", "Local"), words=words.local_text, value=words.local_text, least_px=104,
           stretch=1, explained=lambda row: _explained(row)),
    Column(id="remote", title=_T("Detail", "Remote"), words=words.remote_text, value=words.remote_text, least_px=104,
           stretch=1, explained=lambda row: _explained(row)),
    Column(id="state", title=_T("Detail", "State"), words=lambda row: words.state_text(row.state),
           value=lambda row: row.state.value, least_px=96, fold=6, token=lambda _row: "t2"),
    Column(id="received", title=_T("Detail", "Received"), words=lambda row: optional_bytes(row.received_bytes),
           value=lambda row: row.received_bytes, is_number=True, widest=WIDEST_BYTES, fold=4),
    Column(id="sent", title=_T("Detail", "Sent"), words=lambda row: optional_bytes(row.sent_bytes),
           value=lambda row: row.sent_bytes, is_number=True, widest=WIDEST_BYTES, fold=5),
    Column(id="arrived", title=_T("Detail", "To be read"), words=lambda row: words.queued_text(row, is_receive=True),
           value=lambda row: row.receive_queue_bytes, is_number=True, widest=WIDEST_BYTES, fold=2),
    Column(id="waiting", title=_T("Detail", "To be sent"), words=lambda row: words.queued_text(row, is_receive=False),
           value=lambda row: row.send_queue_bytes, is_number=True, widest=WIDEST_BYTES, fold=1),
)  # fmt: skip


def _explained(row: Socket) -> str:
    return words.tooltip(row, {}, {})


class SocketsTab(ListingTab):
    """Every socket behind a descriptor of the process."""

    tab_id = "sockets"
    title = QT_TRANSLATE_NOOP("Detail", "Sockets")
    every_s = 2.0

    def columns(self) -> Sequence[Column[Any]]:
        """Return the columns from left to right."""
        return SOCKET_COLUMNS

    def identity(self, row: Socket) -> Hashable:
        """A socket has a number of its own."""
        return row.identity

    def filter_hint(self) -> str:
        """Return what stands in the empty filter."""
        return self.tr("Filter sockets")

    def show_answer(self, answer: SocketList) -> None:  # type: ignore[override]  # sockets come in a list of their own
        """Show what was read."""
        self.list.show_rows(answer.sockets)
        self.list.say("" if answer.sockets else self.tr("It has no socket open."))
