"""The marks as the window knows them: wishes are done in order, news are found, and trouble is told once."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.ui.mark_list import MarkList
from tests.ui.marks import KeptMarks, mark_at


class Stage:
    """A list, and who keeps it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.kept = KeptMarks(mark_at(2000, "fan noise", id=2), mark_at(1000))
        self.opened = 0
        self.list = MarkList(self._open)
        self.failures: list[str] = []
        self.list.failed.connect(self.failures.append)
        self.refusals: list[str] = []
        self.list.not_done.connect(self.refusals.append)
        self.qtbot = qtbot

    def _open(self) -> KeptMarks:
        self.opened += 1
        return self.kept

    @property
    def texts(self) -> list[str]:
        return [mark.text for mark in self.list.all]

    def look(self) -> None:
        with self.qtbot.waitSignal(self.list.changed):
            self.list.look()


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    stage = Stage(qtbot)
    yield stage
    assert stage.list.close()


def test_nothing_is_opened_before_somebody_looks(stage: Stage) -> None:
    stage.list.start_soon()

    assert (stage.opened, stage.texts) == (0, [])


def test_what_is_there_is_found_by_time_and_opened_once(stage: Stage) -> None:
    stage.look()
    stage.kept.add(1500, "of a script")
    stage.look()

    assert stage.texts == ["deployed 2.4", "of a script", "fan noise"]
    assert stage.opened == 1


def test_wishes_are_all_done_one_after_another_though_nobody_waits(stage: Stage) -> None:
    for number in range(20):
        stage.list.add(3000 + number, f"mark {number}")
    stage.qtbot.waitUntil(lambda: len(stage.texts) == 22)

    assert stage.texts[2:] == [f"mark {number}" for number in range(20)]


def test_what_was_wished_just_before_the_end_is_done(stage: Stage) -> None:
    for number in range(5):
        stage.list.add(3000 + number, f"mark {number}")

    assert stage.list.close()
    assert len(stage.kept.kept) == 7


def test_a_mark_is_renamed_removed_and_put_back(stage: Stage) -> None:
    stage.look()
    first, second = stage.list.all
    stage.list.rename(first, "deployed 2.5")
    stage.list.remove(second)
    stage.qtbot.waitUntil(lambda: stage.texts == ["deployed 2.5"])

    stage.list.restore(second)

    stage.qtbot.waitUntil(lambda: stage.texts == ["deployed 2.5", "fan noise"])


def test_what_could_not_be_done_is_told_and_what_is_known_stays(stage: Stage) -> None:
    stage.look()
    stage.kept.trouble = "the disk is full"
    with stage.qtbot.waitSignal(stage.list.not_done):
        stage.list.add(5000, "lost")
    stage.kept.trouble = ""
    with stage.qtbot.waitSignal(stage.list.changed):
        stage.list.add(6000, "kept")

    assert (stage.refusals, stage.failures) == (["the disk is full"], [])
    assert stage.texts == ["deployed 2.4", "fan noise", "kept"]


def test_marks_that_can_not_be_read_are_told_until_they_can_also_where_they_are_what_they_were(stage: Stage) -> None:
    stage.look()
    stage.kept.kept[2] = mark_at(2000, "a fan", id=2)
    stage.kept.trouble = "the desk is held by another program"
    with stage.qtbot.waitSignal(stage.list.failed):
        stage.list.look()
    stage.kept.kept[2] = mark_at(2000, "fan noise", id=2)
    stage.kept.trouble = ""
    stage.qtbot.waitUntil(lambda: stage.list._looking is not None and not stage.list._looking.is_running)
    with stage.qtbot.waitSignal(stage.list.failed):
        stage.list.look()

    assert stage.failures == ["the desk is held by another program", ""]
    assert stage.texts == ["deployed 2.4", "fan noise"]
