"""The thread that finds out about alerts: at once what can be known, and five minutes later the rest.

In a storm the first few are looked into at once and the others one after the other. What is not finished when the
program ends is finished by whoever judges next: the desk knows which. All may be called from any thread.
"""

import heapq
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from procmon_gui.domain.alerts import Alert, AlertKeeper, Evidence
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Clock
from procmon_gui.engine.evidence import AFTER_MS

log = logging.getLogger(__name__)

# So many of one minute are looked into without a pause.
AT_ONCE: Final = 10
_A_WHILE_NS: Final = 60_000_000_000
PAUSE_S: Final = 2.0
_RETRY_S: Final = 5.0
# The last beats of the five minutes are on the disk by then, also where it is written to seldom.
_SLACK_MS: Final = 15_000
_LONGEST_WAIT_S: Final = 60.0

Build = Callable[[Alert, int], Evidence]


class EvidenceWorker:
    """Builds evidence and hands it to whoever keeps it."""

    def __init__(self, keeper: AlertKeeper, build: Build, clock: Clock, *, pause_s: float = PAUSE_S) -> None:
        """`build` is given an alert and the time."""
        self._keeper = keeper
        self._build = build
        self._clock = clock
        self._pause_s = pause_s
        self._changed = threading.Condition()
        self._new: deque[Alert] = deque()
        self._later: list[tuple[int, int]] = []  # when, on the monotonic clock, and which
        self._done: set[int] = set()
        self._begun_ns: deque[int] = deque(maxlen=AT_ONCE)
        self._is_resting = True
        self._is_behind = False
        self._is_stopping = False
        self._is_awake = False
        self._thread: threading.Thread | None = None

    # ---- from any thread

    def start(self) -> None:
        """Begin, also with what an earlier program left unfinished."""
        with self._changed:
            self._is_resting, self._is_behind = False, True
            self._wake()
            if self._thread is None and not self._is_stopping:
                self._thread = threading.Thread(target=self._run, name="evidence", daemon=True)
                self._thread.start()

    def look_into(self, alert: Alert) -> None:
        """Find out about one that has just fired."""
        with self._changed:
            self._new.append(alert)
            self._wake()

    def look_around(self) -> None:
        """Look at once whether it is time for something."""
        with self._changed:
            self._wake()

    def wait_for(self, ids: Sequence[int], limit_s: float) -> None:
        """Wait until what can be known at once of these is kept, but not for longer; in a storm not at all."""
        with self._changed:
            if len(self._new) <= AT_ONCE:
                self._changed.wait_for(lambda: self._is_stopping or self._done.issuperset(ids), limit_s)

    def rest(self) -> None:
        """Leave what is not finished to another program, until `start`."""
        with self._changed:
            self._is_resting = True
            self._new.clear()
            self._later.clear()

    def stop(self, limit_s: float = 2.0) -> bool:
        """End; False when that took too long."""
        with self._changed:
            self._is_stopping = True
            self._wake()
        if self._thread is None:
            return True
        self._thread.join(limit_s)
        return not self._thread.is_alive()

    # ---- on the thread

    def _run(self) -> None:
        while not self._is_stopping:
            pause_s = _RETRY_S
            try:
                pause_s = self._one()
            except Unavailable as error:
                log.info("Evidence can not be kept now: %s", error)
            except Exception:
                # The root of the thread.
                log.exception("Finding out about an alert failed")
            with self._changed:
                if pause_s > 0:
                    self._changed.wait_for(lambda: self._is_awake, pause_s)
                self._is_awake = self._is_stopping

    def _wake(self) -> None:
        self._is_awake = True
        self._changed.notify_all()

    def _one(self) -> float:
        """Do one piece of work; return how long to wait before the next."""
        now_ns = self._clock.monotonic_ns()
        with self._changed:
            # In a storm the others wait for hours: what is critical does not.
            alert = max(self._new, key=_severity) if self._new else None
        if alert is not None:
            pause_s = self._too_soon_s(now_ns)
            if pause_s <= 0:
                self._look(alert)
                return 0.0
            return pause_s
        if self._is_behind and not self._is_resting:
            self._take_up()
        with self._changed:
            if not self._later:
                return _LONGEST_WAIT_S
            due_ns, id = self._later[0]
            if due_ns > now_ns:
                return min(_LONGEST_WAIT_S, (due_ns - now_ns) / 1e9)
        pause_s = self._too_soon_s(now_ns)
        if pause_s <= 0:
            self._complete(id)
        return max(0.0, pause_s)

    def _too_soon_s(self, now_ns: int) -> float:
        """Return how long the next new one has to wait; 0 while there were few."""
        if len(self._begun_ns) < AT_ONCE or now_ns - self._begun_ns[0] > _A_WHILE_NS:
            return 0.0
        return self._pause_s - (now_ns - self._begun_ns[-1]) / 1e9

    def _look(self, alert: Alert) -> None:
        evidence = self._found(alert, self._clock.utc_ms())
        if evidence is not None:
            self._keeper.keep_evidence(alert.id, evidence)
        with self._changed:
            if alert in self._new:
                self._new.remove(alert)
            self._done.add(alert.id)
            if evidence is not None and not evidence.is_complete and not self._is_resting:
                heapq.heappush(self._later, (self._due_ns(alert), alert.id))
            self._changed.notify_all()

    def _found(self, alert: Alert, now_ms: int) -> Evidence | None:
        """Return what can be found out; None where this program fails at it, which must not stop the others."""
        self._begun_ns.append(self._clock.monotonic_ns())
        try:
            return self._build(alert, now_ms)
        except Exception:
            log.exception("Nothing can be found out about alert %d", alert.id)
            return None

    def _take_up(self) -> None:
        """Know what the desk says is not finished."""
        waiting = self._keeper.incomplete()
        with self._changed:
            if self._is_resting:
                # Since it was asked: it is for somebody else now.
                return
            self._is_behind = False
            known = {id for _, id in self._later} | {alert.id for alert in self._new}
            for alert in waiting:
                if alert.id not in known:
                    heapq.heappush(self._later, (self._due_ns(alert), alert.id))

    def _due_ns(self, alert: Alert) -> int:
        # A clock that was set back must not make it wait for days.
        wait_ms = min(alert.fired_ms + AFTER_MS + _SLACK_MS - self._clock.utc_ms(), AFTER_MS + _SLACK_MS)
        return self._clock.monotonic_ns() + max(0, wait_ms) * 1_000_000

    def _complete(self, id: int) -> None:
        alert = self._keeper.alert(id)
        if alert is not None and not alert.is_complete:
            # By now all is seen that will be, whatever the clock says.
            evidence = self._found(alert, alert.fired_ms + AFTER_MS + 1)
            if evidence is not None:
                self._keeper.keep_evidence(id, evidence)
        with self._changed:
            self._later = [one for one in self._later if one[1] != id]
            heapq.heapify(self._later)
            self._done.discard(id)


def _severity(alert: Alert) -> int:
    return int(alert.severity)
