"""Brings the window up, at an alert, from a program that has none: it is started, or the one that is open comes."""

import logging
import os
import subprocess
import threading

from procmon_gui.engine.own_programs import itself
from procmon_gui.services.places import Options

log = logging.getLogger(__name__)


class WindowCaller:
    """Any thread; returns at once."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def __call__(self, alert_id: int, token: str) -> None:
        """Show an alert, 0 for none; the token of the desktop lets the window come to the front."""
        environment = dict(os.environ)
        if token:
            environment["XDG_ACTIVATION_TOKEN"] = token
        try:
            process = subprocess.Popen(
                self.command(alert_id), env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            log.warning("The window can not be started: %s", error.strerror)
            return
        # Somebody has to hear when it ends; a window may stay open for days.
        threading.Thread(target=process.wait, name="window", daemon=True).start()

    def command(self, alert_id: int) -> list[str]:
        """Return what starts it."""
        places = {"--data-dir": self._options.data_dir, "--config": self._options.config}
        chosen = [word for name, path in places.items() if path is not None for word in (name, str(path.absolute()))]
        return [*itself(), *chosen, "--alert", str(alert_id)]
