"""Of what the program is made, and under which licences: told by its parts, or by the file of a build."""

import json
from importlib.metadata import distribution
from pathlib import Path

import pytest

from procmon_gui.domain.about import Licence
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.version import VERSION
from procmon_gui.services import licences
from procmon_gui.services.licences import as_json, from_json, installed_licences, read_licences, runtime_names

ROOT = Path(__file__).resolve().parents[2]


def test_every_part_of_this_installation_has_a_licence_with_its_text() -> None:
    parts = read_licences()

    assert [part.name for part in parts[:4]] == ["procmon_gui", "Lucide icons", "Python", "Qt"]
    assert (parts[0].version, parts[0].licence) == (VERSION, "MIT")
    assert [part.name for part in parts if len(part.text) < 300 or not part.licence] == []
    assert [part.name for part in parts if "see its" in part.licence] == []


def test_what_is_under_the_lgpl_brings_that_licence_and_the_gpl_that_it_stands_on() -> None:
    """The wheel of Qt has no text of a licence in it."""
    for part in read_licences():
        if part.licence.startswith("LGPL"):
            assert "GNU LESSER GENERAL PUBLIC LICENSE" in part.text, part.name
            assert "13. Use with the GNU Affero General Public License." in part.text, part.name


def test_a_licence_that_stands_at_the_head_of_its_module_is_found_there() -> None:
    (found,) = [part for part in read_licences() if part.name == "nvidia-ml-py"]

    assert found.licence == "BSD-3-Clause"
    assert found.text.startswith("Copyright (c)")
    assert found.text.endswith("SUCH DAMAGE.\n")


def test_what_a_part_holds_of_others_is_told_with_it() -> None:
    texts = {part.name: part.text for part in read_licences()}

    assert "based in part on the work of the Independent JPEG Group" in texts["Qt"]
    assert "HarfBuzz" in texts["Qt"]
    assert "Abseil" in texts["google-re2"]
    assert "\n- openssl " in texts["cryptography"]
    assert "\n- asn1 " in texts["cryptography"]
    assert "\n- krb5-libs " in texts["psycopg2-binary"]
    assert "It contains" not in texts["numpy"]


def test_a_list_of_what_a_part_holds_that_is_written_in_another_way_is_passed_over() -> None:
    found = distribution("cryptography")
    for text in ("", "[", "[]", '{"components": [{"version": "1"}]}', '{"components": ["a"]}', '{"components": 1}'):
        assert licences._components(text, found) == []


def test_the_parts_are_those_of_the_lock_and_none_of_the_test_tools() -> None:
    names = runtime_names()

    assert {"pyside6-essentials", "numpy", "sqlalchemy", "jeepney"} <= names
    assert names & {"pytest", "ruff", "pyarrow", "pip"} == set()


def test_without_a_lock_the_parts_are_what_the_program_needs_and_what_that_needs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As pipx installs it: keyring stands for the program here, which is not installed in a checkout."""
    monkeypatch.setattr(licences, "_PACKAGE", tmp_path / "procmon_gui")

    assert {"jeepney", "secretstorage", "cryptography", "cffi", "jaraco-classes"} <= licences._needed_by("keyring")
    assert licences._needed_by("keyring") & {"pytest", "keyring"} == set()
    assert runtime_names() == frozenset()


def test_what_is_of_another_system_is_left_out() -> None:
    assert [part.name for part in installed_licences(["no-such-part-of-it"])] == [
        "procmon_gui",
        "Lucide icons",
        "Python",
    ]


def test_what_a_build_wrote_is_read_as_it_was() -> None:
    parts = (
        Licence(name="procmon_gui", version="1", licence="MIT", text="Words — “with” marks\n", commit="a" * 40),
        Licence(name="thing", version="", licence="ISC", text="x", url="https://example.org"),
    )

    assert from_json(as_json(parts)) == parts
    assert as_json(parts) == as_json(from_json(as_json(parts)))


def test_a_list_that_is_broken_is_said_with_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = tmp_path / "licences.json"
    monkeypatch.setattr(licences, "resources", lambda: tmp_path)
    for broken in ("{", "[1]", '[{"name": "x"}]'):
        made.write_text(broken, encoding="utf-8")
        with pytest.raises(Unavailable, match=r"licences\.json can not be read"):
            read_licences()

    made.write_text(json.dumps([{"name": "x", "version": "1", "licence": "MIT", "text": "t"}]), encoding="utf-8")
    assert [part.name for part in read_licences()] == ["x"]


def test_the_commit_of_a_checkout_is_read_without_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of a branch, of a packed one, of a single commit, of a second worktree, and of none."""
    monkeypatch.setattr(licences, "_PACKAGE", tmp_path / "tree" / "procmon_gui")
    git = tmp_path / "tree" / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    assert licences._commit_of_checkout() == ""

    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "packed-refs").write_text(f"# pack-refs\n{'b' * 40} refs/heads/main\n")
    assert licences._commit_of_checkout() == "b" * 40
    (git / "refs" / "heads" / "main").write_text(f"{'a' * 40}\n")
    assert licences._commit_of_checkout() == "a" * 40
    (git / "HEAD").write_text(f"{'c' * 40}\n")
    assert licences._commit_of_checkout() == "c" * 40
    (git / "HEAD").write_text("nonsense\n")
    assert licences._commit_of_checkout() == ""

    apart = tmp_path / "apart"
    (apart).mkdir()
    (git / "worktrees" / "apart").mkdir(parents=True)
    (git / "worktrees" / "apart" / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "worktrees" / "apart" / "commondir").write_text("../..\n")
    (apart / ".git").write_text(f"gitdir: {git / 'worktrees' / 'apart'}\n")
    monkeypatch.setattr(licences, "_PACKAGE", apart / "procmon_gui")
    assert licences._commit_of_checkout() == "a" * 40
