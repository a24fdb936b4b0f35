"""What the network interfaces received and sent. Format: proc_net_dev(5); Documentation/ABI/testing/sysfs-class-net.

A packet of a container passes its veth, a bridge and the card, and would count three times. So the sum of the machine
counts the cards: interfaces with a `device`, less those whose `master` is a card too (the virtual function under a
synthetic card of a cloud machine) and less the conduit of a switch (`dsa`), whose ports are counted.
Where there is no card at all (a container, a tunnel-only machine) everything but lo is summed.
"""

import os
from typing import Final

from procmon_gui.collectors.eye.figures import Figures, counters, names_in, plain_text, read_counter

_IDS: Final = (
    "network.received_bytes", "network.sent_bytes", "network.received_packets", "network.sent_packets",
    "network.errors", "network.drops",
)  # fmt: skip
_COLUMNS: Final = 12  # up to the drops of the sending side
SPEED_MAX_MBIT: Final = 10_000_000  # an unknown speed is written as -1 or 4294967295


class Interfaces:
    """Parses /proc/net/dev; remembers which interfaces are cards."""

    def __init__(self, root: str = "/") -> None:
        self._class = os.path.join(root, "sys/class/net")
        self._known: dict[bytes, tuple[bool, str]] = {}
        self._names: list[bytes] = []

    def look_again(self) -> None:
        """Find out anew what the interfaces are: one may have joined a bond. From any thread, off the beat."""
        self._known = {name: self._know(name) for name in self._names}

    def parse(self, text: bytes) -> Figures:
        """Return bytes, packets, errors and drops by interface, "" for the machine."""
        by_name: dict[str, tuple[float, ...]] = {}
        cards: list[tuple[float, ...]] = []
        others: list[tuple[float, ...]] = []
        known = self._known
        names: list[bytes] = []
        for line in text.split(b"\n"):
            # Old kernels write no space after the colon.
            name, colon, rest = line.rpartition(b":")
            numbers = counters(rest.split(None, _COLUMNS), _COLUMNS) if colon else None
            if numbers is None or not name.strip():
                continue
            row = (
                numbers[0], numbers[8], numbers[1], numbers[9],
                numbers[2] + numbers[10], numbers[3] + numbers[11],
            )  # fmt: skip
            names.append(name)
            if name not in known:
                known[name] = self._know(name)
            is_card, shown = known[name]
            by_name[shown] = row
            if is_card:
                cards.append(row)
            elif shown != "lo":
                others.append(row)
        self._names = names
        chosen = cards or others
        if chosen:
            by_name[""] = tuple(map(sum, zip(*chosen, strict=True)))
        return {raw_id: {n: v[column] for n, v in by_name.items()} for column, raw_id in enumerate(_IDS) if by_name}

    def _know(self, raw_name: bytes) -> tuple[bool, str]:
        """Return whether an interface is a card, and how its name is shown."""
        name = raw_name.strip()
        return self._is_card(os.fsdecode(name)), plain_text(name)

    def _is_card(self, name: str) -> bool:
        folder = f"{self._class}/{name}"
        if "\0" in name or not os.path.exists(f"{folder}/device"):
            return False
        return not os.path.exists(f"{folder}/master/device") and not os.path.isdir(f"{folder}/dsa")


def read_speeds(root: str) -> dict[str, float]:
    """Return the link speed in bit/s of each interface that is up and tells one. May wait for a driver: slow part."""
    folder = os.path.join(root, "sys/class/net")
    speeds: dict[str, float] = {}
    for name in names_in(folder):
        megabits = read_counter(f"{folder}/{name}/speed")
        if megabits is not None and 0 < megabits <= SPEED_MAX_MBIT:
            speeds[plain_text(os.fsencode(name))] = megabits * 1e6
    return speeds
