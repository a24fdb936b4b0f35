"""Times cut out of a history for tests, and what differs between such a file and what was shown."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from procmon_gui.collectors.eye.redact import redact_line
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.database import FILE_NAME
from procmon_gui.store.history.incident import MadeIncident, Wanted, make_incident
from procmon_gui.store.history.sealed_history import open_incident
from procmon_gui.store.sqlite import reading_engine
from tests.store.history.machines import difference

BEATS = 200


class Errand:
    """Somebody who waits, or not."""

    def __init__(self, *, is_cancelled: bool = False) -> None:
        self._is_cancelled = is_cancelled
        self.told: list[tuple[int, int]] = []

    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def tell_progress(self, done: int, total: int) -> None:
        self.told.append((done, total))


def cut(
    folder: Path,
    from_ms: int,
    to_ms: int,
    *,
    has_command_lines: bool = True,
    target: Path | None = None,
    errand: Errand | None = None,
    replaces: bool = False,
) -> tuple[Path, MadeIncident]:
    """Cut a time out of the history of a folder."""
    target = target or folder / "out.procmon"
    wanted = Wanted(from_ms=from_ms, to_ms=to_ms, has_command_lines=has_command_lines, hide=hide)
    source = reading_engine(folder / FILE_NAME)
    try:
        return target, make_incident(source, target, wanted, errand or Errand(), replaces=replaces)
    finally:
        source.dispose()


def hide(line: str) -> str:
    return redact_line(line.encode()).decode()


def read(path: Path, shown: list[Snapshot]) -> list[str]:
    """Return what differs between beats as they were shown and as the file has them."""
    history = open_incident(path)
    try:
        found = [history.snapshot_at(one.at_ms) for one in shown]
    finally:
        history.close()
    return [
        f"{one.at_ms}: {name}"
        for one, past in zip(shown, found, strict=True)
        for name in (["missing"] if past is None else visible_difference(one, past))
    ]


def visible_difference(shown: Snapshot, past: Snapshot) -> list[str]:
    """Return what differs of whoever is there: what stands in a slot in which nobody lives is nobody's business."""
    rows = shown.rows
    if not np.array_equal(rows, past.rows):
        return ["rows"]
    columns = {name: np.where(shown.serials >= 0, column, np.nan) for name, column in shown.columns.items()}
    texts = {name: [t if s >= 0 else None for t, s in zip(column, shown.serials.tolist(), strict=True)]
             for name, column in shown.texts.items()}  # fmt: skip
    lives = shown.serials >= 0
    blank = replace(
        shown, columns=columns, texts=texts, refused=np.where(lives, shown.refused, 0),
        text_revisions=np.where(lives, shown.text_revisions, 0),
    )  # fmt: skip
    return difference(blank, past)
