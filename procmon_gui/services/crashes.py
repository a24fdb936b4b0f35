"""The reports of failures of this program: where they lie, who watches, and what becomes of them later."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.crashes import (
    LARGEST_BYTES,
    CrashReport,
    is_notebook,
    kind_of,
    report_name,
    report_of,
    told_name,
)
from procmon_gui.domain.errors import Unavailable
from procmon_gui.services.places import Options, log_path

if TYPE_CHECKING:
    from procmon_gui.domain.ports import Errand

MOST_REPORTS: Final = 20
# So that what went on does not push out what ended.
MOST_THAT_WENT_ON: Final = 10
# A pipe would wait, a link would lead elsewhere.
_NO_SURPRISE: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def crash_folder(options: Options) -> Path | None:
    """Return where reports lie; None where there is no home to keep them in."""
    import platformdirs

    if options.data_dir is not None:
        return options.data_dir / "crashes"
    folder = platformdirs.user_state_path("procmon_gui", appauthor=False) / "crashes"
    return folder if folder.is_absolute() else None


def watch_for_crashes(options: Options, *, program: str, qt: str = "", log: Path | None = None) -> None:
    """Keep what is known of failures of this process from here on; costs a small file."""
    from procmon_gui.engine.crash_watch import begin_crash_watch

    folder = crash_folder(options)
    if folder is not None:
        begin_crash_watch(folder, program=program, qt=qt, log_path=log, hide=_without_secrets)


def _without_secrets(line: str) -> str:
    from procmon_gui.collectors.eye.redact import redact_line

    return redact_line(line.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def _without_home(text: str) -> str:
    """Return a text in which the folder of the user, who may hand it on, has no name."""
    try:
        home = str(Path.home())
    except RuntimeError:
        return text
    return text.replace(f"{home}/", "~/") if len(home) > 1 else text


class CrashFolder:
    """What lies in the folder. Others may look after it at the same time; only files of ours are touched."""

    def __init__(self, options: Options) -> None:
        self._folder = crash_folder(options)
        self._log_path = log_path(options)

    @property
    def folder(self) -> str:
        """Return where they lie; empty where there is no place for them."""
        return str(self._folder or "")

    def listed(self, errand: "Errand | None" = None) -> Sequence[CrashReport]:
        """Return all reports, the newest first, after what died since has become one, and the oldest are gone."""
        folder = self._folder
        if folder is None:
            return ()
        self.collect()
        found = [report for report in map(self._read, self._names()) if report is not None]
        found.sort(key=lambda report: (report.at_s, report.name), reverse=True)
        kept: list[CrashReport] = []
        for report in found:
            gone_on = sum(1 for one in kept if not one.kind.is_end)
            if len(kept) < MOST_REPORTS and (report.kind.is_end or gone_on < MOST_THAT_WENT_ON):
                kept.append(report)
            else:
                with contextlib.suppress(OSError):
                    (folder / report.name).unlink()
        return tuple(kept)

    def collect(self) -> None:
        """Make reports of what died, and leave no notebook of who is gone."""
        for name in self._names():
            if self._folder is not None and is_notebook(name):
                self._close_notebook(self._folder / name)

    def mark_told(self, names: Sequence[str]) -> None:
        """Remember that somebody was told of these."""
        for name in names:
            if self._folder is not None and report_of(name) is not None:
                # Where it can not be remembered, it is told again.
                with contextlib.suppress(OSError):
                    (self._folder / name).rename(self._folder / told_name(name))

    def delete(self, name: str) -> None:
        """Delete a report, also one that was marked since."""
        if self._folder is None or report_of(name) is None:
            return
        try:
            (self._folder / name).unlink(missing_ok=True)
            (self._folder / told_name(name)).unlink(missing_ok=True)
        except OSError as error:
            raise Unavailable(f"{self._folder / name} can not be deleted: {error.strerror}") from error

    def _names(self) -> list[str]:
        try:
            return sorted(os.listdir(self._folder or ""))
        except OSError:
            return []

    def _read(self, name: str) -> CrashReport | None:
        if self._folder is None or report_of(name) is None:
            return None
        try:
            descriptor = os.open(self._folder / name, os.O_RDONLY | _NO_SURPRISE)
            with os.fdopen(descriptor, "rb") as file:
                return report_of(name, _without_home(file.read(LARGEST_BYTES).decode(errors="replace")))
        except OSError:
            return None

    def _close_notebook(self, path: Path) -> None:
        """Make a report of what a program that is gone left behind, or delete it where that tells of nothing."""
        from procmon_gui.engine.crash_watch import lock_file

        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | _NO_SURPRISE)
        except OSError:
            return
        # Whoever runs holds its notebook, and whoever makes a report of one does: it is done once.
        with contextlib.suppress(OSError), os.fdopen(descriptor, "r+b", buffering=0) as file:
            if not lock_file(descriptor):
                return
            self._finish(path, descriptor, file.read(LARGEST_BYTES).decode(errors="replace"))

    def _finish(self, path: Path, descriptor: int, text: str) -> None:
        known = os.fstat(descriptor)
        kind = kind_of(text)
        if kind is None:
            path.unlink(missing_ok=True)
            return
        _, boot, pid, _ = path.stem.split("-")
        self._add_log(descriptor, known.st_size, known.st_mtime)
        path.rename(path.with_name(report_name(kind, known.st_mtime, boot, int(pid))))

    def _add_log(self, descriptor: int, size_bytes: int, died_s: float) -> None:
        """Add the end of the log as it was then. On a full disk there is none."""
        from procmon_gui.engine.crash_watch import log_tail

        lines = log_tail(self._log_path, died_s)
        with contextlib.suppress(OSError):
            if size_bytes > LARGEST_BYTES:
                os.ftruncate(descriptor, LARGEST_BYTES)
            elif lines:
                hidden = "\n".join(_without_secrets(line) for line in ["", "The end of the log:", *lines])
                room = LARGEST_BYTES - size_bytes - 1
                os.write(descriptor, hidden.encode("utf-8", "backslashreplace")[:room] + b"\n")
