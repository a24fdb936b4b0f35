"""Names of ports are asked for once, a few at a time, and never for ports that the kernel hands out."""

from procmon_gui.collectors.sockets_list_services import ServiceNames
from procmon_gui.domain.sockets import Socket, SocketKind, SocketState


def at(*ports: int, kind: SocketKind = SocketKind.TCP) -> list[Socket]:
    return [
        Socket(identity=port, kind=kind, state=SocketState.LISTENING, local_address="::", local_port=port)
        for port in ports
    ]


def test_each_port_is_asked_for_once_and_no_name_is_an_answer_too() -> None:
    asked: list[int] = []

    def ask(port: int) -> str:
        asked.append(port)
        if port == 22:
            return "ssh"
        raise OSError

    services = ServiceNames(ask)

    assert services.of(at(22, 1234)) == {22: "ssh"}
    assert services.of(at(22, 1234)) == {22: "ssh"}
    assert asked == [22, 1234]


def test_very_many_ports_are_asked_for_over_several_lists() -> None:
    services = ServiceNames(lambda port: f"s{port}")
    ports = range(1, 31)

    assert len(services.of(at(*ports))) == 16
    assert len(services.of(at(*ports))) == 30


def test_ports_that_the_kernel_hands_out_and_sockets_without_ports_are_left_alone() -> None:
    services = ServiceNames(lambda port: f"s{port}")

    assert services.of(at(40000, 0)) == {}
    assert services.of(at(22, kind=SocketKind.NETLINK)) == {}


def test_a_name_is_escaped() -> None:
    assert ServiceNames(lambda _: "<b>\n").of(at(22)) == {22: "<b>\\n"}
