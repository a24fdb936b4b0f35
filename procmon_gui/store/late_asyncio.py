"""Keeps SQLAlchemy from loading asyncio, which only drivers need that we have not got.

That is 43 of the 160 ms that SQLAlchemy takes to load, while a window stands still, and 2.6 MiB.
"""

import importlib
import inspect
import sys
from types import ModuleType
from typing import Any, Final

_NAME: Final = "asyncio"


class _Stand(ModuleType):
    """Stands for asyncio until somebody wants more of it than SQLAlchemy does while it is loaded."""

    iscoroutine = staticmethod(inspect.iscoroutine)

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        return getattr(importlib.import_module(_NAME), name)


def load_asyncio_late() -> None:
    """Let `import asyncio` load it when it is first used. One that is loaded already stays."""
    sys.modules.setdefault(_NAME, _Stand(_NAME))
