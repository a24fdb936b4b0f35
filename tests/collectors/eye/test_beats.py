"""What a beat says of the machine besides its processes."""

import json
import sys
from collections.abc import Iterator

import pytest

from procmon_gui.collectors.eye import wire
from procmon_gui.collectors.eye.beats import Eye
from procmon_gui.collectors.eye.sockets import TcpCounters

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the eye is Linux")


@pytest.fixture
def eye() -> Iterator[Eye]:
    """Open an eye in this process, which otherwise gives nothing back before its own end."""
    one = Eye()
    yield one
    one._host.close()
    one._tcp.close()


def _news(frame: bytes) -> dict[str, dict[str, object]]:
    size = wire.HEAD.size
    news: dict[str, dict[str, object]] = json.loads(frame[size : size + wire.lengths_of(frame[:size]).json_bytes])
    return news


def test_sockets_that_the_system_does_not_tell_of_are_unknown_and_not_none(
    eye: Eye, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(counters: TcpCounters, pids: object, likely: object = (), budget_s: float = 0.0) -> None:
        counters.unavailable = "sock_diag: Permission denied"

    monkeypatch.setattr(TcpCounters, "read", refuse)
    news = _news(eye.beat(wire.Request(), 0))

    for raw_id in ("network.tcp_sockets", "network.tcp_unattributed", "network.tcp_unattributed_bytes"):
        assert raw_id not in news["host"]
        assert news["unsupported"][raw_id] == "sock_diag: Permission denied"
    assert news["unsupported"]["tcp_sent_bytes"] == "sock_diag: Permission denied"


def test_what_seldom_changes_is_told_once(eye: Eye) -> None:
    first = _news(eye.beat(wire.Request(), 0))
    second = _news(eye.beat(wire.Request(), 0))

    assert {"boot_id", "ticks_per_s", "page_bytes", "uid", "notes"} <= first.keys()
    assert not {"boot_id", "ticks_per_s", "page_bytes", "uid"} & second.keys()
    assert "network.tcp_unattributed_bytes" in second["host"] or "network.tcp_sockets" in second["unsupported"]
