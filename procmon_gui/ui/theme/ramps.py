"""Ramps of colours as tables: from the nine stops of a theme to as many steps as a picture has. Pure.

Between two stops colours are mixed in OKLab, where equal distances look equal, so the ramp stays as even as its stops.
"""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from procmon_gui.domain.reading import FloatArray

LEVELS: Final = 256
_TO_LMS: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def oklab(colours: FloatArray) -> FloatArray:
    """Return sRGB colours, 0 to 1 in the last axis, as lightness and the two hues of OKLab."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    found: FloatArray = np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T
    return found


def _srgb(lab: FloatArray) -> FloatArray:
    linear = np.clip((lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_LMS).T, 0.0, 1.0)
    found: FloatArray = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return found


def rgb(colour: str) -> FloatArray:
    """Return "#RRGGBB" as three numbers, 0 to 1."""
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])


@cache
def table(stops: tuple[str, ...]) -> npt.NDArray[np.uint32]:
    """Return the colours of LEVELS equal steps along a ramp, opaque, as pictures of 32 bits have them."""
    known = oklab(np.stack([rgb(stop) for stop in stops]))
    at = np.linspace(0, len(stops) - 1, LEVELS)
    mixed = np.column_stack([np.interp(at, np.arange(len(stops)), known[:, axis]) for axis in range(3)])
    red, green, blue = (np.rint(np.clip(_srgb(mixed), 0, 1) * 255).astype(np.uint32)).T
    colours: npt.NDArray[np.uint32] = np.uint32(0xFF000000) | (red << 16) | (green << 8) | blue
    colours.flags.writeable = False
    return colours
