"""Turns the beats of an eye into readings: keeps the columns, hands out frozen copies.

Lives on the thread that reads the eye. What was handed out is never written again: a column that changes is copied
first, one that does not is shared between readings.
"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from procmon_gui.collectors.eye import wire
from procmon_gui.collectors.serials import next_serial
from procmon_gui.collectors.terminals import terminal_name
from procmon_gui.collectors.users import UserNames
from procmon_gui.domain.reading import ENDS, NUMBER_FIELDS, TEXT_FIELDS, FloatArray, IntArray, Note, Reading, Refusal
from procmon_gui.domain.text import cell_text, display_text

FIRST_CAPACITY: Final = 64
# Every look at a column is a look at its empty slots too: few are held in reserve, an eighth and not as many again.
_RESERVE: Final = 8


class Columns:
    """All columns of one eye, by slot. `apply` takes one beat and returns its reading."""

    def __init__(self, users: UserNames) -> None:
        self._users = users
        self._revisions: IntArray = np.zeros(0, np.int64)
        self._serial_of: dict[tuple[str, int, int], int] = {}
        self._facts: dict[str, Any] = {}
        self.forget_slots()

    def forget_slots(self) -> None:
        """Begin anew with another eye; who is who is remembered, so serials go on."""
        self._numbers: dict[str, FloatArray] = {field: _unknown(FIRST_CAPACITY) for field in NUMBER_FIELDS}
        self._texts: dict[str, list[str | None]] = {field: [None] * FIRST_CAPACITY for field in TEXT_FIELDS}
        # Serials go on, so revisions do: else the new texts of who sits in the same slot would pass for the old ones.
        self._first_revision = int(self._revisions.max(initial=0))
        self._revisions = np.full(FIRST_CAPACITY, self._first_revision, np.int64)
        self._serials: IntArray = np.full(FIRST_CAPACITY, -1, np.int64)
        self._refused: IntArray = np.zeros(FIRST_CAPACITY, np.int64)
        self._tcp: FloatArray = np.zeros((2, FIRST_CAPACITY))
        self._own_texts: set[str] = set()  # fields whose texts were copied in this beat
        self._others: list[int] = []  # slots that somebody has come to in this beat, or that refuse other things
        self._is_new_eye = True
        self._has_costly = False
        self._is_tcp_known = False
        self._told_ends: list[int] = []  # slots that say how somebody ended, for one reading
        self._nameless: dict[int, set[int]] = {}  # uid: slots whose user is still shown as a number

    def apply(self, news: dict[str, Any], rows: FloatArray, costly: FloatArray, tcp: FloatArray) -> Reading:
        """Take one beat: `rows`, `costly` and `tcp` are (n, fields) arrays in the order of `wire`.

        Raises KeyError, IndexError, TypeError or ValueError when the beat makes no sense.
        """
        self._facts.update({key: news[key] for key in _FACTS if key in news})
        self._make_room(news["born"])
        self._own_texts.clear()
        self._others.clear()
        if news["born"] or news["ended"] or news["changed"]:
            self._own_copies()
        self._bury(news["ended"])
        self._tell_ends(news.get("exits", ()))
        self._christen(news["born"])
        self._write_texts([(slot, uid, refused, None, *texts) for slot, _, _, _, uid, refused, *texts in news["born"]])
        changed = news["changed"]
        if news["ended"]:
            # Who ended in the middle of the beat may have been read in it before: his slot says nothing of him.
            left = set(news["ended"]) - {one[0] for one in news["born"]}
            changed = [one for one in changed if one[0] not in left]
            rows, costly = (block[~np.isin(block[:, 0], list(left))] for block in (rows, costly))
        self._write_texts(changed)
        self._update_users()
        self._fill_rows(rows)
        self._fill_costly(costly)
        is_tcp_known = news["sockets_ns"] > 0
        if len(tcp) or "tcp_unsearched" in news or is_tcp_known is not self._is_tcp_known:
            self._is_tcp_known = is_tcp_known
            self._tcp[:, tcp[:, 0].astype(np.int64)] = tcp[:, 1:].T
            self._fill_tcp(np.arange(len(self._serials)))
        elif self._others:
            self._fill_tcp(np.array(self._others))
        return self._publish(news)

    # ---- who is where

    def _make_room(self, born: Sequence[Sequence[Any]]) -> None:
        top = max((int(one[0]) for one in born), default=-1)
        capacity = len(self._serials)
        if top < capacity:
            return
        more = top + 1 + (top + 1) // _RESERVE - capacity
        self._numbers = {field: np.concatenate((column, _unknown(more))) for field, column in self._numbers.items()}
        self._texts = {field: column + [None] * more for field, column in self._texts.items()}
        self._tcp = np.concatenate((self._tcp, np.zeros((2, more))), axis=1)
        self._revisions = np.concatenate((self._revisions, np.full(more, self._first_revision, np.int64)))
        self._serials = np.concatenate((self._serials, np.full(more, -1, np.int64)))
        self._refused = np.concatenate((self._refused, np.zeros(more, np.int64)))

    def _own_copies(self) -> None:
        """Copy what says who is who, because the old ones belong to the last reading."""
        self._revisions = self._revisions.copy()
        self._serials = self._serials.copy()
        self._refused = self._refused.copy()

    def _own(self, field: str) -> FloatArray:
        """Return a column that this beat may write: a copy, if the old one belongs to the last reading."""
        column = self._numbers[field]
        if not column.flags.writeable:
            column = self._numbers[field] = column.copy()
        return column

    def _put(self, field: str, slots: IntArray, values: FloatArray) -> None:
        """Write what is another now. A column in which nothing moved stays one array: cheap to compare."""
        before = self._numbers[field][slots]
        is_other = (before != values) & ((before == before) | (values == values))
        if is_other.any():
            self._own(field)[slots[is_other]] = values[is_other]

    def _write(self, field: str, slots: Sequence[int], texts: Sequence[str | None]) -> None:
        """Write texts where they are others now. A list is copied before: it holds on to thousands of texts."""
        column = self._texts[field]
        if all(column[slot] == text for slot, text in zip(slots, texts, strict=True)):
            return
        if field not in self._own_texts:
            self._own_texts.add(field)
            column = self._texts[field] = column.copy()
        for slot, text in zip(slots, texts, strict=True):
            column[slot] = text

    def _bury(self, ended: Sequence[int]) -> None:
        if not ended:
            return
        for slot in ended:
            pid, start_ticks = int(self._numbers["pid"][slot]), int(self._numbers["start_ticks"][slot])
            self._serial_of.pop((self._boot_id, pid, start_ticks), None)
            self._forget_user(slot)
        self._serials[ended] = -1
        slots = np.array(ended)
        nothing = np.full(len(slots), np.nan)
        for field in self._numbers:
            self._put(field, slots, nothing)
        for field in self._texts:
            self._write(field, ended, [None] * len(ended))

    def _tell_ends(self, exits: Sequence[tuple[int, int, int]]) -> None:
        if self._told_ends:
            slots = np.array(self._told_ends)
            for field in ENDS:
                self._put(field, slots, np.full(len(slots), np.nan))
        self._told_ends = [int(slot) for slot, _, _ in exits]
        for slot, status, at_ms in exits:
            self._own("exit_status")[slot] = int(status)
            # Hundredths, as all clocks of processes: kept in a third of the room of thousandths.
            self._own("ended_at_utc")[slot] = round(int(at_ms) / 10) / 100

    @property
    def _boot_id(self) -> str:
        return str(self._facts.get("boot_id", ""))

    def _christen(self, born: Sequence[Sequence[Any]]) -> None:
        for slot, pid, start_ticks, kernel_thread, *_ in born:
            key = (self._boot_id, pid, start_ticks)
            serial = self._serial_of.get(key)
            if serial is None:
                serial = self._serial_of[key] = next_serial()
            self._serials[slot] = serial
            self._own("pid")[slot] = pid
            self._own("start_ticks")[slot] = start_ticks
            self._own("kernel_thread")[slot] = kernel_thread
            self._tcp[:, slot] = 0.0
            self._others.append(slot)
        if self._is_new_eye and born:
            # Who ended while no eye looked will not be told as ended.
            alive = set(self._serials.tolist())
            self._serial_of = {key: serial for key, serial in self._serial_of.items() if serial in alive}
            self._is_new_eye = False

    # ---- texts

    def _write_texts(self, told: Sequence[Sequence[Any]]) -> None:
        """Bring the texts of processes over the border: escaped, capped, one line each; `told` is as for a change."""
        if not told:
            return
        slots = [one[0] for one in told]
        for field, (place, over_the_border) in _TOLD_TEXTS.items():
            self._write(field, slots, [over_the_border(one[place]) for one in told])
        users: list[str | None] = []
        for slot, uid, refused, *_ in told:
            self._forget_user(slot)
            user = self._users.name(uid) if uid >= 0 else None
            users.append(None if user is None else cell_text(user))
            if user == str(uid):
                self._nameless.setdefault(uid, set()).add(slot)
            if refused != self._refused[slot]:
                self._others.append(slot)
                self._refused[slot] = refused
            self._revisions[slot] += 1
        self._write("user", slots, users)
        uids = np.array([one[1] for one in told], np.float64)
        self._put("uid", np.array(slots), np.where(uids >= 0, uids, np.nan))

    def _forget_user(self, slot: int) -> None:
        uid = self._numbers["uid"][slot]
        if uid == uid:
            self._nameless.get(int(uid), set()).discard(slot)

    def _update_users(self) -> None:
        """Write the names of users that the directory has answered since."""
        answered = [uid for uid in self._nameless if self._users.name(uid) != str(uid)]
        if not answered:
            return
        self._revisions = self._revisions.copy()
        for uid in answered:
            name = cell_text(self._users.name(uid))
            slots = list(self._nameless.pop(uid))
            self._write("user", slots, [name] * len(slots))
            self._revisions[slots] += 1

    # ---- numbers

    def _fill_rows(self, rows: FloatArray) -> None:
        if not len(rows):
            return
        column = dict(zip(wire.ROW_FIELDS, rows.T, strict=True))
        slots = column["slot"].astype(np.int64)
        ticks_per_s = float(self._facts["ticks_per_s"])
        page_bytes = float(self._facts["page_bytes"])
        for field in _AS_THEY_ARE:
            self._put(field, slots, column[field])
        self._put("cpu_user_s", slots, column["user_ticks"] / ticks_per_s)
        self._put("cpu_system_s", slots, column["system_ticks"] / ticks_per_s)
        self._put("rss_bytes", slots, column["rss_pages"] * page_bytes)
        self._put("shared_bytes", slots, column["shared_pages"] * page_bytes)
        if "block_io_delay_s" not in self._facts["unsupported"]:
            self._put("block_io_delay_s", slots, column["block_io_ticks"] / ticks_per_s)
        terminals = column["tty_number"]
        moved = slots[self._numbers["tty_number"][slots] != terminals]
        self._put("tty_number", slots, terminals)
        if len(moved):
            self._revisions = self._revisions.copy()
            numbers = self._numbers["tty_number"][moved].tolist()
            self._write("tty", moved.tolist(), [terminal_name(int(number)) for number in numbers])
            self._revisions[moved] += 1

    def _fill_costly(self, costly: FloatArray) -> None:
        """Keep costly fields only of the rows that were looked at in this beat: an old value would be a lie."""
        if not len(costly) and not self._has_costly:
            return
        self._has_costly = bool(len(costly))
        slots = costly[:, 0].astype(np.int64)
        for position, field in enumerate(wire.COSTLY_FIELDS):
            if field != "slot":
                column = self._numbers[field] = _unknown(len(self._serials))
                column[slots] = costly[:, position]

    def _fill_tcp(self, slots: IntArray) -> None:
        """Say in some slots what the sockets of their processes have carried, where that is known."""
        hidden = ((self._refused[slots] & Refusal.SOCKETS) != 0) | (self._serials[slots] < 0)
        hidden |= np.isin(slots, np.asarray(self._facts["tcp_unsearched"], dtype=np.int64))
        hidden |= not self._is_tcp_known
        for field, bytes_so_far in zip(("tcp_received_bytes", "tcp_sent_bytes"), self._tcp, strict=True):
            self._put(field, slots, np.where(hidden, np.nan, bytes_so_far[slots]))

    # ---- out

    def _publish(self, news: dict[str, Any]) -> Reading:
        for array in (*self._numbers.values(), self._revisions, self._serials, self._refused):
            array.setflags(write=False)
        host = news["host"]
        boot = host.get("boot_at_utc", {}).get("", float("nan"))
        return Reading(
            boot_id=self._boot_id,
            at_ms=int(news["at_ms"]),
            monotonic_ns=int(news["monotonic_ns"]),
            sockets_ns=int(news["sockets_ns"]),
            suspended_ns=int(news["suspended_ns"]),
            sequence=int(news["sequence"]),
            missed_beats=int(news["missed_beats"]),
            ticks_per_s=int(self._facts["ticks_per_s"]),
            boot_at_utc_s=float(boot),
            numbers=MappingProxyType(dict(self._numbers)),
            texts=MappingProxyType(dict(self._texts)),
            text_revisions=self._revisions,
            serials=self._serials,
            refused=self._refused,
            host=MappingProxyType(host),
            unsupported=MappingProxyType(self._facts["unsupported"]),
            notes=tuple(Note(str(code), display_text(str(text))) for code, text in self._facts["notes"]),
        )


def _cell(text: str | None) -> str:
    return cell_text(text or "")


def _display(text: str | None) -> str:
    return display_text(text or "")


def _display_if_known(text: str | None) -> str | None:
    return None if text is None else display_text(text)


def _cell_if_known(text: str | None) -> str | None:
    return None if text is None else cell_text(text)


# Where each stands in what the eye tells of a change, and how it comes over the border.
_TOLD_TEXTS: Final = {
    "wchan": (3, _cell_if_known),
    "name": (4, _cell),
    "executable": (5, _display_if_known),
    "command_line": (6, _display_if_known),
    "cgroup": (7, _display),
    "unit": (8, _cell),
    "container": (9, _cell),
}
_FACTS: Final = ("boot_id", "ticks_per_s", "page_bytes", "uid", "notes", "unsupported", "tcp_unsearched")
_AS_THEY_ARE: Final = (
    "state", "ppid", "major_faults", "nice", "threads", "virtual_bytes", "last_cpu", "scheduling_class",
    "disk_read_bytes", "disk_write_bytes",
)  # fmt: skip


def _unknown(count: int) -> FloatArray:
    return np.full(count, np.nan)
