"""Reading TOML as far as it is TOML, and changing it line by line."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.settings.toml_edit import edited, mended
from procmon_gui.settings.toml_lines import Path, parsed, scanned

BY_HAND = """\
# my settings
version = 1

[appearance]  # how it looks
theme = "dark"   # easier at night
rail = 'icons'

[ columns . sets ]
"disk # 1" = [
    "name",  # first
    "pid",
]

[from_the_future]
key = 1
"""


def test_the_lines_of_keys_are_known() -> None:
    lines = scanned(BY_HAND)

    assert lines.broken == []
    assert lines.line_of(("appearance", "theme")) == 5
    assert lines.line_of(("columns", "sets", "disk # 1")) == 9
    assert lines.line_of(("from_the_future",)) == 14
    assert lines.line_of(("nowhere",)) == 0
    assert lines.tree == tomllib.loads(BY_HAND)


@pytest.mark.parametrize(
    ("path", "value", "line_before", "line_after"),
    [
        (("appearance", "theme"), "light", 'theme = "dark"   # easier at night', 'theme = "light"   # easier at night'),
        (("appearance", "rail"), None, "rail = 'icons'\n", ""),
        (("appearance", "reduce_motion"), True, "rail = 'icons'", "rail = 'icons'\nreduce_motion = true"),
        (("tray", "shown"), False, "key = 1\n", "key = 1\n\n[tray]\nshown = false\n"),
        (("filters", "saved", "a b"), "x", "key = 1\n", 'key = 1\n\n[filters.saved]\n"a b" = "x"\n'),
    ],
)
def test_a_change_touches_its_own_line_only(path: Path, value: object, line_before: str, line_after: str) -> None:
    assert edited(BY_HAND, path, value) == BY_HAND.replace(line_before, line_after)


def test_a_value_of_many_lines_is_replaced_whole() -> None:
    changed = edited(BY_HAND, ("columns", "sets", "disk # 1"), ("user",))

    assert tomllib.loads(changed)["columns"]["sets"] == {"disk # 1": ["user"]}
    assert "# my settings" in changed
    assert "# first" not in changed


def test_what_is_written_in_another_way_is_changed_all_the_same() -> None:
    text = "appearance = { theme = 'dark', rail = 'names' }\ntray.shown = true\n"

    changed = edited(edited(text, ("appearance", "theme"), "light"), ("tray", "shown"), False)

    assert tomllib.loads(changed) == {"appearance": {"theme": "light", "rail": "names"}, "tray": {"shown": False}}


def test_taking_away_what_is_not_there_changes_nothing() -> None:
    assert edited(BY_HAND, ("tray", "shown"), None) == BY_HAND


def test_broken_lines_are_named_and_the_rest_remains() -> None:
    text = '[appearance]\ntheme = dark\nrail = "names"\n\n[tray\nshown = true\n\n[memory]\nrecent_mib = 32\n'

    lines = scanned(text)

    assert lines.broken == [1, 4, 5], "what stands below a broken header belongs nowhere"
    assert lines.tree == {"appearance": {"rail": "names"}, "memory": {"recent_mib": 32}}
    assert tomllib.loads(mended(lines)) == lines.tree


def test_of_what_stands_twice_the_first_counts() -> None:
    lines = scanned("[tray]\nshown = true\nshown = false\n[tray]\nclose_to_tray = true\n")

    assert lines.repeated == [2, 3]
    assert lines.tree == {"tray": {"shown": True, "close_to_tray": True}}
    assert tomllib.loads(mended(lines)) == lines.tree


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000,
        "a = " + "[" * 100 + "]" * 100,
        "[" + "a." * 100_000 + "a]",
        "a." * 100_000 + "a = 1",
        "x = {" + "a." * 100_000 + "a = 1}",
        "a = " + "9" * 5000,
        "a = [\n" * 20_000,
        "a = '''\n" * 20_000,
        "\x00" * 100_000,
        "=\n" * 100_000,
        "[a]\n" * 5_000,
    ],
    ids=["brackets", "nested", "header", "dots", "inline dots", "digits", "arrays", "quotes", "zeros", "rubbish",
         "twice"],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_rubbish_is_over_soon(text: str) -> None:
    lines = scanned(text)

    assert parsed(text) is None
    assert parsed(mended(lines)) == lines.tree


VALUES = (
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=20) | st.lists(st.text(max_size=8), max_size=4)
)
NAMES = st.text(max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["appearance", "tray", "filters"]), NAMES, VALUES | st.none()), max_size=8))
def test_any_changes_one_after_another_say_what_was_set_and_keep_the_rest(
    changes: list[tuple[str, str, object]],
) -> None:
    text, wanted = BY_HAND, tomllib.loads(BY_HAND)
    for table, name, value in changes:
        text = edited(text, (table, name), value)
        inner = wanted.setdefault(table, {}) if value is not None else wanted.get(table, {})
        if value is None:
            inner.pop(name, None)
        else:
            inner[name] = value

    assert tomllib.loads(text) == wanted


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="ab=\"'[]{}.,#\n \\1\t", max_size=60))
def test_whatever_is_mended_is_toml_and_says_what_was_found(text: str) -> None:
    lines = scanned(text)

    assert parsed(mended(lines)) == lines.tree
    whole = parsed(text)
    if whole is not None and "[[" not in text:
        assert lines.tree == whole
