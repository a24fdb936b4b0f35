"""Who there was, as rows: programs, commands and processes of one run. On the writer's connection and thread.

What a run calls by number (serials, texts) is looked up once and remembered; whoever rolls a transaction back forgets
the object that remembers.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

import numpy as np
from sqlalchemy import Connection, bindparam, case, func, select, update
from sqlalchemy.dialects.sqlite import insert

from procmon_gui.domain.reading import IntArray
from procmon_gui.store.history.digest import Digest, Seen
from procmon_gui.store.history.rollup_schema import BOOTS, COMMANDS, METADATA, PROCESSES, PROGRAMS
from procmon_gui.store.history.stored_texts import load_texts
from procmon_gui.store.history.texts import NOTHING
from procmon_gui.store.history.timeline import Ends, Tail

# Texts and names that are remembered, some hundred bytes each; what is forgotten is looked up again.
_REMEMBERED: Final = 8192
_KNOWN_AT_FIRST: Final = 2048
_ASKED_AT_ONCE: Final = 500
_NOT_TOLD: Final[dict[str, Any]] = {"exit_status": None, "ended_ms": None}
_PROCESSES: Final = METADATA.tables["processes"]
T = TypeVar("T")


class RunTexts:
    """The texts of one run by number."""

    def __init__(self, run_id: int) -> None:
        self._run_id = run_id
        self._known: dict[int, str] = {}

    def learn(self, texts: Iterable[tuple[int, str]]) -> None:
        """Remember texts that come new."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known.update(texts)

    def many(self, connection: Connection, numbers: Sequence[int]) -> list[str | None]:
        """Return texts, None for `NOTHING` and for one whose batch is damaged."""
        found = {number: self._known[number] for number in numbers if number in self._known}
        missing = set(numbers) - found.keys() - {NOTHING}
        if missing:
            loaded = load_texts(connection, self._run_id, missing)
            self.learn(loaded.items())
            found |= loaded
        return [found.get(number) for number in numbers]


class Names:
    """The rows of programs and commands behind the numbers of texts."""

    def __init__(self, connection: Connection, texts: RunTexts) -> None:
        self._texts = texts
        self._programs: dict[tuple[int, int], int] = {}
        self._numbers: dict[tuple[int, int, int, int], int] = {}
        self._commands: dict[int, int] = {}
        columns = (COMMANDS.c.id, COMMANDS.c.program_id, COMMANDS.c.user, COMMANDS.c.command_line)
        newest = connection.execute(select(*columns).order_by(COMMANDS.c.id.desc()).limit(_KNOWN_AT_FIRST)).all()
        for key, program_id, user, line in reversed(newest):
            self._commands[_fingerprint(program_id, user, line)] = key

    def program_ids(self, connection: Connection, names: IntArray, executables: IntArray) -> IntArray:
        """Return the row of each program."""
        keys = list(zip(names.tolist(), executables.tolist(), strict=True))
        if len(self._programs) > _REMEMBERED:
            self._programs.clear()
        missing = [key for key in dict.fromkeys(keys) if key not in self._programs]
        if missing:
            self._programs |= zip(missing, self._look_up_programs(connection, missing), strict=True)
        return np.array([self._programs[key] for key in keys], np.int64)

    def _look_up_programs(self, connection: Connection, keys: Sequence[tuple[int, int]]) -> list[int]:
        """Return rows, also of programs that were never seen; all at once, since a first chunk has hundreds."""
        names, executables = (self._texts.many(connection, column) for column in zip(*keys, strict=True))
        wanted = [(name or "", path or "") for name, path in zip(names, executables, strict=True)]
        found = _programs_named(connection, wanted)
        added = [who for who in dict.fromkeys(wanted) if who not in found]
        if added:
            connection.execute(insert(PROGRAMS), [{"name": name, "executable": path} for name, path in added])
            found |= _programs_named(connection, added)
        return [found[who] for who in wanted]

    def command_ids(self, connection: Connection, seen: Seen, chosen: IntArray) -> IntArray:
        """Return the row of the command of some of the processes."""
        columns = [column[chosen] for column in (seen.names, seen.executables, seen.users, seen.command_lines)]
        keys: list[tuple[int, int, int, int]] = list(zip(*(column.tolist() for column in columns), strict=True))
        if len(self._numbers) > _REMEMBERED:
            self._numbers.clear()
        missing = [key for key in dict.fromkeys(keys) if key not in self._numbers]
        if missing:
            self._numbers |= zip(missing, self._look_up(connection, missing), strict=True)
        return np.array([self._numbers[key] for key in keys], np.int64)

    def _look_up(self, connection: Connection, keys: Sequence[tuple[int, int, int, int]]) -> list[int]:
        numbers = np.array(keys, np.int64)
        program_ids = self.program_ids(connection, numbers[:, 0], numbers[:, 1])
        users, lines = (self._texts.many(connection, numbers[:, place].tolist()) for place in (2, 3))
        if len(self._commands) > _REMEMBERED:
            self._commands.clear()
        # Asked each time: while an earlier run is being caught up, two such objects add commands in turn.
        last: int = connection.scalar(select(func.max(COMMANDS.c.id))) or 0
        found: list[int] = []
        added: list[dict[str, Any]] = []
        for program_id, user, line in zip(program_ids.tolist(), users, lines, strict=True):
            fingerprint = _fingerprint(program_id, user, line)
            key = self._commands.get(fingerprint)
            if key is None:
                key = self._commands[fingerprint] = last + 1 + len(added)
                added.append({"id": key, "program_id": program_id, "user": user, "command_line": line})
            found.append(key)
        if added:
            connection.execute(insert(COMMANDS), added)
        return found


def _programs_named(connection: Connection, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the rows of programs that are there, by name and file."""
    found: dict[tuple[str, str], int] = {}
    for part in _parts(sorted({name for name, _ in wanted})):
        query = select(PROGRAMS.c.name, PROGRAMS.c.executable, PROGRAMS.c.id).where(PROGRAMS.c.name.in_(part))
        found |= {(name, path): key for name, path, key in connection.execute(query)}
    return found


def _fingerprint(program_id: int, user: str | None, command_line: str | None) -> int:
    """Return a number that no two commands share in practice: it takes less room than they do."""
    # Unknown is not empty.
    words = "\0".join([str(program_id), *("-" if text is None else f"+{text}" for text in (user, command_line))])
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Processes:
    """The rows of the processes of one run, and which of them live."""

    def __init__(self, connection: Connection, run_id: int, names: Names, tail: Tail | None) -> None:
        """Learn who lives; `tail` are the last beats that this run noted."""
        self._run_id = run_id
        self._names = names
        query = select(PROCESSES.c.start_ticks, PROCESSES.c.pid, PROCESSES.c.id)
        alive = connection.execute(query.where(PROCESSES.c.run_id == run_id, PROCESSES.c.last_ms.is_(None))).all()
        living = tail.living() if tail is not None else {}
        # Who is not in the last beat has a number that no process has, and is found again by who it is.
        serials = [living.get((row.start_ticks, row.pid), -2 - place) for place, row in enumerate(alive)]
        in_order = np.argsort(np.array(serials, np.int64))
        self._serials: IntArray = np.array(serials, np.int64)[in_order]
        self._ids: IntArray = np.array([row.id for row in alive], np.int64)[in_order]
        self._texts: IntArray = np.full((len(alive), 4), -1, np.int64)
        # When the last beat was that this run noted.
        self.last_ms = int(tail.times["time"][-1]) if tail is not None else 0

    def note(self, connection: Connection, boot: int, found: Digest, *, follows: bool) -> IntArray:
        """Write down who came, changed and went in a chunk; return the row of each process.

        `follows` says whether the chunk comes right after the one before.
        """
        seen = found.seen
        texts = np.stack((seen.names, seen.executables, seen.users, seen.command_lines), axis=1)
        places = np.searchsorted(self._serials, seen.serials)
        places[places == len(self._serials)] = 0
        is_known = self._serials[places] == seen.serials if len(self._serials) else np.zeros(len(places), np.bool_)
        is_changed = is_known.copy()
        is_changed[is_known] = (self._texts[places[is_known]] != texts[is_known]).any(axis=1)
        ids = np.zeros(len(places), np.int64)
        ids[is_known] = self._ids[places[is_known]]
        if len(self._ids):
            self._note_gone(connection, found, follows=follows)
        self._note_ends(connection, ids, seen, np.flatnonzero(is_known & (seen.gone_ms >= 0)))
        self._note_changes(connection, ids, seen, np.flatnonzero(is_changed))
        newcomers = np.flatnonzero(~is_known)
        if len(newcomers):
            ids[newcomers] = self._add(connection, boot, seen, newcomers)
        lives = seen.gone_ms < 0
        self._serials, self._ids, self._texts = seen.serials[lives], ids[lives], texts[lives]
        self.last_ms = found.last_ms
        return ids

    def _note_gone(self, connection: Connection, found: Digest, *, follows: bool) -> None:
        """Write down who went before a chunk."""
        is_gone = ~np.isin(self._serials, found.seen.serials)
        ends = found.ends_before.of(self._serials[is_gone])
        gone_after_ms = found.first_ms - self.last_ms if follows else None
        rows: list[dict[str, Any]] = [
            {"key": key, "last_ms": self.last_ms, "gone_after_ms": gone_after_ms, **told}
            for key, told in zip(self._ids[is_gone].tolist(), _ends_as_rows(ends), strict=True)
        ]
        if rows:
            _update_each(connection, rows)

    def _note_ends(self, connection: Connection, ids: IntArray, seen: Seen, ended: IntArray) -> None:
        """Write down who went in a chunk."""
        ends = _ends_of(seen, ended)
        if ends:
            rows = zip(ids[ended].tolist(), ends, strict=True)
            _update_each(connection, [{"key": key, **end} for key, end in rows])

    def _note_changes(self, connection: Connection, ids: IntArray, seen: Seen, changed: IntArray) -> None:
        if len(changed):
            commands = self._names.command_ids(connection, seen, changed).tolist()
            rows = zip(ids[changed].tolist(), commands, strict=True)
            _update_each(connection, [{"key": key, "command_id": command} for key, command in rows])

    def _add(self, connection: Connection, boot: int, seen: Seen, places: IntArray) -> IntArray:
        commands = self._names.command_ids(connection, seen, places).tolist()
        rows = [
            {
                "boot_id": boot,
                "start_ticks": int(seen.start_ticks[place]),
                "pid": int(seen.pids[place]),
                "parent_pid": int(seen.parent_pids[place]) if seen.parent_pids[place] >= 0 else None,
                "command_id": command,
                "run_id": self._run_id,
                "first_ms": int(seen.first_ms[place]),
                **end,
            }
            for place, command, end in zip(places.tolist(), commands, _ends_of(seen, places), strict=True)
        ]
        connection.execute(_ADDED, rows)
        found: dict[tuple[int, int], int] = {}
        for part in _parts(sorted({row["start_ticks"] for row in rows})):
            query = select(PROCESSES.c.start_ticks, PROCESSES.c.pid, PROCESSES.c.id).where(
                PROCESSES.c.boot_id == boot, PROCESSES.c.start_ticks.in_(part)
            )
            found |= {(start_ticks, pid): key for start_ticks, pid, key in connection.execute(query)}
        return np.array([found[row["start_ticks"], row["pid"]] for row in rows], np.int64)


def _ends_of(seen: Seen, places: IntArray) -> list[dict[str, Any]]:
    """Return what the rows of some processes say of their ends; all is NULL of those that live on."""
    columns = (seen.last_ms[places].tolist(), seen.gone_ms[places].tolist(), _ends_as_rows(seen.ends.at(places)))
    return [
        {
            "last_ms": last_ms if gone_ms >= 0 else None,
            "gone_after_ms": gone_ms - last_ms if gone_ms >= 0 else None,
            **told,
        }
        for last_ms, gone_ms, told in zip(*columns, strict=True)
    ]


def _ends_as_rows(ends: Ends) -> list[dict[str, Any]]:
    return [
        {"exit_status": int(status), "ended_ms": int(at_ms)} if status == status and at_ms == at_ms else _NOT_TOLD
        for status, at_ms in zip(ends.statuses.tolist(), ends.ended_ms.tolist(), strict=True)
    ]


def boot_row(connection: Connection, host_id: int, boot_id: str) -> int:
    """Return the row of a start of the operating system."""
    connection.execute(insert(BOOTS).values(host_id=host_id, boot_id=boot_id).on_conflict_do_nothing())
    found = connection.scalar(select(BOOTS.c.id).where(BOOTS.c.host_id == host_id, BOOTS.c.boot_id == boot_id))
    assert found is not None
    return found


def _add_statement() -> Any:
    """A process that is there already was seen by an earlier recorder; when old chunks are caught up, by a later."""
    statement = insert(PROCESSES)
    news = statement.excluded
    is_newer = news.run_id >= PROCESSES.c.run_id
    newer = ("command_id", "run_id", "last_ms", "gone_after_ms", "exit_status", "ended_ms")
    return statement.on_conflict_do_update(
        index_elements=("boot_id", "start_ticks", "pid"),
        set_={
            "first_ms": case((news.first_ms < PROCESSES.c.first_ms, news.first_ms), else_=PROCESSES.c.first_ms),
            **{name: case((is_newer, news[name]), else_=PROCESSES.c[name]) for name in newer},
        },
    )


_ADDED: Final = _add_statement()


def _update_each(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(update(_PROCESSES).where(_PROCESSES.c.id == bindparam("key")), rows)


def _parts(items: Sequence[T]) -> Iterable[Sequence[T]]:
    return (items[place : place + _ASKED_AT_ONCE] for place in range(0, len(items), _ASKED_AT_ONCE))
