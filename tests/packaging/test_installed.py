"""The package in a fresh Debian: installed, used, brought up to date, taken away; it takes ten minutes and the network.

PROCMON_PACKAGES may name a folder with two .deb of different versions, and PROCMON_DEBIAN a Debian that debootstrap
made; without them both are made here.
"""

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.packaging.fresh_debian import FreshDebian, base

ROOT: Final = Path(__file__).resolve().parents[2]
PASSWORD: Final = "a password of this test, 2026"
LATER: Final = "0.1.0.1"
RULES: Final = """\
[[rule]]
id = "mine"
title = "a rule of a visitor's"
subject = "program"
metric = "rss_bytes"
where = 'name = postgres'
above = "2 GiB"
for = "5 min"
"""
SETTINGS: Final = "[sampling]\ninterval_s = 2.0\n"
POLKIT_RULE: Final = """\
polkit.addRule(function(action, subject) {
    if (action.id == "io.github.procmon_gui.act" && subject.user == "visitor") { return polkit.Result.YES; }
    return polkit.Result.NO;
});
"""

pytestmark = [
    pytest.mark.nightly, pytest.mark.needs_root, pytest.mark.timeout(3600),
    pytest.mark.skipif(os.geteuid() != 0, reason="makes a system of its own, which only root may"),
]  # fmt: skip


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two packages, the older first."""
    kept = os.environ.get("PROCMON_PACKAGES")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("packages")
    if not kept:
        program = folder / "program"
        subprocess.run([str(ROOT / "packaging/freeze/freeze"), str(program)], check=True)
        build = [str(ROOT / "packaging/build"), "--only", "deb", "--program", str(program), "--out", str(folder)]
        subprocess.run(build, check=True)
        subprocess.run([*build, "--version", LATER], check=True)
    found = sorted(folder.glob("*.deb"))
    assert len(found) == 2
    return found


@pytest.fixture(scope="module")
def lower(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base(tmp_path_factory.mktemp("debian"))


@pytest.fixture
def fresh(lower: Path, tmp_path: Path) -> Iterator[FreshDebian]:
    """A Debian with a user and nothing else."""
    made = FreshDebian(lower, tmp_path)
    assert made.apt("-qq", "update").returncode == 0
    made.does("useradd", "--create-home", "--shell", "/bin/sh", "visitor")
    made.does("useradd", "--create-home", "--shell", "/bin/sh", "you")
    yield made
    made.close()


def install(debian: FreshDebian, package: Path, *words: str) -> str:
    """Install a package as a person does, and return what apt and dpkg say."""
    shutil.copy(package, debian.root / "tmp")
    done = debian.apt("install", *words, f"/tmp/{package.name}")
    (debian.root / "tmp" / package.name).unlink()
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_it_brings_what_it_needs_records_is_seen_and_acts_for_whom_polkit_lets(
    fresh: FreshDebian, packages: list[Path], tmp_path: Path
) -> None:
    said = install(fresh, packages[0])

    assert "libegl1" in said
    assert fresh.does("procmon-gui", "--version", user="visitor").startswith("procmon-gui ")
    fresh.does("procmon-gui", "record", "--for", "30s", user="visitor")
    assert fresh.does("procmon-gui", "query", "name = procmon-gui", user="visitor").count("procmon-gui") > 1
    see_the_window(fresh, tmp_path)
    act_on_processes_of_others(fresh)


@contextlib.contextmanager
def window(debian: FreshDebian, folder: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Start what the entry of the menu starts, on a screen of its own, and yield that screen and the program."""
    number = folder / "number"
    with number.open("w") as file:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-ac", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            stdout=file, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        wait_for(lambda: number.read_text().strip() != "")
        display = f":{number.read_text().strip()}"
        program = subprocess.Popen(
            debian.command("visitor", entry_of(debian)["Exec"].split(), {"DISPLAY": display}),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        wait_for(lambda: seen(display) != "")
        yield display, program
        # nsenter and setpriv have become the program.
        program.terminate()
        program.wait(30)
    finally:
        server.terminate()
        server.wait(30)


def entry_of(debian: FreshDebian) -> dict[str, str]:
    text = (debian.root / "usr/share/applications/io.github.procmon_gui.desktop").read_text(encoding="utf-8")
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def see_the_window(debian: FreshDebian, folder: Path) -> None:
    """It is the window that the entry of the menu speaks of."""
    with window(debian, folder) as (display, program):
        asked = ["xprop", "-display", display, "-id", seen(display), "WM_CLASS", "_KDE_NET_WM_DESKTOP_FILE"]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        assert f'"{entry_of(debian)["StartupWMClass"]}"' in told
        assert '"io.github.procmon_gui"' in told
        time.sleep(8)  # another program has the screen; until then its list is filled
        assert program.poll() is None
        picture(display, "installed")


def picture(display: str, name: str) -> None:
    """Keep what the screen shows, where somebody wants to look at it."""
    shots = os.environ.get("PROCMON_SHOTS")
    if shots:
        subprocess.run(["import", "-display", display, "-window", "root", f"{shots}/{name}.png"], check=True)


def seen(display: str) -> str:
    """Return the number of the window that is on the screen; empty where there is none yet."""
    command = ["xdotool", "search", "--onlyvisible", "--name", "^procmon_gui$"]
    told = subprocess.run(command, env={"DISPLAY": display}, capture_output=True, text=True, check=False).stdout
    return (told.split() or [""])[0]


def act_on_processes_of_others(debian: FreshDebian) -> None:
    """Without root, with a rule that lets visitor and nobody else."""
    rules = debian.root / "etc/polkit-1/rules.d/00-rig.rules"
    rules.write_text(POLKIT_RULE)
    rules.chmod(0o644)
    debian.does("mkdir", "-p", "/run/dbus")
    bus = subprocess.Popen(debian.command("root", ["dbus-daemon", "--system", "--nofork", "--nopidfile", "--nosyslog"]))
    wait_for(lambda: (debian.root / "run/dbus/system_bus_socket").exists())
    polkit = subprocess.Popen(debian.command("root", ["/usr/lib/polkit-1/polkitd", "--no-debug"]))
    try:
        wait_for(lambda: "true" in debian.call(
            "dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.DBus", "/",
            "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.PolicyKit1",
        ).stdout)  # fmt: skip
        with subprocess.Popen(
            debian.command("root", ["sh", "-c", "echo $$; exec sleep 1000"]), stdout=subprocess.PIPE, text=True
        ) as victim:
            assert victim.stdout is not None
            pid = victim.stdout.readline().strip()
            refused = debian.call("procmon-gui", "act", "end", "--yes", pid, user="you")
            assert refused.returncode == 3, refused.stdout + refused.stderr
            assert victim.poll() is None
            done = debian.call("procmon-gui", "act", "end", "--yes", pid, user="visitor")
            assert done.returncode == 0, done.stdout + done.stderr
            assert victim.wait(30) != 0
        log = (debian.root / "var/log/procmon-gui-helper.log").read_text()
        assert pid in log
    finally:
        for process in (polkit, bus):
            process.terminate()
            process.wait(30)


def wait_for(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for what another program does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)  # nothing tells of it


def test_a_window_that_is_open_goes_on_with_what_it_was_when_another_version_comes(
    fresh: FreshDebian, packages: list[Path], tmp_path: Path
) -> None:
    """What it has not loaded yet is in a file that is another one now."""
    install(fresh, packages[0])
    with window(fresh, tmp_path) as (display, program):
        install(fresh, packages[1])
        # Two builds of one commit are alike; a later one has everything at another place.
        other = fresh.root / "usr/lib/procmon-gui/program/other"
        other.write_bytes(bytes(4096) * 4096)
        other.chmod(0o755)
        other.replace(other.with_name("procmon-gui"))
        environment = {"DISPLAY": display}
        subprocess.run(["xdotool", "windowfocus", seen(display)], env=environment, check=True)
        for page in range(1, 8):
            subprocess.run(["xdotool", "key", f"ctrl+{page}"], env=environment, check=True)
            time.sleep(2)  # another program has the screen; until then it has loaded what it shows
        picture(display, "replaced")
        time.sleep(60)  # it looks once a minute whether it is what lies there
        picture(display, "told")
        assert program.poll() is None
    log = (fresh.root / "home/visitor/.local/state/procmon_gui/log/procmon_gui.log").read_text()
    assert not re.search(r"Traceback|Error", log), log[-2000:]


def test_an_update_keeps_everything_and_a_purge_leaves_what_is_the_users(
    fresh: FreshDebian, packages: list[Path]
) -> None:
    older, newer = packages
    # What it needs comes first and stays: it is no part of what is compared.
    install(fresh, older)
    assert fresh.apt("remove", "--purge", "procmon-gui").returncode == 0
    before = fresh.files()
    install(fresh, older)
    use(fresh)
    seen = look(fresh)

    install(fresh, newer)

    assert LATER in fresh.does("dpkg-query", "-W", "-f", "${Version}", "procmon-gui")
    assert look(fresh) == seen
    assert "is older than" in install(fresh, older, "--allow-downgrades")
    assert look(fresh) == seen
    leave_traces_of_the_system(fresh)
    assert fresh.apt("remove", "procmon-gui").returncode == 0
    assert (fresh.root / "var/lib/procmon-gui/history.sqlite").exists()
    purged = fresh.apt("purge", "procmon-gui")
    for path in ("/var/lib/procmon-gui", "/var/log/procmon-gui-helper.log", "/etc/procmon-gui/settings.toml"):
        assert f"removing {path}" in purged.stdout
    assert "stays" in purged.stdout
    after = fresh.files()
    kept = (
        "/var/cache",
        "/var/log/apt",
        "/var/log/dpkg.log",
        "/var/log/alternatives.log",
        "/var/lib/apt",
        "/var/lib/dpkg",
        "/tmp",
        "/run",
    )
    assert {path for path in after.keys() ^ before.keys() if not path.startswith(kept)} == set()
    assert (fresh.root / "home/visitor/.local/share/procmon_gui/history.sqlite").exists()


def use(debian: FreshDebian) -> None:
    """Leave of everything something at a visitor's home."""
    folder = debian.root / "home/visitor/.config/procmon_gui"
    folder.mkdir(parents=True)
    (folder / "rules.toml").write_text(RULES)
    (folder / "settings.toml").write_text(SETTINGS)
    debian.does("chown", "-R", "visitor:visitor", "/home/visitor/.config")
    debian.does("procmon-gui", "record", "--for", "10s", user="visitor")
    debian.does("procmon-gui", "mark", "before the update", user="visitor")
    debian.does("sh", "-c", f"echo '{PASSWORD}' | procmon-gui users add visitor --password-stdin", user="visitor")


def look(debian: FreshDebian) -> list[str]:
    """Return what visitor sees of it."""
    login = f"echo '{PASSWORD}' | procmon-gui"
    words = "--account visitor --password-stdin"
    return [
        debian.does("sh", "-c", f"{login} {what}", user="visitor")
        for what in (
            f"users {words} list", f"marks {words} --format json", f"rules show mine {words}",
            f"query {words} --at now --format csv",
        )
    ] + [(debian.root / "home/visitor/.config/procmon_gui/settings.toml").read_text()]  # fmt: skip


def leave_traces_of_the_system(debian: FreshDebian) -> None:
    """Do what the recorder of the system, the helper and an administrator leave."""
    debian.does("sh", "-c", "mkdir -p /var/lib/private/procmon-gui /var/log/private/procmon-gui /etc/procmon-gui")
    debian.does("procmon-gui", "record", "--for", "5s", "--data-dir", "/var/lib/private/procmon-gui")
    debian.does("ln", "-s", "private/procmon-gui", "/var/lib/procmon-gui")
    debian.does("ln", "-s", "private/procmon-gui", "/var/log/procmon-gui")
    debian.does("sh", "-c", "echo done >/var/log/procmon-gui-helper.log")
    debian.does("sh", "-c", "cd /etc/procmon-gui && touch settings.toml rules.toml channels.toml secrets.toml")
