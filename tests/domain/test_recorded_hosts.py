"""Which machine of a server is meant."""

import pytest

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.recorded_hosts import RecordedHost, WhichHost, choose_host

WEB = RecordedHost(machine_id="0123456789abcdef", name="web-7")
DB = RecordedHost(machine_id="fedcba9876543210", name="db-1")
OTHER_DB = RecordedHost(machine_id="aaaaaaaaaaaaaaaa", name="db-1")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("web-7", WEB),
        ("WEB-7", WEB),
        ("01234567", WEB),
        ("0123456789ABCDEF", WEB),
        ("fedcba98", DB),
        ("aaaaaaaa", OTHER_DB),
    ],
)
def test_a_name_and_a_fingerprint_mean_one_machine(wanted: str, found: RecordedHost) -> None:
    assert choose_host([WEB, DB, OTHER_DB], wanted, "db") == found


def test_the_only_machine_need_not_be_named() -> None:
    assert choose_host([WEB], "", "db") == WEB


@pytest.mark.parametrize(
    ("wanted", "sentence", "told"),
    [
        ("", "db has the histories of 3 machines, choose one with --host", 3),
        ("db-1", "2 machines are called “db-1”, choose one with --host and its fingerprint", 2),
        ("0123456", "There is no machine “0123456” on db, choose one of these with --host", 3),
    ],
)
def test_where_it_is_not_clear_those_that_may_be_meant_are_told(wanted: str, sentence: str, told: int) -> None:
    with pytest.raises(WhichHost) as caught:
        choose_host([WEB, DB, OTHER_DB], wanted, "db")

    assert caught.value.sentence == sentence
    assert len(caught.value.hosts) == told
    assert f"db-1 ({DB.fingerprint})" in str(caught.value)


def test_a_server_without_any_machine_says_so() -> None:
    with pytest.raises(Unavailable, match="db has no history of any machine yet"):
        choose_host([], "web-7", "db")
