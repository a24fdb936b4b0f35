"""Every page and state of the window that is worth a picture, in the order in which one run of the program shows them.

A page with its scenes is one module. To add one: write it, and name it here. Those of accounts, of acting, of a tray
and of the README are runs of their own, see tests/e2e/screenshots.py.
"""

from typing import Final

from tests.e2e.scene import Scene
from tests.e2e.scenes import (
    alerts,
    audit,
    connections,
    detail,
    halted,
    history,
    overview,
    past,
    processes,
    rules,
    settings,
    window,
)

# Nothing is read any more once it was halted; what is empty comes before it is filled.
SCENES: Final[tuple[Scene, ...]] = (
    *overview.SCENES, *processes.SCENES, *window.SCENES, *detail.SCENES, *history.SCENES, *alerts.SCENES,
    *rules.SCENES, *connections.SCENES, *audit.SCENES, *settings.SCENES, *past.SCENES, *halted.SCENES,
)  # fmt: skip

# Of somebody who may not read what others do.
ORDINARY: Final = tuple(
    scene
    for scene in SCENES
    if scene.name in ("overview", "processes", "connections", "detail-of-root", "detail-refused", "history", "settings")
)
