"""The whole window over made-up data, and the states of it that a reader can bring about: for walks through it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from enum import Enum

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.finding import Found, HeldAs, SearchEnd, Wanted
from procmon_gui.domain.history import Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.reading import Note
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.domain.sockets import Socket, SocketKind, SocketList, SocketState
from procmon_gui.domain.version import VERSION
from procmon_gui.ui.about_program import AboutProgram
from procmon_gui.ui.acting.signals import all_signals
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.main_window.window import MainWindow
from procmon_gui.ui.pages.alerts import AlertsPage
from procmon_gui.ui.pages.audit import AuditPage
from procmon_gui.ui.pages.connections import ConnectionsPage
from procmon_gui.ui.pages.history import HistoryPage
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.pages.processes import ProcessesPage
from procmon_gui.ui.pages.settings import SettingsPage
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.compare.compare_window import CompareWindow
from procmon_gui.ui.widgets.detail.sources import DetailSources
from procmon_gui.ui.widgets.find_dialog import FindDialog
from procmon_gui.ui.widgets.go_to_time_dialog import GoToTimeDialog
from procmon_gui.ui.widgets.life.life_window import LifeWindow
from procmon_gui.ui.widgets.mark_dialog import MarkDialog
from tests.ui.alerts.kept import evidence_of, night
from tests.ui.audit import KeptTrail, process_deed
from tests.ui.bridge.test_recorder import Disk, started
from tests.ui.fakes import FakePulse, host_of
from tests.ui.made_up_past import CORE, PROGRAMS, MadeUpPast
from tests.ui.marks import KeptMarks, mark_at
from tests.ui.ranges import HOUR_MS, START_MS, FakeRanges, process_life, program, program_life
from tests.ui.ready import Ready
from tests.ui.remembered import FIRST_LIVE, Remembered
from tests.ui.screen import show_active
from tests.ui.state import State
from tests.ui.told_of_program import DIED, FACTS, LICENCES, WENT_ON, FakeAbout, FakeReports
from tests.ui.whole_access import AccessStates
from tests.ui.whole_acting import ActingStates
from tests.ui.whole_alerts import AlertStates, alerts_of_a_night
from tests.ui.whole_past import TABS, PastStates, RecordingStates
from tests.ui.widgets.detail.sources import FILES, VARIABLES, FakeInspector, FakeLister, people
from tests.ui.widgets.detail.sources import beat as people_beat

NOTE = Note("limited-view", "Limited view: the system hides the processes of other users (hidepid).")


def beat(sequence: int) -> Snapshot:
    """Return one beat of a few people on a machine that has something of everything."""
    return replace(people_beat(sequence), host=host_of(), notes=(NOTE,))


def sockets(key: ProcessKey) -> SocketList:
    """Return a list with one socket of somebody and one of nobody."""
    listening = Socket(identity=1, kind=SocketKind.TCP, state=SocketState.LISTENING, local_address="127.0.0.1",
                       local_port=5432, owners=(key,))  # fmt: skip
    stray = Socket(
        identity=2, kind=SocketKind.UDP, state=SocketState.UNCONNECTED, local_address="10.1.2.3", local_port=53
    )
    return SocketList(
        monotonic_ns=1, sockets=(listening, stray), names={key: "postgres"}, process_count=4, refused_count=1
    )


class Lister(FakeLister):
    """Lists the sockets of the whole machine too."""

    def list_sockets(self, errand: Errand) -> SocketList:
        """Return the same two each time."""
        return sockets(beat(1).key(1))


class FakeFinder:
    """Finds one file."""

    def find(self, wanted: Wanted, text: str, tell: Callable[[Sequence[Found]], None], errand: Errand) -> SearchEnd:
        """Tell the one hit."""
        tell([Found(process=beat(1).key(1), name="postgres", thing="/var/log/app.log", held_as=HeldAs.MAPPED)])
        return SearchEnd(process_count=4, refused_count=1, is_cut=True)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text of made-up data, as deep as it goes."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, dict):
        for inner in (*value.keys(), *value.values()):
            yield from texts_in(inner)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from texts_in(inner)


class WholeWindow:
    """The window with all its pages; `states` walks through everything that can be opened."""

    def __init__(self, qtbot: QtBot, settings: QSettings) -> None:
        self._qtbot, self.settings = qtbot, settings
        self._sequence = FIRST_LIVE - 1
        sampler = Sampler(FakePulse)
        self.preferences = Preferences()
        self.list_page = ProcessesPage(settings=settings)
        self.trail = KeptTrail(process_deed(), process_deed(reason="hangs", outcome=Outcome.REFUSED))
        self.audit_list = AuditList(lambda: self.trail)
        sources = DetailSources(inspector=FakeInspector(), sockets=Lister(), deeds=self.audit_list)
        self.list_page.use_detail(lambda: sources)
        self.past = MadeUpPast(people_beat(1).at_ms)
        self.history = HistoryPage(lambda: self.past, self.preferences, settings=settings)
        self.kept_alerts, self.alert_list = alerts_of_a_night()
        self.overview = OverviewPage(open_reader=lambda: self.past, alerts=self.alert_list)
        self.alerts = AlertsPage(self.alert_list, audit=self.audit_list)
        self.connections = ConnectionsPage(Lister(), settings=settings)
        self.audit = AuditPage(self.audit_list)
        self.settings_page = SettingsPage(self.preferences)
        makers = [
            Ready("overview", self.overview), Ready("processes", self.list_page),
            Ready("history", self.history), Ready("alerts", self.alerts), Ready("connections", self.connections),
            Ready("audit", self.audit), Ready("settings", self.settings_page),
        ]  # fmt: skip
        self.life = process_life()
        span = Span(from_ms=START_MS + HOUR_MS, to_ms=START_MS + 2 * HOUR_MS)
        self.span, programs = span, [program("postgres", 360), program("cron", 99)]
        self.ranges = FakeRanges(
            lives={self.life.facts.key: self.life},
            programs={span.from_ms: [program("postgres", 720)], START_MS: programs},
        )
        self.remembered = Remembered()
        self.marks = KeptMarks(mark_at(self.remembered.moment_ms, "postgres"))
        self.disk = Disk()
        self.recorder = started(qtbot, self.disk)
        self.window = MainWindow(
            sampler,
            makers,
            settings,
            history=self.remembered.history,
            open_marks=lambda: self.marks,
            open_ranges=lambda: self.ranges,
            recorder=self.recorder,
            preferences=self.preferences,
        )
        self.window.use_audit(self.audit_list)
        self.window.use_alerts(self.alert_list)
        self.alert_list.setParent(self.window)
        self.audit_list.setParent(self.window)
        self.preferences.setParent(self.window)
        self.recorder.setParent(self.window)
        sampler.setParent(self.window)
        self.find_dialog = FindDialog(FakeFinder(), self.window)
        self.reports = FakeReports()
        self.reports.kept = [DIED, WENT_ON]
        menu, banners = self.window.menu, self.window.banners
        self.about = AboutProgram(menu, banners, FakeAbout(), self.reports, self.window)
        qtbot.addWidget(self.window)

    def feed(self, count: int = 1) -> None:
        """Hand beats over and wait until they are drawn."""
        for _ in range(count):
            self._sequence += 1
            live = beat(self._sequence)
            self.remembered.hear(live)
            self.window.show_snapshot(live)
            self.settle()

    def settle(self) -> None:
        self._qtbot.wait(1)
        self._qtbot.waitUntil(lambda: not self.window.drawing.frame.isActive())

    @property
    def data(self) -> set[str]:
        """Return the texts that are data: never translated."""
        snapshot = beat(1)
        used = [f"/usr/bin/{name}" for name in PROGRAMS]
        made_up = (people(), FILES, VARIABLES, sockets(snapshot.key(1)), list(snapshot.host.values()), "postgres",
                   self.life, program_life(), "cron", *PROGRAMS, *used, "backup", "Unavailable")  # fmt: skip
        inspected = ("/usr/bin/postgres", "-D", "/my data", "/var/lib/postgres", "/usr/lib/libc.so", "main", "busy",
                     "127.0.0.1", "anna", "/var/log/app.log", "procmon_gui", "nofile", "web-7",
                     "db.example.com", "hangs", *(one.name for one in all_signals()))  # fmt: skip
        fires, past = night()
        alerts = (fires, past, [evidence_of(alert) for alert in fires])
        told = (FACTS, LICENCES, DIED, VERSION, FACTS.commit[:12], "Python 3.11, Qt 6.11")
        return {text for text in (*texts_in(made_up), *texts_in((*alerts, *told)), *inspected) if len(text) > 1}

    def states(self) -> Iterator[State]:
        """Open one thing after another."""
        window = self.window
        self.feed(3)
        self._look_for_marks()
        for page_id in ("overview", "processes", "history", "alerts", "connections", "audit", "settings"):
            window.open_page_named(page_id)
            self.feed()
            yield State(page_id, window)
        yield from self._overview_states()
        yield from self._list_states()
        yield from ActingStates(self.list_page, self._qtbot).states()
        yield from self._history_states()
        yield from PastStates(self, self._qtbot).states()
        yield from RecordingStates(self, self._qtbot).states()
        yield from self._audit_states()
        yield from AlertStates(self, self._qtbot).states()
        yield from self._settings_states()
        yield from self._window_states()
        yield from self._dialog_states()
        yield from AccessStates(self, self._qtbot).states()

    def _look_for_marks(self) -> None:
        kept = self.window._moment_parts.mark_list
        assert kept is not None
        kept.look()
        self._qtbot.waitUntil(lambda: bool(kept.all))

    def _audit_states(self) -> Iterator[State]:
        page, trail = self.audit, self.trail
        self.window.open_page_named("audit")
        self.audit_list.look()
        self._qtbot.waitUntil(lambda: bool(page.model.rows))
        yield State("audit with deeds", self.window)
        for fault in ("", "record 2 is missing"):
            trail.fault = fault
            page.verify()
            yield State("audit while it is verified", self.window)
            self._qtbot.waitUntil(lambda: "check" in page.banners.codes)
            yield State(f"audit verified {fault}", self.window)
        page.verify()
        page.cancel()
        yield State("audit cancelled", self.window)
        self.audit_list.see_only("")
        yield State("audit refused", self.window)
        self.audit_list.see_only(None)
        page.toolbar.filter_box.set_query_text("nobody")
        yield State("audit without a match", self.window)
        page.toolbar.filter_box.set_query_text("")

    def _overview_states(self) -> Iterator[State]:
        self.window.open_page_named("overview")
        for panel in (one for one in self.overview._shown if one.detail):
            self.overview.open_detail(panel.detail)
            self.feed()
            yield State(f"overview, {panel.detail}", self.window)
        self.overview._on_detail_closed()

    def _list_states(self) -> Iterator[State]:
        self.window.open_page_named("processes")
        self.feed()
        assert self.list_page.detail is not None
        self.list_page.view.selectRow(1)
        self.list_page.detail.open_detail()
        self.feed()
        panel = self.list_page.detail.panel
        assert panel is not None
        for tab_id in TABS:
            panel.choose_tab(tab_id)
            self.feed()
            self._qtbot.wait(60)  # the pool answers
            self.feed()
            yield State(f"detail, {tab_id}", self.window)
        self.list_page.view.selectAll()
        self.feed()
        yield State("detail of several", self.window)
        self.list_page.detail.close_detail()
        for words in ("nothing-has-this-name", "cpu > ", "postgres"):
            self.window.filter_box.set_query_text(words)
            self.feed()
            yield State(f"filter {words!r}", self.window)
        self.window.filter_box.set_query_text("")

    def _history_states(self) -> Iterator[State]:
        self.window.open_page_named("history")
        self.feed()
        page = self.history
        page.toolbar.span_buttons.button(1).click()
        page.toolbar.offset_chosen.emit(24 * 3_600_000)
        self._let_history_read()
        yield State("history", self.window)
        page.charts.choose_range(self.past.backup)
        self._let_history_read()
        yield State("history, a range of programs", self.window)
        page.side.kinds.button(1).click()
        self._let_history_read()
        yield State("history, a range of processes", self.window)
        page.charts.charts[0].hovered.emit(self.past.backup.from_ms)
        yield State("history, pointed at", self.window)
        page.deeds.fill_menu(page._more)
        page.dialogs.ask_for_series((CORE,), page._choice.series)
        page.dialogs.ask_for_range(Span(from_ms=self.past.from_ms, to_ms=self.past.to_ms))
        for dialog in (dialog for dialog in page.findChildren(QDialog) if dialog.isVisible()):
            yield State(f"history, {type(dialog).__name__}", dialog)
            dialog.close()
        self.past.trouble = "Unavailable"
        page.toolbar.span_buttons.button(2).click()
        self._let_history_read()
        yield State("history, trouble", self.window)
        self.past.trouble, self.past.is_empty = None, True
        self.feed()
        yield State("history, nothing recorded", self.window)
        self.past.is_empty = False

    def _let_history_read(self) -> None:
        page = self.history
        self._qtbot.wait(450)  # it reads when the hand has come to rest
        self._qtbot.waitUntil(lambda: not page.reading.is_waiting)
        self.feed()

    def _settings_states(self) -> Iterator[State]:
        self.window.open_page_named("settings")
        self.feed()
        self.settings_page.search.setText("nothing-has-this-name")
        self.settle()
        yield State("settings, nothing found", self.window)
        self.settings_page.search.clear()

    def _window_states(self) -> Iterator[State]:
        self.window.set_frozen(True)
        self.feed()
        yield State("frozen", self.window)
        self.window.set_frozen(False)
        self.window.enter_safe_mode()
        self.feed()
        yield State("safe mode", self.window)

    def _dialog_states(self) -> Iterator[State]:
        self.find_dialog.open_here()
        self.find_dialog.field.setText("app")
        self._qtbot.wait(300)  # the search waits for the reader, then the pool answers
        yield State("find", self.find_dialog)
        self.find_dialog.close()
        yield from self._mark_states()
        yield from self._range_states()
        for name, open_it in (
            ("about", self.window.menu.about.trigger),
            ("licences", self.about._on_licences),
            ("failures", self.about._on_failures),
            ("help", self.window.menu.help.trigger),
            ("columns", self.list_page.open_column_chooser),
        ):
            before = set(self.window.findChildren(QDialog))
            open_it()
            self.settle()
            (dialog,) = [d for d in self.window.findChildren(QDialog) if d not in before or d.isVisible()]
            yield State(name, dialog)
            dialog.close()

    def _mark_states(self) -> Iterator[State]:
        parts = self.window._moment_parts
        assert parts._marks is not None
        self.window.menu.mark_moment.trigger()
        (dialog,) = self.window.findChildren(MarkDialog)
        yield State("mark", dialog)
        parts._marks.rename(*self.marks.all())
        yield State("rename mark", dialog)
        dialog.close()
        self.window.menu.go_to_time.trigger()
        (go_to_time,) = self.window.findChildren(GoToTimeDialog)
        go_to_time.marks.select_first()
        yield State("go to time", go_to_time)
        go_to_time.close()

    def _range_states(self) -> Iterator[State]:
        page = self.list_page
        page.life_asked.emit(self.life.facts.key)
        (life,) = self.window.findChildren(LifeWindow)
        self._qtbot.waitUntil(lambda: not life.is_reading)
        yield State("life of a process", life)
        page.program_asked.emit("postgres", "/usr/lib/postgres", None)
        self._qtbot.waitUntil(lambda: not life.is_reading)
        yield State("life of a program", life)
        life.close()
        page.comparison_asked.emit(None)
        (compare,) = self.window.findChildren(CompareWindow)
        yield State("compare, nothing yet", compare)
        page.comparison_asked.emit(self.span)
        self._qtbot.waitUntil(lambda: not compare.is_reading)
        yield State("compare", compare)
        compare.close()


@contextmanager
def whole_window(qtbot: QtBot, settings: QSettings) -> Iterator[WholeWindow]:
    """Show the whole window while the block runs."""
    whole = WholeWindow(qtbot, settings)
    whole.window.resize(1280, 800)
    show_active(whole.window, qtbot)
    try:
        yield whole
    finally:
        whole.window.hide()
        whole.window.close_marks()
        whole.alert_list.close()
        whole.recorder.stop()
        close_readers()
        whole.remembered.history.close()
