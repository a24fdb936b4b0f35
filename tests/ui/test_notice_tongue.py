"""A notice on the desktop speaks the language of the window, on a thread of its own; what strangers wrote stays."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from procmon_gui.alerts.shipped import SHIPPED
from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.alerts import About, Alert, AlertEvent, Change
from procmon_gui.domain.notices import Notice
from procmon_gui.domain.rules import Severity, Subject
from procmon_gui.engine.notice_words import SEVERITY_WORDS, digest_of, held_back_words, notice_of, trial_notice
from procmon_gui.ui.notice_tongue import NoticeTongue
from tests.engine.channels import alert, event
from tests.ui.pseudo import outside, pseudo_language
from tests.ui.test_room import speaking

MEMORY = next(rule for rule in SHIPPED if rule.id == "memory-nearly-exhausted")


def of_memory(change: Change = Change.FIRED, **more: object) -> tuple[AlertEvent, Alert]:
    about = About(subject=Subject.HOST)
    fired = replace(event(change, severity=Severity.CRITICAL), about=about, value=0.935, threshold=0.92)
    kept = replace(
        alert(title=MEMORY.title, culprit="java {0} %n"), rule_id=MEMORY.id, about=about, culprit_share=0.61,
        metric_id=MEMORY.metric_id, condition=condition_words(MEMORY),
    )  # fmt: skip
    return fired, replace(kept, **more)  # type: ignore[arg-type]


def on_a_thread(event: AlertEvent, alert: Alert, tongue: NoticeTongue) -> Notice:
    """Return what is told, worded where it is: not on the thread of the window."""
    found: list[Notice] = []
    thread = threading.Thread(target=lambda: found.append(notice_of(event, alert, "key", tongue)))
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.usefixtures("in_utc")
def test_a_german_window_tells_in_german(qapp: QApplication, tmp_path: Path) -> None:
    with speaking("de", qapp, tmp_path):
        fired = on_a_thread(*of_memory(), NoticeTongue())
        over = on_a_thread(*of_memory(Change.RESOLVED), NoticeTongue())

    assert fired.title == "Speicher fast erschöpft"
    assert fired.lines[0] == "Wer: java {0} %n, 61 % des Anstiegs"
    assert fired.lines[1] == "Wert: 93,5 %, Schwelle 92,0 %"
    assert fired.lines[2] == "Regel: Arbeitsspeicher über 92 % (kritisch: 97 %) für 30 s"
    assert fired.lines[3].startswith("Seit: 2023-11-14")
    assert over.title == "Vorbei: Speicher fast erschöpft"
    assert [line for line in over.lines if line.startswith("Bis: ")]


@pytest.mark.parametrize("change", Change)
def test_nothing_of_a_notice_is_left_in_english(qapp: QApplication, change: Change) -> None:
    with pseudo_language(qapp):
        said = NoticeTongue()
        notice = notice_of(*of_memory(change, culprit="x", host="x"), "key", said)
        of_many = digest_of(7, [("x", 2)], host="x", severity=Severity.INFO, at_ms=0, key="k", tongue=said)
        trial = trial_notice("x", 0, "k", said)
        held = [held_back_words(replace(notice, suppressed_count=count), said) for count in (1, 17)]
        severities = [said.translated("Notice", words) for words in SEVERITY_WORDS.values()]

    texts = [notice.title, *notice.lines, of_many.title, *of_many.lines, trial.title, *trial.lines, *held, *severities]
    for words in texts:
        assert outside(words).strip() in ("", "2 × x"), words


def test_a_condition_that_no_rule_has_stays_as_it_was_kept(qapp: QApplication) -> None:
    _, kept = of_memory()
    with pseudo_language(qapp):
        assert not outside(NoticeTongue().condition(kept)).strip()
        assert NoticeTongue().condition(replace(kept, condition="as it was")) == "as it was"


def test_what_a_stranger_wrote_is_never_looked_into(qapp: QApplication) -> None:
    name = "{title} %n %L1 {0.__class__}\r\n<b>"
    fired, kept = of_memory(culprit=name, title=name)
    notice = notice_of(replace(fired, about=replace(fired.about, name=name)), kept, "key", NoticeTongue())
    assert notice.title == r"{title} %n %L1 {0.__class__}\r\n<b>: {title} %n %L1 {0.__class__}\r\n<b>"
    assert notice.lines[0] == r"Who: {title} %n %L1 {0.__class__}\r\n<b>, 61 % of the rise"
