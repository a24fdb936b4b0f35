"""A fresh Debian of the least kind, to install a package into; all of it is gone with the test.

It lives in a mount and a PID namespace, as a layer over what debootstrap has made. Nothing of this machine is in it but
the sources of apt, the devices, and the socket of a display if there is one.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

SUITE: Final = "bookworm"
PATIENCE_S: Final = 600
_SET_UP: Final = """
set -e
mount --make-rprivate /
mkdir -p "$2/upper" "$2/work" "$2/root"
mount -t overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" overlay "$2/root"
mount -t proc proc "$2/root/proc"
mount --rbind /dev "$2/root/dev"
mount -t tmpfs -o mode=1777 rig "$2/root/tmp"
mount -t tmpfs -o mode=755 rig "$2/root/run"
mkdir "$2/root/tmp/.X11-unix"
[ ! -d /tmp/.X11-unix ] || mount --rbind /tmp/.X11-unix "$2/root/tmp/.X11-unix"
for file in /etc/resolv.conf /etc/hosts; do cp -L "$file" "$2/root$file"; done
rm -f "$2/root/etc/apt/sources.list"
cp -r /etc/apt/sources.list.d /etc/apt/apt.conf.d "$2/root/etc/apt/"
cp -rn /usr/share/keyrings "$2/root/usr/share/"
# Nothing that is installed is started by it: there is no first process here that would look after it.
printf '#!/bin/sh\\nexit 101\\n' >"$2/root/usr/sbin/policy-rc.d"
chmod 755 "$2/root/usr/sbin/policy-rc.d"
echo ready
cat >/dev/null
"""


def base(folder: Path) -> Path:
    """Return a Debian that nothing was installed into; PROCMON_DEBIAN may name one that is there already."""
    kept = os.environ.get("PROCMON_DEBIAN")
    if kept:
        return Path(kept)
    if shutil.which("debootstrap") is None:
        pytest.skip("needs debootstrap")
    made = folder / "base"
    done = subprocess.run(
        ["nice", "debootstrap", "--variant=minbase", SUITE, str(made)],
        capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip
    if done.returncode != 0:
        pytest.skip(f"debootstrap can not fetch a Debian: {done.stdout[-500:]}")
    return made


class FreshDebian:
    """The running rig."""

    def __init__(self, lower: Path, folder: Path) -> None:
        command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", _SET_UP, "rig"]
        self._unshare = subprocess.Popen(
            [*command, str(lower), str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert self._unshare.stdout is not None
        if self._unshare.stdout.readline() != b"ready\n":
            self.close()
            pytest.skip(f"a Debian of its own can not be made: {self._words}")
        listing = Path(f"/proc/{self._unshare.pid}/task/{self._unshare.pid}/children").read_text()
        self._init_pid = int(listing.split()[0])
        self._place = f"{folder}/root"
        self.root = Path(f"/proc/{self._init_pid}/root{self._place}")

    def command(self, user: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> list[str]:
        """Return what runs a command in there, with an environment that is as empty as after a login."""
        home = "/root" if user == "root" else f"/home/{user}"
        shown = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LANG": "C.UTF-8", **(environment or {})}
        become = ["setpriv", "--reuid", user, "--regid", user, "--init-groups"] if user != "root" else []
        return [
            "nsenter", "-t", str(self._init_pid), "-m", "-p", "chroot", self._place, "env", "-i",
            *(f"{key}={value}" for key, value in shown.items()), *become, *command,
        ]  # fmt: skip

    def call(
        self, *command: str, user: str = "root", environment: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command in there to its end."""
        return subprocess.run(
            self.command(user, command, environment),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_S, check=False, cwd="/",
        )  # fmt: skip

    def does(self, *command: str, user: str = "root", environment: Mapping[str, str] | None = None) -> str:
        """Run a command that has to go well, and return what it prints."""
        done = self.call(*command, user=user, environment=environment)
        assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    def apt(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run apt-get, with the way to the network that this machine has."""
        ways = {key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")}
        return self.call("apt-get", "-y", *words, environment={"DEBIAN_FRONTEND": "noninteractive", **ways})

    def files(self) -> dict[str, str]:
        """Return every file and folder outside of homes and of what the kernel shows, with its kind."""
        told = self.does(
            "find", "/", "-xdev", "(", "-path", "/proc", "-o", "-path", "/home", "-o", "-path", "/root", ")", "-prune",
            "-o", "-printf", "%p\t%y\n",
        )  # fmt: skip
        return dict(line.split("\t") for line in told.splitlines())

    def close(self) -> None:
        """End all that lives in there."""
        self._unshare.kill()
        self._words = self._unshare.communicate(timeout=PATIENCE_S)[1].decode(errors="replace").strip()
