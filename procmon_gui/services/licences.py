"""Of what the installed program is made, and under which licences; reads files, so never on the window's thread.

A frozen program has no metadata of its parts: `resources/licences.json`, made by `packaging/licences.py`, tells them.
"""

import itertools
import json
import os
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from procmon_gui.domain.about import Licence
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.version import VERSION

PROGRAM: Final = "procmon_gui"
_PACKAGE: Final = Path(__file__).resolve().parent.parent
# What the makers wrote in words, or forgot to write.
_KNOWN: Final[Mapping[str, str]] = {
    "colorama": "BSD-3-Clause",
    "google-re2": "BSD-3-Clause",
    "nvidia-ml-py": "BSD-3-Clause",
    "psycopg2-binary": "LGPL-3.0-or-later",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
}
# Whose makers wrote its text at the head of its module, and nowhere else.
_AT_THE_HEAD: Final[Mapping[str, str]] = {"nvidia-ml-py": "pynvml.py"}
# What is linked into a part, and named nowhere in it.
_HELD: Final[Mapping[str, str]] = {
    "google-re2": """\
It contains Abseil, Copyright The Abseil Authors, https://abseil.io, under the Apache License, version 2.0:
https://www.apache.org/licenses/LICENSE-2.0
""",
}
_CLASSIFIERS: Final[Mapping[str, str]] = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
}
_QT_NOTICE: Final = """\
Qt, Copyright (C) The Qt Company Ltd. and other contributors, is used under the GNU Lesser General Public License,
version 3. Its libraries lie as files of their own in the installed program, so that they can be replaced.
Its source: https://download.qt.io/official_releases/qt/
"""
_PYTHON_NOTICE: Final = "This Python brings no text of its licence along: https://docs.python.org/3/license.html\n"
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_REQUIRED: Final = re.compile(r"^[A-Za-z0-9._-]+")


def read_licences() -> Sequence[Licence]:
    """Return every part of the program with its licence, the program first.

    Raises:
        Unavailable: this installation lacks what tells of them.
    """
    made = resources() / "licences.json"
    try:
        return from_json(made.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return installed_licences(runtime_names())
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Unavailable(f"{made} can not be read: {error}") from error


def resources() -> Path:
    """Return the folder of icons and pages: inside of an installed program, beside the package in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if (inside / "icons").is_dir() else _PACKAGE.parent / "resources"


def from_json(text: str) -> Sequence[Licence]:
    """Return what `as_json` wrote."""
    return tuple(
        Licence(
            name=str(part["name"]),
            version=str(part["version"]),
            licence=str(part["licence"]),
            text=str(part["text"]),
            url=str(part.get("url", "")),
            commit=str(part.get("commit", "")),
        )
        for part in json.loads(text)
    )


def as_json(licences: Iterable[Licence]) -> str:
    """Return a list that says the same whenever and wherever it is made of the same parts."""
    kept = ("name", "version", "licence", "text", "url", "commit")
    listed = [{key: getattr(one, key) for key in kept if getattr(one, key)} for one in licences]
    # What every reader may count on.
    whole = [{"name": "", "version": "", "licence": "", "text": ""} | one for one in listed]
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def installed_licences(names: Iterable[str], *, commit: str = "") -> Sequence[Licence]:
    """Return the program, its icons, Python, Qt, and the distributions of these names that are installed."""
    parts = [licence_of(one) for one in map(_installed, sorted(names)) if one is not None]
    qt_version = next((part.version for part in parts if _canonical(part.name) == "pyside6-essentials"), "")
    fixed = [_program(commit), _icons(), _python()]
    return (*fixed, *([_qt(qt_version)] if qt_version else []), *parts)


def runtime_names() -> frozenset[str]:
    """Return the names of the distributions that the program needs: those of the lock, else what is installed."""
    lock = _PACKAGE.parent / "requirements.lock"
    try:
        return frozenset(_canonical(name) for name in _PIN.findall(lock.read_text(encoding="utf-8")))
    except OSError:
        return _needed_by("procmon-gui")


def licence_of(found: Distribution) -> Licence:
    """Return what a distribution says of itself; what it says twice is taken once."""
    name = _canonical(found.metadata["Name"])
    licence = _licence_id(name, found)
    texts = list(dict.fromkeys(text for text in map(_text_of, _licence_files(found)) if text))
    if not texts and name in _AT_THE_HEAD:
        texts = [_head_of(Path(str(found.locate_file(_AT_THE_HEAD[name]))))]
    texts += filter(None, (_HELD.get(name, ""), _contained(found)))
    if licence.startswith("LGPL"):
        texts += [_standard("LGPL-3.0"), _standard("GPL-3.0")]
    return Licence(
        name=found.metadata["Name"],
        version=found.version,
        licence=licence,
        text="\n\n".join(texts),
        url=_url_of(found),
    )


def _needed_by(name: str) -> frozenset[str]:
    """Return what a distribution needs, what those need, and so on; extras that nobody asked for are left out."""
    known: set[str] = set()
    ahead = [name]
    while ahead:
        found = _installed(ahead.pop())
        for line in (found.requires or ()) if found is not None else ():
            required = _REQUIRED.match(line)
            if required is not None and "extra ==" not in line and (one := _canonical(required[0])) not in known:
                known.add(one)
                ahead.append(one)
    return frozenset(known)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None  # of another system


def _licence_id(name: str, found: Distribution) -> str:
    told = _field(found, "License-Expression") or _KNOWN.get(name)
    if told:
        return told
    written = _field(found, "License").strip()
    if written and "\n" not in written:
        return written
    classifiers = found.metadata.get_all("Classifier") or []
    return next((_CLASSIFIERS[one] for one in classifiers if one in _CLASSIFIERS), "see its text")


def _field(found: Distribution, name: str) -> str:
    return next(iter(found.metadata.get_all(name) or []), "")


def _licence_files(found: Distribution) -> list[Path]:
    """Return the files that a distribution has in its metadata for this, in an order that is always the same."""
    wanted = re.compile(r"(?i)^(licen[cs]e|copying|notice|authors)")
    files = (one for one in found.files or () if ".dist-info" in one.parts[0] and wanted.match(one.name))
    return [Path(str(found.locate_file(one))) for one in sorted(files, key=str)]


def _head_of(module: Path) -> str:
    lines = itertools.takewhile(lambda line: line.startswith("#"), _text_of(module).splitlines())
    return "\n".join(line.lstrip("#").removeprefix(" ") for line in lines).strip() + "\n"


def _contained(found: Distribution) -> str:
    """Return what a distribution tells (CycloneDX) that it contains of others; empty where it tells of nothing."""
    told = [one for one in found.files or () if one.suffix == ".json" and "sboms" in one.parts]
    lines = {line for one in told for line in _components(_text_of(Path(str(found.locate_file(one)))), found)}
    return "\n".join(["It contains, as its makers tell:", *sorted(lines, key=str.lower), ""]) if lines else ""


def _components(text: str, found: Distribution) -> list[str]:
    try:
        return [
            f"- {one['name']} {one.get('version', '')}"
            + "".join(f", {kind['expression']}" for kind in one.get("licenses") or () if "expression" in kind)
            for one in json.loads(text).get("components", ())
            if not _canonical(one["name"]).startswith(_canonical(found.metadata["Name"]))
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []  # told in another way


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip() + "\n"
    except OSError:
        return ""


def _url_of(found: Distribution) -> str:
    addresses = {
        label.strip().lower(): address.strip()
        for label, _, address in (line.partition(",") for line in found.metadata.get_all("Project-URL") or [])
    }
    wanted = ("source", "source code", "repository", "homepage")
    said = next((addresses[label] for label in wanted if label in addresses), _field(found, "Home-page"))
    return said if said.startswith("https://") or said.startswith("http://") else ""


def _standard(name: str) -> str:
    return _text_of(resources() / "licences" / f"{name}.txt")


def _program(commit: str) -> Licence:
    text = _text_of(_PACKAGE.parent / "LICENSE")
    ours = _installed("procmon-gui")
    if not text and ours is not None:
        text = "\n\n".join(filter(None, map(_text_of, _licence_files(ours))))
    return Licence(name=PROGRAM, version=VERSION, licence="MIT", text=text, commit=commit or _commit_of_checkout())


def _icons() -> Licence:
    text = _text_of(resources() / "icons" / "LICENSE")
    return Licence(name="Lucide icons", version="", licence="ISC", text=text, url="https://lucide.dev")


def _python() -> Licence:
    beside = Path(os.__file__).parent
    text = next(filter(None, (_text_of(folder / "LICENSE.txt") for folder in (beside, beside.parent))), _PYTHON_NOTICE)
    version = platform.python_version()
    return Licence(name="Python", version=version, licence="PSF-2.0", text=text, url="https://www.python.org")


def _qt(version: str) -> Licence:
    parts = (_QT_NOTICE, _standard("Qt-contains"), _standard("LGPL-3.0"), _standard("GPL-3.0"))
    text = "\n\n".join(filter(None, parts))
    return Licence(name="Qt", version=version, licence="LGPL-3.0-only", text=text, url="https://www.qt.io")


def _commit_of_checkout() -> str:
    """Return the commit that a checkout stands at, empty where this is none. Git itself is not asked."""
    try:
        place = _PACKAGE.parent / ".git"
        if place.is_file():  # a further worktree
            place = Path(place.read_text(encoding="utf-8").removeprefix("gitdir:").strip())
        head = (place / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return _as_commit(head)
        name = head.removeprefix("ref: ")
        common = place / "commondir"
        shared = (place / common.read_text(encoding="utf-8").strip()) if common.is_file() else place
        if (shared / name).is_file():
            return _as_commit((shared / name).read_text(encoding="utf-8").strip())
        packed = (shared / "packed-refs").read_text(encoding="utf-8")
        return next((_as_commit(line.partition(" ")[0]) for line in packed.splitlines() if line.endswith(name)), "")
    except (OSError, UnicodeDecodeError):
        return ""


def _as_commit(text: str) -> str:
    return text if re.fullmatch(r"[0-9a-f]{40,64}", text) else ""
