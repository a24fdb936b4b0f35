"""The settings catalogue, and what counts as a value of a setting."""

import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.setting_values import MOST_NAMES, WrongSetting, checked, from_text, shown, usable_part
from procmon_gui.domain.settings import (
    BY_KEY,
    GROUPS,
    SETTINGS,
    Kind,
    Setting,
    Source,
    flag,
    named_lists,
    named_texts,
    number,
    whole,
    word,
)
from procmon_gui.domain.settings_in_memory import SettingsInMemory

NUMBER = BY_KEY["sampling.interval_s"]
WHOLE = BY_KEY["memory.recent_mib"]
FLAG = BY_KEY["processes.kernel_threads"]
CHOICE = BY_KEY["appearance.theme"]
TEXT = BY_KEY["history.postgresql_url"]
TEXTS = BY_KEY["filters.saved"]
LISTS = BY_KEY["columns.sets"]


# ---- the catalogue


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_setting_has_a_group_words_and_a_default_that_is_a_value_of_it(setting: Setting) -> None:
    assert setting.group in GROUPS
    assert setting.label
    assert setting.help.endswith(".")
    assert checked(setting, setting.default) == setting.default
    assert bool(setting.choices) == (setting.kind is Kind.CHOICE)
    assert (setting.least < setting.most) == (setting.kind not in (Kind.FLAG, Kind.CHOICE))


def test_keys_and_environment_variables_are_unique_and_plain() -> None:
    variables = [setting.environment for setting in SETTINGS if setting.environment]

    assert len(BY_KEY) == len(SETTINGS)
    assert len(set(variables)) == len(variables)
    assert "PROCMON_GUI_SAMPLING_INTERVAL_S" in variables
    assert not [variable for variable in variables if "ACCESS" in variable], "who may act is said by the file alone"
    assert all(variable.isascii() and variable.isupper() for variable in variables)


def test_every_group_holds_something() -> None:
    assert {setting.group for setting in SETTINGS} == set(GROUPS)


# ---- values


@pytest.mark.parametrize(
    ("setting", "value"),
    [(FLAG, True), (CHOICE, "dark"), (NUMBER, 2), (NUMBER, 0.5), (NUMBER, 60.0), (WHOLE, 32), (WHOLE, 32.0)],
)
def test_values_within_the_catalogue_are_taken(setting: Setting, value: object) -> None:
    assert checked(setting, value) == value


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        (FLAG, 1, "1 is neither true nor false."),
        (FLAG, "true", "“true” is neither true nor false."),
        (CHOICE, "pink", "“pink” is none of system, dark, light."),
        (CHOICE, 3, "3 is none of system, dark, light."),
        (CHOICE, ["dark"], "[…] is none of system, dark, light."),
        (NUMBER, "1", "“1” is no number."),
        (NUMBER, True, "true is no number."),
        (NUMBER, math.nan, "nan is no number."),
        (NUMBER, math.inf, "inf is no number."),
        (NUMBER, 0.4, "0.4 is not within 0.5 to 60 s."),
        (NUMBER, -1, "-1 is not within 0.5 to 60 s."),
        (WHOLE, 16.5, "16.5 is no whole number."),
        (WHOLE, 10**400, "… is not within 4 to 512 MiB."),
        (TEXT, 5, "A text is expected here."),
        (TEXT, "x" * 2001, "The text is longer than 2000 characters."),
        (TEXTS, [], "A table of names is expected here."),
        (TEXTS, {"a": 1}, "“a” is no text."),
        (TEXTS, {"": "x"}, "“” is no name: one line of 1 to 60 characters is."),
        (TEXTS, {"two\nlines": "x"}, "“two\\nlines” is no name: one line of 1 to 60 characters is."),
        (TEXTS, {"a": "x" * 2001}, "The text is longer than 2000 characters."),
        (LISTS, {"a": "name"}, "“a” is no list of texts."),
        (LISTS, {"a": ["name", 1]}, "“a” is no list of texts."),
        (LISTS, {"a": ["name"] * 101}, "There are more than 100; the others are left out."),
    ],
)
def test_what_is_no_value_is_said_with_the_value_and_what_was_expected(
    setting: Setting, value: object, said: str
) -> None:
    with pytest.raises(WrongInput) as caught:
        checked(setting, value)

    assert str(caught.value) == said
    assert isinstance(caught.value, WrongSetting)
    assert caught.value.problem.key == setting.key


def test_of_named_ones_the_good_are_used_beside_the_bad() -> None:
    usable, problems = usable_part(TEXTS, {"good": "cpu > 1", "bad": 3, "also good": ""})

    assert usable == {"good": "cpu > 1", "also good": ""}
    assert [problem.sentence for problem in problems] == ["“bad” is no text."]


def test_names_without_end_are_cut_and_that_is_said_once() -> None:
    usable, problems = usable_part(TEXTS, {f"filter {number}": "x" for number in range(MOST_NAMES + 50)})

    assert isinstance(usable, Mapping)
    assert len(usable) == MOST_NAMES
    assert [problem.sentence for problem in problems] == ["There are more than 200; the others are left out."]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))  # fmt: skip
def test_whatever_stands_in_a_file_is_a_value_or_a_sentence(value: object) -> None:
    for setting in SETTINGS:
        usable, problems = usable_part(setting, value)

        assert usable is not None or problems
        assert all(problem.sentence.isprintable() and len(problem.sentence) < 300 for problem in problems)
        if usable is not None:
            assert checked(setting, usable) == usable


# ---- environment variables


@pytest.mark.parametrize(
    ("setting", "written", "value"),
    [
        (TEXT, " postgresql://Anna@db/D ", "postgresql://Anna@db/D"),
        (FLAG, "1", True), (FLAG, "Off", False), (FLAG, "TRUE", True), (FLAG, " no ", False),
        (NUMBER, "2", 2.0), (NUMBER, "1.5", 1.5), (NUMBER, " 2.50 ", 2.5), (WHOLE, "64", 64),
        (CHOICE, "LIGHT", "light"), (CHOICE, "dark", "dark"),
    ],
)  # fmt: skip
def test_environment_variables_are_read_in_one_way(setting: Setting, written: str, value: object) -> None:
    """Nothing here asks a locale: Turkish would make “ı” of the I of LIGHT, and German wants a comma in 1.5."""
    assert from_text(setting, written) == value


@pytest.mark.parametrize(
    ("setting", "written"),
    [(NUMBER, "1,5"), (NUMBER, "1e1"), (NUMBER, "٢"), (NUMBER, ""), (WHOLE, "nan"), (FLAG, "ja"), (CHOICE, "lıght")],
)
def test_what_an_environment_variable_can_not_mean_is_refused(setting: Setting, written: str) -> None:
    with pytest.raises(WrongSetting):
        from_text(setting, written)


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert shown("a\nb") == "“a\\nb”"
    assert len(shown("x" * 10_000)) < 50
    assert shown(False) == "false"


# ---- in memory


def test_what_is_set_is_in_force_and_told_once() -> None:
    settings = SettingsInMemory()
    told: list[str] = []
    settings.subscribe(told.append)

    settings.set("appearance.theme", "dark")
    settings.set("appearance.theme", "dark")
    settings.set("memory.recent_mib", 8)

    assert word(settings, "appearance.theme") == "dark"
    assert settings.source("appearance.theme") is Source.FILE
    assert told == ["appearance.theme"], "8 is what it was before"

    settings.reset("appearance.theme")
    settings.unsubscribe(told.append)
    settings.set("appearance.theme", "light")
    assert told == ["appearance.theme", "appearance.theme"]


def test_the_order_of_named_ones_counts() -> None:
    settings = SettingsInMemory()
    settings.set("filters.saved", {"a": "1", "b": "2"})
    told: list[str] = []
    settings.subscribe(told.append)

    settings.set("filters.saved", {"b": "2", "a": "1"})

    assert list(named_texts(settings, "filters.saved")) == ["b", "a"]
    assert told == ["filters.saved"]


def test_a_wrong_value_changes_nothing() -> None:
    settings = SettingsInMemory()

    with pytest.raises(WrongInput, match="none of system, dark, light"):
        settings.set("appearance.theme", "pink")

    assert settings.source("appearance.theme") is Source.DEFAULT


def test_an_environment_variable_holds_a_setting_and_a_wrong_one_is_told() -> None:
    settings = SettingsInMemory({
        "PROCMON_GUI_SAMPLING_INTERVAL_S": "5", "PROCMON_GUI_APPEARANCE_THEME": "pink", "PROCMON_GUI_TRAY_SHOWN": "",
    })  # fmt: skip

    assert number(settings, "sampling.interval_s") == 5.0
    assert settings.source("sampling.interval_s") is Source.ENVIRONMENT
    with pytest.raises(WrongInput, match="PROCMON_GUI_SAMPLING_INTERVAL_S holds this setting"):
        settings.set("sampling.interval_s", 2.0)
    with pytest.raises(WrongInput, match="holds this setting"):
        settings.reset("sampling.interval_s")
    assert word(settings, "appearance.theme") == "system"
    assert [(problem.key, problem.sentence) for problem in settings.problems()] == [
        ("PROCMON_GUI_APPEARANCE_THEME", "“pink” is none of system, dark, light.")
    ]
    assert settings.source("tray.shown") is Source.DEFAULT, "an empty variable says nothing"


def test_values_are_handed_out_in_their_types() -> None:
    settings = SettingsInMemory()
    settings.set("columns.sets", {"disk": ("name", "pid")})

    assert flag(settings, "tray.shown") is True
    assert whole(settings, "memory.recent_mib") == 8
    assert named_lists(settings, "columns.sets") == {"disk": ("name", "pid")}
    with pytest.raises(KeyError):
        settings.value("no.such.key")
