"""The page of the recorded past."""

from typing import Final

from tests.e2e.scene import ALL, HISTORY, WIDE, Press, Scene, Step, Wait, click, floating

_PROGRAMS: Final = click("check box", "Heat map of programs")


def _heat(name: str, step: Step, *, back: Step) -> Scene:
    """Return the heat map of the History page after one more step."""
    return Scene(name=f"history heat {name}", page=HISTORY, steps=(step, Wait(1.5)), sizes=ALL, back=(back,))


SCENES: Final = (
    Scene(name="history", page=HISTORY, steps=(Wait(1.5),), sizes=WIDE),
    _heat("metrics", click("check box", "Heat map of metrics"), back=_PROGRAMS),
    _heat("cores", click("check box", "Heat map of cores"), back=_PROGRAMS),
    _heat("unusual", click("check box", "Colours say how unusual"), back=click("check box", "Colours say how much")),
    floating("compare", HISTORY, click("button menu", "Menu"), Press(" ".join(["Down"] * 6) + " Return"), Wait(4.0)),
)  # fmt: skip
