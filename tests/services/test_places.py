"""Where the log and the settings of this user lie."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from procmon_gui.services.places import NO_HOME, Options, open_log, open_settings


@pytest.fixture(autouse=True)
def own_handlers() -> Iterator[None]:
    before = list(logging.getLogger().handlers)
    yield
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()


def test_the_log_is_a_file_that_only_its_user_can_read(tmp_path: Path) -> None:
    path = open_log(Options(data_dir=tmp_path))

    logging.getLogger("elsewhere").warning("the disk is full")

    assert path is not None
    assert "the disk is full" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_place_for_the_log_the_program_goes_on_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "log").write_text("in the way")

    assert open_log(Options(data_dir=tmp_path)) is None
    assert "There is no log file" in caplog.text


def test_settings_stand_where_the_options_say_under_what_the_environment_holds(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[appearance]\ntheme = 'dark'\nrail = 'icons'\n")

    store = open_settings(Options(config=path), {"PROCMON_GUI_APPEARANCE_RAIL": "names"})

    assert store.path == path
    assert (store.value("appearance.theme"), store.value("appearance.rail")) == ("dark", "names")


def test_without_a_home_settings_last_until_the_end_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_args, **_more: Path("~/.config/procmon_gui"))

    store = open_settings(Options(), {})
    store.set("tray.shown", False)

    assert store.path is None
    assert store.value("tray.shown") is False
    assert [problem.sentence for problem in store.problems()] == [NO_HOME]
