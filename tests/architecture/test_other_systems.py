"""What is loaded on Windows and macOS asks for nothing that only Linux has: each module is imported without it.

A stand-in for those systems, which nobody had at hand: parts of others are loaded first, as they are here.
"""

import os
import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT

# What reads /proc, speaks to the helper and holds processes by descriptors; asked for behind a look at the system.
LINUX_ONLY = {
    "channels.desktop_line", "collectors.elevation", "collectors.eye.beats", "collectors.eye.host",
    "collectors.eye.memory", "collectors.eye_process", "collectors.eye_source", "control.facts", "control.helper.deeds",
    "control.helper.desk", "control.helper.log", "control.helper.target", "control.knobs", "control.linux",
}  # fmt: skip
LACKING = {"win32": LINUX_ONLY, "darwin": {"channels.desktop_line"}}

CODE = """
import asyncio, concurrent.futures, http.client, importlib, logging.handlers, multiprocessing, os, pkgutil, platform
import selectors, shutil, signal, socket, sqlite3, ssl, subprocess, sys, tempfile, time, urllib.request, uuid, zoneinfo
import alembic.command, alembic.config, alembic.script, apprise, argon2, keyring, lark, msgspec, numpy, platformdirs
import plyer, psutil, psycopg2.extensions, pyqtgraph, re2, sqlalchemy.orm, tomli_w, types
import PySide6.QtDBus, PySide6.QtSvg, PySide6.QtWidgets
import procmon_gui

system = sys.argv[1]
gone = {"win32": "pwd grp fcntl resource termios tty pty syslog jeepney", "darwin": "jeepney"}[system]
lacks = {
    "win32": {
        os: "getuid geteuid sched_getaffinity pidfd_open sysconf eventfd memfd_create pipe2 getpriority setpriority"
            " PRIO_PROCESS O_NOFOLLOW O_CLOEXEC O_DIRECTORY O_NONBLOCK WNOHANG fchmod sched_getscheduler SCHED_OTHER"
            " SCHED_FIFO SCHED_RR SCHED_BATCH SCHED_IDLE uname killpg mkfifo",
        signal: "SIGKILL SIGSTOP SIGCONT SIGHUP SIGUSR1 SIGUSR2 SIGQUIT SIGTSTP SIGRTMIN SIGRTMAX SIGCHLD SIGPIPE",
        socket: "AF_UNIX AF_NETLINK AF_PACKET SO_PEERCRED SO_PASSCRED SCM_CREDENTIALS SCM_RIGHTS MSG_CMSG_CLOEXEC"
                " MSG_DONTWAIT SOCK_CLOEXEC SOCK_NONBLOCK",
        time: "CLOCK_BOOTTIME CLOCK_MONOTONIC clock_gettime tzset",
    },
    "darwin": {
        os: "sched_getaffinity pidfd_open eventfd memfd_create pipe2 sched_getscheduler",
        signal: "SIGRTMIN SIGRTMAX pidfd_send_signal",
        socket: "AF_NETLINK AF_PACKET SO_PEERCRED SO_PASSCRED SCM_CREDENTIALS MSG_CMSG_CLOEXEC SOCK_CLOEXEC",
        time: "CLOCK_BOOTTIME",
    },
}[system]
for name in gone.split():
    sys.modules[name] = None
for module, names in lacks.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
if system == "win32":
    sys.modules["msvcrt"] = types.ModuleType("msvcrt")
sys.platform = system
for found in pkgutil.walk_packages(procmon_gui.__path__, "procmon_gui.", onerror=lambda name: None):
    if not found.name.endswith("__main__") and ".migrations" not in found.name:
        try:
            importlib.import_module(found.name)
        except (ImportError, AttributeError) as error:
            print(found.name.removeprefix("procmon_gui."), error)
"""


@pytest.mark.parametrize("system", sorted(LACKING))
def test_every_module_but_those_of_linux_can_be_imported(system: str) -> None:
    """So whoever imports one of those does it behind a look at the system: it would fail here as well."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", CODE, system], env=environment, capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stderr
    assert {line.split()[0] for line in done.stdout.splitlines()} == LACKING[system], done.stdout
