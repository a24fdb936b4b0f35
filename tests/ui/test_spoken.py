"""Every sentence of the rooms below is known to the window."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from procmon_gui.collectors.eye.host import HostReader
from procmon_gui.query import QueryError, compile
from procmon_gui.query.times import parse_time
from procmon_gui.settings.rules_reading import rules_of
from procmon_gui.ui import spoken
from procmon_gui.ui.spoken import SENTENCES, said
from tests.architecture.tree import ROOT
from tests.ui.pseudo import outside, pseudo_language

RECORDED = sorted(path for path in (ROOT / "tests" / "recorded").iterdir() if (path / "proc").is_dir())
_FIELD = re.compile(r"\{(\w+)\}")
WRONG = (
    "cpu >", "cpu > ", "cpu ~ 5", "nothing = 1", "cpuu > 1", "cpu > x", "cpu > 5kg", "mem > 1,5GiB", "state = s",
    "state = nonsense", "kthread = maybe", "started > soon", "started > 2026-13-45", "age > 5parsec", "name > a",
    "(cpu > 1", "cpu > 1)", "not", "and", "cpu > 1 &&", "cpu > 1 || mem > 1", '"open', "name ~ /(/", "pid ~ /1/",
    "user = /x/", "name ~ /(a{900}){900}/", "(" * 200 + "a" + ")" * 200, "a " * 40_000, "\ud800", "cpu > 1 2 >",
    "temp > 1", "nice ~ 3", "read > 1MiB/h", "threads > many", "oom >", "age >", "started >", "name =", "kthread =",
    "state =", "cpu is", "is unknown", "= 5", "nice >", "major_faults_per_s >", "gpu >", "a b c (", "cpu > .",
)  # fmt: skip

WRONG_TIMES = (
    "", "yesterday x", "soon", "3", "1764200000", "32:00", "13 pm", "11/12/2026", "2026-13-45", "last", "last soon",
    "yesterday 25", "3am x", "now x", "now - ", "vor", "2", "2 hours", "2 parsec ago", "-2", "14:00 +99:00", "x" * 300,
    "200 years ago", "999999999 years ago", "@99999999999999999999", "yesterday at", "3:", "am", "noon noon",
)  # fmt: skip


@pytest.fixture
def in_pseudo(qapp: QApplication) -> Iterator[None]:
    with pseudo_language(qapp):
        yield


def errors() -> Iterator[str]:
    for words in WRONG:
        try:
            compile(words)
        except QueryError as error:
            yield str(error)


def test_a_sentence_of_the_table_says_the_same_in_english() -> None:
    for sentence in SENTENCES:
        filled = _FIELD.sub("x7", sentence)

        assert said(filled) == filled


def test_what_is_not_known_stays_as_it_came() -> None:
    assert said("Something new and 5 more.") == "Something new and 5 more."
    assert said("") == ""
    assert said("No answer from the " * 500) == "No answer from the " * 500


@pytest.mark.usefixtures("in_pseudo")
def test_every_complaint_about_a_time_is_known() -> None:
    found = []
    for words in WRONG_TIMES:
        with pytest.raises(QueryError) as wrong:
            parse_time(words, now_ms=1_795_000_000_000)
        found.append(str(wrong.value))
    unknown = [error for error in found if re.search(r"[A-Za-z]{2}", outside(said(error)))]

    assert unknown == []


@pytest.mark.usefixtures("in_pseudo")
def test_every_complaint_about_a_filter_is_known() -> None:
    found = list(errors())
    unknown = [error for error in found if re.search(r"[A-Za-z]{2}", outside(said(error)))]

    assert len(found) > 25
    assert unknown == []


def test_what_is_expected_is_no_part_of_what_is_wrong() -> None:
    translate = QCoreApplication.translate
    sentence = "the unit of '3 GB' does not fit mem; expected a duration, such as 90s, 15min, 2h or 1h30m"

    fields = spoken._forms()[2][1].fullmatch(sentence)

    assert fields is not None
    assert fields["problem_"] == "the unit of '3 GB' does not fit mem"
    assert translate("Said", said(sentence)) == sentence


WRONG_KEYS = (
    'metric = "cpuu"', 'metric = "cpu"\nabov = 1', 'metric = "cpu"', 'metric = "cpu"\nabove = true', 'above = 1',
    'metric = "cpu"\nabove = "x"', 'metric = "cpu"\nabove = 1\nbelow = 1', 'metric = "cpu"\nabove = 1\nclear = 2',
    'metric = "cpu"\nabove = 2\ncritical = 1', 'metric = "cpu"\nbelow = 1\ncritical = 2\nclear = 0.5',
    'metric = "cpu"\nabove = 1\nfor = "x"', 'metric = "cpu"\nabove = 1\nfor = -1', 'metric = "cpu"\nabove = nan',
    'metric = "cpu"\nabove = 1\nfor = "20 d"', 'metric = "cpu"\nabove = 1\nrepeat = "1 s"', 'subject = "hots"',
    'metric = "cpu"\nabove = 1\nquiet = "22-7"', 'metric = "cpu"\nabove = 1\nquiet = "25:00-07:00"',
    'metric = "cpu"\nabove = 1\nquiet = ["22:00-22:00"]', 'metric = "cpu"\nabove = 1\nchannels = ["ä"]', 'subject = 1',
    'metric = "cpu"\nabove = 1\nchannels = 3', 'metric = "cpu"\nabove = 1\nquiet = 3', 'subject = "not-running"',
    'metric = "cpu"\nabove = 1\nover = "mean"', 'metric = "cpu"\nabove = 1\nwindow = "1 min"',
    'subject = "restarts"\nabove = 1', 'subject = "restarts"\nabove = 1\nwindow = "1 h"\nover = "mean"',
    'subject = "growth"\nabove = "1 h"', 'subject = "growth"\nmetric = "cpu"\nbelow = "1 h"',
    'subject = "host"\nabove = 1',
    'subject = "not-running"\nwhere = "name = x"\nabove = 1', 'metric = "host.cpu.busy_ratio"\nabove = 1\nwhere = "x"',
    'metric = "load.1min"\nabove = 1\ninstance = "*"', 'metric = "cpu"\nabove = 1\nwhere = 3', 'subject = "hots"',
    'metric = "cpu"\nabove = 1\nenabled = "yes"', 'metric = "cpu"\nabove = 1\ntitle = 3', 'metric = "x.y.z"',
    'metric = "cpu"\nabove = 1\ntitle = " "', 'metric = "cpu"\nabove = 1\nside = "below"', "above = 80 %", "id = 3",
    'metric = "cpu"\nabove = 1\nseverity = "critical"', 'metric = "cpu"\nabove = 1\nwhy = "' + "x" * 2000 + '"',
    'metric = "cpu"\nabove = 1\nwhere = "nme = x"', 'metric = "cpu"\nabove = 1\nchannels = [' + '"a",' * 30 + "]",
    "[rules]", "[other]", "[[rule]]\nid = 'x'\nmetric = 'cpu'\nabove = 1\n" * 2,
)  # fmt: skip


@pytest.mark.usefixtures("in_pseudo")
def test_every_complaint_about_a_rule_is_known() -> None:
    found = []
    for words in WRONG_KEYS:
        text = words if words.startswith("[") or words.startswith("id") else f'[[rule]]\nid = "x"\n{words}\n'
        problems = rules_of(text.encode(), ()).problems
        assert problems, words
        found += [problem.words for problem in problems]
    found += [problem.words for raw in (b"\xff", b"rubbish", b"version = 3") for problem in rules_of(raw, ()).problems]
    unknown = [words for words in found if re.search(r"[A-Za-z]{2}", outside(said(words)))]

    assert len(found) > 40
    assert unknown == []


@pytest.mark.usefixtures("in_pseudo")
@pytest.mark.parametrize("root", RECORDED, ids=lambda path: path.name)
def test_every_reason_and_note_of_a_recorded_machine_is_known(root: Path) -> None:
    reader = HostReader(str(root), ticks_per_s=100)
    try:
        reader.read()
        sentences = {*reader.unsupported().values(), *(text for _, text in reader.notes())}
    finally:
        reader.close()

    assert {sentence for sentence in sentences if outside(said(sentence))} == set()


def test_sentences_in_the_source_of_the_eyes_are_known() -> None:
    """What looks like a sentence for people in the rooms of the eyes has to be in the table."""
    written = re.compile(r'(?:Note|Rights|WorkerState|NvidiaReading|_lose|_back_off)\([^"\n]*f?"([A-Z][^"]{8,})"')
    missing = []
    for path in sorted((ROOT / "procmon_gui" / "collectors").rglob("*.py")):
        for sentence in written.findall(path.read_text(encoding="utf-8")):
            filled = re.sub(r"\{[^}]*\}", "x7", sentence)
            if filled not in spoken._WHOLE and not any(form.fullmatch(filled) for _, form in spoken._forms()):
                missing.append(f"{path.name}: {sentence}")

    assert missing == []
