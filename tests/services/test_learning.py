"""What is usual is asked of the bench: nobody knows it until judgement sits there, and a damaged file harms nothing."""

from pathlib import Path

import pytest

from procmon_gui.anomaly.suspicion import Suspicion
from procmon_gui.engine.bench import Bench
from procmon_gui.services.history import open_history, open_memory
from procmon_gui.services.judgement import open_judgement
from procmon_gui.services.places import Options, open_settings
from procmon_gui.store.baselines import BaselinesFile
from tests.anomaly.beats import Machine, Process


def sit_down(folder: Path) -> Bench:
    """Open judgement over a data folder, as a window and `record` do."""
    options, bench = Options(data_dir=folder, config=folder / "settings.toml"), Bench()
    history = open_history(options, open_memory(1))
    open_judgement(options, open_settings(options), history, bench)
    history.close()
    return bench


def test_what_was_learned_before_is_known_as_soon_as_judgement_sits_down(tmp_path: Path) -> None:
    suspicion = Suspicion()
    for snapshot in Machine().even(125, 1.0, [Process("postgres")]):
        suspicion.beat(snapshot)
    BaselinesFile(tmp_path).save(suspicion.state())
    assert Bench().usual.normal("host.load.1min") is None

    usual = sit_down(tmp_path).usual

    load = usual.normal("host.load.1min")
    assert load is not None
    assert load.least == pytest.approx(suspicion.normal("host.load.1min").least, rel=0.01)
    assert load.learning_left_s == 0.0
    known = usual.normal_of_program("postgres", "", "cpu_ratio")
    assert known is not None
    assert known.middle == pytest.approx(0.1, rel=0.05)


def test_a_file_that_holds_something_else_is_set_aside_and_learning_begins_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = BaselinesFile(tmp_path)
    file.save(b"whole, and no state at all")

    usual = sit_down(tmp_path).usual

    normal = usual.normal("host.load.1min")
    assert normal is not None
    assert normal.learning_left_s == 120 * 60
    assert "learned anew" in caplog.text
    assert not file.path.exists()
