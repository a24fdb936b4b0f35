"""`procmon-gui export`: writes a recorded time to a file, whole or not at all. Lives on the main thread."""

import contextlib
import functools
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

from procmon_gui.domain.errors import ProcmonError, Unavailable, WrongInput
from procmon_gui.domain.reading import IntArray
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.text import display_text
from procmon_gui.reports.csv_rows import csv_header, csv_rows
from procmon_gui.reports.json_lines import json_line
from procmon_gui.terminal.moments import Moments, Times, chosen, open_moments
from procmon_gui.terminal.printing import end_with, selection_of
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.viewing import demand_export


class Sheet(Protocol):
    """Takes moments one by one and puts them into a file."""

    def add(self, snapshot: Snapshot, rows: IntArray) -> None:
        """Write the processes of a moment."""

    def close(self) -> None:
        """Write what is left."""


def run_export(
    request: Request,
    *,
    opener: Callable[[Request], Moments] = open_moments,
    gate: Callable[[Request], None] = demand_export,
) -> int:
    """Write what was asked for; return the exit status."""
    try:
        selection = selection_of(request)
        times = Times(request)
        kind = _kind(request)
        gate(request)
        moments = opener(request)
        try:
            count = 0
            make = functools.partial(_KINDS[kind], host_name=moments.host_name)
            with _replaced(request.out, make) as sheet:
                for snapshot in chosen(moments, times):
                    sheet.add(snapshot, selection.rows(snapshot))
                    count += 1
        finally:
            moments.close()
        complain(f"{count} moments were written to {display_text(str(request.out))}")
    except ProcmonError as error:
        return end_with(error, request)
    return 0


def _kind(request: Request) -> str:
    """Return what kind of file is meant, by what its name ends in; raises WrongInput."""
    ending = request.out.suffix.casefold() if request.out is not None else ""
    if ending not in _KINDS:
        raise WrongInput(f"--out is a file that ends in one of {', '.join(_KINDS)}, so that its format is known.")
    return ending


@contextlib.contextmanager
def _replaced(path: Path | None, make: Callable[[Path], Sheet]) -> Iterator[Sheet]:
    """Write beside a file and put it in its place at the end; what was there before stays until then."""
    assert path is not None, "_kind has seen it"
    try:
        number, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        os.close(number)
    except OSError as error:
        raise Unavailable(f"{path} can not be written: {error.strerror}") from error
    draft = Path(name)
    try:
        sheet = make(draft)
        try:
            yield sheet
        finally:
            sheet.close()
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    except OSError as error:
        raise Unavailable(f"{path} can not be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


class _Csv:
    """One row for each process of each moment, the header once."""

    def __init__(self, path: Path, *, host_name: str) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._stream.write(csv_header())

    def add(self, snapshot: Snapshot, rows: IntArray) -> None:
        """Write the processes of a moment."""
        self._stream.write(csv_rows(snapshot, rows))

    def close(self) -> None:
        """Write what is left."""
        self._stream.close()


class _JsonLines:
    """One object a line."""

    def __init__(self, path: Path, *, host_name: str) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._host = display_text(host_name or platform.node() or "localhost", 64)

    def add(self, snapshot: Snapshot, rows: IntArray) -> None:
        """Write a moment."""
        self._stream.write(json_line(snapshot, rows, self._host) + "\n")

    def close(self) -> None:
        """Write what is left."""
        self._stream.close()


def _parquet(path: Path, *, host_name: str) -> Sheet:
    """Return a file of columns; what it needs is loaded here, and may not be installed."""
    from procmon_gui.reports.parquet import ParquetSheet

    return ParquetSheet(path, host_name=host_name)


_KINDS: Final[dict[str, Callable[..., Sheet]]] = {".csv": _Csv, ".jsonl": _JsonLines, ".parquet": _parquet}
