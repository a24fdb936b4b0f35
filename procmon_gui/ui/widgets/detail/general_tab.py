"""The first tab: the last minute of CPU and memory, facts in pairs, and the command line."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.inspection import General
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.suspicion import Usual
from procmon_gui.ui import text, theme
from procmon_gui.ui.leave import guard_of
from procmon_gui.ui.usual import usual_forms
from procmon_gui.ui.widgets.detail.basis import Basis, cpu_scale, memory_scale
from procmon_gui.ui.widgets.detail.command_line import CommandLine, joined
from procmon_gui.ui.widgets.detail.general_words import ROWS, forgotten_facts, general_facts, snapshot_facts
from procmon_gui.ui.widgets.detail.life_chart import Curve, LifeChart, Window
from procmon_gui.ui.widgets.detail.lives import Lives
from procmon_gui.ui.widgets.detail.pairs import Pairs
from procmon_gui.ui.widgets.detail.reading_tab import Answering, Means, ReadingTab
from procmon_gui.ui.widgets.detail.recall import Recall
from procmon_gui.ui.widgets.detail.subject import Subject
from procmon_gui.ui.widgets.fitting_label import FittingLabel

SPAN_S: Final = 60.0
CHART_PX: Final = 108


class GeneralTab(ReadingTab):
    """What the list knows stands there at once; what has to be read follows."""

    tab_id = "general"
    title = QT_TRANSLATE_NOOP("Detail", "General")
    # What it reads hardly ever changes while a process lives.
    every_s = 15.0

    def __init__(
        self,
        read: Answering,
        means: Means,
        lives: Lives,
        recall: Recall,
        basis: Basis,
        usual: Usual | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(read, means, parent)
        self._known = usual
        self._lives = lives
        self._recall = recall
        recall.recalled.connect(self._on_recalled)
        self._basis = basis
        self._general: General | None = None
        content = QWidget(self.body)
        content.setObjectName("detail_tab")
        self.cpu = LifeChart(basis.title(), [Curve("cpu_ratio", "", 0)], cpu_scale(), text.ratio_text, content)
        self.memory = LifeChart(
            self.tr("Memory"), [Curve("rss_bytes", "", 1)], memory_scale(), text.bytes_text, content
        )
        self.pairs = Pairs(content)
        for id, label in ROWS:
            self.pairs.add(id, QCoreApplication.translate("Detail", label))
        self.command_line = CommandLine(content)
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        self.usual = {"cpu_ratio": _usual_label(content), "rss_bytes": _usual_label(content)}
        for chart, below in zip((self.cpu, self.memory), self.usual.values(), strict=True):
            chart.setFixedHeight(theme.scaled(CHART_PX))
            chart.cursor_moved.connect(self._on_cursor)
            chart.saving_asked.connect(self.saving_asked)
            column.addWidget(chart)
            column.addWidget(below)
        column.addWidget(_line(content))
        column.addWidget(self.pairs)
        column.addWidget(_line(content))
        column.addWidget(self.command_line)
        column.addStretch(1)
        self._usual_text = {"cpu_ratio": self._cpu_text, "rss_bytes": text.bytes_text}
        self._scroll = QScrollArea(self.body)
        self._scroll.setObjectName("detail_tab")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        around = QVBoxLayout(self.body)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        self.pairs.link_followed.connect(self.process_asked)

    # ---- what the panel asks

    def draw(self, subject: Subject) -> None:
        """Show what the beat tells, and read the rest when it is time to."""
        facts = snapshot_facts(subject)
        if self._general is not None and self._general.key == subject.key and not subject.is_past:
            facts |= general_facts(subject, self._general)
        else:
            facts |= forgotten_facts()
        for id, fact in facts.items():
            self.pairs.say(id, fact)
        self._draw_command_line(subject)
        self._draw_charts(subject)
        self._say_usual(subject)
        super().draw(subject)

    def _draw_command_line(self, subject: Subject) -> None:
        general = self._general
        if general is not None and general.arguments and not subject.is_past:
            self.command_line.say(joined(general.arguments), known_bytes=general.argument_bytes)
        else:
            self.command_line.say(subject.text("command_line") or "")
        guard = guard_of(self)
        if guard is not None and not guard.may(Permission.FULL_COMMAND_LINES):
            self.command_line.say_cut()

    def _draw_charts(self, subject: Subject) -> None:
        life = self._lives.of(subject.serial)
        self._recall.want(subject, whole=False)
        end_s = subject.snapshot.at_ms / 1000
        words = self.tr("now") if subject.is_live else text.moment_text(end_s)
        window = Window(end_s - SPAN_S, end_s, self.tr("60 s"), words)
        is_stale = not subject.is_live
        self.cpu.factor = self._basis.factor(subject.snapshot)
        self.cpu.rename(self._basis.title())
        for chart in (self.cpu, self.memory):
            chart.subject = subject.file_name
            chart.draw(life, window, is_stale=is_stale)

    def _say_usual(self, subject: Subject) -> None:
        """Say below each chart what is usual for the program now: nothing of the past, and nothing of who has ended."""
        known, name = self._known, subject.text("name")
        for metric_id, label in self.usual.items():
            forms: tuple[str, ...] = ("",)
            if known is not None and name is not None and subject.is_live:
                normal = known.normal_of_program(name, subject.text("executable") or "", metric_id)
                forms = usual_forms(normal, self._usual_text[metric_id], name)
            label.say(*forms)
            label.setVisible(bool(forms[0]))

    def _cpu_text(self, ratio: float) -> str:
        return text.ratio_text(ratio * self.cpu.factor)

    def show_answer(self, answer: General) -> None:
        """Show what was read."""
        self._general = answer
        if self.subject is not None:
            for id, fact in general_facts(self.subject, answer).items():
                self.pairs.say(id, fact)
            self._draw_command_line(self.subject)

    def forget(self) -> None:
        """Show nothing of who was shown before."""
        super().forget()
        self._general = None
        self.cpu.forget()
        self.memory.forget()
        self._scroll.verticalScrollBar().setValue(0)

    def set_stale(self, is_stale: bool) -> None:
        """Show the facts paler."""
        self.pairs.set_stale(is_stale)

    def _say_instead(self, icon_name: str, words: str = "", button: str = "") -> None:
        """What the list knows stands here whatever could be read."""

    def _mourn(self, ended_at_ms: int) -> None:
        self._trouble.hide()
        self.set_stale(True)

    def first_focus(self) -> QWidget:
        """Return the first fact."""
        return self.pairs.value(ROWS[0][0])

    @Slot(object)
    def _on_recalled(self, serial: int) -> None:
        if self.subject is not None and self.subject.serial == serial and self.isVisible():
            self._draw_charts(self.subject)

    @Slot(object)
    def _on_cursor(self, at_s: float | None) -> None:
        self.cpu.point_at(at_s)
        self.memory.point_at(at_s)


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("separator")
    line.setFixedHeight(1)
    return line


def _usual_label(parent: QWidget) -> FittingLabel:
    label = FittingLabel(parent)
    label.setObjectName("detail_label")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    label.hide()
    return label
