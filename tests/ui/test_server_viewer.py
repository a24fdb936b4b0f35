"""The window over what a server has of a machine: what it says, what comes later, and what is said when it goes away.

Against a real PostgreSQL, in a window that is shown.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.recorded_hosts import RecordedHost
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.services.history import RangeOpener
from procmon_gui.services.server import open_server_history
from procmon_gui.store.history.server import prepare_server
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.moment import State
from procmon_gui.ui.pages.makers import HistoryMaker, OverviewMaker, ProcessesMaker
from procmon_gui.ui.recording_file import RecordingOnServer
from procmon_gui.ui.server_past import ServerPast
from procmon_gui.ui.widgets.host_menu import HostMenu
from tests.store.conftest import Team
from tests.store.history.forwarded import MadeUp, forwarding, until
from tests.store.history.machines import day, difference
from tests.store.history.recording import record, recover
from tests.store.postgres import CanNotStart, Server
from tests.ui.screen import show_active

HOSTS = tuple(
    RecordedHost(machine_id=key * 16, name=name)
    for key, name in (("a", "R&D"), ("b", "web-7"), ("c", "localhost"), ("d", "localhost"))
)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Team, list[Snapshot], Path]]:
    """A server of its own, with the history of one machine."""
    try:
        server = Server()
    except (CanNotStart, OSError) as error:
        pytest.skip(f"no PostgreSQL here: {error}")
    server.sql("CREATE ROLE procmon_gui_recorders NOLOGIN; CREATE ROLE recorder LOGIN IN ROLE procmon_gui_recorders")
    team, folder = Team(server, server.new_database()), tmp_path_factory.mktemp("machine")
    prepare_server(server.url(database=team.database))
    shown = record(folder, day(150))
    recover(folder)
    send(team, folder)
    yield team, shown, folder
    server.close()


def send(team: Team, folder: Path) -> None:
    with forwarding(folder, team.recorder) as forwarder:
        assert until(lambda: forwarder.figures().is_connected and not forwarder.figures().waiting_count)


class Stage:
    """A window over it, at its newest moment."""

    def __init__(self, qtbot: QtBot, team: Team, folder: Path) -> None:
        self.qtbot = qtbot
        self.history = open_server_history(team.recorder)
        settings = QSettings(str(folder / "look.ini"), QSettings.Format.IniFormat)
        ranges = RangeOpener(self.history)
        makers = (OverviewMaker(), ProcessesMaker(None, None, settings), HistoryMaker(ranges, None, settings))
        sampler = Sampler(_never)
        self.window = MainWindow(
            sampler, makers, settings, history=self.history, open_ranges=ranges,
            recording=RecordingOnServer(server=self.history.label, host_name=self.history.host_name),
        )  # fmt: skip
        sampler.setParent(self.window)
        self.past = ServerPast(self.history.refresh, self.window)
        self.past.learned.connect(self.window.learn_past)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.open_page_named("processes")
        show_active(self.window, qtbot)
        span = self.history.span()
        assert span is not None
        self.go_to(span.to_ms)

    def go_to(self, at_ms: int) -> None:
        self.window.moment.go_to(at_ms)
        self.qtbot.waitUntil(lambda: not self.window.moment.is_loading, timeout=60_000)

    @property
    def moment(self) -> Snapshot:
        assert self.window.moment.snapshot is not None
        return self.window.moment.snapshot


def _never() -> NoReturn:
    raise AssertionError("nobody samples for a recording")


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, past: tuple[Team, list[Snapshot], Path], tmp_path: Path) -> Iterator[Stage]:
    theme.apply(qapp, "dark")
    stage = Stage(qtbot, past[0], tmp_path)
    yield stage
    stage.window.hide()
    close_readers()
    stage.history.close()


def test_the_newest_moment_is_shown_and_whose_it_is_is_said(
    stage: Stage, past: tuple[Team, list[Snapshot], Path]
) -> None:
    team, shown, _ = past
    words = f"host, recorded in {team.database} on 127.0.0.1, read only"

    assert difference(shown[-1], stage.moment) == []
    assert stage.window.windowTitle() == stage.window.status.text("file") == words
    assert stage.window.moment.state is State.PAST
    assert stage.window.header._host.text() == "host"


def test_the_page_of_history_shows_curves_of_the_machine(stage: Stage) -> None:
    stage.window.open_page_named("history")

    stage.qtbot.waitUntil(lambda: not stage.window.page.is_dirty, timeout=20_000)
    assert stage.window.page_id == "history"
    assert stage.window.banners.codes == ()


def test_a_server_that_goes_away_is_said_and_asked_again_at_the_next_step(
    stage: Stage, past: tuple[Team, list[Snapshot], Path]
) -> None:
    team, shown, _ = past
    team.server.stop()
    try:
        stage.go_to(shown[20].at_ms)
        assert stage.window.banners.codes == ("moment",)
        assert stage.window.banners.text("moment").startswith("The history can not be read: ")
        assert difference(shown[-1], stage.moment) == []
    finally:
        team.server.start()

    stage.go_to(shown[20].at_ms)

    assert difference(shown[20], stage.moment) == []
    assert stage.window.banners.codes == ()


def test_the_window_goes_on_while_a_frozen_server_is_waited_for(
    stage: Stage, past: tuple[Team, list[Snapshot], Path]
) -> None:
    team, shown, _ = past
    began_s = time.monotonic()
    with team.server.frozen():
        stage.window.moment.go_to(shown[20].at_ms)
        stage.window.open_page_named("overview")
        stage.window.open_page_named("processes")
        stage.qtbot.wait(200)
        assert time.monotonic() - began_s < 2
        assert stage.window.moment.is_loading

    stage.qtbot.waitUntil(lambda: not stage.window.moment.is_loading, timeout=60_000)

    assert difference(shown[20], stage.moment) == []


def test_what_comes_later_is_shown_when_it_was_looked_for(
    stage: Stage, past: tuple[Team, list[Snapshot], Path]
) -> None:
    team, _, folder = past
    before = stage.history.span()
    MadeUp(folder).commit(1)
    send(team, folder)

    with stage.qtbot.waitSignal(stage.past.learned, timeout=20_000):
        stage.past.look()

    after = stage.history.span()
    assert before is not None
    assert after is not None
    assert after.to_ms > before.to_ms


# ---- small parts


def entries(menu: HostMenu) -> list[tuple[str, bool]]:
    return [(action.text(), action.isChecked()) for action in menu.actions()]


def test_the_menu_names_every_machine_and_marks_the_one_that_is_shown(qtbot: QtBot) -> None:
    window = QMenu()
    qtbot.addWidget(window)
    menu = HostMenu(HOSTS, HOSTS[1], window)

    assert entries(menu) == [
        ("R&&D", False), ("web-7", True), ("localhost (cccccccc)", False), ("localhost (dddddddd)", False),
    ]  # fmt: skip


def test_another_machine_is_asked_for_and_the_one_that_is_shown_stays_marked(qtbot: QtBot) -> None:
    window = QMenu()
    qtbot.addWidget(window)
    menu = HostMenu(HOSTS, HOSTS[1], window)
    asked: list[str] = []
    menu.host_asked.connect(asked.append)

    for place in (1, 3):
        menu.actions()[place].trigger()

    assert asked == ["d" * 16]
    assert [is_marked for _, is_marked in entries(menu)] == [False, True, False, False]


class FakeServer:
    """Answers, or does not."""

    def __init__(self) -> None:
        self.trouble = ""
        self.count = 0

    def refresh(self) -> None:
        self.count += 1
        if self.trouble:
            raise Unavailable(self.trouble)


def test_an_outage_is_told_and_its_end_too_and_nobody_asks_twice_at_once(qtbot: QtBot) -> None:
    server, owner = FakeServer(), QObject()
    past = ServerPast(server.refresh, owner)
    server.trouble = "The history can not be read: the server did not answer for 15 s"

    with qtbot.waitSignal(past.failed) as failed:
        past.look()
        past.look()
    assert failed.args == [server.trouble]
    server.trouble = ""
    with qtbot.waitSignal(past.learned):
        past.look()

    assert server.count == 2
    close_readers()
