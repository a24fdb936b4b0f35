"""What the two ends of a recorder's socket tell one another beside beats. Pure."""

import msgspec

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.rights import Rights
from procmon_gui.domain.workers import WorkerState

_MOST_SLOTS = 1 << 22


class State(msgspec.Struct, frozen=True):
    """How the recorder is doing: its interval, its workers, and how much of the machine it sees."""

    pid: int
    interval_s: float
    workers: tuple[WorkerState, ...]
    rights: Rights


class Wish(msgspec.Struct, frozen=True):
    """What a listener looks at: costly groups of fields, and slots; None is all of them."""

    looks: tuple[Look, ...] = ()
    slots: tuple[int, ...] | None = ()
    is_refresh: bool = False


def as_bytes(one: State | Wish) -> bytes:
    """Return either as bytes."""
    return msgspec.json.encode(one)


def state_of(data: bytes) -> State:
    """Return the state behind bytes; raises ValueError."""
    try:
        return msgspec.json.decode(data, type=State)
    except msgspec.MsgspecError as error:
        raise ValueError(f"these bytes are no state: {error}") from error


def wish_of(data: bytes) -> Wish:
    """Return the wish behind bytes; raises ValueError."""
    try:
        wish = msgspec.json.decode(data, type=Wish)
    except msgspec.MsgspecError as error:
        raise ValueError(f"these bytes are no wish: {error}") from error
    if wish.slots is not None and any(not 0 <= slot < _MOST_SLOTS for slot in wish.slots):
        raise ValueError("a slot of a wish lies outside")
    return wish


def attention_of(wish: Wish) -> Attention:
    """Return what a listener looks at."""
    slots = None if wish.slots is None else frozenset(wish.slots)
    return Attention(slots=slots, looks=frozenset(wish.looks))
