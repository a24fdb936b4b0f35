"""The journal of the system keeps the hash of the newest record, and deeds where the trail can not be written."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.store.desk import journal

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="systemd is Linux")

DAEMON = Path("/lib/systemd/systemd-journald")


@pytest.fixture
def listener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Somebody who listens where the journal does."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bound:
        bound.bind("socket")
        bound.settimeout(10.0)
        yield bound


def test_a_record_is_one_datagram_and_no_line_of_a_value_is_taken_for_a_field(listener: socket.socket) -> None:
    forged = "a\nPRIORITY=0\n\udcff"
    assert journal.has_journal(address=Path("socket"))
    assert journal.write_journal("deed", {"PROCMON_GUI_TARGET": forged}, address=Path("socket"))

    value = b"a\nPRIORITY=0\n\\udcff"
    assert listener.recv(65536) == (
        b"MESSAGE=deed\nPRIORITY=5\nSYSLOG_IDENTIFIER=procmon-gui\n"
        b"PROCMON_GUI_TARGET\n" + len(value).to_bytes(8, "little") + value + b"\n"
    )


def test_where_there_is_none_or_it_takes_nothing_that_is_said_at_once(listener: socket.socket, tmp_path: Path) -> None:
    assert not journal.has_journal(address=tmp_path / "none")
    assert not journal.write_journal("deed", {}, address=tmp_path / "none")
    assert not journal.write_journal("x" * 10_000_000, {}, address=Path("socket"))
    while journal.write_journal("x" * 1000, {}, address=Path("socket")):
        pass  # until nobody has read for too long
    listener.close()
    assert not journal.has_journal(address=Path("socket"))


_REAL = """
import json, sys, time
from pathlib import Path
from procmon_gui.domain.audit import Anchor
from procmon_gui.domain.patience import Patient
from procmon_gui.store.desk import journal
from tests.store.desk.test_audit import DEED, forge, trail_in
folder, other = Path(sys.argv[1]) / "one", Path(sys.argv[1]) / "other"
# The journal is on its way.
while not journal.has_journal():
    time.sleep(0.05)
trail = trail_in(folder)
trail.append(DEED)
kept = trail.append_all([DEED] * 3)
trail_in(other).append(DEED)
assert trail.tell_journal([DEED])
def anchors():
    # What was sent is to be read a moment later.
    while len(found := trail.anchors()) < 2:
        time.sleep(0.05)
    return found
found = anchors()
told = {"numbers": [anchor.number for anchor in found], "is_newest": found[-1] == Anchor(4, kept[-1].hash)}
told["whole"] = trail.verify(Patient(), found).first_broken
head = trail.records(before=4)[0].hash.hex()
forge(folder, "DELETE FROM audit WHERE number > 3", f"UPDATE audit_head SET record_count = 3, hash = x'{head}'")
told["without"] = trail.verify(Patient()).first_broken
told["cut"] = trail.verify(Patient(), found).first_broken
print(json.dumps(told))
"""


@pytest.mark.needs_root
@pytest.mark.skipif(not DAEMON.exists() or os.geteuid() != 0, reason="starts a journald of its own, in its own /run")
def test_a_cut_tail_is_noticed_by_what_a_real_journal_has_kept(tmp_path: Path) -> None:
    mounted = 'mount -t tmpfs none /run && mkdir -p /run/systemd/journal /run/log/journal && { "$0" & } && "$@"; rc=$?'
    script = f"{mounted}; kill %1 $! 2>/dev/null; exit $rc"
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, str(DAEMON), sys.executable, "-c", _REAL, str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ('{"numbers": [1, 4], "is_newest": true, "whole": null, "without": null, "cut": 4}')
