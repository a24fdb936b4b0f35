"""Who was met in beats that are looked at one chunk after the other, by numbers in the order of meeting."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ranges import ProcessFacts
from procmon_gui.domain.reading import IntArray
from procmon_gui.store.history.digest import Digest
from procmon_gui.store.history.replay import TextSource


@dataclass(slots=True)
class _One:
    key: ProcessKey
    serial: int
    parent_pid: int
    texts: TextSource
    # Of name, file, user and command line.
    text_numbers: tuple[int, int, int, int]
    first_ms: int
    last_ms: int
    gone_ms: int
    exit_status: float = math.nan
    ended_ms: float = math.nan


class Met:
    """Processes by number, in the order in which they were met."""

    def __init__(self) -> None:
        self._number_of: dict[ProcessKey, int] = {}
        self._all: list[_One] = []
        self._present: set[int] = set()

    @property
    def keys(self) -> Sequence[ProcessKey]:
        """Return who they are, by number."""
        return list(self._number_of)

    def note(self, found: Digest, texts: TextSource, boot_id: str, *, follows: bool) -> IntArray:
        """Note who was there in some beats; return the number of each.

        `follows` says that they come right after those that were noted last.
        """
        seen = found.seen
        columns = (
            seen.serials, seen.pids, seen.start_ticks, seen.parent_pids, seen.names, seen.executables, seen.users,
            seen.command_lines, seen.first_ms, seen.last_ms, seen.gone_ms, seen.ends.statuses, seen.ends.ended_ms,
        )  # fmt: skip
        numbers: list[int] = []
        for serial, pid, start, parent, *own, first_ms, last_ms, gone_ms, status, ended_ms in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            key = ProcessKey(boot_id, pid, start)
            number = self._number_of.setdefault(key, len(self._all))
            if number == len(self._all):
                self._all.append(_One(key, serial, parent, texts, (0, 0, 0, 0), first_ms, last_ms, gone_ms))
            one = self._all[number]
            one.text_numbers = (own[0], own[1], own[2], own[3])
            one.serial, one.texts, one.last_ms, one.gone_ms = serial, texts, last_ms, gone_ms
            one.exit_status, one.ended_ms = status, ended_ms
            numbers.append(number)
        if follows:
            self._note_gone([self._all[number] for number in self._present.difference(numbers)], found)
        self._present = {number for number in numbers if self._all[number].gone_ms < 0}
        return np.array(numbers, np.int64)

    def _note_gone(self, gone: Sequence[_One], found: Digest) -> None:
        ends = found.ends_before.of(np.array([one.serial for one in gone], np.int64))
        for one, status, ended_ms in zip(gone, ends.statuses.tolist(), ends.ended_ms.tolist(), strict=True):
            one.gone_ms, one.exit_status, one.ended_ms = found.first_ms, status, ended_ms

    def facts(self, number: int) -> ProcessFacts:
        """Return what is known of one; raises Unavailable."""
        one = self._all[number]
        name, executable, user, command_line = one.texts.many(one.text_numbers)
        is_gone = one.gone_ms >= 0
        return ProcessFacts(
            key=one.key,
            name=name or "",
            executable=executable or "",
            user=user,
            command_line=command_line,
            parent_pid=one.parent_pid if one.parent_pid >= 0 else None,
            first_ms=one.first_ms,
            last_ms=one.last_ms if is_gone else None,
            gone_ms=one.gone_ms if is_gone else None,
            serial=one.serial,
            exit_status=None if math.isnan(one.exit_status) else int(one.exit_status),
            ended_ms=None if math.isnan(one.ended_ms) else int(one.ended_ms),
        )
