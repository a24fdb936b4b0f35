"""From peak to peak: the way to what happened for who does not know when."""

from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from procmon_gui.domain.ends import End
from procmon_gui.domain.history import CpuBeat, Gap, HostBeat, Leader, Peak, Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.moment import Moment
from procmon_gui.ui.moment_peaks import MomentPeaks

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
FROM_MS = 1_790_000_000_000
TO_MS = FROM_MS + 3 * DAY_MS
# A burst of twenty seconds in the first night, half an hour in the second, and a minute a while ago.
BURSTS = {FROM_MS + 5 * HOUR_MS: 20_000, FROM_MS + 29 * HOUR_MS: HOUR_MS // 2, TO_MS - 40 * 60_000: 60_000}


class MadeUpDays:
    """Three days of a machine, a beat a second, that is idle but for some bursts; only its curve is known."""

    def span(self) -> Span | None:
        return Span(from_ms=FROM_MS, to_ms=TO_MS)

    def curve(self, from_ms: int, to_ms: int, points: int) -> Series:
        step_ms = max(1000, (to_ms - from_ms) // points // 1000 * 1000)
        at_ms = np.arange(from_ms // step_ms * step_ms, to_ms + 1, step_ms, dtype=np.int64)
        values = 0.08 + 0.01 * np.sin(at_ms / 7000)
        for start_ms, length_ms in BURSTS.items():
            reaches = (at_ms + step_ms > start_ms) & (at_ms < start_ms + length_ms)
            values[reaches] = 0.9 - (np.maximum(at_ms[reaches], start_ms) - start_ms) / length_ms * 0.1
        return Series(at_ms=at_ms, values=values)

    def peak(self, from_ms: int, to_ms: int) -> Peak | None:
        curve = self.curve(from_ms, to_ms, 10**6)
        place = int(curve.values.argmax())
        return Peak(at_ms=int(curve.at_ms[place]), busy_ratio=float(curve.values[place]))

    def beat_near(self, at_ms: int, steps: int = 0) -> int | None:
        return round(at_ms / 1000) * 1000

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        return None

    def ended_since(self, at_ms: int) -> dict[int, End]:
        return {}

    def newest(self, after_ms: int) -> Series:
        return Series(at_ms=np.zeros(0, np.int64), values=np.zeros(0))

    def leader_at(self, at_ms: int) -> Leader | None:
        return None

    def series(self, metric_id: str, from_ms: int, to_ms: int) -> Series:
        return self.newest(0)

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        return self.newest(0)

    def minute_means(self, key: ProcessKey, from_ms: int, to_ms: int, errand: Errand) -> Mapping[str, Series]:
        return {}

    def cpu_beats(self, from_ms: int, to_ms: int) -> tuple[CpuBeat, ...]:
        return ()

    def host_beats(self, from_ms: int, to_ms: int) -> tuple[HostBeat, ...]:
        return ()

    def gaps(self, from_ms: int, to_ms: int) -> tuple[Gap, ...]:
        return ()


@pytest.fixture
def moment(qtbot: QtBot) -> Iterator[Moment]:
    yield Moment(MadeUpDays())
    assert close_readers()


def gone_to(moment: Moment, qtbot: QtBot, peaks: MomentPeaks, *, back: bool = False) -> int:
    """Go to the next peak and return which moment was asked for."""
    with qtbot.waitSignal(moment.cursor_moved):
        peaks.go_back() if back else peaks.go_on()
    assert moment.cursor_ms is not None
    at_ms = moment.cursor_ms
    qtbot.waitUntil(lambda: not moment.is_loading)
    moment._cursor_ms = at_ms
    return at_ms


def test_from_now_the_peaks_lead_back_to_the_night_in_which_it_was_busy(moment: Moment, qtbot: QtBot) -> None:
    """One who only knows that it was busy some night is there in three steps."""
    peaks = MomentPeaks(moment)

    found = [gone_to(moment, qtbot, peaks, back=True) for _ in range(3)]

    assert found == pytest.approx(sorted(BURSTS, reverse=True), abs=2_000)


def test_and_on_again_to_those_after_it(moment: Moment, qtbot: QtBot) -> None:
    peaks = MomentPeaks(moment)
    moment._cursor_ms = FROM_MS

    found = [gone_to(moment, qtbot, peaks) for _ in range(3)]

    assert found == pytest.approx(sorted(BURSTS), abs=2_000)


def test_beyond_the_last_peak_it_is_said_that_there_is_none(moment: Moment, qtbot: QtBot) -> None:
    peaks = MomentPeaks(moment)
    moment._cursor_ms = max(BURSTS)

    with qtbot.waitSignal(peaks.missed) as missed:
        peaks.go_on()

    assert missed.args == [1]
