"""A past from elsewhere, in a file or on a server, as the window names it: in its title, in its header, on the bar of
the moment, at its foot."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.marks import Mark

translate = QCoreApplication.translate
_MINUTE_MS = 60_000


class Recording(Protocol):
    """What a window shows that is not of this machine and not of now; texts may be shown as they are."""

    @property
    def host_name(self) -> str:
        """Return the name of the machine."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return what was said of moments, oldest first."""

    @property
    def words(self) -> str:
        """Return whose it is, in a few words."""

    @property
    def details(self) -> str:
        """Return where it lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingOnServer:
    """What the server of a team has of a machine; it goes on."""

    server: str
    host_name: str
    marks: tuple[Mark, ...] = ()

    @property
    def words(self) -> str:
        """Return whose it is and where: "web-7, recorded on procmon on db.example.com, read only"."""
        words = translate("RecordingFile", "{host}, recorded in {server}, read only")
        return words.format(host=self.host_name, server=self.server)

    @property
    def details(self) -> str:
        """Return where it lies, and that more of it comes."""
        words = translate("RecordingFile", "PostgreSQL: {server}. What has come since is looked for every minute (F5).")
        return words.format(server=self.server)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFile:
    """A recording in a file."""

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
