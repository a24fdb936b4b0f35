"""A file is replaced in one go, or not at all."""

import os
import sys
from pathlib import Path

import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.ui.bridge.whole_files import write_whole


def test_a_file_is_made_and_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_whole(str(path), "first")
    path.chmod(0o640)

    write_whole(str(path), "second ü")

    assert path.read_text("utf-8") == "second ü"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["list.csv"]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target = tmp_path / "there" / "list.csv"
    target.write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(target)

    write_whole(str(link), "new")

    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="another way to fail")
def test_what_can_not_be_written_is_named_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")

    def full(_number: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="No space left on device"):
        write_whole(str(path), "new")

    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["list.csv"]
    with pytest.raises(Unavailable, match="No such file"):
        write_whole(str(tmp_path / "nowhere" / "list.csv"), "new")
