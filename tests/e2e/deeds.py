"""An audit trail for pictures: what an administrator has done in the last minutes, and what was refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

from procmon_gui.domain.audit import Deed, Outcome
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.engine.clock import SystemClock
from procmon_gui.store.desk.audit import DeskAudit
from procmon_gui.store.desk.database import FILE_NAME, Desk
from tests.store.desk.test_audit import NO_TRIGGERS


class _EarlierClock(SystemClock):
    """Goes some time after the real one."""

    late_s = 0.0

    def utc_ms(self) -> int:
        """Return the time when the deed was done."""
        return super().utc_ms() - round(1000 * self.late_s)


def _deed(action: str, target: str, pid: int, outcome: Outcome, detail: str = "", **more: object) -> Deed:
    values: dict[str, object] = {
        "actor": "anna", "os_user": "root", "os_uid": 0, "action": action, "outcome": outcome, "target": target,
        "target_key": ProcessKey("boot", pid, 77) if pid else None, "executable": f"/usr/bin/{target}" if pid else "",
        "detail": detail, **more,
    }  # fmt: skip
    return Deed(**values)  # type: ignore[arg-type]


def do_deeds(folder: Path) -> None:
    """Write them; the process needs the rights of whoever the desk belongs to."""
    clock = _EarlierClock()
    trail = DeskAudit(Desk(folder / FILE_NAME), clock=clock, boot_id="boot")
    done, begun = Outcome.DONE, Outcome.BEGUN
    for late_s, action, target, pid, outcome, detail, reason in (
        (90_000, "account-add", "bob", 0, done, "operator", ""),
        (7_200, "nice", "rsync", 4711, done, "nice 0 → 10", "the backup may wait"),
        (3_600, "kill", "postgres", 2114, Outcome.REFUSED, "SIGKILL: This needs the role of an administrator.", ""),
        (40, "end", "chromium", 9120, done, "SIGTERM", "hangs since the update"),
        (25, "stop", "ffmpeg", 5120, done, "SIGSTOP", ""),
        (24, "affinity", "ffmpeg", 5120, Outcome.UNSURE, "CPUs 0, 1: It ended meanwhile.", ""),
        (12, "end", "<b>Xorg</b> \u202e", 812, Outcome.FAILED, "SIGTERM: still running after 5.0 s", ""),
        (6, "cont", "ffmpeg", 5120, begun, "SIGCONT", ""),
    ):
        clock.late_s = late_s
        who = {"actor": "bob", "reason": reason} if outcome is Outcome.REFUSED else {"reason": reason}
        has_end = outcome in (done, Outcome.FAILED, Outcome.UNSURE) and pid
        first = trail.append(_deed(action, target, pid, begun if has_end else outcome, detail, **who))
        if has_end:
            trail.append(_deed(action, target, pid, outcome, detail, begun=first.number, **who))


def forge_deed(folder: Path) -> None:
    """Change one record, as somebody who may write the file can."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript(f"{NO_TRIGGERS} UPDATE audit SET target = 'sshd' WHERE number = 5;")
