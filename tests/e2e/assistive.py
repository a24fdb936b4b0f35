"""What a screen reader sees of a window: the tree of AT-SPI, read over D-Bus.

The interfaces are those of https://gitlab.gnome.org/GNOME/at-spi2-core (xml/). Every question is answered by the
window thread of the program that is looked at, so an answer is also a sign that this thread lives.
"""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

Found = TypeVar("Found")
# The name of a program on the bus, and the path of a thing in it.
Place = tuple[str, str]

LAUNCHER: Final = "/usr/libexec/at-spi-bus-launcher"
# For what never comes: a busy machine takes its time.
PATIENCE_S: Final = 60.0
_ANSWER_S: Final = 30.0
_AT_ONCE: Final = 100
_ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
_ACTION: Final = "org.a11y.atspi.Action"
_TABLE: Final = "org.a11y.atspi.Table"
_REGISTRY: Final = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
_FOCUS: Final = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="StateChanged")
# The numbers of AtspiStateType.
_STATES: Final = {"checked": 4, "expanded": 10, "focused": 12, "selected": 23, "showing": 25}


class Vanished(LookupError):
    """What was asked about is not there (any more)."""


class _Wire:
    """The connection to the bus of assistive technology."""

    def __init__(self, address: str) -> None:
        self._bus: DBusConnection = open_dbus_connection(bus=address)

    def call(self, at: Place, interface: str, method: str, kinds: str = "", *arguments: object) -> Any:
        return _body(self._bus.send_and_get_reply(_call(at, interface, method, kinds, *arguments), timeout=_ANSWER_S))

    def ask(self, at: Place, interface: str, name: str) -> Any:
        return _body(self._bus.send_and_get_reply(_question(at, interface, name), timeout=_ANSWER_S))[1]

    def names(self, table: Place, cells: Sequence[tuple[int, int]]) -> list[str]:
        """Return what cells of a table read. All is asked at once: rows move while one waits for each answer."""
        places = self._all([_call(table, _TABLE, "GetAccessibleAt", "ii", row, column) for row, column in cells])
        return [str(said) for _, said in self._all([_question(tuple(at), _ACCESSIBLE, "Name") for at in places])]

    def _all(self, messages: Sequence[Message]) -> list[Any]:
        """Return the answers to questions of which none waits for another."""
        bodies: list[Any] = []
        for start in range(0, len(messages), _AT_ONCE):
            serials = [next(self._bus.outgoing_serial) for _ in messages[start : start + _AT_ONCE]]
            for serial, message in zip(serials, messages[start:], strict=False):
                self._bus.send(message, serial=serial)
            answers: dict[int, Message] = {}
            while len(answers) < len(serials):
                answer = self._bus.receive(timeout=_ANSWER_S)
                number = answer.header.fields.get(HeaderFields.reply_serial, -1)
                if number in serials:
                    answers[number] = answer
            bodies += [_body(answers[serial]) for serial in serials]
        return bodies

    def ask_for_focus(self) -> None:
        """Let programs that start from now on tell where the keyboard goes."""
        self.call(_REGISTRY, "org.a11y.atspi.Registry", "RegisterEvent", "sass", "object:state-changed:focused", [], "")

    def where_it_goes(self, deed: Callable[[], None], role: str) -> Place:
        """Return the first thing of this role to which the keyboard goes when something is done."""
        self._bus.send_and_get_reply(message_bus.AddMatch(_FOCUS), timeout=_ANSWER_S)
        try:
            with self._bus.filter(_FOCUS, bufsize=1000) as heard:
                deed()
                while True:
                    told = self._bus.recv_until_filtered(heard, timeout=_ANSWER_S)
                    place = (told.header.fields[HeaderFields.sender], told.header.fields[HeaderFields.path])
                    if told.body[:2] == ("focused", 1) and Node(self, place).role == role:
                        return place
        finally:
            self._bus.send_and_get_reply(message_bus.RemoveMatch(_FOCUS), timeout=_ANSWER_S)

    def close(self) -> None:
        self._bus.close()


def _call(at: Place, interface: str, method: str, kinds: str, *arguments: object) -> Message:
    place = DBusAddress(at[1], bus_name=at[0], interface=interface)
    return new_method_call(place, method, kinds or None, arguments)


def _question(at: Place, interface: str, name: str) -> Message:
    return Properties(DBusAddress(at[1], bus_name=at[0], interface=interface)).get(name)


def _body(answer: Message) -> Any:
    if answer.header.message_type is MessageType.error:
        raise Vanished(answer.header.fields.get(HeaderFields.error_name), *answer.body)
    return answer.body[0] if answer.body else None


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the screen, as assistive technology knows it."""

    wire: _Wire
    at: Place

    @property
    def name(self) -> str:
        """Return what is read out."""
        return str(self.wire.ask(self.at, _ACCESSIBLE, "Name"))

    @property
    def description(self) -> str:
        """Return what is read out after that."""
        return str(self.wire.ask(self.at, _ACCESSIBLE, "Description"))

    @property
    def role(self) -> str:
        """Return what kind of thing it is: "label", "table", "push button" …"""
        return str(self.wire.call(self.at, _ACCESSIBLE, "GetRoleName"))

    @property
    def children(self) -> list["Node"]:
        """Return what stands in it."""
        return [Node(self.wire, tuple(at)) for at in self.wire.call(self.at, _ACCESSIBLE, "GetChildren")]

    def has(self, state: str) -> bool:
        """Say whether it is in a state: checked, focused, showing …"""
        low, high = self.wire.call(self.at, _ACCESSIBLE, "GetState")
        return bool((low | high << 32) >> _STATES[state] & 1)

    def walk(self) -> Iterator["Node"]:
        """Yield this and all below, without the cells of tables."""
        yield self
        if self.role != "table":
            for child in self.children:
                yield from child.walk()

    def find(self, role: str, name: str = "", *, holds: str = "") -> "Node":
        """Return the first thing of this role with this name, or whose name holds a text; raises Vanished."""
        for node in self.walk():
            if node.role == role and (not name or node.name == name) and holds in node.name:
                return node
        raise Vanished(f"no {role} {name!r} {holds!r}")

    # ---- what assistive technology does

    def press(self) -> None:
        """Do what a click on it does; its first action where none is called a press."""
        names = self._deeds()
        self.wire.call(self.at, _ACTION, "DoAction", "i", names.index("Press") if "Press" in names else 0)

    def open_menu(self) -> "Node":
        """Open its menu and return it. A menu stands in nothing: it is found by where the keyboard goes."""
        place = self._deeds().index("ShowMenu")

        def show() -> None:
            self.wire.call(self.at, _ACTION, "DoAction", "i", place)

        entry = self.wire.where_it_goes(show, "menu item")
        return Node(self.wire, tuple(self.wire.ask(entry, _ACCESSIBLE, "Parent")))

    def _deeds(self) -> list[str]:
        count = int(self.wire.ask(self.at, _ACTION, "NActions"))
        return [self.wire.call(self.at, _ACTION, "GetName", "i", place) for place in range(count)]

    def write(self, text: str) -> None:
        """Put a text into a field."""
        self.wire.call(self.at, "org.a11y.atspi.EditableText", "SetTextContents", "s", text)

    def choose(self, place: int) -> None:
        """Choose one of the things that stand in it."""
        self.wire.call(self.at, "org.a11y.atspi.Selection", "SelectChild", "i", place)

    def choose_row(self, row: int) -> None:
        """Choose a row of a table, and no other."""
        self.wire.call(self.at, "org.a11y.atspi.Selection", "ClearSelection")
        self.wire.call(self.at, _TABLE, "AddRowSelection", "i", row)

    # ---- tables

    @property
    def row_count(self) -> int:
        """Return how many rows a table has."""
        return int(self.wire.ask(self.at, _TABLE, "NRows"))

    @property
    def column_count(self) -> int:
        """Return how many columns a table has."""
        return int(self.wire.ask(self.at, _TABLE, "NColumns"))

    @property
    def selected_rows(self) -> list[int]:
        """Return which rows of a table are selected."""
        return [int(row) for row in self.wire.call(self.at, _TABLE, "GetSelectedRows")]

    def cell(self, row: int, column: int) -> "Node":
        """Return a cell of a table."""
        return Node(self.wire, tuple(self.wire.call(self.at, _TABLE, "GetAccessibleAt", "ii", row, column)))

    def title(self, column: int) -> "Node":
        """Return the title of a column."""
        return Node(self.wire, tuple(self.wire.call(self.at, _TABLE, "GetColumnHeader", "i", column)))

    def column(self, column: int) -> list[str]:
        """Return what a column reads, top to bottom; raises Vanished when rows move meanwhile."""
        return self.wire.names(self.at, [(row, column) for row in range(self.row_count)])

    def rows(self, columns: int) -> list[list[str]]:
        """Return what the first columns of all rows read; raises Vanished when rows move meanwhile."""
        count = self.row_count
        names = self.wire.names(self.at, [(row, column) for row in range(count) for column in range(columns)])
        return [names[start : start + columns] for start in range(0, len(names), columns)]

    @property
    def row_heights(self) -> set[int]:
        """Return how high the rows of a table are; raises Vanished when rows move meanwhile."""
        return {self.cell(row, 0).size()[1] for row in range(self.row_count)}

    def size(self) -> tuple[int, int]:
        """Return width and height in pixels."""
        return self.extents()[2:]

    def extents(self) -> tuple[int, int, int, int]:
        """Return place on the screen, width and height in pixels."""
        x, y, width, height = self.wire.call(self.at, "org.a11y.atspi.Component", "GetExtents", "u", 0)
        return int(x), int(y), int(width), int(height)


@dataclass(frozen=True, slots=True)
class Assistant:
    """A screen reader without a voice: where programs announce themselves, and how to look at them."""

    session_address: str
    wire: _Wire

    @property
    def environment(self) -> Mapping[str, str]:
        """Return what a program needs to be seen."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.session_address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}

    def program(self, name: str) -> Node:
        """Return a program that runs; waits until it has announced itself."""
        root = Node(self.wire, ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"))

        def announced() -> Node | None:
            return next((node for node in root.children if node.name == name), None)

        return wait_for(announced, f"{name} among the accessible programs")


def wait_for(look: Callable[[], Found | None], what: str, patience_s: float = PATIENCE_S) -> Found:
    """Look again and again until what is found is true; what vanishes meanwhile counts as not found."""
    ends_s = time.monotonic() + patience_s
    while time.monotonic() < ends_s:
        try:
            found = look()
        except Vanished:
            found = None
        if found:
            return found
        time.sleep(0.03)  # another process has to do something
    raise AssertionError(f"waited in vain: {what}")


@contextmanager
def assistant(environment: Mapping[str, str]) -> Iterator[Assistant]:
    """Run a session bus and the bus of assistive technology while the block runs."""
    with _running_bus(environment) as session_address:
        around = {**environment, "DBUS_SESSION_BUS_ADDRESS": session_address}
        launcher = subprocess.Popen(
            [LAUNCHER, "--launch-immediately"], env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wire = _Wire(wait_for(lambda: _bus_address(session_address), "the bus of assistive technology"))
            try:
                wire.ask_for_focus()
                yield Assistant(session_address, wire)
            finally:
                wire.close()
        finally:
            launcher.terminate()
            launcher.wait(PATIENCE_S)


@contextmanager
def _running_bus(environment: Mapping[str, str]) -> Iterator[str]:
    """Run a session bus; its address is handed over."""
    read_fd, write_fd = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={write_fd}"]
    bus = subprocess.Popen(command, pass_fds=(write_fd,), env=dict(environment), stderr=subprocess.DEVNULL)
    os.close(write_fd)
    try:
        with os.fdopen(read_fd) as answer:
            yield answer.readline().strip()
    finally:
        bus.terminate()
        bus.wait(PATIENCE_S)


def _bus_address(session_address: str) -> str:
    wire = _Wire(session_address)
    try:
        return str(wire.call(("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus", "GetAddress"))
    finally:
        wire.close()
