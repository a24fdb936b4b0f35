"""Ten thousand breaches at once, through the dispatcher to a real desktop, a real mail server and a real web server."""

from pathlib import Path

import pytest

from procmon_gui.channels.desktop import Desktop
from procmon_gui.domain.notices import DESKTOP, ChannelSpec, DeliveryState
from procmon_gui.services.channels import open_channels, open_deliveries, open_dispatcher
from tests.channels.desktop_session import session
from tests.channels.http_sink import http_sink
from tests.channels.notices import HOSTILE
from tests.channels.places import options_in, without_keyring
from tests.channels.smtp_sink import smtp_sink
from tests.engine.channels import alert, event
from tests.engine.test_dispatch import wait_for

COUNT = 10_000


@pytest.mark.slow
def test_a_storm_of_hostile_names_drowns_nobody_and_every_notice_is_told_or_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = options_in(tmp_path)
    names = list(HOSTILE.values())
    with without_keyring(), session(monkeypatch, "dunst") as one, smtp_sink() as smtp, http_sink() as http:
        book = open_channels(options)
        mail = {"server": "127.0.0.1", "port": str(smtp.port), "security": "none"}
        book.put(ChannelSpec(id="ops", kind="mail", settings=mail | {"from": "a@b.example", "to": "c@d.example"}), {})
        book.put(ChannelSpec(id="hook", kind="webhook"), {"url": f"http://127.0.0.1:{http.port}/"})
        desktop = Desktop()
        dispatcher = open_dispatcher(options, desktop)
        for number in range(COUNT):
            name = names[number % len(names)]
            dispatcher.offer(event(rule=f"r{number % 50}", name=name), alert(number + 1, title="CPU", culprit=name))
        queue = open_deliveries(options)
        wait_for(lambda: sum(held.total_count for held in queue.held_back()) >= 3 * COUNT - 100)
        wait_for(lambda: not queue.waiting())
        assert dispatcher.close()
        # Those of a while ago have gone by themselves.
        shown = sum(int(one.dunst("count", where)) for where in ("displayed", "waiting", "history"))
        desktop.close()

    told = {DESKTOP: shown, "ops": len(smtp.raw), "hook": len(http.posted)}
    held = {one.channel_id: one.total_count for one in queue.held_back()}
    assert {id: told[id] + held[id] for id in told} == dict.fromkeys(told, COUNT)
    assert 1 <= told[DESKTOP] <= 10
    assert 1 <= told["ops"] <= 10
    assert {message.keys()[3] for message in smtp.messages()} == {"From"}
    assert not any("Bcc" in message.keys() for message in smtp.messages())  # noqa: SIM118  # not the words of it
    assert all(one.state is DeliveryState.DELIVERED for one in queue.deliveries())
    assert not Path("/tmp/procmon-was-here").exists()
