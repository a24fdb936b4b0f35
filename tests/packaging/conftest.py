"""The fixture of this folder."""

from tests.real_polkit import machine

__all__ = ["machine"]
