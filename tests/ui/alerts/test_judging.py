"""Until when a rule is silent: by the clock of who sits here, also in a night in which it is put forward or back."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from procmon_gui.ui.alerts.judging import next_morning_ms

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of this process can not be changed here")


@pytest.fixture(params=["Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12", "America/New_York", "Asia/Kathmandu"])
def _zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_zone")
def test_tomorrow_morning_is_at_eight_on_the_next_day_whatever_the_night_does_to_the_clocks() -> None:
    """Each half hour of the days around a change in Berlin and in New York, a leap day, and the end of a year."""
    for day in ("2026-03-28", "2026-03-07", "2026-10-24", "2026-10-31", "2028-02-28", "2026-12-31"):
        begin_ms = int(datetime.fromisoformat(f"{day}T00:00Z").timestamp() * 1000) - 12 * 3_600_000
        for at_ms in range(begin_ms, begin_ms + 3 * 86_400_000, 1_800_000):
            now, morning = (
                datetime.fromtimestamp(one / 1000, UTC).astimezone() for one in (at_ms, next_morning_ms(at_ms))
            )
            assert (morning.hour, morning.minute, morning.second) == (8, 0, 0)
            assert morning.toordinal() == now.toordinal() + 1
