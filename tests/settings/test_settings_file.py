"""The settings of a person in one file: kept, edited by hand, broken, protected, gone."""

import os
import stat
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.settings import BY_KEY, SETTINGS, SettingsStore, Source, flag, named_texts, number, word
from procmon_gui.settings import disk, settings_file
from procmon_gui.settings.reading import contents_of
from procmon_gui.settings.settings_file import SettingsFile
from procmon_gui.settings.toml_lines import parsed

Open = Callable[..., SettingsFile]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


@pytest.fixture
def open_file(path: Path) -> Iterator[Open]:
    opened: list[SettingsFile] = []

    def open_file(text: str | bytes | None = None, environment: Mapping[str, str] | None = None) -> SettingsFile:
        if text is not None:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        opened.append(SettingsFile(path, environment))
        return opened[-1]

    yield open_file
    for store in opened:
        assert store.close()


def said(store: SettingsStore) -> list[str]:
    return [f"{problem.line}|{problem.key}|{problem.sentence}" for problem in store.problems()]


def news_of(store: SettingsFile, cause: Callable[[], None]) -> None:
    """Do something and take in what the other thread learned of it."""
    arrived = threading.Event()
    store.on_news(arrived.set)
    cause()
    assert arrived.wait(5)
    store.on_news(None)
    store.deliver()


# ---- good days


def test_without_a_file_all_is_as_in_the_catalogue_and_none_is_made(open_file: Open, path: Path) -> None:
    store = open_file()

    assert {setting.key: store.value(setting.key) for setting in SETTINGS} == {
        setting.key: setting.default for setting in SETTINGS
    }
    assert store.problems() == ()
    assert not path.parent.exists()


def test_what_is_set_is_there_at_the_next_start_and_only_its_user_can_read_it(open_file: Open, path: Path) -> None:
    store = open_file()
    store.set("appearance.theme", "dark")
    store.set("sampling.interval_s", 2)
    store.set("filters.saved", {"busy": "cpu > 50%", "“mine”": 'user = "me"'})
    assert store.close()

    again = open_file()

    assert word(again, "appearance.theme") == "dark"
    assert again.source("appearance.theme") is Source.FILE
    assert number(again, "sampling.interval_s") == 2.0
    assert list(named_texts(again, "filters.saved").items()) == [("busy", "cpu > 50%"), ("“mine”", 'user = "me"')]
    assert again.problems() == ()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == [path.name], "nothing unfinished is left behind"


def test_what_is_reset_leaves_the_file(open_file: Open, path: Path) -> None:
    store = open_file("[appearance]\ntheme = 'dark'\n")
    store.reset("appearance.theme")
    assert store.close()

    assert path.read_text() == "[appearance]\n"
    assert word(open_file(), "appearance.theme") == "system"


def test_comments_unknown_keys_and_tables_of_a_person_stay(open_file: Open, path: Path) -> None:
    text = '# mine\n[appearance]\ntheme = "dark" # night\nfont = "Comic Sans"\n\n[alerts.rules]\nbusy = 1\n'
    store = open_file(text)
    store.set("appearance.theme", "light")
    assert store.close()

    assert path.read_text() == text.replace('"dark"', '"light"')


def test_line_ends_of_windows_and_a_mark_at_the_start_are_understood(open_file: Open, path: Path) -> None:
    store = open_file(b"\xef\xbb\xbf[appearance]\r\ntheme = 'dark'\r\n")
    assert word(store, "appearance.theme") == "dark"
    store.set("appearance.rail", "icons")
    assert store.close()

    assert path.read_bytes() == b"[appearance]\r\ntheme = 'dark'\r\nrail = \"icons\"\r\n"


def test_of_named_ones_only_what_changed_is_written(open_file: Open, path: Path) -> None:
    text = '[filters.saved]\na = "1" # first\nb = "2"\nbroken = 3\n'
    store = open_file(text)
    saved = named_texts(store, "filters.saved")

    store.set("filters.saved", {"a": saved["a"], "c": "3"})
    assert store.close()

    assert path.read_text() == '[filters.saved]\na = "1" # first\nbroken = 3\nc = "3"\n'


def test_the_order_of_named_ones_is_kept(open_file: Open) -> None:
    store = open_file('[filters.saved]\na = "1"\nb = "2"\n')
    store.set("filters.saved", {"b": "2", "a": "1"})
    assert store.close()

    assert list(named_texts(open_file(), "filters.saved")) == ["b", "a"]


def test_a_symbolic_link_stays_one(open_file: Open, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "procmon.toml"
    target.parent.mkdir()
    target.write_text("[tray]\nshown = false\n")
    path.parent.mkdir()
    path.symlink_to(target)

    store = open_file()
    store.set("tray.close_to_tray", True)
    assert store.close()

    assert path.is_symlink()
    assert target.read_text() == "[tray]\nshown = false\nclose_to_tray = true\n"


# ---- others write too


def test_a_change_from_outside_is_told_and_applied(open_file: Open, path: Path) -> None:
    store = open_file("[appearance]\ntheme = 'dark'\n")
    told: list[str] = []
    store.subscribe(told.append)
    path.write_text("[appearance]\ntheme = 'light'\n\n[sampling]\ninterval_s = 5\nintervals = 1\n")

    news_of(store, store.look_again)

    assert word(store, "appearance.theme") == "light"
    assert told == ["appearance.theme", "sampling.interval_s", ""], "the last one says that the problems changed"
    assert said(store) == ["6|sampling.intervals|There is no such setting; “sampling.interval_s” is one."]


def test_what_is_clicked_while_somebody_edits_is_added_to_what_they_wrote(open_file: Open, path: Path) -> None:
    store = open_file("[appearance]\ntheme = 'dark'\n")
    path.write_text("[appearance]\ntheme = 'light'\n# typed meanwhile\n")

    news_of(store, lambda: store.set("tray.shown", False))

    assert word(store, "appearance.theme") == "light"
    assert not flag(store, "tray.shown")
    assert path.read_text() == "[appearance]\ntheme = 'light'\n# typed meanwhile\n\n[tray]\nshown = false\n"


def test_what_is_not_written_yet_is_not_undone_by_what_stands_in_the_file(open_file: Open, path: Path) -> None:
    store = open_file("[appearance]\ntheme = 'dark'\n")
    path.write_text("[appearance]\ntheme = 'dark'\nrail = 'icons'\n")
    news = threading.Event()
    store.on_news(news.set)
    with store._disk:
        store.look_again()
        store.set("appearance.theme", "light")
    assert news.wait(5)

    store.deliver()

    assert word(store, "appearance.theme") == "light"
    assert word(store, "appearance.rail") == "icons"


def test_a_file_that_did_not_change_is_not_read_again(
    open_file: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_file("[tray]\nshown = false\n")
    read: list[Path] = []
    monkeypatch.setattr(settings_file, "read_small", read.append)

    store.look_again()
    assert store.close()

    assert read == []


def test_a_file_that_is_taken_away_means_the_defaults(open_file: Open, path: Path) -> None:
    store = open_file("[tray]\nshown = false\n")
    path.unlink()

    news_of(store, store.look_again)

    assert flag(store, "tray.shown")


# ---- bad days


def test_wrong_values_are_named_with_line_and_key_and_the_rest_is_used(open_file: Open) -> None:
    store = open_file(
        "[appearance]\n"
        "theme = 'pink'\n"
        "rail = 'names'\n"
        "reduce_moton = true\n"
        "\n"
        "[sampling]\n"
        "interval_s = 0.01\n"
        "[filters.saved]\n"
        "good = 'cpu > 1'\n"
        "bad = 7\n"
        "[engine]\n"
        "x = 1\n"
    )

    assert said(store) == [
        "2|appearance.theme|“pink” is none of system, dark, light.",
        "4|appearance.reduce_moton|There is no such setting; “appearance.reduce_motion” is one.",
        "7|sampling.interval_s|0.01 is not within 0.5 to 60 s.",
        "10|filters.saved|“bad” is no text.",
        "11|engine|There is no such setting; it is left as it is.",
    ]
    assert word(store, "appearance.theme") == "system"
    assert word(store, "appearance.rail") == "names"
    assert named_texts(store, "filters.saved") == {"good": "cpu > 1"}


def test_a_half_written_file_is_used_as_far_as_it_goes_and_kept_aside_before_the_first_write(
    open_file: Open, path: Path
) -> None:
    text = "[appearance]\ntheme = 'dark'\n[tray]\nshown = fal"
    store = open_file(text)

    assert word(store, "appearance.theme") == "dark"
    assert said(store) == ["4||“shown = fal” is no TOML and is left out."]
    assert os.listdir(path.parent) == [path.name], "nothing is written before something is set"

    news_of(store, lambda: store.set("tray.shown", False))

    aside = path.with_name("settings.toml.broken")
    assert aside.read_text() == text
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert said(store) == [f"0||What stood in the file before is kept as {aside}."]
    assert path.read_text() == "[appearance]\ntheme = 'dark'\n[tray]\nshown = false\n"


def test_earlier_broken_files_are_not_lost_by_a_new_one(open_file: Open, path: Path) -> None:
    for text in ("[tray\n", "[tray]]\n", "[tray\n"):
        store = open_file(text)
        store.set("tray.shown", False)
        assert store.close()

    assert path.with_name("settings.toml.broken").read_text() == "[tray\n"
    assert path.with_name("settings.toml.broken-2").read_text() == "[tray]]\n"
    assert not path.with_name("settings.toml.broken-3").exists(), "the same is kept once"


def test_every_beginning_of_a_file_can_be_used(path: Path) -> None:
    """A power cut may leave any part of it."""
    whole = b"version = 1\n[appearance]\ntheme = 'dark'\n[filters.saved]\n'a' = 'cpu > 1'\n[tray]\nshown = false\n"
    for end in range(len(whole) + 1):
        contents = contents_of(whole[:end])

        assert parsed(contents.text) is not None
        if end > whole.index(b"[filters"):
            assert contents.values["appearance.theme"] == "dark"


def test_a_newer_file_is_read_as_far_as_it_is_known_and_stays_newer(open_file: Open, path: Path) -> None:
    text = "version = 2\n[appearance]\ntheme = 'dark'\nglow = 3\n[future]\nx = [[1], [2]]\n"
    store = open_file(text)

    assert word(store, "appearance.theme") == "dark"
    assert said(store) == ["1|version|A newer version of the program wrote this file; what this one knows is used."]

    store.set("appearance.theme", "light")
    assert store.close()
    assert path.read_text() == text.replace("'dark'", '"light"')


def test_a_file_that_can_not_be_written_is_told_and_what_is_set_lasts_until_the_end(
    open_file: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_file("[tray]\nshown = false\n")

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as no_disk:
        no_disk.setattr(os, "replace", refuse)
        told: list[str] = []
        store.subscribe(told.append)
        news_of(store, lambda: store.set("appearance.theme", "dark"))

        assert said(store) == [
            f"0||{path} can not be written (Permission denied). What is chosen here lasts until the program ends."
        ]
        assert told == ["appearance.theme", ""]
        assert word(store, "appearance.theme") == "dark"
        assert os.listdir(path.parent) == [path.name]
        assert path.read_text() == "[tray]\nshown = false\n"

    news_of(store, lambda: store.set("appearance.rail", "icons"))

    assert store.problems() == ()
    assert path.read_text() == '[tray]\nshown = false\n\n[appearance]\ntheme = "dark"\nrail = "icons"\n'


def test_a_file_that_its_owner_protected_is_not_replaced(
    open_file: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_file("[tray]\nshown = false\n")
    monkeypatch.setattr(os, "access", lambda _path, _how: False)

    news_of(store, lambda: store.set("tray.shown", True))

    assert said(store)[0].startswith(f"0||{path} can not be written (Permission denied).")
    assert path.read_text() == "[tray]\nshown = false\n"


@pytest.mark.parametrize("kind", ["folder", "pipe", "large"])
def test_what_can_be_no_settings_file_is_told_and_left_alone(open_file: Open, path: Path, kind: str) -> None:
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(b"#" * (disk.LARGEST_BYTES + 1))
    before = path.lstat()

    store = open_file()
    news_of(store, lambda: store.set("tray.shown", False))

    assert store.problems()[0].sentence.startswith(f"{path} can not be read (it is ")
    assert not flag(store, "tray.shown")
    assert path.lstat().st_ino == before.st_ino
    assert os.listdir(path.parent) == [path.name]
    with pytest.raises(Unavailable):
        store.prepare_file()


def test_a_file_in_the_way_of_the_folder_is_told(open_file: Open, path: Path) -> None:
    path.parent.write_text("in the way")
    store = open_file()

    news_of(store, lambda: store.set("tray.shown", False))

    assert "What is chosen here lasts until the program ends." in store.problems()[0].sentence
    assert not flag(store, "tray.shown")


def test_a_disk_that_hangs_keeps_nobody_from_setting_or_ending(
    open_file: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_file()
    goes_on = threading.Event()
    write = disk.replace_file

    def hang(path: Path, content: bytes) -> None:
        goes_on.wait(30)
        write(path, content)

    monkeypatch.setattr(settings_file, "replace_file", hang)
    store.set("appearance.theme", "dark")

    assert word(store, "appearance.theme") == "dark"
    assert not store.close(timeout_s=0.05)
    goes_on.set()


# ---- around the file


def test_the_environment_stands_above_the_file(open_file: Open, path: Path) -> None:
    store = open_file("[sampling]\ninterval_s = 5\n", {"PROCMON_GUI_SAMPLING_INTERVAL_S": "2"})

    assert number(store, "sampling.interval_s") == 2.0
    assert store.source("sampling.interval_s") is Source.ENVIRONMENT
    with pytest.raises(WrongInput):
        store.set("sampling.interval_s", 1.0)
    assert path.read_text() == "[sampling]\ninterval_s = 5\n"


def test_a_file_for_an_editor_is_made_when_there_is_none(open_file: Open, path: Path) -> None:
    store = open_file()

    assert store.prepare_file() == path
    assert path.read_text().startswith("# Settings of procmon_gui.")
    assert contents_of(path.read_bytes()).problems == ()


def test_a_file_that_is_there_is_handed_to_an_editor_untouched(open_file: Open, path: Path) -> None:
    store = open_file("[tray\n")

    assert store.prepare_file() == path
    assert path.read_text() == "[tray\n"


# ---- any bytes

GOOD = {
    "appearance.theme": ("[appearance]\ntheme = 'dark'", "dark"),
    "tray.shown": ("[tray]\nshown = false", False),
    "sampling.interval_s": ("[sampling]\ninterval_s = 2", 2.0),
}
BAD = ["?", "x = ", "= 1", "[tray", "theme = dark", "a = [1,", "\x00", "\ufffd", "y = 'é"]


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_settings_file_of_some_kind(raw: bytes) -> None:
    contents = contents_of(raw)

    assert parsed(contents.text) is not None
    assert set(contents.values) <= set(BY_KEY)
    assert all(problem.sentence.isprintable() for problem in contents.problems)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.sampled_from(sorted(GOOD)), unique=True, max_size=3),
    st.lists(st.sampled_from(BAD), max_size=4),
)
def test_known_good_keys_survive_beside_broken_lines(good: list[str], bad: list[str]) -> None:
    """Broken lines stand at the end of each table; one that opens a list may take what follows with it."""
    text = "\n".join(GOOD[key][0] for key in good) + "\n" + "\n".join(bad) + "\n"

    contents = contents_of(text.encode())

    assert {key: contents.values.get(key) for key in good} == {key: GOOD[key][1] for key in good}
    assert bool(contents.problems) == bool(bad)
