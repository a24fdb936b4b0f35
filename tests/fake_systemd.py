"""A systemctl that does what the real one does for one unit of a user, and writes down what it was asked."""

import contextlib
import os
import signal
from pathlib import Path

_SCRIPT = """#!/bin/sh
home={folder}
unit={units}/procmon-gui-record.service
echo "$*" >>"$home/asked"
[ ! -e "$home/fails-$2" ] || {{ cat "$home/fails-$2" >&2; exit 1; }}
case $2 in
    is-enabled) [ -e "$home/enabled" ] ;;
    enable)
        : >"$home/enabled"
        command=$(sed -n 's/^ExecStart=//p' "$unit")
        (exec >"$home/said" 2>&1 </dev/null; eval "exec nohup $command") &
        echo $! >"$home/pid" ;;
    disable)
        [ ! -e "$home/pid" ] || kill "$(cat "$home/pid")"
        rm -f "$home/enabled" "$home/pid" ;;
esac
"""


class FakeSystemd:
    """Lives in a folder; `path` goes before all others on PATH."""

    def __init__(self, folder: Path, units: Path) -> None:
        self.folder = folder
        self.path = folder / "bin"
        self.path.mkdir(parents=True)
        script = self.path / "systemctl"
        script.write_text(_SCRIPT.format(folder=folder, units=units))
        script.chmod(0o755)

    @property
    def asked(self) -> list[str]:
        """Return what it was asked, in order."""
        try:
            return (self.folder / "asked").read_text().splitlines()
        except FileNotFoundError:
            return []

    def fail_at(self, verb: str, words: str) -> None:
        """Let a verb fail with these words."""
        (self.folder / f"fails-{verb}").write_text(words + "\n")

    @property
    def pid(self) -> int:
        """Return who was started, 0 while nobody is."""
        try:
            return int((self.folder / "pid").read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def close(self) -> None:
        """End who was started."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
