"""What is usual is asked of the bench: nobody knows it before judgement sits there, and only who judges keeps it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from procmon_gui.anomaly.suspicion import Suspicion
from procmon_gui.engine.bench import Bench
from procmon_gui.engine.pulse import Pulse
from procmon_gui.engine.with_suspicion import figures_of
from procmon_gui.services.alerts import LOCK_FILE
from procmon_gui.services.history import open_history, open_memory
from procmon_gui.services.judgement import open_judgement
from procmon_gui.services.places import Options, open_settings
from procmon_gui.store.baselines import BaselinesFile
from procmon_gui.store.place import is_locked
from tests.anomaly.beats import Machine, Process
from tests.domain.readings import reading


class Program:
    """Whoever judges in a data folder, or listens to another program, as a window and `record` do."""

    def __init__(self, folder: Path, *, is_listening: bool = False) -> None:
        options, self.bench = Options(data_dir=folder, config=folder / "settings.toml"), Bench()
        self.is_listening = is_listening
        self.bench.stand_before(cast("Pulse", None), lambda: self.is_listening)
        self._history = open_history(options, open_memory(1))
        self.settings = open_settings(options)
        self.worker = open_judgement(options, self.settings, self._history, self.bench)
        self.turn()

    def turn(self) -> None:
        """Let it look around once."""
        self.worker.look_around()
        self.worker.turn()

    def learn(self, minutes: int) -> None:
        """Let it hear so many minutes."""
        for snapshot in Machine().even(minutes, 1.0, [Process("postgres")]):
            self.bench.offer(reading(), snapshot)

    def knows(self) -> bool:
        """Say whether it knows what is usual."""
        normal = self.bench.usual.normal_of_program("postgres", "", "cpu_ratio")
        return normal is not None and normal.middle is not None

    def end(self) -> None:
        """End it."""
        self.worker.turn(is_last=True)
        self.worker._give_back()
        self.worker.stop()
        self._history.close()
        self.settings.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Start programs, which end with the test."""
    started: list[Program] = []

    def begin(*, is_listening: bool = False) -> Program:
        started.append(Program(tmp_path, is_listening=is_listening))
        return started[-1]

    yield begin
    for program in started:
        program.end()


def keep_two_hours(folder: Path) -> Suspicion:
    """Keep what is usual here."""
    suspicion = Suspicion()
    for snapshot in Machine().even(125, 1.0, [Process("postgres")]):
        suspicion.beat(snapshot)
    BaselinesFile(folder).save(suspicion.state())
    return suspicion


@pytest.mark.parametrize("is_listening", [False, True])
def test_what_was_learned_before_is_known_as_soon_as_judgement_sits_down(
    is_listening: bool, tmp_path: Path, start: Callable[..., Program]
) -> None:
    suspicion = keep_two_hours(tmp_path)
    assert Bench().usual.normal("host.load.1min") is None

    usual = start(is_listening=is_listening).bench.usual

    load = usual.normal("host.load.1min")
    assert load is not None
    assert load.least == pytest.approx(suspicion.normal("host.load.1min").least, rel=0.01)
    assert load.learning_left_s == 0.0
    known = usual.normal_of_program("postgres", "", "cpu_ratio")
    assert known is not None
    assert known.middle == pytest.approx(0.1, rel=0.05)


def test_a_file_that_holds_something_else_is_set_aside_and_learning_begins_anew(
    tmp_path: Path, start: Callable[..., Program], caplog: pytest.LogCaptureFixture
) -> None:
    file = BaselinesFile(tmp_path)
    file.save(b"whole, and no state at all")

    normal = start().bench.usual.normal("host.load.1min")

    assert normal is not None
    assert normal.learning_left_s == 120 * 60
    assert "learned anew" in caplog.text
    assert not file.path.exists()


@pytest.mark.parametrize("content", [b"none of ours", None])
def test_who_listens_to_another_program_learns_too_and_changes_nothing_on_the_disk(
    content: bytes | None, tmp_path: Path, start: Callable[..., Program]
) -> None:
    """A recorder of another version may have written what this window can not read."""
    if content is not None:
        (tmp_path / "baselines.procmon").write_bytes(content)
    window = start(is_listening=True)
    window.learn(125)

    assert window.knows()
    window.end()
    files = [path.name for path in tmp_path.iterdir() if path.name.startswith("baselines")]
    assert files == ([] if content is None else ["baselines.procmon"])
    assert content is None or (tmp_path / "baselines.procmon").read_bytes() == content


def test_after_a_mistake_in_what_is_unusual_nothing_is_said_to_be_so_any_more(
    tmp_path: Path, start: Callable[..., Program], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What was found last would be in every reading that follows, recorded and judged as if it went on."""
    keep_two_hours(tmp_path)
    program = start()
    program.learn(10)
    assert figures_of(program.bench.scores().newest())
    assert program.knows()

    def fail(self: Suspicion, snapshot: object) -> None:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr(Suspicion, "beat", fail)
    program.learn(1)
    assert figures_of(program.bench.scores().newest()) == {}
    assert program.bench.usual.normal("host.load.1min") is None
    assert not program.knows()
    assert "is not learned any more" in caplog.text


def test_who_judged_until_now_hands_on_what_it_has_learned_and_writes_no_more(
    tmp_path: Path, start: Callable[..., Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    has_right: list[bool | None] = []
    save = BaselinesFile.save

    def watched(file: BaselinesFile, learned: bytes) -> None:
        has_right.append(is_locked(tmp_path, LOCK_FILE))
        save(file, learned)

    monkeypatch.setattr(BaselinesFile, "save", watched)
    window = start()
    recorder = start()  # it has read the file before, and waits for the right to judge
    window.learn(125)
    recorder.turn()
    assert not recorder.knows()

    window.is_listening = True
    window.turn()
    recorder.turn()
    assert recorder.knows()
    assert window.knows()
    window.end()
    assert has_right == [True]
    recorder.end()
    assert has_right == [True, True]


def test_switched_off_what_was_learned_is_kept_before_anybody_else_may_judge(
    tmp_path: Path, start: Callable[..., Program]
) -> None:
    program = start()
    program.learn(125)
    program.settings.set("alerts.enabled", False)
    program.turn()
    kept = BaselinesFile(tmp_path).version()
    assert kept is not None

    program.end()
    assert BaselinesFile(tmp_path).version() == kept
