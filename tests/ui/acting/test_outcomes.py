"""What became of those to whom something was done, and what is offered next."""

import pytest

from procmon_gui.domain.actions import Action, ActionKind, Fate
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.sentences import Sentence
from procmon_gui.ui.acting.wishes import Tone
from tests.ui.acting.control import target
from tests.ui.acting.stage import END, MakeStage, confirm

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.parametrize(
    ("fate", "words", "offer"),
    [
        (Fate.RUNNING, "name-7, PID 7 still runs after 5.0 s.", "Kill…"),
        (Fate.ZOMBIE, "name-7, PID 7 has ended; its parent has not asked yet.", None),
        (
            Fate.UNINTERRUPTIBLE,
            "name-7, PID 7 waits for the disk or a network drive; no signal reaches it before that.",
            None,
        ),
        (Fate.STOPPED, "name-7, PID 7 is suspended; the signal reaches it when it is resumed.", "Resume"),
    ],
)
def test_it_is_said_what_became_of_who_was_asked_to_stop(
    make_stage: MakeStage, fate: Fate, words: str, offer: str | None
) -> None:
    stage = make_stage(target(7))
    stage.control.after_s = 5.0
    dialog = stage.asked(END, 7)
    stage.control.fates[7] = [fate]
    confirm(dialog)

    stage._qtbot.waitUntil(lambda: bool(stage.notices) and stage.notices[-1].words == words)

    notice = stage.notices[-1]
    assert (notice.offer.words if notice.offer is not None else None) == offer


def test_of_several_it_is_said_who_is_still_there_and_killing_is_about_all_who_are_held(make_stage: MakeStage) -> None:
    stage = make_stage(target(7), target(8))
    dialog = stage.asked(END, 7, 8)
    stage.control.fates[7] = [Fate.ENDED]
    confirm(dialog)

    assert stage.told(2).words == "1 of 2 ended; after 0.3 s still there: name-8, PID 8."
    stage.acting.take_offer()
    kill = stage.dialog()

    stage._qtbot.waitUntil(lambda: kill.act_button.text() == "Kill process")
    assert kill.list is not None
    assert [row.said for row in kill.list.rows] == ["name-7, PID 7 has ended.", ""]


def test_who_is_suspended_hears_the_end_when_he_is_resumed_from_the_notice(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    dialog = stage.asked(END, 7)
    stage.control.fates[7] = [Fate.STOPPED]
    confirm(dialog)
    assert stage.told(2).offer is not None

    stage.control.fates[7] = [Fate.ENDED]
    stage.acting.take_offer()

    assert stage.told(3).words == "name-7, PID 7 ended after 0.3 s."
    assert [order.action.kind for order in stage.control.orders] == [ActionKind.END, ActionKind.RESUME]


def test_who_still_runs_is_killed_from_the_notice_after_another_question(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    confirm(stage.asked(END, 7))
    assert stage.told(2).offer is not None

    stage.acting.take_offer()
    kill = stage.dialog()
    assert kill.title.text() == "Kill name-7, PID 7?"
    stage.control.fates[7] = [Fate.ENDED]
    confirm(kill)

    stage.told(4)
    assert stage.notices[-1].words == "name-7, PID 7 ended after 0.3 s."
    assert len(stage.control.holds) == 1, "he was never let go"
    stage.wait_idle()


def test_who_ends_later_after_all_is_told(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    confirm(stage.asked(END, 7))
    stage.told(2)

    stage.control.fates[7] = [Fate.ENDED]

    assert stage.told(3).words == "name-7, PID 7 has ended now."
    stage.wait_idle()


def test_a_notice_that_is_closed_lets_go_of_whom_it_offered_to_kill(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    confirm(stage.asked(END, 7))
    stage.told(2)
    assert stage.acting.under_way

    stage.acting.forget_offer()

    assert stage.control.held[0].closed
    stage.acting.take_offer()
    assert stage.dialogs == []


def test_who_may_have_been_another_one_is_told_so(make_stage: MakeStage) -> None:
    stage = make_stage(target(7))
    stage.control.outcomes[7] = (Outcome.UNSURE, Sentence("It ended meanwhile: another one may have got it."))
    stage.wish(Action(kind=ActionKind.NICE, nice=5), 7)

    notice = stage.told()

    assert notice.words == "name-7, PID 7: It ended meanwhile: another one may have got it."
    assert notice.tone is Tone.BAD
    assert notice.offer is None
