"""Writes what is bundled with the program, with the licence of each part. Run by the Python whose parts are meant.

    python packaging/licences.py OUT.json             for the frozen program, as resources/licences.json
    python packaging/licences.py --debian OUT         for a Debian package, as its copyright file
    python packaging/licences.py OUT.json --tree DIR  and the libraries in DIR that belong to this Debian system

The same parts give the same bytes. It fails where the licence of a part is not known: nothing is handed on unread.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from procmon_gui.domain.about import Licence  # noqa: E402
from procmon_gui.services.licences import (  # noqa: E402
    PROGRAM,
    as_json,
    installed_licences,
    runtime_names,
)

# Names of Debian's copyright format, where they differ from those of SPDX.
_DEBIAN_NAMES = {
    "MIT": "Expat", "BSD-3-Clause": "BSD-3-clause", "BSD-2-Clause": "BSD-2-clause", "LGPL-3.0-only": "LGPL-3",
    "LGPL-3.0-or-later": "LGPL-3+", "GPL-3.0-only": "GPL-3", "GPL-2.0-only": "GPL-2", "CC0-1.0": "CC0-1.0",
    "PSF-2.0": "PSF-2",
}  # fmt: skip
# Texts that each Debian has, which a package refers to instead of repeating them.
_COMMON = (
    ("GPL-2", r"GNU GENERAL PUBLIC LICENSE\s+Version 2, June 1991.*?END OF TERMS AND CONDITIONS"),
    ("GPL-3", r"GNU GENERAL PUBLIC LICENSE\s+Version 3, 29 June 2007.*?why-not-lgpl\.html>?\.?|"
              r"GNU GENERAL PUBLIC LICENSE\s+Version 3, 29 June 2007.*?END OF TERMS AND CONDITIONS"),
    ("LGPL-3", r"GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3, 29 June 2007.*?permanent authorization for you to\s+"
               r"choose that version for the\s+Library\."),
    # Some leave its end out, some have the appendix, which tells how to use it.
    ("Apache-2.0", r"Apache License\s+Version 2\.0, January 2004.*?warranty or additional\s+liability\."
                   r"(?:\s+END OF TERMS AND CONDITIONS)?"
                   r"(?:\s+APPENDIX: How to apply.*?limitations under the License\.)?"),
    ("MPL-2.0", r"Mozilla Public License Version 2\.0\s+=+.*?Exhibit B.*?Mozilla Public License, v\. 2\.0\."),
)  # fmt: skip
_COPYRIGHT = re.compile(r"(?i)^[^\w\n]*(copyright\b.*\d{4}.*|(?:\(c\)|©) ?\d{4}.*)$", re.MULTILINE)
_EXAMPLE = re.compile(r"<(?:copyright holders|year)>|\[(?:name of|yyyy)")
_MOST_HOLDERS = 20
_LIBRARY = re.compile(r"^(lib.+?)(?:-[0-9a-f]{8})*\.so(?:\.|$)")
# Parts that tell of themselves: Qt and its binding, and what numpy's own text speaks of. What Python's library holds of
# others is told by Debian's text of that.
_TOLD_ALREADY = re.compile(r"libQt6|libpyside6|libshiboken6|lib(?:scipy_openblas|gfortran|quadmath)")
# Not needed by the program, and in each frozen one: what starts it.
_BOOT_LOADER = "pyinstaller"
_HAS_ON_DEBIAN = Path("/usr/share/common-licenses")
_REFERRED = re.compile(rf"{_HAS_ON_DEBIAN}/([A-Za-z]+(?:-[\d.]*\d)?)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one file; return 0, or 1 where something about a part is not known."""
    parser = argparse.ArgumentParser(description="Write what is bundled, and under which licences.")
    parser.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    parser.add_argument("--debian", action="store_true", help="as the copyright file of a Debian package")
    parser.add_argument("--tree", type=Path, metavar="DIR", help="the frozen program: its system libraries, too")
    request = parser.parse_args(arguments)
    licences = [*installed_licences({*runtime_names(), _BOOT_LOADER}, commit=_commit())]
    lacking = [one.name for one in licences if not one.text.strip() or not one.licence]
    if request.tree is not None:
        found, unknown = system_libraries(request.tree)
        licences += found if request.debian else [*found, *_referred_to(found)]
        lacking += unknown
    if lacking:
        sys.stderr.write(
            f"No licence is known of: {', '.join(lacking)}. Of a library: install Debian's package of it.\n"
        )
        return 1
    request.out.parent.mkdir(parents=True, exist_ok=True)
    request.out.write_text(as_debian(licences) if request.debian else as_json(licences), encoding="utf-8")
    return 0


def _commit() -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), "rev-parse", "HEAD"], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


# ---------------------------------------------------------------- libraries of the system


def system_libraries(tree: Path) -> tuple[list[Licence], list[str]]:
    """Return what Debian says of the libraries in a tree that are of a system, and those that it knows nothing of.

    Wheels bring such libraries along too, built elsewhere of the same sources.
    """
    # Qt's plugins are called as libraries are, and belong to Qt.
    names = {path.name for path in tree.rglob("lib*.so*") if path.is_file() and "plugins" not in path.parts}
    stems = sorted({found[1] for found in map(_LIBRARY.match, names) if found and not _TOLD_ALREADY.match(found[1])})
    packages = {stem: _package_of(stem) for stem in stems}
    known = sorted({package for package in packages.values() if package})
    return [_packaged(package) for package in known], [stem for stem, package in packages.items() if not package]


def _package_of(stem: str) -> str:
    """Return the package of this Debian that has a library; empty where none has."""
    # Some have a version in front of the ending, as libldap-2.5.so.0.
    patterns = [f"*/{stem}.so.*", f"*/{stem}-[0-9]*.so.*"]
    done = subprocess.run(["dpkg", "-S", *patterns], capture_output=True, text=True, check=False)
    found = sorted({line.partition(":")[0] for line in done.stdout.splitlines() if "/lib/" in line})
    return next((name for name in found if not name.endswith("-dev")), "")


def _packaged(package: str) -> Licence:
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}\t${Homepage}", package], capture_output=True, text=True, check=True
    )
    version, _, url = shown.stdout.partition("\t")
    text = Path(f"/usr/share/doc/{package}/copyright").read_text(encoding="utf-8", errors="replace")
    return Licence(name=package, version=version, licence="see its text", text=text.strip() + "\n", url=url.strip())


def _referred_to(licences: Iterable[Licence]) -> list[Licence]:
    """Return the texts that others only name by where each Debian has them: the program runs elsewhere, too."""
    names = sorted({name for one in licences for name in _REFERRED.findall(one.text)})
    found = {name: (_HAS_ON_DEBIAN / name).read_text(encoding="utf-8") for name in names}
    return [Licence(name=f"text of {name}", version="", licence=name, text=text) for name, text in found.items()]


# ---------------------------------------------------------------- Debian


def as_debian(licences: Iterable[Licence]) -> str:
    """Return the same in the machine-readable format 1.0 of Debian."""
    head = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: procmon_gui",
        "Comment: What lies in this package beside the program itself is bundled as its makers built it.",
    ]
    return "\n".join([*head, "", *(line for one in licences for line in _stanza(one))])


def _stanza(one: Licence) -> list[str]:
    files = "*" if one.name == PROGRAM else f"bundled/{re.sub(r'[^A-Za-z0-9.+_-]+', '-', one.name)}/*"
    holders = list(dict.fromkeys(" ".join(found.split()) for found in _COPYRIGHT.findall(one.text)))
    lines = [f"Files: {files}", f"Copyright: {holders[0] if holders else 'see the text of the licence'}"]
    lines += [f"           {holder}" for holder in holders[1:_MOST_HOLDERS]]
    lines.append(f"License: {_debian_name(one)}")
    lines += [f" {line}" if line.strip() else " ." for line in _referring(one.text).strip().splitlines()]
    if one.name != PROGRAM:
        source = f", {one.url}" if one.url else ""
        lines.append(f"Comment: {' '.join(filter(None, (one.name, one.version)))}{source}")
    return [*lines, ""]


def _debian_name(one: Licence) -> str:
    words = [_DEBIAN_NAMES.get(word, word) for word in one.licence.split()]
    name = " ".join({"OR": "or", "AND": "and", "WITH": "with"}.get(word, word) for word in words)
    # A name must stand for one text in the whole file, and parts differ in theirs.
    return name if one.name == PROGRAM else f"{name.replace(' ', '-')}-{re.sub(r'[^a-z0-9]+', '-', one.name.lower())}"


def _referring(text: str) -> str:
    for name, shape in _COMMON:
        reference = f"The full text of this licence is in /usr/share/common-licenses/{name} on Debian systems."
        text = re.sub(shape, reference, text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    sys.exit(main())
