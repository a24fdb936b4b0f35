"""Sockets in words of the reader's language: kinds, states, ends, who holds them, and why nobody does."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sockets import Ownerless, Socket, SocketKind, SocketList, SocketState, SocketTimer, endpoint
from procmon_gui.ui import text

# The name under which lupdate finds texts outside of widgets.
translate = QCoreApplication.translate

_STATES: Final = {
    SocketState.ESTABLISHED: QT_TRANSLATE_NOOP("Connections", "connected"),
    SocketState.SYN_SENT: QT_TRANSLATE_NOOP("Connections", "connecting"),
    SocketState.SYN_RECEIVED: QT_TRANSLATE_NOOP("Connections", "being connected"),
    SocketState.FIN_WAIT_1: QT_TRANSLATE_NOOP("Connections", "closing (fin-wait-1)"),
    SocketState.FIN_WAIT_2: QT_TRANSLATE_NOOP("Connections", "closing (fin-wait-2)"),
    SocketState.TIME_WAIT: QT_TRANSLATE_NOOP("Connections", "time-wait"),
    SocketState.CLOSE_WAIT: QT_TRANSLATE_NOOP("Connections", "close-wait"),
    SocketState.LAST_ACK: QT_TRANSLATE_NOOP("Connections", "closing (last-ack)"),
    SocketState.CLOSING: QT_TRANSLATE_NOOP("Connections", "closing"),
    SocketState.LISTENING: QT_TRANSLATE_NOOP("Connections", "listening"),
    SocketState.UNCONNECTED: QT_TRANSLATE_NOOP("Connections", "open"),
    SocketState.NONE: QT_TRANSLATE_NOOP("Connections", "open"),
}
_NOBODY: Final = {
    Ownerless.KERNEL: QT_TRANSLATE_NOOP("Connections", "It is the kernel's own."),
    Ownerless.LEFT_BEHIND: QT_TRANSLATE_NOOP("Connections", "No process has it any more: the kernel closes it."),
    Ownerless.NOT_ACCEPTED: QT_TRANSLATE_NOOP("Connections", "It waits for the listening process to accept it."),
    Ownerless.REFUSED: QT_TRANSLATE_NOOP(
        "Connections", "Its owner is among the processes that do not show this program what they have open."
    ),
    Ownerless.NOT_LOOKED: QT_TRANSLATE_NOOP("Connections", "Its owner is still being looked for."),
    Ownerless.NOBODY_SEEN: QT_TRANSLATE_NOOP(
        "Connections", "No process that is seen from here has it: it is the kernel's, or of another container."
    ),
    Ownerless.NOT_TOLD: QT_TRANSLATE_NOOP("Connections", "This system does not tell who has it."),
}
# What stands in the cell instead of a name, where it is sure that there is none.
_NO_NAME: Final = {
    Ownerless.KERNEL: QT_TRANSLATE_NOOP("Connections", "kernel"),
    Ownerless.LEFT_BEHIND: QT_TRANSLATE_NOOP("Connections", "kernel"),
    Ownerless.NOT_ACCEPTED: QT_TRANSLATE_NOOP("Connections", "not accepted yet"),
}
_TIMERS: Final = {
    SocketTimer.RETRANSMIT: QT_TRANSLATE_NOOP("Connections", "Sends again in {time}"),
    SocketTimer.KEEP_ALIVE: QT_TRANSLATE_NOOP("Connections", "Asks whether the other side is there in {time}"),
    SocketTimer.WINDOW_PROBE: QT_TRANSLATE_NOOP("Connections", "Asks whether it may send in {time}"),
}
_SHORT_KINDS: Final = {
    SocketKind.TCP: "TCP",
    SocketKind.TCP6: "TCP6",
    SocketKind.UDP: "UDP",
    SocketKind.UDP6: "UDP6",
    SocketKind.UDPLITE: "UDP-Lite",
    SocketKind.UDPLITE6: "UDP-Lite6",
    SocketKind.ICMP: "ICMP",
    SocketKind.ICMP6: "ICMP6",
    SocketKind.RAW: "raw",
    SocketKind.RAW6: "raw6",
}


def kind_text(kind: SocketKind) -> str:
    """Name family and type of a socket: names of protocols, the same in every language."""
    return translate("Connections", "other") if kind is SocketKind.OTHER else _SHORT_KINDS.get(kind, kind.value)


def state_text(state: SocketState) -> str:
    """Name what a socket does."""
    return translate("Connections", _STATES[state])


def local_text(one: Socket) -> str:
    """Return the near end, with the interface to which it is bound."""
    return _end(one.local_address, one.local_port, one.interface)


def remote_text(one: Socket) -> str:
    """Return the far end; "" where there is none."""
    return endpoint(one.remote_address, one.remote_port)


def owner_text(one: Socket, names: Mapping[ProcessKey, str]) -> str | None:
    """Return name and pid of the first holder and how many more there are; None where the owner is not known."""
    if one.owners:
        first = one.owners[0]
        said = f"{names.get(first, '')} ({first.pid})".lstrip()
        return said if len(one.owners) == 1 else f"{said} +{len(one.owners) - 1}"
    if one.why_no_owner in _NO_NAME:
        return translate("Connections", _NO_NAME[one.why_no_owner])
    return None


def why_nobody(one: Socket) -> str:
    """Say why no owner is named, "" where one is."""
    return translate("Connections", _NOBODY[one.why_no_owner]) if one.why_no_owner is not None else ""


def socket_text(one: Socket) -> str:
    """Return a socket as one line: "TCP listening 127.0.0.1:22"."""
    words = [kind_text(one.kind), state_text(one.state), local_text(one)]
    far = remote_text(one)
    return " ".join([word for word in words if word] + ([f"→ {far}"] if far else []))


def queued_text(one: Socket, *, is_receive: bool) -> str:
    """Word a queue: bytes; of a listening socket the connections that nobody accepted yet, and how many may wait."""
    if is_receive and one.waiting_count is not None:
        waiting = text.count_text(one.waiting_count)
        if one.waiting_limit is None:
            return waiting
        return translate("Connections", "{count} of {limit}").format(
            count=waiting, limit=text.count_text(one.waiting_limit)
        )
    size = one.receive_queue_bytes if is_receive else one.send_queue_bytes
    return text.UNKNOWN if size is None else text.bytes_text(size)


def tooltip(one: Socket, names: Mapping[ProcessKey, str], services: Mapping[int, str]) -> str:
    """Say everything about a socket, line by line; names of services are a hint only."""
    lines = [f"{kind_text(one.kind)}, {state_text(one.state)}"]
    for title, end, port in (
        (translate("Connections", "Local: {end}"), local_text(one), one.local_port),
        (translate("Connections", "Remote: {end}"), remote_text(one), one.remote_port),
    ):
        if end:
            hint = services.get(port or 0, "") if one.kind.is_internet else ""
            lines.append(title.format(end=f"{end} ({hint})" if hint else end))
    lines += _holders(one, names)
    if one.inode is not None:
        lines.append(translate("Connections", "Inode: {number}").format(number=one.inode))
    if one.waiting_count is not None:
        waiting = queued_text(one, is_receive=True)
        lines.append(translate("Connections", "Connections waiting: {count}").format(count=waiting))
    if one.round_trip_s is not None:
        milliseconds = f"{one.round_trip_s * 1000:.1f}"
        lines.append(translate("Connections", "Round trip: {time} ms").format(time=milliseconds))
    if one.dropped_count:
        count = text.count_text(one.dropped_count)
        lines.append(translate("Connections", "Packets dropped: {count}").format(count=count))
    if one.timer in _TIMERS and one.timer_s is not None:
        lines.append(translate("Connections", _TIMERS[one.timer]).format(time=text.duration_text(one.timer_s)))
    if one.resends:
        lines.append(translate("Connections", "Sent again: {count} ×").format(count=text.count_text(one.resends)))
    if one.kind in (SocketKind.UDP, SocketKind.UDP6):
        lines.append(translate("Connections", "The kernel does not count the bytes of a UDP socket."))
    return "\n".join(lines)


# More holders than this make a tooltip that nobody reads.
_MOST_HOLDERS: Final = 8


def _holders(one: Socket, names: Mapping[ProcessKey, str]) -> list[str]:
    if not one.owners:
        return [why_nobody(one)]
    said = [f"{names.get(key, '')} ({key.pid})".lstrip() for key in one.owners[:_MOST_HOLDERS]]
    if len(one.owners) > _MOST_HOLDERS:
        said.append("…")
    return [translate("Connections", "Held by: {processes}").format(processes=", ".join(said))]


def _end(address: str, port: int | None, interface: str) -> str:
    said = endpoint(address, port)
    return f"{said} %{interface}" if interface else said


def gaps_text(told: SocketList) -> str:
    """Say why owners are unknown and what the list can not hold, as lines; "" where nothing is missing."""
    counts = told.ownerless()
    lines: list[str] = []
    for why in (Ownerless.REFUSED, Ownerless.NOBODY_SEEN, Ownerless.NOT_LOOKED, Ownerless.NOT_TOLD):
        if counts.get(why):
            lines.append(f"{text.count_text(counts[why])}: {translate('Connections', _NOBODY[why])}")
    if told.refused_count:
        lines.append(
            translate("Connections", "{refused} of {count} processes do not show this program what they have open.")
            .format(refused=text.count_text(told.refused_count), count=text.count_text(told.process_count))
        )  # fmt: skip
    if told.hides_others:
        lines.append(translate("Connections", "The system hides the processes of other users (hidepid)."))
    if told.stranger_count:
        lines.append(
            translate("Connections", "Not listed, because they are of another network or kind: {count} sockets.")
            .format(count=text.count_text(told.stranger_count))
        )  # fmt: skip
    if told.unreadable:
        kinds = ", ".join(told.unreadable)
        lines.append(translate("Connections", "The system did not tell of: {kinds}").format(kinds=kinds))
    return "\n".join(lines)


def unknown_owner_count(sockets: Sequence[Socket]) -> int:
    """Return of how many sockets nobody can say whether and by whom they are held."""
    return sum(one.owners is None for one in sockets)
