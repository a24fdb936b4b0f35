"""Compiled queries agree, row by row, with a slow evaluator that knows nothing of columns, grammar or memory."""

import fnmatch
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui import query
from procmon_gui.domain.process_metrics import STATE_LABELS
from tests.query.tables import Row, snapshot_of

Evaluate = Callable[[Row], bool | None]


@dataclass(frozen=True)
class Said:
    """An expression as text, and what it says of one row: True, False, or None when that is not known."""

    text: str
    of: Evaluate
    is_cheap: bool = True


_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_NUMBERS: dict[str, tuple[str, dict[str, float]]] = {
    "cpu": ("cpu_ratio", {"0": 0.0, "5%": 0.05, "1": 1.0, "250 %": 2.5}),
    "mem": ("rss_bytes", {"0": 0, "1MiB": 2**20, "1 MB": 10**6, "2g": 2**31}),
    "pss": ("pss_bytes", {"1MiB": 2**20, "1 MB": 10**6}),
    "age": ("age_s", {"1h30m": 5400, "2 min": 120, "1d": 86400}),
    "pid": ("pid", {"1": 1, "42": 42}),
}
_TEXTS = ["", "python3", "Python", "sh", "postgres: 42", "a*b", "it's", "(x) and y", "größe", r"a\nb", "GRÖSSE", "42"]
_WORDS = ["py", "PYTHON3", "*", "p*", "?h", "*o?t*", "a*b", "s", "gröss", "42", "1", "", "and", "x) a", "it's", r"a\n"]


def _number(alias: str, sign: str, written: str) -> Said:
    field, values = _NUMBERS[alias]
    limit = values[written]

    def of(row: Row) -> bool | None:
        value = row.get(field)
        return None if value is None else _COMPARE[sign](float(value), limit)

    return Said(f"{alias} {sign} {written}", of, is_cheap=field != "pss_bytes")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _fits(text: str, pattern: str) -> bool:
    text, pattern = text.casefold(), pattern.casefold()
    if "*" in pattern or "?" in pattern:
        return re.fullmatch(fnmatch.translate(pattern), text) is not None
    return pattern in text


def _text(field: str, sign: str, word: str) -> Said:
    def of(row: Row) -> bool | None:
        value = row.get(field)
        if value is None:
            return None
        found = str(value).casefold() == word.casefold() if "=" in sign else _fits(str(value), word)
        return found != sign.startswith("!")

    return Said(f"{field} {sign} {_quoted(word)}", of)


def _regex(field: str, body: str, flags: str) -> Said:
    compiled = re.compile(body, re.IGNORECASE if flags else 0)

    def of(row: Row) -> bool | None:
        value = row.get(field)
        return None if value is None else compiled.search(str(value)) is not None

    return Said(f"{field} ~ /{body}/{flags}", of)


def _bare(word: str) -> Said:
    def of(row: Row) -> bool | None:
        seen = [_fits(str(row[field]), word) for field in ("name", "command_line") if row.get(field) is not None]
        pid = row.get("pid")
        if word.isdecimal():
            if pid is not None and float(pid) == float(word):
                return True
            if pid is None and not any(seen):
                return None
        return any(seen) if seen else None

    return Said(_quoted(word), of)


def _state(sign: str, label: str) -> Said:
    def of(row: Row) -> bool | None:
        value = row.get("state")
        return None if value is None else _COMPARE[sign](float(value), STATE_LABELS.index(label))

    return Said(f"state{sign}{label}", of)


def _kernel(text: str) -> Said:
    def of(row: Row) -> bool | None:
        value = row.get("kernel_thread")
        return None if value is None else value == 1.0

    return Said(text, of)


def _unknown(field: str, negated: str) -> Said:
    return Said(
        f"{field} is {negated}unknown",
        lambda row: (row.get(field) is None) != bool(negated),
        is_cheap=field != "pss_bytes",
    )


def _not(part: Said) -> Said:
    def of(row: Row) -> bool | None:
        value = part.of(row)
        return None if value is None else not value

    return Said(f"not ({part.text})", of, part.is_cheap)


def _joined(parts: list[Said], word: str, deciding: bool) -> Said:
    def of(row: Row) -> bool | None:
        values = [part.of(row) for part in parts]
        if deciding in values:
            return deciding
        return None if None in values else not deciding

    return Said(word.join(f"({part.text})" for part in parts), of, all(part.is_cheap for part in parts))


_fields = st.sampled_from(["name", "command_line"])
_leaves = st.one_of(
    st.sampled_from([(alias, written) for alias, (_, values) in _NUMBERS.items() for written in values]).flatmap(
        lambda pair: st.sampled_from(list(_COMPARE)).map(lambda sign: _number(pair[0], sign, pair[1]))
    ),
    st.builds(_text, _fields, st.sampled_from(["=", "!=", "~", "!~"]), st.sampled_from(_WORDS)),
    st.builds(_regex, _fields, st.sampled_from(["^p", "o.*t", "[0-9]+$", "^$", "(s|x)h?"]), st.sampled_from(["", "i"])),
    st.builds(_bare, st.sampled_from(_WORDS)),
    st.builds(_state, st.sampled_from(["=", "!="]), st.sampled_from(STATE_LABELS[:3])),
    st.builds(_kernel, st.sampled_from(["kthread", "kernel_thread = yes", "kthread != off"])),
    st.builds(_unknown, st.sampled_from(["name", "cpu_ratio", "pss_bytes"]), st.sampled_from(["", "not "])),
)
_expressions = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        inner.map(_not),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: _joined(parts, " and ", deciding=False)),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: _joined(parts, " ", deciding=False)),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: _joined(parts, " or ", deciding=True)),
    ),
    max_leaves=8,
)
_texts = st.one_of(st.none(), st.sampled_from(_TEXTS))
_rows = st.fixed_dictionaries(
    {
        "cpu_ratio": st.sampled_from([None, 0.0, 0.05, 0.051, 1.0, 2.5, 8.0]),
        "rss_bytes": st.sampled_from([None, 0, 10**6, 2**20, 2**31, 2**40]),
        "pss_bytes": st.sampled_from([None, 0, 10**6, 2**20]),
        "age_s": st.sampled_from([None, 1, 120, 5400, 86400]),
        "pid": st.sampled_from([None, 1, 42, 421]),
        "state": st.sampled_from([None, 0, 1, 2]),
        "kernel_thread": st.sampled_from([None, 0.0, 1.0]),
        "name": _texts,
        "command_line": _texts,
    }
)


def _texts_of(row: Row) -> Row:
    return {field: row.get(field) for field in ("name", "command_line")}


def _neighbours(rows: list[Row | None]) -> list[Row]:
    filled = [row or {} for row in rows]
    return filled[1:] + filled[:1]


@settings(max_examples=300)
@given(_expressions, st.lists(st.lists(st.one_of(st.none(), _rows), max_size=6), min_size=1, max_size=3))
def test_a_query_says_of_each_row_what_the_reference_says(said: Said, beats: list[list[Row | None]]) -> None:
    """Several beats go through one query, so that its memory is tried too."""
    asked = query.compile(said.text)
    for number, rows in enumerate(beats):
        serials = [-1 if row is None else 100 * number + at for at, row in enumerate(rows)]
        table = snapshot_of(rows, serials=serials)
        wanted = [row is not None and said.of(row) is True for row in rows]

        assert asked.match(table).tolist() == wanted
        assert asked.match(table).tolist() == wanted

        # The same processes a beat later: their texts stayed, their numbers are those of a neighbour.
        moved = [row and {**other, **_texts_of(row)} for row, other in zip(rows, _neighbours(rows), strict=True)]
        wanted = [row is not None and said.of(row) is True for row in moved]

        assert asked.match(snapshot_of(moved, serials=serials)).tolist() == wanted


@settings(max_examples=300)
@given(_expressions, _rows)
def test_a_row_is_a_candidate_when_some_value_of_its_costly_field_would_make_it_match(said: Said, row: Row) -> None:
    """The converse does not hold: two terms on one field are not weighed against one another."""
    asked = query.compile(said.text)
    could = any(said.of({**row, "pss_bytes": pss}) is True for pss in (None, 0, 10**6, 10**6 + 1, 2**20, 2**30))
    candidate = asked.candidates(snapshot_of([row])).tolist() == [True]

    assert candidate or not could
    if said.is_cheap:
        assert candidate == could


@settings(max_examples=200)
@given(_expressions, st.lists(_rows, max_size=4))
def test_a_row_is_ruled_out_when_the_query_is_known_to_be_false(said: Said, rows: list[Row]) -> None:
    """And not where it is unknown, as a rate is in the first beat."""
    found = query.compile(said.text).rules_out(snapshot_of([*rows, None])).tolist()

    assert found == [*(said.of(row) is False for row in rows), False]
