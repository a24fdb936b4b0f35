"""Finds the files under resources/: beside the package in a checkout, inside it once installed."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resource_root() -> Path:
    """Return the folder that holds icons, styles and help pages.

    Raises:
        FileNotFoundError: the installation is broken; the text names the folder that was expected.
    """
    for folder in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (folder / "icons").is_dir():
            return folder
    raise FileNotFoundError(f"the folder of icons and styles is missing: {_PACKAGE / 'resources'}")


def resource_path(*parts: str) -> Path:
    """Return the path of one file under resources/."""
    return resource_root().joinpath(*parts)
