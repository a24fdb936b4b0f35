"""A recording in a file, as the window names it: in its title, in its header, on the bar of the moment, at its foot."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.marks import Mark

translate = QCoreApplication.translate
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFile:
    """What a window shows that is not of this machine and not of now; texts may be shown as they are."""

    path: str
    host_name: str
    from_ms: int
    to_ms: int
    has_command_lines: bool
    marks: tuple[Mark, ...] = ()

    @property
    def words(self) -> str:
        """Return whose it is and from when to when: "web-7, recorded 2026-11-24 03:00 to 03:30, read only"."""
        begin, end = _local(self.from_ms), _local(self.to_ms)
        clock = "%H:%M" if self.to_ms - self.from_ms >= 2 * _MINUTE_MS else "%H:%M:%S"
        words = translate("RecordingFile", "{host}, recorded {begin} to {end}, read only")
        return words.format(
            host=self.host_name,
            begin=begin.strftime(f"%Y-%m-%d {clock}"),
            end=end.strftime(clock if begin.date() == end.date() else f"%Y-%m-%d {clock}"),
        )

    @property
    def details(self) -> str:
        """Return where it lies, and what is not in it."""
        if self.has_command_lines:
            return self.path
        return f"{self.path}\n{translate('Said', 'Command lines were left out of this file.')}"


def _local(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC).astimezone()
