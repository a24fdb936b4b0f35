"""The fixture of this folder that more than one of its files take."""

from tests.real_polkit import machine

__all__ = ["machine"]
