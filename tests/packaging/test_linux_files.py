"""What a Linux package brings beside the program: entries of menus, texts of shops, scripts, its list."""

import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from procmon_gui.domain.version import DESKTOP_ID, VERSION
from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.incident import ENDING
from tests.packaging.linux_parts import LINUX, ROOT

ENTRIES: Final = sorted(LINUX.glob("*.desktop"))
SCRIPTS: Final = sorted([*LINUX.glob("deb/*"), *LINUX.glob("rpm/*")])
AT_S: Final = 1_795_000_000


def needs(command: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(command) is None, reason=f"{command} is not installed: packaging/test does that"
    )


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what loads a module of packaging/linux as the build does."""
    monkeypatch.syspath_prepend(str(LINUX))
    monkeypatch.setenv("PACKAGE_MAINTAINER", "somebody <somebody@example.org>")
    monkeypatch.delenv("PACKAGE_VERSION", raising=False)
    return importlib.import_module


def lines_of(entry: Path) -> dict[str, str]:
    return dict(
        line.split("=", 1) for line in entry.read_text(encoding="utf-8").splitlines() if "=" in line and line[0] != "#"
    )


# ---- the desktop


@needs("desktop-file-validate")
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_desktops_understand_each_entry(entry: Path) -> None:
    done = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True, check=False)

    assert done.stdout + done.stderr == ""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_each_entry_starts_what_the_program_takes_under_the_name_that_its_windows_have(entry: Path) -> None:
    lines = lines_of(entry)
    program, *arguments = shlex.split(lines["Exec"].replace("%f", "/tmp/a.procmon"))

    assert program == lines["TryExec"] == "procmon-gui"
    assert parse(arguments).verb == ("open" if "open" in entry.name else "")
    assert lines["Icon"] == DESKTOP_ID
    assert lines["Name[de]" if "open" in entry.name else "Comment[de]"]
    # Qt gives windows this class, of the name that app.py gives the application.
    assert (
        f'setApplicationName("{lines.get("StartupWMClass", "procmon_gui")}")'
        in (ROOT / "procmon_gui/app.py").read_text()
    )


def test_what_starts_with_every_session_is_off_and_gives_way_to_what_a_user_chose() -> None:
    """A file of the same name in ~/.config/autostart goes before it."""
    assert lines_of(LINUX / f"{DESKTOP_ID}.autostart.desktop")["Hidden"] == "true"


def test_a_recording_is_known_by_its_ending_and_opened_by_its_entry() -> None:
    [kind] = ElementTree.parse(LINUX / f"{DESKTOP_ID}.mime.xml").getroot()

    assert [one.get("pattern") for one in kind if one.tag.endswith("glob")] == [f"*{ENDING}"]
    assert lines_of(LINUX / f"{DESKTOP_ID}.open.desktop")["MimeType"] == f"{kind.get('type')};"


@needs("appstreamcli")
def test_software_centres_understand_what_is_told_and_find_the_entry(load: Any, tmp_path: Path) -> None:
    file = tmp_path / f"{DESKTOP_ID}.metainfo.xml"
    file.write_text(load("stage").metainfo(datetime.fromtimestamp(AT_S, tz=UTC)), encoding="utf-8")

    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", "--pedantic", str(file)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
    root = ElementTree.parse(file).getroot()
    assert root.findtext("id") == DESKTOP_ID
    assert root.findtext("launchable") == f"{DESKTOP_ID}.desktop"
    assert [one.get("version") for one in root.iter("release")][:1] == [VERSION]
    summaries = [one.text for one in root.findall("summary")]
    entry = lines_of(LINUX / f"{DESKTOP_ID}.desktop")
    assert summaries == [entry["Comment"], entry["Comment[de]"]]


# ---- the scripts


@needs("shellcheck")
def test_shellcheck_finds_nothing_in_what_runs_as_root_when_it_is_installed() -> None:
    done = subprocess.run(["shellcheck", "-s", "sh", *map(str, SCRIPTS)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
    assert len(SCRIPTS) == 7


def test_no_script_of_a_package_ever_speaks_of_a_home_but_to_say_that_it_stays() -> None:
    for script in SCRIPTS:
        for line in script.read_text().splitlines():
            assert "~" not in line or "stays" in line
            assert not re.search(r"/home|/root|\$HOME", line)


UNIT: Final = "procmon-gui-record.service"
# Two users are logged in.
SYSTEMCTL: Final = """\
#!/bin/sh
case $* in
    *list-units*) printf 'user@1000.service loaded active running x\\nuser@1001.service loaded active running y\\n' ;;
    --version*) echo 'systemd 252 (252.1)' ;;
    *) echo "$*" >>"$ASKED" ;;
esac
"""
READ_ANEW: Final = ("system daemon-reload", "1000 daemon-reload", "1001 daemon-reload")
RESTARTED: Final = ("system try-restart", "1000 try-restart", "1001 try-restart")


def what_is_asked(folder: Path, script: str, *words: str, policy: int = 0) -> list[str]:
    """Run a script where systemd is the first process, and return what it asks of that; Debian's own parts are real."""
    for name, text in {
        "bin/systemctl": SYSTEMCTL,
        "sbin/policy-rc.d": f"#!/bin/sh\nexit {policy}\n",
        "systemd/systemd-update-helper": '#!/bin/sh\necho "updater $*" >>"$ASKED"\n',
    }.items():
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    (folder / "asked").touch()
    shell = (
        "set -e; mount -t tmpfs none /run; mkdir -p /run/systemd/system; mount --bind sbin /usr/sbin; "
        f'mount --bind systemd /usr/lib/systemd; ASKED={folder}/asked PATH={folder}/bin:$PATH exec sh "$@"'
    )
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", shell, "sh", str(LINUX / script), *words],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    told = re.sub(rf"--quiet |--no-reload | {UNIT}", "", (folder / "asked").read_text())
    return re.sub(r"(?m)^--user --machine (\d+)@|^--(?=system)", r"\1", told).splitlines()


@pytest.mark.needs_root
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may lay something over /run")
@needs("deb-systemd-invoke")
@pytest.mark.parametrize(
    ("script", "words", "asked"),
    [
        ("deb/postinstall", ["configure"], [*READ_ANEW]),
        ("deb/postinstall", ["configure", "0.1.0-1"], [*READ_ANEW, *RESTARTED]),
        ("deb/preremove", ["upgrade", "0.1.1-1"], []),
        ("deb/preremove", ["remove"], ["stop", "1000 stop", "1001 stop"]),
        ("deb/postremove", ["remove"], ["system daemon-reload"]),
        ("rpm/postinstall", ["1"], ["daemon-reload"]),
        ("rpm/postinstall", ["2"], ["daemon-reload", "try-restart", "updater mark-restart-user-units"]),
        ("rpm/preremove", ["1"], []),
        ("rpm/preremove", ["0"], ["disable --now", "updater remove-user-units"]),
        ("rpm/postremove", ["0"], ["daemon-reload"]),
    ],
)  # fmt: skip
def test_what_records_is_restarted_by_an_update_and_stopped_by_a_removal_and_nothing_is_enabled(
    tmp_path: Path, script: str, words: list[str], asked: list[str]
) -> None:
    assert what_is_asked(tmp_path, script, *words) == asked


@pytest.mark.needs_root
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may lay something over /run")
def test_where_an_administrator_lets_no_package_restart_anything_nothing_is(tmp_path: Path) -> None:
    assert what_is_asked(tmp_path, "deb/postinstall", "configure", "0.1.0-1", policy=101) == [*READ_ANEW]


@pytest.mark.needs_root
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may lay something over /etc")
def test_a_purge_takes_what_is_ours_with_its_secrets_names_it_and_follows_no_link(tmp_path: Path) -> None:
    ours = (
        "etc/procmon-gui/settings.toml", "etc/procmon-gui/secrets.toml", "etc/procmon-gui/commands.toml",
        "etc/procmon-gui/rules.toml.broken-2", "etc/systemd/user/default.target.wants/procmon-gui-record.service",
        "log/procmon-gui-helper.log.1",
    )  # fmt: skip
    others = ("etc/procmon-gui/ca.pem", "etc/passwd", "lib/other/history", "home/history.sqlite")
    for name in (*ours, *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "lib/procmon-gui").symlink_to(tmp_path / "home")
    shell = (
        "set -e; mount --bind etc /etc; mount --bind lib /var/lib; mount --bind log /var/log; "
        f"exec sh {LINUX}/deb/postremove purge"
    )

    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", shell], capture_output=True, text=True, check=False, cwd=tmp_path
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == set(others)
    assert not (tmp_path / "lib/procmon-gui").is_symlink()
    for name in (*ours, "lib/procmon-gui"):
        assert f"removing /{name if name.startswith('etc') else f'var/{name}'}\n" in done.stdout


def test_every_exception_for_lintian_is_explained() -> None:
    blocks = (LINUX / "lintian-overrides").read_text().strip().split("\n\n")

    for block in blocks[1:]:
        assert block.startswith("# ")
        assert "\nprocmon-gui: " in block


# ---- the tree and its list

LICENCES: Final = "_internal/procmon_gui/resources/licences.json"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is laid of a program that is as small as can be."""
    folder = tmp_path_factory.mktemp("tree")
    program = folder / "program"
    (program / "_internal").mkdir(parents=True)
    (program / "procmon-gui").write_text("#!/bin/sh\n")
    (program / "procmon-gui").chmod(0o777)
    (program / "_internal/part.so").touch(mode=0o777)
    (program / "_internal/libuuid.so.1").touch()
    (program / LICENCES).parent.mkdir(parents=True)
    (program / LICENCES).write_text("as it was frozen")
    done = subprocess.run(
        [sys.executable, str(LINUX / "stage.py"), str(folder / "root"), "--program", str(program), "--at", str(AT_S)],
        capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PACKAGE_MAINTAINER": "somebody <somebody@example.org>"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "root"


def test_the_list_of_the_package_is_the_tree_and_nothing_in_it_can_be_written_by_others(load: Any, tree: Path) -> None:
    entries = load("pack").contents(tree, "deb", AT_S)

    listed = {entry["dst"] for entry in entries if entry.get("type") != "dir"}
    assert listed == {f"/{path.relative_to(tree)}" for path in tree.rglob("*") if path.is_symlink() or path.is_file()}
    for entry in entries:
        assert (entry["file_info"]["owner"], entry["file_info"]["group"]) == ("root", "root")
        assert entry["file_info"].get("mode", 0o755) in (0o644, 0o755)
    modes = {entry["dst"]: entry["file_info"].get("mode") for entry in entries}
    assert modes["/usr/lib/procmon-gui/program/procmon-gui"] == 0o755
    assert modes["/usr/lib/procmon-gui/program/_internal/part.so"] == 0o644
    # Folders of the system belong to the system.
    assert all(entry["dst"].startswith(("/usr/lib/procmon-gui", "/usr/share/doc/procmon-gui"))
               for entry in entries if entry.get("type") == "dir")  # fmt: skip


def test_the_program_the_helper_and_the_units_lie_where_all_others_look_for_them(tree: Path) -> None:
    from procmon_gui.control.helper_client import HELPER_FOLDER, HELPER_PATH, POLICY_PATH

    assert (tree / "usr/bin/procmon-gui").resolve() == tree / "usr/lib/procmon-gui/program/procmon-gui"
    laid = {path.relative_to(tree / HELPER_FOLDER.relative_to("/")) for path in
            (tree / HELPER_FOLDER.relative_to("/")).rglob("*.py")}  # fmt: skip
    assert {ROOT / path for path in laid} >= set((ROOT / "procmon_gui/control/helper").glob("*.py"))
    assert os.access(tree / HELPER_PATH.relative_to("/"), os.X_OK)
    assert (tree / POLICY_PATH.relative_to("/")).is_file()
    for scope in ("system", "user"):
        assert (tree / f"usr/lib/systemd/{scope}/procmon-gui-record.service").is_file()


def test_the_program_tells_of_the_libraries_of_the_system_too_and_the_frozen_one_stays_as_it_was(tree: Path) -> None:
    told = json.loads((tree / "usr/lib/procmon-gui/program" / LICENCES).read_text())

    assert {"procmon_gui", "Qt", "libuuid1"} <= {part["name"] for part in told}
    assert (tree.parent / "program" / LICENCES).read_text() == "as it was frozen"
    assert "libuuid1" in (tree / "usr/share/doc/procmon-gui/copyright").read_text()


def test_each_size_of_the_icon_is_drawn_and_each_is_that_large(tree: Path) -> None:
    icons = tree / "usr/share/icons/hicolor"
    sides = {}
    for path in icons.rglob("*.png"):
        head = path.read_bytes()[:24]
        sides[path.parents[1].name] = (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))

    assert sides == {f"{side}x{side}": (side, side) for side in (16, 22, 24, 32, 48, 64, 128, 256, 512)}
    assert (icons / f"scalable/apps/{DESKTOP_ID}.svg").is_file()
    assert (icons / f"symbolic/apps/{DESKTOP_ID}-symbolic.svg").is_file()


@needs("zstd")
def test_the_archive_has_no_file_that_only_debian_looks_for(load: Any, tree: Path, tmp_path: Path) -> None:
    archive = tmp_path / "procmon-gui-0.1.0-linux-x86_64.tar.zst"

    load("pack")._tar(tree, archive, AT_S)

    told = subprocess.run(["tar", "--zstd", "-tf", str(archive)], capture_output=True, text=True, check=True).stdout
    files = {line.removeprefix("procmon-gui-0.1.0-linux-x86_64/") for line in told.splitlines() if line[-1] != "/"}
    assert {"usr/bin/procmon-gui", "usr/share/zsh/site-functions/_procmon-gui"} <= files
    assert not [name for name in files if re.search("vendor-completions|lintian|Debian", name)]


@needs("dpkg-deb")
def test_what_xz_makes_of_a_package_is_what_was_in_it(load: Any, tmp_path: Path) -> None:
    (tmp_path / "tree/DEBIAN").mkdir(parents=True)
    (tmp_path / "tree/DEBIAN/control").write_text(
        "Package: small\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: small\n"
    )
    (tmp_path / "tree/a-file").write_text("what was in it\n")
    package = tmp_path / "small.deb"
    subprocess.run(
        ["dpkg-deb", "-Znone", "--build", str(tmp_path / "tree"), str(package)], check=True, capture_output=True
    )

    load("pack").squeeze(package, AT_S)

    assert b"data.tar.xz" in package.read_bytes()
    subprocess.run(["dpkg-deb", "-x", str(package), str(tmp_path / "unpacked")], check=True)
    assert (tmp_path / "unpacked/a-file").read_text() == "what was in it\n"


def test_libraries_are_asked_for_by_the_names_that_debian_and_ubuntu_have(load: Any) -> None:
    linked = load("linked")
    missing = {
        "libc.so.6": {"GLIBC_2.9", "GLIBC_2.34", "GLIBC_ABI_DT_RELR"}, "ld-linux-x86-64.so.2": {"GLIBC_2.3"},
        "libnothing.so.1": set(),
    }  # fmt: skip

    assert linked.for_rpm(missing) == [
        "libc.so.6()(64bit)", "libc.so.6(GLIBC_2.34)(64bit)", "ld-linux-x86-64.so.2()(64bit)",
        "ld-linux-x86-64.so.2(GLIBC_2.3)(64bit)", "libnothing.so.1()(64bit)",
    ]  # fmt: skip
    assert linked._named("libglib2.0-0t64") == linked._named("libglib2.0-0") == "libglib2.0-0 | libglib2.0-0t64"
    with pytest.raises(SystemExit, match=r"libnothing\.so\.1"):
        linked.for_debian(missing)
