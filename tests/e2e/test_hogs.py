"""Real hogs among five hundred processes: who it was is named, and everybody who should hear of it does."""

import json
from pathlib import Path

from tests.e2e.assistive import wait_for
from tests.e2e.hogs import MEMORY, hunt, show_from_the_notice
from tests.e2e.window import Stage, needs_a_desktop

pytestmark = needs_a_desktop


def test_an_alert_names_the_hog_is_told_on_every_channel_and_leads_the_window_to_its_moment(
    at_home: Stage, tmp_path: Path
) -> None:
    """The script `hogs` does the same twenty times, with a hog that takes a core too, and counts."""
    with hunt(at_home, tmp_path / "shots") as hunted:
        alert = hunted.round(MEMORY)

        assert hunted.counts[MEMORY].misses == []
        assert alert.culprit.startswith(MEMORY)
        mail = wait_for(lambda: next(iter(hunted.mail.messages()), None), "a mail")
        assert "Memory is taken" in mail["Subject"]
        assert MEMORY in mail.get_content()
        posted = wait_for(lambda: next(iter(hunted.hook.posted), None), "what was posted")
        assert json.loads(posted.body)["rule"] == MEMORY
        show_from_the_notice(hunted, alert)
        assert any("Memory is taken" in one["summary"] for one in hunted.told_on_the_desktop())
