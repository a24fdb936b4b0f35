"""The detail of one that is pinned, has ended or is of the past, and of several."""

import math

import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.domain.ends import End, as_ended
from procmon_gui.ui.text import moment_text
from procmon_gui.ui.widgets.detail.general_tab import GeneralTab
from procmon_gui.ui.widgets.detail.lists import FilesTab
from procmon_gui.ui.widgets.detail.panel import DetailPanel
from procmon_gui.ui.widgets.detail.reading_tab import ReadingTab
from tests.ui.population import with_end
from tests.ui.widgets.detail.conftest import Clock
from tests.ui.widgets.detail.opening import open_on, settle, shown
from tests.ui.widgets.detail.sources import (
    CHECKPOINTER,
    POSTGRES,
    SYSTEMD,
    WORKER,
    FakeInspector,
    beat,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_pinned_detail_stays_and_comes_back_to_the_selection_when_unpinned(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)
    panel.header.pin_button.click()

    panel.follow([CHECKPOINTER])
    pinned = panel.subject
    panel.header.pin_button.click()

    assert pinned is not None
    assert pinned.serial == POSTGRES
    assert panel.subject is not None
    assert panel.subject.serial == CHECKPOINTER


def test_who_has_ended_stays_with_what_was_known(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector, clock: Clock
) -> None:
    tab = open_on(panel, qtbot, "files")
    assert isinstance(tab, FilesTab)
    clock.now_s += 1.0

    panel.show_snapshot(beat(2, without=POSTGRES))
    panel.follow([])
    panel.show_snapshot(beat(3, without=POSTGRES))
    settle(panel, qtbot)

    assert panel.header.title.title.tag.startswith("ended ")
    assert len(tab.list.model.rows) == 4
    assert tab.list.view._is_stale
    assert inspector.asked_for("open_files") == 1
    assert panel.slots() == frozenset()


@pytest.mark.parametrize(
    ("status", "said"), [(3.0, "exit status 3"), (-9.0, "killed by signal 9 (SIGKILL)"), (math.nan, "–")]
)
def test_who_has_ended_says_when_and_how(panel: DetailPanel, qtbot: QtBot, status: float, said: str) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)
    assert tab.pairs.words("ended") == ""

    ended = beat(2, without=POSTGRES)
    panel.show_snapshot(with_end(ended, 1, status))

    assert tab.pairs.words("ended") == moment_text(ended.at_ms / 1000 - 0.5)
    assert tab.pairs.words("exit") == said
    panel.show_snapshot(beat(3, without=POSTGRES))
    assert tab.pairs.words("exit") == said


def test_of_the_past_it_says_how_who_is_shown_ended_since(panel: DetailPanel, qtbot: QtBot) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)
    past = beat(0)
    end = End(past.at_ms + 60_000, -9, past.at_ms + 59_300)

    panel.show_snapshot(as_ended(past, {POSTGRES: end}), is_past=True, ended_ms={POSTGRES: end.gone_ms})

    assert tab.pairs.words("ended") == moment_text(past.at_ms / 1000 + 59.3)
    assert tab.pairs.words("exit") == "killed by signal 9 (SIGKILL)"


def test_a_tab_that_is_opened_after_the_end_says_that_nothing_can_be_read(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)
    panel.show_snapshot(beat(2, without=POSTGRES))

    panel.choose_tab("files")

    tab = shown(panel)
    assert isinstance(tab, ReadingTab)
    assert tab.said_instead.startswith("Ended ")


def test_of_the_past_only_what_was_recorded_is_shown(
    panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector
) -> None:
    tab = open_on(panel, qtbot)
    assert isinstance(tab, GeneralTab)

    panel.show_snapshot(beat(0), is_past=True)
    folder = tab.pairs.words("folder")
    panel.choose_tab("threads")
    threads = shown(panel)
    settle(panel, qtbot)

    assert folder == ""
    assert tab.pairs.words("user") == "anna"
    assert isinstance(threads, ReadingTab)
    assert threads.said_instead == "Not recorded: this needs the live moment."
    assert inspector.asked_for("threads") == 0


def test_back_in_the_present_the_tab_is_read_again(panel: DetailPanel, qtbot: QtBot, inspector: FakeInspector) -> None:
    panel.choose_tab("threads")
    panel.show_snapshot(beat(0), is_past=True)
    panel.follow([POSTGRES])

    panel.show_snapshot(beat(2))

    tab = shown(panel)
    assert isinstance(tab, ReadingTab)
    qtbot.waitUntil(lambda: tab.has_content)
    assert tab.said_instead == ""


def test_who_did_not_live_at_the_past_moment_is_said_to_be_missing(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)

    panel.show_snapshot(beat(0, without=POSTGRES), is_past=True)
    then = panel.header.title.title.tag
    panel.show_snapshot(beat(3))

    assert then == "not there then"
    assert panel.header.title.title.tag == "sleeping"


def test_several_are_added_up_and_unknown_is_not_zero(panel: DetailPanel, qtbot: QtBot) -> None:
    panel.show_snapshot(beat(1))

    panel.follow([POSTGRES, CHECKPOINTER, WORKER])

    words = {metric_id: panel._sums.pairs.words(metric_id) for metric_id in ("cpu_ratio", "rss_bytes")}
    assert panel.header.title.title.name == "3 processes"
    assert words == {"cpu_ratio": "43.8 %", "rss_bytes": "3.3 MiB"}
    assert panel._sums.pairs.words("tcp_sent_bytes_per_s") == "–"
    assert panel.subject is None


def test_a_process_that_the_list_hides_can_be_shown(panel: DetailPanel, qtbot: QtBot) -> None:
    open_on(panel, qtbot)

    panel.show_process(SYSTEMD)
    panel.show_snapshot(beat(2))
    panel.follow([POSTGRES])

    assert panel.subject is not None
    assert panel.subject.serial == SYSTEMD
