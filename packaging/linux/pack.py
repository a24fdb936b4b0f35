"""Makes a .deb, an .rpm and a .tar.zst of a tree that stage.py has laid. The same tree gives the same bytes.

python packaging/linux/pack.py ROOT OUT_DIR --at SECONDS [--only deb|rpm|tar]
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

import command_line  # noqa: F401 - first, so that the program is found
import linked

from procmon_gui.domain.version import VERSION

HERE: Final = Path(__file__).resolve().parent
PROGRAM: Final = "usr/lib/procmon-gui/program"
# Names of Debian for the machines that Qt has wheels for.
MACHINES: Final = {"x86_64": "amd64", "aarch64": "arm64"}
# Folders that are the system's, and not to be owned by a package.
_OURS: Final = ("/usr/lib/procmon-gui", "/usr/share/doc/procmon-gui")
# Where zsh looks for completions: in Debian and what stems from it, and elsewhere.
_ZSH_OF_DEBIAN: Final = "zsh/vendor-completions"
_ZSH_OF_OTHERS: Final = "zsh/site-functions"
# How much of a package is held in memory, and how long the head of a member of an archive is.
_PIECE: Final = 1 << 20
_HEAD: Final = 60
DESCRIPTION: Final = """\
flight recorder and control desk of a computer's processes
 Shows every process of this machine, live and in the past, in a window that
 stays smooth with ten thousand of them, or in the terminal; records them all,
 so that any moment can be looked at again; tells when something is wrong and
 which process it was; and ends or tames processes without ever meeting the
 wrong one.
 .
 Qt and Python are bundled. What acts on processes of other users is a helper
 that asks polkit for a password each time; it needs python3 and pkexec."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the packages that are asked for."""
    parser = argparse.ArgumentParser(description="Make packages of a tree.")
    parser.add_argument("root", type=Path, metavar="ROOT", help="what stage.py has laid")
    parser.add_argument("out", type=Path, metavar="OUT_DIR", help="where the packages go")
    parser.add_argument(
        "--at", type=int, required=True, metavar="SECONDS", help="the time of what is built, since 1970"
    )
    parser.add_argument("--only", choices=("deb", "rpm", "tar"), help="one of the three")
    request = parser.parse_args(arguments)
    request.out.mkdir(parents=True, exist_ok=True)
    version = os.environ.get("PACKAGE_VERSION", VERSION)
    machine = platform.machine()
    if machine not in MACHINES:
        raise SystemExit(f"there is no package for this kind of machine: {machine}")
    missing = linked.missing_libraries(request.root / PROGRAM)
    names = {
        "deb": f"procmon-gui_{version}-1_{MACHINES[machine]}.deb",
        "rpm": f"procmon-gui-{version}-1.{machine}.rpm",
        "tar": f"procmon-gui-{version}-linux-{machine}.tar.zst",
    }
    for kind in (request.only,) if request.only else tuple(names):
        target = request.out / names[kind]
        if kind == "tar":
            _tar(request.root, target, request.at)
        else:
            _nfpm(kind, target, recipe(request.root.resolve(), kind, version, missing, request.at), request.at)
        sys.stderr.write(f"procmon_gui: {target} ({target.stat().st_size / 1e6:.1f} MB)\n")
    return 0


def recipe(root: Path, kind: str, version: str, missing: Mapping[str, Set[str]], at: int) -> dict[str, Any]:
    """Return what nfpm is told."""
    scripts = HERE / kind
    told: dict[str, Any] = {
        "name": "procmon-gui", "arch": MACHINES[platform.machine()], "platform": "linux", "version": version,
        "version_schema": "none", "release": "1", "section": "utils", "priority": "optional",
        "maintainer": os.environ["PACKAGE_MAINTAINER"], "vendor": "procmon_gui contributors", "license": "MIT",
        "description": DESCRIPTION, "mtime": _when(at), "contents": contents(root, kind, at),
        "scripts": {f"{when}{what}": str(scripts / f"{when}{what}") for when in ("pre", "post") for what in (
            "install", "remove") if (scripts / f"{when}{what}").exists()},
    }  # fmt: skip
    if kind == "deb":
        told["depends"] = linked.for_debian(missing)
        told["recommends"] = ["python3 (>= 3.11)", "polkitd", "pkexec"]
        told["deb"] = {"compression": "none"}
    else:
        told["depends"] = linked.for_rpm(missing)
        told["recommends"] = ["python3 >= 3.11", "polkit"]
        told["description"] = "\n".join(line.removeprefix(" ") for line in DESCRIPTION.splitlines()[1:]).replace(
            "\n.\n", "\n\n"
        )
        told["rpm"] = {
            "summary": DESCRIPTION.splitlines()[0], "group": "Applications/System", "buildhost": "localhost",
            "packager": os.environ["PACKAGE_MAINTAINER"], "compression": "zstd:19",
        }  # fmt: skip
    return told


def contents(root: Path, kind: str, at: int) -> list[dict[str, Any]]:
    """Return every file of the tree by its name, so that nothing depends on how a folder is read."""
    entries: list[dict[str, Any]] = []
    for path in sorted(root.rglob("*")):
        place = f"/{path.relative_to(root)}"
        info = {"owner": "root", "group": "root", "mtime": _when(at)}
        if kind == "rpm" and ("/lintian" in place or "changelog.Debian" in place):
            continue
        if path.is_symlink():
            entries.append({"src": str(path.readlink()), "dst": place, "type": "symlink", "file_info": info})
        elif path.is_dir():
            if place.startswith(_OURS):
                entries.append({"dst": place, "type": "dir", "file_info": info | {"mode": 0o755}})
        else:
            entry = {
                "src": str(path),
                "dst": _named(place, kind),
                "file_info": info | {"mode": path.stat().st_mode & 0o777},
            }
            entries.append(entry | ({"type": "config|noreplace"} if place.startswith("/etc/") else {}))
    return entries


def _named(place: str, kind: str) -> str:
    """Return where a file goes."""
    return place.replace(_ZSH_OF_DEBIAN, _ZSH_OF_OTHERS) if kind == "rpm" else place


def _when(at: int) -> str:
    return datetime.fromtimestamp(at, tz=UTC).isoformat().replace("+00:00", "Z")


def _nfpm(kind: str, target: Path, told: Mapping[str, Any], at: int) -> None:
    nfpm = Path(sys.executable).parent / "nfpm"
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        (Path(scratch) / "nfpm.yaml").write_text(json.dumps(told), encoding="utf-8")  # which is YAML, too
        made = Path(scratch) / target.name
        subprocess.run(
            [str(nfpm), "package", "--config", "nfpm.yaml", "--packager", kind, "--target", str(made)],
            check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(at)}, cwd=scratch,
        )  # fmt: skip
        if kind == "deb":
            squeeze(made, at)
        made.replace(target)


def squeeze(package: Path, at: int) -> None:
    """Compress the files of a .deb with xz itself: a fifth smaller than nfpm does, and the same on any machine.

    A .deb is an archive of ar with three members.
    """
    with package.open("rb") as file:
        members = list(_members(file))
    names = [name for name, _, _ in members]
    if names[:1] != ["debian-binary"] or names[-1] != "data.tar":
        raise SystemExit(f"nfpm has made something else than before: {', '.join(names)}")
    squeezed = package.with_suffix(".xz")
    filters = ["--x86"] if platform.machine() == "x86_64" else []
    name, begin, size = members[-1]
    with package.open("rb") as source, squeezed.open("wb") as target:
        source.seek(begin)
        xz = subprocess.Popen(
            # As many threads everywhere: how many there are is seen in the bytes.
            ["xz", "--threads=2", *filters, "--lzma2=preset=8", "--stdout"], stdin=subprocess.PIPE, stdout=target,
        )  # fmt: skip
        assert xz.stdin is not None
        with xz.stdin:
            for _ in range(0, size, _PIECE):
                xz.stdin.write(source.read(min(_PIECE, begin + size - source.tell())))
        if xz.wait() != 0:
            raise SystemExit("xz failed (the reason is above)")
    with squeezed.open("rb") as tail, package.open("r+b") as file:
        file.seek(begin - _HEAD)
        file.truncate()
        file.write(f"{name}.xz".ljust(16).encode())
        file.write(f"{at:<12}{0:<6}{0:<6}{'100644':<8}{squeezed.stat().st_size:<10}`\n".encode())
        shutil.copyfileobj(tail, file)
        if squeezed.stat().st_size % 2:
            file.write(b"\n")
    squeezed.unlink()


def _members(file: BinaryIO) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each member of an archive, where its content begins, and its size."""
    if file.read(8) != b"!<arch>\n":
        raise SystemExit(f"{file.name} is no archive of ar")
    while head := file.read(_HEAD):
        size = int(head[48:58])
        yield head[:16].decode().strip().rstrip("/"), file.tell(), size
        file.seek(size + size % 2, os.SEEK_CUR)


def _tar(root: Path, target: Path, at: int) -> None:
    """Make what can be unpacked anywhere, and started there."""
    name = target.name.removesuffix(".tar.zst")
    packed = subprocess.Popen(
        ["tar", "--create", "--sort=name", f"--mtime=@{at}", "--owner=root:0", "--group=root:0", "--format=gnu",
         f"--transform=flags=r;s,^\\.,{name},", f"--transform=flags=r;s,/{_ZSH_OF_DEBIAN},/{_ZSH_OF_OTHERS},",
         "--exclude=./usr/share/lintian", "--exclude=changelog.Debian.gz", "--directory", str(root), "."],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert packed.stdout is not None
    with packed.stdout, target.open("wb") as file:
        squeezed = subprocess.run(
            # As for xz. What goes back further than 128 MiB could not be unpacked without being told so.
            ["zstd", "--quiet", "--threads=2", "-19", "--long=27", "--stdout"],
            stdin=packed.stdout, stdout=file, check=False,
        )  # fmt: skip
    if packed.wait() != 0 or squeezed.returncode != 0:
        raise SystemExit("the archive could not be made (the reason is above)")


if __name__ == "__main__":
    sys.exit(main())
