"""What a frozen program links to and does not bring along, as the two kinds of package say it."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Final

# Packages that have another name since time has 64 bits everywhere: in Ubuntu 24.04, and in Debian 13.
_T64: Final = frozenset(
    ("libatk1.0-0", "libcups2", "libglib2.0-0", "libgtk-3-0", "libpng16-16", "libreadline8", "libssl3")
)
_ELF: Final = b"\x7fELF"
# A plugin of Qt that it leaves out where its libraries are not there: it takes dialogs from GTK, on desktops with GTK.
OPTIONAL: Final = frozenset(("libqgtk3.so",))
_DYNAMIC_LOADER: Final = re.compile(r"^ld-linux")


def missing_libraries(tree: Path) -> Mapping[str, Set[str]]:
    """Return every library that is linked to and not in the tree, with the versions of symbols that are asked for.

    What a plugin that is optional links to is not asked for.
    """
    needed: set[str] = set()
    brought: set[str] = set()
    versions: dict[str, set[str]] = defaultdict(set)
    for path in _programs_and_libraries(tree):
        told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        needed |= set(re.findall(r"^ +NEEDED +(\S+)", told, re.MULTILINE))
        brought |= {path.name, *re.findall(r"^ +SONAME +(\S+)", told, re.MULTILINE)}
        for library, symbols in re.findall(r"^ +required from (\S+):\n((?: +0x.*\n)*)", told, re.MULTILINE):
            versions[library] |= set(re.findall(r"(\S+)$", symbols, re.MULTILINE))
    return {name: versions[name] for name in sorted(needed - brought)}


def _programs_and_libraries(tree: Path) -> list[Path]:
    return [path for path in sorted(tree.rglob("*")) if _is_elf(path) and path.name not in OPTIONAL]


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == _ELF


def for_rpm(missing: Mapping[str, Set[str]]) -> list[str]:
    """Return them by the names that rpm itself gives to libraries."""
    lines = []
    for name, versions in missing.items():
        newest = _newest_glibc(versions)
        lines.append(f"{name}()(64bit)")
        lines += [f"{name}({newest})(64bit)"] if newest else []
    return lines


def for_debian(missing: Mapping[str, Set[str]]) -> list[str]:
    """Return the packages of this Debian that have them. All of them are older than the C library that is asked for."""
    glibc = max((_newest_glibc(versions) for versions in missing.values()), key=_parts)
    packages = {_package_of(name) for name in missing if not _DYNAMIC_LOADER.match(name)}
    return [f"libc6 (>= {glibc.removeprefix('GLIBC_')})", *(_named(one) for one in sorted(packages - {"libc6"}))]


def _newest_glibc(versions: Set[str]) -> str:
    return max((one for one in versions if re.fullmatch(r"GLIBC_[\d.]+", one)), key=_parts, default="")


def _parts(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def _package_of(library: str) -> str:
    told = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, text=True, check=False).stdout
    for line in told.splitlines():
        package, _, path = line.partition(": ")
        if Path(path).parent.name.endswith("-linux-gnu"):
            return package.partition(":")[0]
    raise SystemExit(f"The program links to {library}, and no package that is installed here has it.")


def _named(package: str) -> str:
    plain = package.removesuffix("t64")
    return f"{plain} | {plain}t64" if plain in _T64 else package
