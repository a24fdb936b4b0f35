"""The version of the program, for every face; `pyproject.toml` says the same, and a test sees to it."""

from typing import Final

VERSION: Final = "0.1.0"
