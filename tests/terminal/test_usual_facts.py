"""What doctor says of what is usual: where it lies, how large and old it is, and whether it can be used."""

import os
from pathlib import Path

import pytest

from procmon_gui.anomaly.suspicion import Suspicion
from procmon_gui.services.places import Options
from procmon_gui.services.usual import check_usual
from procmon_gui.store.baselines import BaselinesFile
from procmon_gui.terminal.facts import Fact, Level
from procmon_gui.terminal.usual_facts import usual_facts
from tests.anomaly.beats import Machine, Process

NOW_MS = 1_800_000_000_000


@pytest.fixture
def file(tmp_path: Path) -> BaselinesFile:
    """A file with what is usual, written three hours ago."""
    suspicion = Suspicion()
    for snapshot in Machine().even(5, 1.0, [Process("postgres"), Process("nginx")]):
        suspicion.beat(snapshot)
    file = BaselinesFile(tmp_path)
    file.save(suspicion.state())
    os.utime(file.path, (NOW_MS / 1000 - 3 * 3600, NOW_MS / 1000 - 3 * 3600))
    return file


def told(folder: Path) -> dict[str, Fact]:
    return {fact.id: fact for fact in usual_facts(lambda: check_usual(Options(data_dir=folder)), NOW_MS)}


def test_what_was_learned_is_told_with_its_file_size_and_age(file: BaselinesFile, tmp_path: Path) -> None:
    facts = told(tmp_path)

    assert facts["path"].text == str(file.path)
    assert facts["size_bytes"].value == file.path.stat().st_size
    assert facts["age_s"].value == 3 * 3600
    assert facts["age_s"].text == "3 h ago"
    assert facts["learned"].text.endswith("figures of the machine and 2 programs")
    assert {fact.level for fact in facts.values()} == {Level.OK}


@pytest.mark.parametrize("how", ["damaged", "none of ours", "no state", "a folder", "a link", "a pipe"])
def test_what_can_not_be_used_is_said_and_left_as_it_is(how: str, file: BaselinesFile, tmp_path: Path) -> None:
    if how == "damaged":
        os.truncate(file.path, 300)
    elif how == "none of ours":
        file.path.write_bytes(b"#!/bin/sh")
    elif how == "no state":
        file.save(b"whole, and no state at all")
    else:
        file.path.unlink()
        if how == "a folder":
            file.path.mkdir()
        elif how == "a link":
            file.path.symlink_to("/etc/passwd")
        else:
            os.mkfifo(file.path)
    learned = told(tmp_path)["learned"]

    assert learned.level is Level.LIMITED
    assert learned.value is False
    assert "can not be used" in learned.text
    assert [path.name for path in tmp_path.iterdir()] == [file.path.name]


def test_where_nothing_was_learned_that_is_no_fault(tmp_path: Path) -> None:
    assert [(fact.text, fact.level) for fact in told(tmp_path / "none").values()] == [
        ("nothing was learned yet", Level.OK)
    ]
