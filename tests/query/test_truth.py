"""Unknown is neither true nor false, costly fields are left open when asked who could match, memories stay right."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from procmon_gui import query
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query.patterns import TextTest
from procmon_gui.query.terms import AllTerm, ColumnTerm, TextTerm, Truth
from procmon_gui.query.texts import TextMemory
from tests.query.tables import Row, snapshot_of


def matches(text: str, *rows: Row | None) -> list[bool]:
    return [bool(one) for one in query.compile(text).match(snapshot_of(rows))]


def could_match(text: str, *rows: Row | None) -> list[bool]:
    return [bool(one) for one in query.compile(text).candidates(snapshot_of(rows))]


# ---- three values


@pytest.mark.parametrize(
    "text",
    [
        "cpu > 5%", "cpu <= 5%", "cpu = 3", "cpu != 3", "not cpu > 5%", "not (cpu != 3)", "not not cpu > 5%",
        "user = root", "user != root", "user ~ root", "user !~ root", "not user = root", "user ~ *", "not user ~ *",
        "state = zombie", "state != zombie", "state ~ *", "state !~ nothing", "not state ~ nothing",
        "kthread", "not kthread", "kthread = no", "kthread != no", "started > 2000-01-01", "started != 2000-01-01",
        "python", "not python", "/./", "not /./",
    ],
)  # fmt: skip
def test_what_is_not_known_matches_neither_a_term_nor_its_opposite(text: str) -> None:
    assert matches(text, {}) == [False]


def test_what_is_not_known_does_not_hide_what_is() -> None:
    row: Row = {"pid": 7}

    assert matches("cpu > 5% or pid = 7", row) == [True]
    assert matches("not (cpu > 5% and pid = 8)", row) == [True]
    assert matches("cpu > 5% and pid = 7", row) == [False]
    assert matches("not (cpu > 5% and pid = 7)", row) == [False]
    assert matches("not (cpu > 5% or pid = 8)", row) == [False]


def test_one_can_ask_what_is_not_known() -> None:
    rows: list[Row | None] = [{"cpu_ratio": 0.0, "user": ""}, {}, None]

    assert matches("cpu is unknown", *rows) == [False, True, False]
    assert matches("cpu IS  NOT Unknown", *rows) == [True, False, False]
    assert matches("user is unknown", *rows) == [False, True, False]
    assert matches("user is not unknown", *rows) == [True, False, False]
    assert matches("not user is unknown", *rows) == [True, False, False]


def test_a_bare_word_asks_the_texts_that_are_known() -> None:
    """A command line that the system refuses must not hide its process from `not bash`."""
    rows: list[Row] = [{"name": "bash"}, {"name": "zsh"}, {"command_line": "bash"}]

    assert matches("bash", *rows) == [True, False, True]
    assert matches("not bash", *rows) == [False, True, False]


def test_a_column_that_is_not_there_is_unknown() -> None:
    bare = snapshot_of([{"pid": 1, "name": "x"}])
    columns = {key: column for key, column in bare.columns.items() if key != "cpu_ratio"}
    without = replace(bare, columns=columns, texts={"name": ["x"]})

    for text in ("cpu > 0", "not cpu > 0", "user = x", "not user = x", "user is not unknown", "cpu is not unknown"):
        assert query.compile(text).match(without).tolist() == [False]
    assert query.compile("cpu is unknown").match(without).tolist() == [True]
    assert query.compile("user is unknown").match(without).tolist() == [True]
    assert query.compile("x").match(without).tolist() == [True]


# ---- candidates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cpu > 50%", [True, False, False]),
        ("cpu > 50% and pss > 1G", [True, False, False]),
        ("cpu > 50% or pss > 1G", [True, True, True]),
        ("pss > 1G", [True, True, True]),
        ("not pss > 1G", [True, True, True]),
        ("not (cpu > 50% or pss > 1G)", [False, True, False]),
        ("not (cpu > 50% and pss > 1G)", [True, True, True]),
        ("cpu > 50% and pss is unknown", [True, False, False]),
        ("cpu > 50% and wchan ~ poll", [True, False, False]),
        ("cpu > 50% and wchan is not unknown", [True, False, False]),
        ("cpu > 50% and (fds > 3 or not oom > 3)", [True, False, False]),
    ],
)
def test_costly_fields_are_asked_for_only_where_the_cheap_terms_let_the_row_through(
    text: str, expected: list[bool]
) -> None:
    costly: Row = {"pss_bytes": 0, "wchan": "x", "open_descriptors": 0, "oom_score": 9}
    rows: list[Row | None] = [{"cpu_ratio": 1.0}, {"cpu_ratio": 0.0}, {}, None]
    read: list[Row | None] = [None if row is None else {**row, **costly} for row in rows]

    assert could_match(text, *rows) == could_match(text, *read) == [*expected, False]


def test_costly_fields_do_not_keep_texts_from_being_asked() -> None:
    rows: list[Row] = [{"name": "x"}, {"name": "y"}]

    assert could_match("pss > 1G and name ~ x", *rows) == [True, False]
    assert could_match("not (pss > 1G or name ~ x)", *rows) == [False, True]


def test_rows_that_match_are_always_among_the_candidates() -> None:
    rows: list[Row] = [{"cpu_ratio": cpu, "pss_bytes": pss} for cpu in (0.0, 1.0, None) for pss in (0, 2**31, None)]
    for text in ("cpu > 5% and pss > 1G", "cpu > 5% or not pss > 1G", "not (cpu > 5% or pss > 1G)", "pss is unknown"):
        matched, possible = matches(text, *rows), could_match(text, *rows)

        assert any(matched)
        assert all(could for could, does in zip(possible, matched, strict=True) if does)


# ---- memory


class _Asked:
    """A test of texts that remembers what it was asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[bool]:
        self.texts += texts
        return ["x" in text for text in texts]


def _term() -> tuple[TextTerm, _Asked]:
    asked = _Asked()
    return TextTerm((PROCESS_CATALOGUE.by_id["name"],), TextTest(asked), TextMemory()), asked


def _all_of(term: TextTerm, table: Snapshot) -> Truth:
    return term.truth(table, table.serials >= 0, open_costly=False)


def test_a_text_is_looked_at_once_while_it_stays_the_same() -> None:
    term, asked = _term()
    table = snapshot_of([{"name": "x"}, {"name": "y"}, None])

    first = _all_of(term, table)
    again = _all_of(term, table)

    assert sorted(asked.texts) == ["x", "y"]
    assert first.yes.tolist() == again.yes.tolist() == [True, False, False]
    assert again.no.tolist() == [False, True, False]


def test_rows_that_are_decided_without_their_texts_are_not_looked_at_until_it_matters() -> None:
    term, asked = _term()
    table = snapshot_of([{"name": "x"}, {"name": "y"}])

    term.truth(table, np.array([True, False]), open_costly=False)
    assert asked.texts == ["x"]
    assert _all_of(term, table).yes.tolist() == [True, False]
    assert asked.texts == ["x", "y"]


def test_texts_are_asked_last_wherever_they_stand() -> None:
    term, asked = _term()
    table = snapshot_of([{"name": "x", "pid": 1}, {"name": "xx", "pid": 2}, {"name": "xxx"}])
    both = AllTerm([term, ColumnTerm(PROCESS_CATALOGUE.by_id["pid"], lambda column: column > 1)])

    assert both.truth(table, table.serials >= 0, open_costly=False).yes.tolist() == [False, True, False]
    assert sorted(asked.texts) == ["xx", "xxx"]


def test_a_text_that_becomes_unknown_is_forgotten() -> None:
    asked = query.compile("name ~ x")
    assert asked.match(snapshot_of([{"name": "x"}])).tolist() == [True]

    assert asked.match(snapshot_of([{}], revisions=[1])).tolist() == [False]


def test_only_rows_whose_texts_moved_or_that_changed_hands_are_looked_at_again() -> None:
    term, asked = _term()
    _all_of(term, snapshot_of([{"name": "x"}, {"name": "y"}, {"name": "z"}]))
    asked.texts.clear()

    later = snapshot_of([{"name": "x"}, {"name": "xx"}, {"name": "q"}], serials=[0, 1, 9], revisions=[0, 1, 0])

    assert _all_of(term, later).yes.tolist() == [True, True, False]
    assert sorted(asked.texts) == ["q", "xx"]


def test_the_memory_follows_a_table_that_grows_shrinks_and_loses_rows() -> None:
    asked = query.compile("name ~ x")

    assert asked.match(snapshot_of([{"name": "x"}])).tolist() == [True]
    assert asked.match(snapshot_of([{"name": "x"}, {"name": "y"}, {"name": "x"}])).tolist() == [True, False, True]
    assert asked.match(snapshot_of([{"name": "x"}, None])).tolist() == [True, False]
    assert asked.match(snapshot_of([])).tolist() == []
    assert asked.match(snapshot_of([None, {"name": "y"}, {"name": None}], serials=[-1, 1, 2])).tolist() == [False] * 3


def test_the_memory_is_not_fooled_by_an_eye_that_began_again_or_by_another_machine() -> None:
    asked = query.compile("name ~ x")
    assert asked.match(snapshot_of([{"name": "x"}, {"name": "y"}], serials=[5, 6])).tolist() == [True, False]

    assert asked.match(snapshot_of([{"name": "y"}, {"name": "x"}], serials=[7, 8])).tolist() == [False, True]
    assert asked.match(snapshot_of([{"name": "x"}, {"name": "y"}], serials=[7, 8], boot_id="b")).tolist() == [
        True,
        False,
    ]


def test_a_jump_into_the_past_is_seen_although_revisions_go_back() -> None:
    asked = query.compile("name ~ x")
    assert asked.match(snapshot_of([{"name": "x"}], revisions=[3])).tolist() == [True]

    assert asked.match(snapshot_of([{"name": "y"}], revisions=[2])).tolist() == [False]


def test_what_is_handed_out_can_be_changed_without_harm() -> None:
    asked = query.compile("name ~ x")
    table = snapshot_of([{"name": "x"}])
    asked.match(table)[:] = False
    first = asked.match(table)
    first[:] = False

    assert asked.match(table).tolist() == [True]
    assert np.flatnonzero(query.compile("").match(table)).tolist() == [0]
