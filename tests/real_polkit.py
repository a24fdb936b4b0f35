"""A machine of its own with a real polkit: private folders, system bus, polkitd, and the helper as it is installed.

Nothing of the machine is touched: all of it lives in a mount and a PID namespace, and goes with them. Three users of
every Debian play in it: `nobody` may by a rule, `games` may who knows root's password, and `daemon` has no rule.
"""

import json
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.faults.rigs import PATIENCE_S, ROOT, opening

PASSWORD: Final = "of root, in here only"
LOG: Final = "var/log/procmon-gui-helper.log"
_POLKITD: Final = "/usr/lib/polkit-1/polkitd"
_NEEDED: Final = ("unshare", "nsenter", "dbus-daemon", "pkexec", _POLKITD, "/usr/bin/python3")
_RULES: Final = """\
polkit.addRule(function(action, subject) {
    if (action.id != "io.github.procmon_gui.act") { return polkit.Result.NOT_HANDLED; }
    if (subject.user == "nobody") { return polkit.Result.YES; }
    if (subject.user == "games") { return polkit.Result.AUTH_ADMIN; }
    return polkit.Result.NOT_HANDLED;
});
"""
_SET_UP: Final = f"""
set -e
mount --make-rprivate /
{opening()}
mount -t tmpfs -o mode=755 rig "$1"
mkdir "$1/usr" "$1/usr.work" "$1/etc" "$1/etc.work"
mount -t overlay -o "lowerdir=/usr,upperdir=$1/usr,workdir=$1/usr.work" overlay /usr
mount -t overlay -o "lowerdir=/etc,upperdir=$1/etc,workdir=$1/etc.work" overlay /etc
mount -t tmpfs -o mode=755 rig /var/log
mount -t tmpfs -o mode=755 rig /run
mkdir /run/dbus
"$2/packaging/install-helper"
echo 'root:{PASSWORD}' | chpasswd
printf '%s' "$3" >/etc/polkit-1/rules.d/00-rig.rules
dbus-daemon --system --nofork --nopidfile --nosyslog </dev/null 2>/dev/null &
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.02; done
{_POLKITD} --no-debug </dev/null 2>/dev/null &
# It answers when it has its name on the bus and has read its rules.
until dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \\
    string:org.freedesktop.PolicyKit1 2>/dev/null | grep -q 'boolean true'; do sleep 0.02; done
echo ready
# All of it goes with whoever holds the other end.
cat >/dev/null
"""
_BECOME: Final = """
import json, os, pwd, signal, subprocess, sys, threading, time
sys.path.insert(0, {root!r})
from procmon_gui.control import helper_client
from procmon_gui.control.helper_client import HelperClient
from procmon_gui.domain.actions import Action, ActionKind, IoClass
from tests.collectors.errands import Patient

sleepers = []

def sleeper():
    # Root's own, and in a session of its own.
    sleepers.append(subprocess.Popen(
        ["sleep", "1000"], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    return sleepers[-1], os.pidfd_open(sleepers[-1].pid)

def ask(client, pidfd, action, errand, **more):
    try:
        return client.do(pidfd, action, errand, **more).value
    except Exception as error:
        return type(error).__name__ + ": " + str(error)

def become(name):
    user = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
    os.chdir("/")

def tell(**what):
    print(json.dumps(what))
"""


class Machine:
    """The running rig."""

    def __init__(self, folder: Path) -> None:
        command = ["unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c", _SET_UP, "rig"]
        self._unshare = subprocess.Popen(
            [*command, str(folder), str(ROOT), _RULES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._unshare.stdout is not None
        if self._unshare.stdout.readline() != b"ready\n":
            self.close()
            pytest.skip(f"a machine of its own can not be made: {self._words}")
        listing = Path(f"/proc/{self._unshare.pid}/task/{self._unshare.pid}/children").read_text()
        self._init_pid = int(listing.split()[0])
        self.root = Path(f"/proc/{self._init_pid}/root")

    def run(self, body: str, *arguments: str) -> Any:
        """Run Python code as root in there, with the names of `_BECOME`, and return what it tells."""
        code = _BECOME.format(root=str(ROOT)) + textwrap.dedent(body)
        done = subprocess.run(
            ["nsenter", "-t", str(self._init_pid), "-m", "-p", sys.executable, "-c", code, *arguments],
            capture_output=True, text=True, timeout=PATIENCE_S, check=False, cwd="/",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def call(self, user: str, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as a user in there, as from a terminal without one."""
        become = ["setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups"] if user != "root" else []
        return subprocess.run(
            ["nsenter", "-t", str(self._init_pid), "-m", "-p", "env", "-i", "PATH=/usr/bin:/bin", *become, *command],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_S, check=False, cwd="/",
        )  # fmt: skip

    def log(self) -> list[str]:
        """Return the lines of the helper's log."""
        path = self.root / LOG
        return path.read_text().splitlines() if path.exists() else []

    def close(self) -> None:
        """End all that lives in there."""
        # With it goes the first process of the namespace, and with that all others.
        self._unshare.kill()
        self._words = self._unshare.communicate(timeout=PATIENCE_S)[1].decode(errors="replace").strip()


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine with a real polkit."""
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: packaging/test installs what is missing on Debian and Ubuntu")
    made = Machine(tmp_path_factory.mktemp("machine"))
    yield made
    made.close()
