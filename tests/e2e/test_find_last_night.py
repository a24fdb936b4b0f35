"""Who does not know when it was finds what burned CPU: by its peak on the strip, in the real window."""

from pathlib import Path

import pytest

from tests.e2e.find_last_night import BURNER, find, last_night, record_at_home
from tests.e2e.window import Stage, needs_a_desktop

pytestmark = [pytest.mark.nightly, needs_a_desktop]


def test_a_peak_of_twenty_seconds_is_found_by_its_shape_and_leads_to_its_process(
    at_home: Stage, tmp_path: Path
) -> None:
    """The script `find_last_night` does the same in a night of twelve hours, and says how long it took."""
    record_at_home(at_home, last_night(hours=3.0, every_s=5.0))

    name, _, pictures = find(at_home, tmp_path, hours=24.0)

    assert name.startswith(BURNER)
    assert len(pictures) == 5
