"""A moment of another run speaks of the same processes under the serials of this one."""

import dataclasses

import numpy as np

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.models.same_processes import as_known, common_serials, gone_since
from tests.store.history.machines import day, live

OTHER_RUN = 1_000_000


def of_another_run(snapshot: Snapshot) -> Snapshot:
    serials = np.where(snapshot.serials >= 0, snapshot.serials + OTHER_RUN, -1)
    return dataclasses.replace(snapshot, serials=serials)


def test_who_lives_now_is_known_by_the_serial_of_now_and_the_dead_keep_their_own() -> None:
    shown = live(day(60))
    past, now = of_another_run(shown[10]), shown[-1]

    known = as_known(past, common_serials(past, (now, None)))

    assert known.serials[:2].tolist() == [1, 2]
    assert known.serials[2] == 3 + 11 // 10 + OTHER_RUN
    assert (known.text_revisions[:2] != past.text_revisions[:2]).all()


def test_who_is_not_there_now_has_ended() -> None:
    shown = live(day(60))

    assert gone_since(shown[10], shown[-1]) == [3 + 11 // 10]
    assert gone_since(dataclasses.replace(shown[10], boot_id="before"), shown[-1]) == [1, 2, 3 + 11 // 10]


def test_in_one_run_nothing_changes() -> None:
    shown = live(day(60))
    past = shown[10]

    known = as_known(past, common_serials(past, (shown[-1],)))

    assert np.array_equal(known.serials, past.serials)
    assert np.array_equal(known.text_revisions, past.text_revisions)
