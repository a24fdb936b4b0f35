"""Who there was, from the rows of processes: from any thread, beside the one who writes. Belongs in a worker."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Select, or_, select

from procmon_gui.domain.ends import End
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import ProcessFacts
from procmon_gui.store.history.rollup_schema import BOOTS, COMMANDS, PROCESSES, PROGRAMS
from procmon_gui.store.sqlite import told

_ASKED_AT_ONCE: Final = 500


class StoredProcesses:
    """Reads them. All raise Unavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ends(self, boot_id: str, keys: Sequence[tuple[int, int]]) -> dict[ProcessKey, End]:
        """Return how those of some processes ended that were seen to: start in ticks and pid."""
        is_gone = PROCESSES.c.last_ms.is_not(None) & PROCESSES.c.gone_after_ms.is_not(None)
        rows = self._of_boot(boot_id, keys, _END, is_gone)
        return {ProcessKey(boot_id, pid, start_ticks): End(*end) for start_ticks, pid, end in rows}

    def numbers(self, keys: Iterable[ProcessKey]) -> Mapping[ProcessKey, int]:
        """Return the numbers of the processes that are known."""
        by_boot: dict[str, list[tuple[int, int]]] = {}
        for key in keys:
            by_boot.setdefault(key.boot_id, []).append((key.start_ticks, key.pid))
        return {
            ProcessKey(boot_id, pid, start_ticks): number
            for boot_id, own in by_boot.items()
            for start_ticks, pid, (number,) in self._of_boot(boot_id, own, (PROCESSES.c.id,))
        }

    def _of_boot(
        self, boot_id: str, keys: Collection[tuple[int, int]], wanted: Sequence[Any], *conditions: ColumnElement[bool]
    ) -> list[tuple[int, int, Sequence[Any]]]:
        """Return of some processes start, pid and what is wanted."""
        found: list[tuple[int, int, Sequence[Any]]] = []
        asked = set(keys)
        ticks = sorted({start_ticks for start_ticks, _ in keys})
        with told(), self._engine.connect() as connection:
            boots = connection.scalars(select(BOOTS.c.id).where(BOOTS.c.boot_id == boot_id)).all()
            for place in range(0, len(ticks), _ASKED_AT_ONCE):
                query = select(PROCESSES.c.start_ticks, PROCESSES.c.pid, *wanted).where(
                    PROCESSES.c.boot_id.in_(boots),
                    PROCESSES.c.start_ticks.in_(ticks[place : place + _ASKED_AT_ONCE]),
                    *conditions,
                )
                rows = connection.execute(query)
                found += [(start, pid, told_of) for start, pid, *told_of in rows if (start, pid) in asked]
        return found

    def programs_of(self, numbers: Iterable[int]) -> Mapping[int, int]:
        """Return the numbers of the programs of some processes."""
        wanted = list(numbers)
        found: dict[int, int] = {}
        with told(), self._engine.connect() as connection:
            for place in range(0, len(wanted), _ASKED_AT_ONCE):
                query = select(PROCESSES.c.id, COMMANDS.c.program_id).join(
                    COMMANDS, COMMANDS.c.id == PROCESSES.c.command_id
                )
                rows = connection.execute(query.where(PROCESSES.c.id.in_(wanted[place : place + _ASKED_AT_ONCE])))
                found |= {row.id: row.program_id for row in rows}
        return found

    def facts(self, numbers: Iterable[int]) -> Mapping[int, ProcessFacts]:
        """Return who some processes were, by number."""
        wanted = list(numbers)
        found: dict[int, ProcessFacts] = {}
        for place in range(0, len(wanted), _ASKED_AT_ONCE):
            found |= self._facts(_FACTS.where(PROCESSES.c.id.in_(wanted[place : place + _ASKED_AT_ONCE])))
        return found

    def parent_of(self, child: ProcessFacts) -> ProcessFacts | None:
        """Return the process that had the parent's number when a process began, None where that is not known.

        A number is handed out again: who ended long before is not the parent, though nobody saw who was.
        """
        if child.parent_pid is None:
            return None
        latest_ms = (child.first_ms or 0) - _PARENT_GONE_MS
        query = _FACTS.where(
            BOOTS.c.boot_id == child.key.boot_id,
            PROCESSES.c.pid == child.parent_pid,
            PROCESSES.c.start_ticks <= child.key.start_ticks,
            or_(PROCESSES.c.last_ms.is_(None), PROCESSES.c.last_ms >= latest_ms),
        )
        found = self._facts(query.order_by(PROCESSES.c.start_ticks.desc()).limit(1))
        return next(iter(found.values()), None)

    def children_of(self, parent: ProcessFacts, most: int) -> Sequence[ProcessFacts]:
        """Return the newest of the processes whose parent a process was, the newest first."""
        query = _FACTS.where(
            BOOTS.c.boot_id == parent.key.boot_id,
            PROCESSES.c.parent_pid == parent.key.pid,
            PROCESSES.c.start_ticks >= parent.key.start_ticks,
        )
        if parent.gone_ms is not None:
            query = query.where(PROCESSES.c.first_ms < parent.gone_ms)
        return list(self._facts(query.order_by(PROCESSES.c.start_ticks.desc()).limit(most)).values())

    def runs_of(self, program: int, from_ms: int, to_ms: int, most: int) -> Mapping[int, ProcessFacts]:
        """Return the newest processes of a program that were there in a time, by number, the newest first."""
        query = _FACTS.where(
            PROGRAMS.c.id == program,
            PROCESSES.c.first_ms <= to_ms,
            or_(PROCESSES.c.last_ms.is_(None), PROCESSES.c.last_ms >= from_ms),
        )
        return self._facts(query.order_by(PROCESSES.c.first_ms.desc(), PROCESSES.c.id.desc()).limit(most))

    def _facts(self, query: Select[*tuple[Any, ...]]) -> dict[int, ProcessFacts]:
        with told(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return {
            row.id: ProcessFacts(
                key=ProcessKey(row.boot_id, row.pid, row.start_ticks),
                name=row.name,
                executable=row.executable,
                user=row.user,
                command_line=row.command_line,
                parent_pid=row.parent_pid,
                first_ms=row.first_ms,
                last_ms=row.last_ms,
                gone_ms=None if row.gone_after_ms is None else row.last_ms + row.gone_after_ms,
                exit_status=row.exit_status,
                ended_ms=row.ended_ms,
            )
            for row in rows
        }


# A parent may end before the first beat that sees its child; beats may be a minute apart.
_PARENT_GONE_MS: Final = 60_000
_END: Final = (PROCESSES.c.last_ms + PROCESSES.c.gone_after_ms, PROCESSES.c.exit_status, PROCESSES.c.ended_ms)
_FACTS: Final = (
    select(
        PROCESSES.c.id, PROCESSES.c.pid, PROCESSES.c.start_ticks, PROCESSES.c.parent_pid, PROCESSES.c.first_ms,
        PROCESSES.c.last_ms, PROCESSES.c.gone_after_ms, PROCESSES.c.exit_status, PROCESSES.c.ended_ms,
        BOOTS.c.boot_id, COMMANDS.c.user, COMMANDS.c.command_line,
        PROGRAMS.c.name, PROGRAMS.c.executable,
    )
    .join(BOOTS, BOOTS.c.id == PROCESSES.c.boot_id)
    .join(COMMANDS, COMMANDS.c.id == PROCESSES.c.command_id)
    .join(PROGRAMS, PROGRAMS.c.id == COMMANDS.c.program_id)
)  # fmt: skip
