"""The frozen program, walked through: every verb, its parts, the window, a server, the channels. See `frozen`.

A tree that is there already is taken from PROCMON_FROZEN.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from procmon_gui.channels.through_apprise import CHILD
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.services.channels import open_channels
from tests.architecture.tree import ROOT
from tests.channels.desktop_session import session
from tests.channels.http_sink import http_sink
from tests.channels.places import options_in, without_keyring
from tests.channels.smtp_sink import smtp_sink
from tests.e2e.desktop import desktop, wait_for_window
from tests.e2e.window import needs_a_desktop
from tests.packaging.frozen import Frozen, frozen_tree, home_of
from tests.store.postgres import CanNotStart, Server

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not Path("/usr/bin/dpkg").exists(), reason="packaging/freeze is for Debian and Ubuntu"),
]

# Debian 12 has 2.36, Ubuntu 22.04 has 2.35.
NEWEST_GLIBC = (2, 35)
MOST_MIB = 230
# Each is explained in resources/docs/decisions.
LARGE = {
    "libicudata.so.73", "procmon-gui", "procmon-apprise", "_rust.abi3.so", "libQt6Gui.so.6", "libQt6Widgets.so.6",
    "libQt6Core.so.6", "libpython3.11.so.1.0", "QtWidgets.abi3.so",
}  # fmt: skip
LARGE_SHAPES = re.compile(r"libscipy_openblas64_-\w+\.so|_multiarray_umath\..*\.so|libcrypto-\w+\.so\.3")
# What each Linux with a C library has, and what Qt's libraries ask of a desktop that is GNOME's.
OF_EACH_SYSTEM = {
    "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "libresolv.so.2", "librt.so.1", "libutil.so.1",
    "ld-linux-x86-64.so.2", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1", "libzstd.so.1", "libexpat.so.1",
    "libxcb.so.1", "libgthread-2.0.so.0",
}  # fmt: skip
OF_GNOME = re.compile(
    r"lib(?:gtk-3|gdk-3|gdk_pixbuf-2|atk-1|cairo|cairo-gobject|pango|pangocairo|gio-2|gobject-2|harfbuzz)\b"
)


@pytest.fixture(scope="module")
def tree() -> Iterator[Path]:
    with frozen_tree() as found:
        yield found


@pytest.fixture
def frozen(tree: Path) -> Iterator[Frozen]:
    with home_of(tree) as found:
        yield found


@pytest.fixture(scope="module")
def recorded(tree: Path) -> Iterator[Frozen]:
    """Return a home with a minute's worth of history, at ten samples a second."""
    with home_of(tree) as found:
        found.run("record", "--quiet", "--for", "8s", "--interval", "0.5")
        yield found


# ---------------------------------------------------------------- the tree


def elf_files(tree: Path) -> list[Path]:
    def is_elf(path: Path) -> bool:
        with path.open("rb") as file:
            return file.read(4) == b"\x7fELF"

    return [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink() and is_elf(path)]


def test_what_it_links_to_is_in_it_or_is_asked_of_the_system_and_an_old_system_is_enough(tree: Path) -> None:
    ground = (ROOT / "packaging/ground.sh").read_text()
    of_the_display = {word.partition(":")[0] for word in ground.split("display_libraries='")[1].split("'")[0].split()}
    present = {path.name for path in tree.rglob("*")}
    missing, newest = set(), (0, 0)
    for path in elf_files(tree):
        said = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True).stdout
        missing |= set(re.findall(r"NEEDED\s+(\S+)", said)) - present
        newest = max([newest, *((2, int(minor)) for minor in re.findall(r"GLIBC_2\.(\d+)", said))])

    assert {name for name in missing - of_the_display - OF_EACH_SYSTEM if not OF_GNOME.match(name)} == set()
    assert newest <= NEWEST_GLIBC


def test_it_is_no_larger_than_was_promised_and_each_large_file_is_known(tree: Path) -> None:
    sizes = {path: path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink()}
    large = {path.name for path, size in sizes.items() if size > 5_000_000}

    assert sum(sizes.values()) < MOST_MIB * 1024**2
    assert {name for name in large - LARGE if not LARGE_SHAPES.fullmatch(name)} == set()


def test_nobody_but_its_owner_can_change_it_and_nothing_in_it_says_where_it_was_made(tree: Path) -> None:
    for path in tree.rglob("*"):
        assert path.is_symlink() or not path.stat().st_mode & 0o022, path
        assert not path.is_symlink() or path.resolve().is_relative_to(tree.resolve()), path
    for program in ("procmon-gui", "procmon-eye", "procmon-apprise"):
        assert str(ROOT).encode() not in (tree / program).read_bytes()
    assert not list(tree.rglob("RECORD"))


def test_it_has_its_translations_its_help_its_licences_and_the_plugins_of_both_kinds_of_display(tree: Path) -> None:
    inside = tree / "_internal"
    resources = inside / "procmon_gui/resources"

    assert {path.name for path in (resources / "translations").iterdir()} == {"procmon_gui_de.qm", "procmon_gui_en.qm"}
    assert (resources / "docs/manual/index.md").is_file()
    assert len(json.loads((resources / "licences.json").read_text())) > 0
    platforms = {path.name for path in (inside / "PySide6/Qt/plugins/platforms").iterdir()}
    assert platforms == {"libqxcb.so", "libqwayland.so", "libqoffscreen.so", "libqminimal.so"}
    assert (inside / "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so").is_file()


# ---------------------------------------------------------------- the verbs


def test_help_and_version_answer_at_once(frozen: Frozen) -> None:
    took_s = []
    for _ in range(5):
        begun_s = time.monotonic()
        assert re.fullmatch(r"procmon-gui \d+\.\d+\.\d+\n", frozen.run("--version"))
        took_s.append(time.monotonic() - begun_s)

    assert min(took_s) < 0.3
    assert "record" in frozen.run("--help")


def test_a_sample_is_of_this_machine_seen_by_the_eye_that_lies_beside_it(frozen: Frozen) -> None:
    found = [json.loads(line) for line in frozen.run("sample", "--count", "1", "--format", "json").splitlines()]

    assert found
    assert "procmon-eye" in frozen.run("sample", "--count", "2")


def test_doctor_finds_versions_and_the_eye_well(frozen: Frozen) -> None:
    said = frozen.run("doctor")

    assert re.search(r"Qt for Python +6\.", said)
    assert re.search(r"pyqtgraph +0\.14", said)
    assert re.search(r"Eye +ok", said)


def test_what_was_recorded_is_asked_exported_and_packed(recorded: Frozen) -> None:
    out = recorded.home / "astray"
    asked = recorded.run("query", "--from", "2 minutes ago", "--format", "csv", "name = procmon-gui")
    names = {row["name"] for row in csv.DictReader(io.StringIO(asked))}
    recorded.run("export", "--from", "2 minutes ago", "--out", str(out / "all.csv"))
    recorded.run("export", "--from", "2 minutes ago", "--out", str(out / "all.jsonl"))
    parquet = recorded.run("export", "--from", "2 minutes ago", "--out", str(out / "all.parquet"), status=1)
    recorded.run("compare", "--from", "2 minutes ago", "--with-from", "2 minutes ago")
    recorded.run("incident", "--from", "2 minutes ago", "--out", str(out / "night.procmon"))

    assert names == {"procmon-gui"}
    assert "procmon-eye" in (out / "all.csv").read_text()
    assert "pyarrow" in parquet
    assert (out / "night.procmon").stat().st_size > 1000


def test_marks_the_audit_accounts_and_an_act(recorded: Frozen) -> None:
    recorded.run("mark", "deployed")
    assert "deployed" in recorded.run("marks")
    with recorded.started(["/bin/sleep", "60"]) as sleeper:
        recorded.run("act", "end", str(sleeper.pid), "--yes")
        assert sleeper.wait(10) != 0
    recorded.run("users", "add", "ann", "--role", "administrator", "--password-stdin", typed="long enough 1\n" * 2)
    try:
        login = ("--account", "ann", "--password-stdin")
        assert "ann" in recorded.run("users", *login, typed="long enough 1\n")
        assert "end" in recorded.run("audit", *login, typed="long enough 1\n")
        assert recorded.run("audit", "--verify", *login, typed="long enough 1\n")
        recorded.run("audit", *login, typed="wrong\n", status=3)
    finally:
        recorded.run("users", "reset", "--yes")


def test_alerts_rules_licences_and_what_is_wrong_is_a_sentence(recorded: Frozen) -> None:
    recorded.run("alerts")
    rules = [json.loads(line)["id"] for line in recorded.run("rules", "--format", "json").splitlines()]
    recorded.run("rules", "test", rules[0], "--from", "2 minutes ago")
    recorded.run("rules", "check")
    recorded.run("channels")
    assert "numpy" in recorded.run("licences")
    assert "Redistribution" in recorded.run("licences", "numpy")
    assert "no-file" in recorded.run("salvage", "no-file", status=1)


def test_what_an_older_version_wrote_is_brought_up_to_date(frozen: Frozen) -> None:
    data = frozen.home / "data"
    data.mkdir()
    shutil.copy(ROOT / "tests/store/desk/migrations/0001.sqlite", data / "desk.sqlite")
    shutil.copy(ROOT / "tests/store/history/migrations/0001.sqlite", data / "history.sqlite")
    frozen.own(data)

    frozen.run("record", "--quiet", "--for", "2s", "--data-dir", str(data))
    frozen.run("mark", "after", "--data-dir", str(data))

    assert "after" in frozen.run("marks", "--data-dir", str(data))


# ---------------------------------------------------------------- its parts and what it starts


def test_the_eye_is_its_own_program_and_loads_the_standard_library_only(frozen: Frozen) -> None:
    command = [str(frozen.tree / "procmon-eye")]
    with frozen.started(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as eye:
        assert eye.stdout is not None
        assert eye.stdin is not None
        assert eye.stdout.read(64)
        proc = Path(f"/proc/{eye.pid}")
        loaded = {line.split()[-1] for line in (proc / "maps").read_text().splitlines() if "/" in line}
        assert (proc / "comm").read_text() == "procmon-eye\n"
        inside = {Path(one).name for one in loaded if one.startswith(str(frozen.tree))}
        assert not [name for name in inside if name.startswith(("libQt6", "libpyside", "numpy", "_multiarray", "re2"))]
        eye.stdout.close()
        eye.stdin.close()
        assert eye.wait(10) == 0


def test_what_it_starts_finds_the_environment_as_it_was(frozen: Frozen) -> None:
    """LD_LIBRARY_PATH above all, which the boot loader changes: a browser must not take our libraries for its own."""
    journalctl = frozen.home / "bin/journalctl"
    journalctl.write_text(f"#!/bin/sh\nexport -p >{frozen.home}/astray/environment\n")
    journalctl.chmod(0o755)
    frozen.run("mark", "one")
    frozen.run("audit", "--verify")

    found = (frozen.home / "astray/environment").read_text()

    assert f"LD_LIBRARY_PATH='{frozen.home}/astray'" in found
    assert "_PYI" not in found
    assert "LD_LIBRARY_PATH_ORIG" not in found
    assert str(frozen.tree) not in found


# ---------------------------------------------------------------- channels, and the server of a team


def test_a_test_notice_goes_by_mail_by_web_hook_and_through_apprise(frozen: Frozen) -> None:
    folder = frozen.home / "told"
    options = options_in(folder)
    places = ("--data-dir", str(options.data_dir), "--config", str(options.config))
    with without_keyring(), smtp_sink() as smtp, http_sink() as hook, http_sink() as chat:
        mail = {"server": "127.0.0.1", "port": str(smtp.port), "security": "none", "from": "a@b.org", "to": "c@d.org"}
        book = open_channels(options)
        book.put(ChannelSpec(id="ops", kind="mail", settings=mail), {})
        book.put(ChannelSpec(id="hook", kind="webhook"), {"url": f"http://127.0.0.1:{hook.port}/x"})
        book.put(ChannelSpec(id="chat", kind="chat"), {"url": f"json://127.0.0.1:{chat.port}/y"})
        frozen.own(folder)
        for channel in ("ops", "hook", "chat"):
            frozen.run("channels", "test", channel, *places)

    assert len(smtp.messages()) == 1
    assert [one.path for one in hook.posted] == ["/x"]
    assert json.loads(chat.posted[0].body)["title"]
    # Also that of a service whose module loads much, and that of one that there is not.
    assert _asked(frozen, "mailto://a:b@example.org")["is_known"]
    assert not _asked(frozen, "pigeon://nowhere")["is_known"]


def test_apprise_knows_each_service_that_it_knows_in_a_checkout(frozen: Frozen) -> None:
    names = "from apprise.manager_plugins import NotificationManager as All; print(*sorted(All().schemas()))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", names], capture_output=True, check=True, text=True)
    # All modules are loaded for the first of them, so some are enough.
    some = done.stdout.split()[::20]

    assert len(some) > 10
    for name in some:
        asked = json.dumps({"url": f"{name}://user:word@example.org/x", "is_sent": False}).encode()
        ours = subprocess.run([sys.executable, "-I", str(CHILD)], input=asked, capture_output=True, check=True)
        assert _asked(frozen, f"{name}://user:word@example.org/x") == json.loads(ours.stdout)


def _asked(frozen: Frozen, url: str) -> dict[str, Any]:
    done = subprocess.run(
        [frozen.tree / "procmon-apprise"], input=json.dumps({"url": url, "is_sent": False}).encode(),
        env=frozen.environment, cwd=frozen.home / "astray", capture_output=True, check=True, timeout=60, **frozen.who,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_notice_stands_on_the_desktop(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A bus talks to its own user only, who is us.
    with session(monkeypatch, "dunst") as desktop:
        bus = {"DBUS_SESSION_BUS_ADDRESS": desktop.environment["DBUS_SESSION_BUS_ADDRESS"]}
        with home_of(tree, **bus) as frozen:
            replace(frozen, is_of_nobody=False).run("channels", "test", "desktop")
        shown = desktop.history()

    assert shown


def test_a_recording_is_copied_to_the_server_of_a_team_and_read_from_there(frozen: Frozen) -> None:
    try:
        server = Server()
    except CanNotStart as error:
        pytest.skip(f"no PostgreSQL here: {error}")
    try:
        server.sql(
            "CREATE ROLE procmon_gui_recorders NOLOGIN; CREATE ROLE recorder LOGIN IN ROLE procmon_gui_recorders"
        )
        database = server.new_database()
        assert "is ready" in frozen.run("prepare-server", server.url(database=database))
        url = server.url("recorder", database)
        config = frozen.home / "settings.toml"
        config.write_text(f'[history]\npostgresql_url = "{url}"\n')
        frozen.own(config)
        frozen.run("record", "--quiet", "--for", "8s", "--config", str(config))
        said = frozen.run("query", "--server", url, "--from", "2 minutes ago", "name = procmon-gui")
    finally:
        server.close()

    assert "procmon-gui" in said


# ---------------------------------------------------------------- the window

PAGES = ("ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "ctrl+6", "ctrl+7")


@needs_a_desktop
def test_the_window_opens_each_of_its_pages_its_help_and_its_charts_and_says_nothing_wrong(frozen: Frozen) -> None:
    with desktop(frozen.home / "screen") as screen:
        seen = replace(frozen, more={"DISPLAY": screen.display, "DBUS_SESSION_BUS_ADDRESS": "disabled:"})
        log = (frozen.home / "log").open("wb")
        with log, seen.started([frozen.program], stdout=log, stderr=log) as window:
            wait_for_window(replace(screen, home=frozen.home), window)
            for key in (*PAGES, "F1", "Escape", "ctrl+m", "Escape", "ctrl+2", "ctrl+f", "Escape", "Down", "Return"):
                screen.press(key)
                time.sleep(1)  # for a page to be painted
            children = _names_of_children(window.pid)
            assert (Path(f"/proc/{window.pid}/comm")).read_text() == "procmon-gui\n"
            window.terminate()
            assert window.wait(30) == 0

    assert "procmon-eye" in children
    assert (frozen.home / "log").read_text() == ""


def _names_of_children(pid: int) -> set[str]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {Path(f"/proc/{child}/comm").read_text().strip() for child in found}
