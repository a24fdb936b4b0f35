"""A made-up server of real processes: what the pictures of the README show.

`unshare --mount --pid --fork --mount-proc python tests/e2e/made_up_server.py -- COMMAND…`, as root, runs a command
among them and ends all when it has ended. Each process is a fork that says who it is, holds memory, works and writes
as declared, so that all that is seen of it is true. Standard library only.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LIBC: Final = ctypes.CDLL(None)
_SET_NAME: Final = 15
_USERS: Final = {"root": 0, "postgres": 5001, "app": 5002, "anna": 5003, "www-data": 5004, "messagebus": 5005}
_TURN_S: Final = 0.25
# It begins when recording has gone on for a while, so that one sees what rises.
_BACKUP_BEGINS_S: Final = 60.0
_BACKUP_S: Final = 240.0
_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One process: who it is, which share of a core it uses, what it holds and writes, and whom it started.

    It begins after `starts_s`, and works and rests in turns of `turn_s` where that is not 0.
    """

    name: str
    title: str
    user: str = "root"
    cpu: float = 0.0
    memory_mib: int = 4
    write_kib_per_s: int = 0
    starts_s: float = 0.0
    turn_s: float = 0.0
    lives_s: float = 0.0
    children: tuple["Role", ...] = ()


def _postgres(title: str, cpu: float = 0.0, memory_mib: int = 24, write_kib_per_s: int = 0) -> Role:
    return Role(
        name="postgres", title=f"postgres: 15/main: {title}", user="postgres", cpu=cpu, memory_mib=memory_mib,
        write_kib_per_s=write_kib_per_s,
    )  # fmt: skip


def _container(container_id: str, program: Role) -> Role:
    title = f"/usr/bin/containerd-shim-runc-v2 -namespace moby -id {container_id}"
    return Role(name="containerd-shim", title=title, memory_mib=9, children=(program,))


def _gunicorn(cpu: float, memory_mib: int) -> Role:
    title = "/usr/local/bin/python /usr/local/bin/gunicorn shop.wsgi --workers 4"
    return Role(name="gunicorn", title=title, user="app", cpu=cpu, memory_mib=memory_mib)


SERVER: Final = (
    Role(name="systemd-journal", title="/lib/systemd/systemd-journald", memory_mib=40, write_kib_per_s=64),
    Role(name="systemd-udevd", title="/lib/systemd/systemd-udevd", memory_mib=6),
    Role(name="dbus-daemon", title="/usr/bin/dbus-daemon --system --address=systemd:", user="messagebus"),
    Role(
        name="cron",
        title="/usr/sbin/cron -f",
        children=(
            Role(
                name="sh",
                title="/bin/sh /usr/local/bin/nightly-backup",
                starts_s=_BACKUP_BEGINS_S,
                lives_s=_BACKUP_S + 10,
                children=(
                    Role(
                        name="pg_dump",
                        title="pg_dump --format=plain orders",
                        cpu=0.15,
                        memory_mib=64,
                        lives_s=_BACKUP_S,
                    ),
                    Role(
                        name="zstd",
                        title="zstd -12 -T2 -o /backup/orders.zst",
                        cpu=0.8,
                        memory_mib=220,
                        write_kib_per_s=900,
                        lives_s=_BACKUP_S + 1,
                    ),
                ),
            ),
        ),
    ),
    Role(
        name="containerd",
        title="/usr/bin/containerd",
        memory_mib=48,
        cpu=0.02,
        children=(
            _container(
                "4f7f6a3f",
                Role(
                    name="gunicorn",
                    title="/usr/local/bin/python /usr/local/bin/gunicorn shop.wsgi --workers 4",
                    user="app",
                    memory_mib=28,
                    children=(_gunicorn(0.17, 330), _gunicorn(0.04, 352), _gunicorn(0.03, 344)),
                ),
            ),
            _container(
                "9b0c11de",
                Role(
                    name="celery",
                    title="/usr/local/bin/python /usr/local/bin/celery -A shop worker --concurrency=2",
                    user="app",
                    memory_mib=90,
                    cpu=0.02,
                    children=(
                        Role(name="celery", title="celery: worker 1", user="app", memory_mib=120, cpu=0.2, turn_s=11),
                        Role(name="celery", title="celery: worker 2", user="app", memory_mib=120),
                    ),
                ),
            ),
        ),
    ),
    Role(
        name="postgres",
        title="/usr/lib/postgresql/15/bin/postgres -D /var/lib/postgresql/15/main",
        user="postgres",
        memory_mib=60,
        children=(
            _postgres("checkpointer", memory_mib=612, write_kib_per_s=512),
            _postgres("background writer"),
            _postgres("walwriter", write_kib_per_s=256),
            _postgres("autovacuum launcher"),
            _postgres("logical replication launcher"),
            _postgres("app orders 10.0.4.17(51822) SELECT", cpu=0.2, memory_mib=46),
            _postgres("app orders 10.0.4.17(51830) idle", cpu=0.02, memory_mib=104),
            _postgres("app orders 10.0.4.18(40112) idle", memory_mib=164),
        ),
    ),
    Role(
        name="nginx",
        title="nginx: master process /usr/sbin/nginx",
        memory_mib=6,
        children=(
            Role(name="nginx", title="nginx: worker process", user="www-data", memory_mib=12, cpu=0.02),
            Role(name="nginx", title="nginx: worker process", user="www-data", memory_mib=12),
        ),
    ),
    Role(
        name="sshd",
        title="sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups",
        children=(
            Role(
                name="sshd",
                title="sshd: anna@pts/0",
                user="anna",
                children=(
                    Role(
                        name="bash",
                        title="-bash",
                        user="anna",
                        children=(
                            Role(
                                name="make",
                                title="make -j2",
                                user="anna",
                                children=(
                                    Role(
                                        name="cc1",
                                        title="/usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet -O2 query.c",
                                        user="anna",
                                        cpu=0.5,
                                        turn_s=17,
                                        memory_mib=140,
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)


def _be(role: Role) -> None:
    """Be a process until its life, or the server, ends."""
    # Who ends is gone, and waits for nobody.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for child in role.children:
        _start(child)
    os.chdir("/")
    uid = _USERS[role.user]
    _say_who(role)
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    held = bytearray(role.memory_mib * _MIB)
    held[:: os.sysconf("SC_PAGE_SIZE")] = b"\1" * len(held[:: os.sysconf("SC_PAGE_SIZE")])
    with tempfile.TemporaryFile(dir="/var/tmp") as file:
        begun_s = time.monotonic()
        while (age_s := time.monotonic() - begun_s) < (role.lives_s or float("inf")):
            cpu = 0.0 if role.turn_s and age_s // role.turn_s % 2 else role.cpu
            ends = time.thread_time() + cpu * _TURN_S
            while time.thread_time() < ends:
                pass
            if role.write_kib_per_s:
                file.seek(0)
                file.write(os.urandom(int(role.write_kib_per_s * 1024 * _TURN_S)))
                file.flush()
                os.fdatasync(file.fileno())
            time.sleep(_TURN_S * (1 - cpu))


def _start(role: Role) -> None:
    if os.fork() == 0:
        with contextlib.suppress(KeyboardInterrupt):
            time.sleep(role.starts_s)
            _be(role)
        os._exit(0)


def _say_who(role: Role) -> None:
    """Take name and command line, as the kernel keeps them."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    start, end = int(fields[45]), int(fields[46])
    # What gives itself a title writes one text; a command line has its arguments apart.
    title = role.title.encode() if ": " in role.title else role.title.encode().replace(b" ", b"\0")
    title = title[: end - start - 1].ljust(end - start, b"\0")
    ctypes.memmove(start, title, len(title))
    _LIBC.prctl(_SET_NAME, role.name.encode(), 0, 0, 0)


def _name_users() -> None:
    """Let this namespace alone know the users."""
    lines = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in _USERS or line.startswith("root:")]
    made = [f"{name}:x:{uid}:{uid}::/:/bin/sh" for name, uid in _USERS.items() if uid]
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write("\n".join([*kept, *made, ""]))
    os.chmod(file.name, 0o644)
    subprocess.run(["mount", "--bind", file.name, "/etc/passwd"], check=True)


def main(arguments: Sequence[str]) -> int:
    """Start the server, run the command, and end."""
    if arguments and arguments[0] != "--titled":
        # Room for the longest title: the kernel keeps command lines where the arguments were.
        os.execv(sys.executable, ["systemd", __file__, "--titled", "-" * 200, *arguments])
    _name_users()
    for role in SERVER:
        _start(role)
    command = subprocess.Popen(arguments[3:])
    _say_who(Role(name="systemd", title="/sbin/init"))
    return command.wait()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
