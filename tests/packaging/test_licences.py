"""The list of what is bundled, as the builds take it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKER = ROOT / "packaging" / "licences.py"


def make(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(MAKER), *words], capture_output=True, text=True, check=False, timeout=120, cwd="/"
    )


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "licences.json", tmp_path / "b.json"

    assert make(str(first)).returncode == 0
    assert make(str(second)).returncode == 0

    assert first.read_bytes() == second.read_bytes()
    parts = json.loads(first.read_text(encoding="utf-8"))
    assert [part["name"] for part in parts[:4]] == ["procmon_gui", "Lucide icons", "Python", "Qt"]
    assert {"PySide6_Essentials", "numpy", "psycopg2-binary"} <= {part["name"] for part in parts}
    assert all(part["text"] and part["licence"] for part in parts)


def test_debian_gets_a_copyright_file_that_repeats_no_licence_that_it_has(tmp_path: Path) -> None:
    made = tmp_path / "copyright"

    assert make("--debian", str(made)).returncode == 0

    text = made.read_text(encoding="utf-8")
    assert text.startswith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n")
    stanzas = [stanza for stanza in text.split("\n\n")[1:] if stanza.strip()]
    assert len(stanzas) > 40
    for stanza in stanzas:
        fields = re.findall(r"^([A-Z][a-z]+):", stanza, re.MULTILINE)
        assert fields in (["Files", "Copyright", "License"], ["Files", "Copyright", "License", "Comment"]), stanza[:200]
    names = re.findall(r"^License: (.+)$", text, re.MULTILINE)
    assert len(names) == len(set(names)), "one name stands for one text"
    assert "END OF TERMS AND CONDITIONS" not in text
    assert not re.search(r"GNU (LESSER )?GENERAL PUBLIC LICENSE\s+Version 3, 29 June 2007", text)
    assert "/usr/share/common-licenses/LGPL-3" in text
    assert not re.search(r"^ *$(?!\n[FL]|\Z)", re.sub(r"\n\n", "\n", text), re.MULTILINE)


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="asks Debian of whom a library is")
def test_a_library_of_the_system_in_the_tree_is_told_with_what_debian_says_of_it(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    for name in ("libz.so.1", "libz-01234567.so.1.2", "libQt6Core.so.6", "_lzma.cpython-311-x86_64-linux-gnu.so"):
        (tree / name).touch()

    assert make(str(tmp_path / "out.json"), "--tree", str(tree)).returncode == 0

    (found,) = [part for part in json.loads((tmp_path / "out.json").read_text()) if part["name"].startswith("zlib1g")]
    assert "Jean-loup Gailly" in found["text"]


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="asks Debian of whom a library is")
def test_what_debian_only_refers_to_is_handed_on_where_the_list_is_read_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "libuuid.so.1").touch()

    assert make(str(tmp_path / "out.json"), "--tree", str(tmp_path)).returncode == 0
    assert make("--debian", str(tmp_path / "copyright"), "--tree", str(tmp_path)).returncode == 0

    parts = {part["name"]: part["text"] for part in json.loads((tmp_path / "out.json").read_text())}
    assert "common-licenses/LGPL-2.1" in parts["libuuid1"]
    assert "Version 2.1, February 1999" in parts["text of LGPL-2.1"]
    assert "Version 2.1, February 1999" not in (tmp_path / "copyright").read_text()


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="asks Debian of whom a library is")
def test_nothing_is_handed_on_of_which_no_licence_is_known(tmp_path: Path) -> None:
    (tmp_path / "libnobodyknows.so.1").touch()

    done = make(str(tmp_path / "out.json"), "--tree", str(tmp_path))

    assert done.returncode == 1
    assert "libnobodyknows" in done.stderr
    assert not (tmp_path / "out.json").exists()
