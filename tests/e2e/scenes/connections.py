"""The page of sockets."""

from typing import Final

from tests.e2e.scene import CONNECTIONS, WIDE, Press, Scene, Type, Wait, click

SCENES: Final = (
    Scene(name="connections", page=CONNECTIONS, steps=(Wait(1.5),), sizes=WIDE),
    Scene(
        name="connections-nothing",
        page=CONNECTIONS,
        steps=(click("text", "Filter of the connections"), Type("port:1"), Wait(1.0)),
        back=(click("text", "Filter of the connections"), Press("Escape")),
    ),
)  # fmt: skip
