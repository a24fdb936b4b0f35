"""“Show everything”: when it is there, and what it says."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procmon_gui.domain.rights import Rights
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.everything import Everything
from procmon_gui.ui.widgets.banner import Banner, BannerStack
from tests.ui.fakes import FakePulse, beat


class Scene:
    """The menu entry and the banners over a pulse that the test plays."""

    def __init__(self, qtbot: QtBot) -> None:
        self.pulse = FakePulse()
        self.room = QWidget()
        qtbot.addWidget(self.room)
        self.banners = BannerStack(self.room)
        self.sampler = Sampler(lambda: self.pulse, self.banners)
        self.action = QAction(self.banners)
        self.everything = Everything(self.action, self.sampler, self.banners, self.banners)
        self._qtbot = qtbot
        self._sequence = 0

    def beat(self) -> None:
        """Let one snapshot arrive."""
        self._sequence += 1
        with self._qtbot.waitSignal(self.sampler.snapshot_taken):
            self.pulse.give(beat(self._sequence))

    def words(self) -> list[str]:
        """Return what the banners say."""
        return [banner.accessibleName() for banner in self.banners.findChildren(Banner)]


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    scene = Scene(qtbot)
    scene.sampler.start()
    yield scene
    assert scene.sampler.stop(60.0)


def test_it_is_absent_where_everything_is_seen_already(scene: Scene) -> None:
    scene.pulse.current_rights = Rights(sees_everything=True)

    scene.beat()

    assert not scene.action.isVisible()


def test_where_it_can_not_be_done_it_says_why_and_asks_for_nothing(scene: Scene) -> None:
    scene.pulse.current_rights = Rights(why_not="/opt/tools does not belong to root.")
    scene.beat()
    assert scene.action.isVisible()

    scene.action.trigger()

    assert scene.words() == ["/opt/tools does not belong to root."]
    assert scene.pulse.asked_count == 0


def test_while_the_password_is_typed_it_says_so_and_then_all_is_shown(scene: Scene) -> None:
    scene.pulse.current_rights = Rights()
    scene.pulse.rights_after_asking = Rights(is_asking=True)
    scene.beat()

    scene.action.trigger()
    scene.beat()
    assert "password" in scene.words()[0]

    scene.pulse.current_rights = Rights(sees_everything=True)
    scene.beat()

    assert not scene.action.isVisible()
    assert not scene.banners.isVisibleTo(scene.room)


def test_a_refusal_is_said_and_can_be_tried_again(scene: Scene) -> None:
    scene.pulse.current_rights = Rights()
    scene.pulse.rights_after_asking = Rights(refusal="More rights were not given.")
    scene.beat()

    scene.action.trigger()
    scene.beat()

    assert scene.words() == ["More rights were not given."]
    assert scene.action.isVisible()
