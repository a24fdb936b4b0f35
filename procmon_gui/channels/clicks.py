"""Obeys the buttons of notices on the desktop: shows, mutes for an hour, acknowledges. Each on a thread of its own."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from procmon_gui.channels.desktop import ACKNOWLEDGE, MUTE, Click
from procmon_gui.domain.alerts import Alerts
from procmon_gui.domain.errors import ProcmonError, Refused
from procmon_gui.domain.ports import Clock

log = logging.getLogger(__name__)

MUTED_MS: Final = 3_600_000
_MOST_AT_ONCE: Final = 4


class Clicks:
    """Called by `desktop.Desktop`; returns at once.

    Who clicks is whoever sits here: what keeps alerts asks whether he may. Where he may not, the alert is shown, where
    he can log in.
    """

    def __init__(self, open_alerts: Callable[[], Alerts], show: Callable[[int, str], None], clock: Clock) -> None:
        """`show` takes the id of an alert, 0 for none, and a token to come to the front with."""
        self._open_alerts = open_alerts
        self._show = show
        self._clock = clock
        self._guard = threading.Semaphore(_MOST_AT_ONCE)

    def __call__(self, click: Click) -> None:
        """Obey."""
        # Who clicks faster than the disk is clicks again.
        if self._guard.acquire(blocking=False):
            threading.Thread(target=self._run, args=(click,), name="click", daemon=True).start()

    def _run(self, click: Click) -> None:
        notice = click.notice
        try:
            if click.action == ACKNOWLEDGE:
                self._open_alerts().acknowledge(notice.alert_id, by="")
            elif click.action == MUTE:
                self._open_alerts().mute(notice.rule_id, self._clock.utc_ms() + MUTED_MS, by="")
            else:
                self._show(notice.alert_id, click.token)
        except Refused as error:
            log.info("A click on a notice was refused: %s", error)
            self._show(notice.alert_id, click.token)
        except ProcmonError as error:
            log.warning("A click on a notice could not be obeyed: %s", error)
        except Exception:  # the root of this thread
            log.exception("A click on a notice could not be obeyed")
        finally:
            self._guard.release()
