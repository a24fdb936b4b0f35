"""The list of connections: what cells say, what is shown in which order, and what survives a new list."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from procmon_gui.domain.sockets import Ownerless, Socket, SocketKind, SocketState
from procmon_gui.ui import text
from procmon_gui.ui.models.connection_columns import COLUMNS
from procmon_gui.ui.models.connection_filter import Group, group_of
from procmon_gui.ui.models.connection_model import IDENTITY_ROLE, ConnectionModel
from procmon_gui.ui.models.connection_words import gaps_text, socket_text, tooltip
from tests.ui.connections import key, listed, tcp, unix

pytestmark = pytest.mark.usefixtures("qapp")

LISTEN = SocketState.LISTENING
DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@pytest.fixture
def model() -> Iterator[ConnectionModel]:
    model = ConnectionModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()
    model.deleteLater()


def column(column_id: str) -> int:
    return [one.id for one in COLUMNS].index(column_id)


def shown(model: ConnectionModel) -> list[object]:
    return [model.index(row, 0).data(IDENTITY_ROLE) for row in range(model.rowCount())]


def cell(model: ConnectionModel, row: int, column_id: str) -> str:
    return str(model.index(row, column(column_id)).data())


# ---- cells


def test_a_row_says_who_holds_the_socket_and_where_it_leads(model: ConnectionModel) -> None:
    model.show_list(listed([tcp(1, 42, 43, port=5432)]))

    assert cell(model, 0, "process") == "daemon42 (42) +1"
    assert cell(model, 0, "protocol") == "TCP"
    assert cell(model, 0, "state") == "connected"
    assert (cell(model, 0, "local"), cell(model, 0, "remote")) == ("10.0.0.1:5432", "10.0.0.2:443")
    assert cell(model, 0, "user") == "anna"


def test_unknown_is_a_dash_what_means_nothing_is_empty_and_zero_is_zero(model: ConnectionModel) -> None:
    udp = replace(tcp(3), kind=SocketKind.UDP, received_bytes=None, sent_bytes=None)
    model.show_list(listed([tcp(1, 1, state=LISTEN), tcp(2, 2), udp]))

    assert [cell(model, row, "received") for row in range(3)] == ["", "0", text.UNKNOWN]
    assert [cell(model, row, "process") for row in range(3)] == ["daemon1 (1)", "daemon2 (2)", text.UNKNOWN]
    assert cell(model, 0, "receive_queue") == "0 of 128"


def test_what_nobody_has_is_the_kernels_and_says_why(model: ConnectionModel) -> None:
    left = replace(tcp(1, state=SocketState.TIME_WAIT), owners=(), why_no_owner=Ownerless.LEFT_BEHIND)
    model.show_list(listed([left]))

    assert cell(model, 0, "process") == "kernel"
    assert "No process has it any more" in str(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_rates_are_known_from_the_second_list_on(model: ConnectionModel) -> None:
    model.show_list(listed([tcp(1, 1, received_bytes=1000)], at_s=1.0))
    first = cell(model, 0, "received_rate")
    model.show_list(listed([tcp(1, 1, received_bytes=1000 + 4096)], at_s=3.0))

    assert first == text.UNKNOWN
    assert cell(model, 0, "received_rate") == "2.0 KiB"
    assert cell(model, 0, "sent_rate") == "0"


def test_another_socket_with_the_same_ends_does_not_inherit_a_rate(model: ConnectionModel) -> None:
    model.show_list(listed([tcp(1, 1, port=80, received_bytes=9000)], at_s=1.0))
    model.show_list(listed([tcp(2, 1, port=80, received_bytes=9001)], at_s=2.0))

    assert cell(model, 0, "received_rate") == text.UNKNOWN


def test_the_tooltip_names_every_holder_and_the_usual_service() -> None:
    one = tcp(1, *range(1, 4), port=22, round_trip_s=0.0123, dropped_count=5)

    said = tooltip(one, {key(1): "sshd"}, {22: "ssh"})

    assert "10.0.0.1:22 (ssh)" in said
    assert "sshd (1), (2), (3)" in said
    assert "12.3 ms" in said
    assert "dropped: 5" in said


def test_a_socket_is_one_line() -> None:
    assert socket_text(tcp(1, port=80)) == "TCP connected 10.0.0.1:80 → 10.0.0.2:443"
    assert socket_text(tcp(1, port=80, state=LISTEN, interface="eth0")) == "TCP listening 10.0.0.1:80 %eth0"


def test_why_owners_are_unknown_is_told_with_numbers() -> None:
    said = gaps_text(listed([tcp(1), tcp(2), tcp(3, 3)], refused_count=7, stranger_count=4, hides_others=True))

    assert "2: Its owner is among the processes" in said
    assert "7 of 50 processes" in said
    assert "hidepid" in said
    assert "4 sockets" in said
    assert gaps_text(listed([tcp(3, 3)])) == ""


# ---- order


def test_without_a_sorted_column_rows_stand_by_process_and_end(model: ConnectionModel) -> None:
    model.show_list(listed([tcp(1, 9, port=5), tcp(2, 3, port=9), tcp(3, 3, port=7), tcp(4)]))

    assert shown(model) == [3, 2, 1, 4]


@pytest.mark.parametrize(("order", "wanted"), [(UP, [2, 1, 3]), (DOWN, [1, 2, 3])])
def test_the_unknown_is_last_both_ways(model: ConnectionModel, order: Qt.SortOrder, wanted: list[int]) -> None:
    sockets = [tcp(1, 1, received_bytes=9), tcp(2, 2, received_bytes=1), tcp(3, 3, received_bytes=None)]
    model.show_list(listed(sockets))

    model.sort(column("received"), order)

    assert shown(model) == wanted


def test_addresses_are_sorted_as_numbers_and_before_paths(model: ConnectionModel) -> None:
    sockets = [
        tcp(1, 1, local_address="10.0.0.10"), tcp(2, 1, local_address="10.0.0.9"), unix(3, "/run/a", 1),
        tcp(4, 1, local_address="::1", kind=SocketKind.TCP6),
    ]  # fmt: skip
    model.show_list(listed(sockets))

    model.sort(column("local"), UP)

    assert shown(model) == [2, 1, 4, 3]


def test_nobody_changes_places_while_the_order_is_held(model: ConnectionModel) -> None:
    model.sort(column("received"), DOWN)
    model.show_list(listed([tcp(1, 1, received_bytes=9), tcp(2, 2, received_bytes=5)]))
    model.hold_order(True)

    model.show_list(listed([tcp(1, 1, received_bytes=9), tcp(2, 2, received_bytes=50), tcp(3, 3, received_bytes=99)]))
    assert shown(model) == [1, 2, 3]
    assert cell(model, 1, "received") == "50 B"

    model.hold_order(False)
    assert shown(model) == [3, 2, 1]


# ---- groups and filter


def test_every_socket_is_in_the_group_where_one_looks_for_it() -> None:
    udp = replace(tcp(1), kind=SocketKind.UDP, state=SocketState.UNCONNECTED)
    wanted = {
        Group.LISTENING: [tcp(1, state=LISTEN), udp],
        Group.CONNECTED: [tcp(1), tcp(1, state=SocketState.SYN_SENT), replace(udp, state=SocketState.ESTABLISHED)],
        Group.CLOSING: [tcp(1, state=SocketState.TIME_WAIT), tcp(1, state=SocketState.LAST_ACK)],
        Group.UNIX: [unix(1, "/run/x")],
        Group.OTHER: [
            tcp(1, state=SocketState.UNCONNECTED), replace(tcp(1), kind=SocketKind.NETLINK),
            replace(tcp(1), kind=SocketKind.RAW6), replace(tcp(1), kind=SocketKind.ICMP),
        ],
    }  # fmt: skip

    for group, sockets in wanted.items():
        assert [group_of(one) for one in sockets] == [group] * len(sockets)


def test_groups_are_switched_and_counted(model: ConnectionModel) -> None:
    model.show_list(listed([tcp(1, 1, state=LISTEN), tcp(2, 1), unix(3, "/run/x", 1)]))

    model.set_groups(frozenset({Group.UNIX, Group.LISTENING}))

    assert sorted(map(str, shown(model))) == ["1", "3"]
    assert model.group_counts()[Group.CONNECTED] == 1


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", [1, 2, 3]),
        ("DAEMON2", [2]),
        ("daemon tcp", [1, 2]),
        ("port:443", [1, 2]),
        ("port:44", []),
        ("port:1001", [1]),
        ("pid:2", [2]),
        ("user:anna state:listen", []),
        ("user:1000", [1, 2, 3]),
        ("proto:unix", [3]),
        ("10.0.0.1:1001", [1]),
        ("/run/<b>", [3]),
        ("nothing:here", []),
        ("daemon99", [1]),
    ],
)
def test_words_must_all_occur_and_some_look_in_one_place(model: ConnectionModel, typed: str, wanted: list[int]) -> None:
    model.show_list(listed([tcp(1, 1, 99), tcp(2, 2), unix(3, "/run/<b>x", 3)]))

    model.set_filter(typed)

    assert sorted(shown(model), key=str) == wanted


@pytest.mark.parametrize("typed", ["port:", ":", "pid:x", "::::", "state:", "\x00", "port:٣", "a" * 5000])
def test_no_filter_is_wrong_at_any_keystroke(model: ConnectionModel, typed: str) -> None:
    model.show_list(listed([tcp(1, 1)]))

    for end in range(len(typed[:50]) + 1):
        model.set_filter(typed[:end])

    assert model.rowCount() in (0, 1)


# ---- what survives a new list


def test_the_model_keeps_qts_rules_and_follows_rows_through_any_change(model: ConnectionModel) -> None:
    """The tester of Qt watches every step; persistent indexes stand for selection and keyboard."""
    random = Random(7)
    population: list[Socket] = [tcp(number, number % 17 + 1, received_bytes=number) for number in range(60)]
    model.sort(column("received"), DOWN)
    for _ in range(60):
        followed = {
            QPersistentModelIndex(model.index(row, 0)): model.index(row, 0).data(IDENTITY_ROLE)
            for row in range(0, model.rowCount(), 5)
        }
        alive = random.sample(population, random.randrange(60))
        alive = [replace(one, received_bytes=random.randrange(100)) for one in alive]
        model.show_list(listed(alive))
        if random.random() < 0.3:
            model.set_filter(random.choice(["", "daemon1", "pid:3"]))
        for index, identity in followed.items():
            if index.isValid():
                assert index.data(IDENTITY_ROLE) == identity

    assert len(shown(model)) == len(set(shown(model)))


def test_a_list_without_change_says_so_once_and_moves_nothing(model: ConnectionModel) -> None:
    model.show_list(listed([tcp(1, 1), tcp(2, 2)]))
    told: list[str] = []
    model.dataChanged.connect(lambda *_: told.append("data"))
    model.layoutChanged.connect(lambda *_: told.append("layout"))

    model.show_list(listed([tcp(1, 1), tcp(2, 2)], at_s=2.0))

    assert told == ["data"]


# ---- what leaves the program


def test_copied_rows_have_titles_and_the_text_of_the_cells(model: ConnectionModel) -> None:
    model.show_list(listed([tcp(1, 7, port=80)]))

    said = model.rows_text([0], [column("process"), column("local")])

    assert said == "Process\tLocal\ndaemon7 (7)\t10.0.0.1:80"


def test_no_cell_of_a_csv_file_is_a_formula(model: ConnectionModel) -> None:
    model.show_list(listed([unix(1, "=cmd|'/c calc'!A1", 7), unix(2, "@abstract", 7)]))

    rows = model.rows_csv([0, 1], [column("local")])

    assert rows == [["Local"], ["'=cmd|'/c calc'!A1"], ["'@abstract"]]


def test_a_screen_reader_hears_title_and_value(model: ConnectionModel) -> None:
    model.show_list(listed([tcp(1, 7)]))

    assert model.index(0, column("state")).data(Qt.ItemDataRole.AccessibleTextRole) == "State: connected"
