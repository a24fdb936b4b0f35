"""A secret on a command line is in no file and in no output after everything that writes one has run."""

import contextlib
import fcntl
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.collectors.eye.secret_shapes import MARKER

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="needs the eye")]
PATIENCE_S = 60.0
CORPUS = Path(__file__).parents[1] / "recorded" / "command_lines.jsonl"
# Shorter ones can stand in compressed bytes by chance.
SHORTEST = 8
ENVIRONMENT = "env-5ecret-6c1f0a"


def planted() -> tuple[list[list[str]], list[str]]:
    """Return command lines and the secrets on them: those of the corpus that are recognised, as nearly all are."""
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["secrets"] and min(map(len, row["secrets"])) >= SHORTEST]
    known = [row for row in rows if not _leaks(row)]
    assert len(known) >= max(20, 0.95 * len(rows))
    return [row["argv"] for row in known], [secret for row in known for secret in row["secrets"]]


def _leaks(row: dict[str, Any]) -> bool:
    shown = b"\0".join(redact([word.encode() for word in row["argv"]]))
    return any(secret.encode() in shown for secret in row["secrets"])


@contextlib.contextmanager
def running(lines: list[list[str]]) -> Iterator[list[int]]:
    """Run programs with just these arguments: each is an echo that can not get rid of what it says."""
    echo = shutil.which("echo")
    assert echo is not None
    end, full = os.pipe()
    flags = fcntl.fcntl(full, fcntl.F_GETFL)
    fcntl.fcntl(full, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    with contextlib.suppress(BlockingIOError):
        while os.write(full, bytes(4096)):
            pass
    fcntl.fcntl(full, fcntl.F_SETFL, flags)
    environment = {"API_TOKEN": ENVIRONMENT}
    processes = [subprocess.Popen(argv, executable=echo, stdout=full, env=environment) for argv in lines]
    try:
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
        os.close(full)
        os.close(end)


def run(*words: str, folder: Path) -> bytes:
    """Run one verb over the folder and return all that it said."""
    command = [sys.executable, "-m", "procmon_gui", *words, "--data-dir", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout + done.stderr


def test_a_secret_on_a_command_line_is_in_no_file_and_in_no_output(tmp_path: Path) -> None:
    lines, secrets = planted()
    data = tmp_path / "data"
    with running(lines) as pids:
        said = [
            run("sample", "--count", "1", "--format", "json", folder=data),
            run("record", "--for", "3s", "--interval", "0.5", folder=data),
        ]
    said += [
        run("query", "--format", "json", folder=data),
        run("export", "--from", "1h ago", "--out", str(tmp_path / "all.csv"), folder=data),
        run("export", "--from", "1h ago", "--out", str(tmp_path / "all.jsonl"), folder=data),
        run(
            "incident", "--from", "1h ago", "--with-command-lines", "--out", str(tmp_path / "all.procmon"), folder=data
        ),
        run("doctor", folder=data),
    ]

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    kept = [(path.name, path.read_bytes()) for path in files] + [("output", one) for one in said]
    found = {(place, word) for place, content in kept for word in (*secrets, ENVIRONMENT) if word.encode() in content}
    assert found == set()
    # It did look at them: what is hidden of each line is marked in it, in what was recorded too.
    recorded = {process["pid"]: process for process in json.loads(said[2].splitlines()[-1])["processes"]}
    assert all(MARKER.decode() in recorded[pid]["command_line"] for pid in pids)
    assert {path.name for path in files} >= {"history.sqlite", "all.csv", "all.jsonl", "all.procmon"}
    assert [path for path in data.rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
