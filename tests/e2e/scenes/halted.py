"""What the window says when the machine is not read any more; afterwards another reader is at work."""

from typing import Final

from tests.e2e.scene import PROCESSES, SMALL, HaltSampling, Scene, Wait

SCENES: Final = (
    Scene(
        name="sampling-halted",
        page=PROCESSES,
        steps=(HaltSampling(), Wait(3.0)),
        sizes=(SMALL,),
        back=(HaltSampling(is_halted=False),),
    ),
)  # fmt: skip
