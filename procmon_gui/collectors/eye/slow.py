"""The slow part of the host's figures: a thread of its own, so that a dead server or a slow bus never delays a beat.

One daemon thread walks through named steps every few seconds and leaves the newest figures in a one-slot mailbox. The
beat watches the thread: a step that does not come back in time is marked as silent and its thread is left behind (at
most two such threads); another goes on without that step. When the step does come back, it is asked again.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from procmon_gui.collectors.eye.figures import Figures

EVERY_S: Final = 5.0
PATIENCE_S: Final = 3.0
ABANDONED_MAX: Final = 2

Step: TypeAlias = Callable[[], Figures]


class SlowPart:
    """Runs the steps; `steps` is asked for them at each pass, since file systems come and go.

    Attributes:
        figures: what all steps said last; replaced as a whole, never changed.
        passes: how often all steps have been through.
        failures: the exception of each step that failed in the last pass, by name.
        silent: names of steps that did not come back.
    """

    def __init__(
        self,
        steps: Callable[[], Mapping[str, Step]],
        *,
        every_s: float = EVERY_S,
        patience_s: float = PATIENCE_S,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.figures: Figures = {}
        self.passes = 0
        self.failures: dict[str, str] = {}
        self.silent: set[str] = set()
        self.every_s = every_s
        self.monotonic_s = monotonic_s
        self._steps = steps
        self._patience_s = patience_s
        self._by_step: dict[str, Figures] = {}
        self._abandoned: list[_Worker] = []
        self._passed = threading.Event()
        self._worker: _Worker | None = None
        self._start()

    @property
    def is_stopped(self) -> bool:
        """Say whether no thread is left that could read: all that may be left behind hang."""
        return self._worker is None

    @property
    def abandoned_count(self) -> int:
        """Return how many threads were left behind and hang still."""
        return sum(left.is_alive() for left in self._abandoned)

    def watch(self) -> None:
        """Look after the thread; to be called at each beat, never waits."""
        worker = self._worker
        if worker is None:
            self._start()
            return
        step = worker.step
        if step and self.monotonic_s() - worker.since_s > self._patience_s:
            self.silent.add(step)
            worker.marked = step
            self._abandoned.append(worker)
            self._worker = None
            worker.wake.set()
            self._start()

    def wait_for_pass(self, timeout_s: float) -> bool:
        """Wait until all steps have been through once; return whether they have."""
        return self._passed.wait(timeout_s)

    def close(self) -> None:
        """Let the thread end soon; one that hangs is left to the end of the process."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.wake.set()
            worker.join(timeout=0.5)

    def counts(self, worker: "_Worker") -> bool:
        """Say whether this thread is the one that counts; one that was left behind is not."""
        return self._worker is worker

    def take_all(self, worker: "_Worker") -> None:
        """Take each step once and leave the figures in the mailbox. Runs in the thread."""
        failures: dict[str, str] = {}
        steps: Mapping[str, Step] = {}
        try:
            steps = self._steps()
        except Exception as error:  # noqa: BLE001 - else the thread would end, and nobody would know
            failures["list of what there is"] = f"{type(error).__name__}: {error}"
        for name, step in steps.items():
            if name in self.silent:
                continue
            worker.since_s, worker.step = self.monotonic_s(), name
            try:
                figures = step()
            except Exception as error:  # noqa: BLE001 - one broken device must not take the others along
                failures[name] = f"{type(error).__name__}: {error}"
                figures = {}
            worker.step = ""
            if not self.counts(worker):
                return
            self._by_step[name] = figures
        self._by_step = {name: said for name, said in self._by_step.items() if name in steps}
        for gone in self.silent - steps.keys():
            self.silent.discard(gone)
        self.failures = failures
        self.figures = _merged(self._by_step.values())
        self.passes += 1
        self._passed.set()

    def _start(self) -> None:
        self._abandoned = [left for left in self._abandoned if left.is_alive()]
        if len(self._abandoned) < ABANDONED_MAX:
            self._worker = _Worker(self)
            self._worker.start()


class _Worker(threading.Thread):
    """The thread; `step` is what it waits for since `since_s`, or ""."""

    def __init__(self, part: SlowPart) -> None:
        super().__init__(name="slow host figures", daemon=True)
        self.step = ""
        self.since_s = 0.0
        self.marked = ""
        self.wake = threading.Event()
        self._part = part

    def run(self) -> None:
        """Pass after pass, until another thread counts."""
        while self._part.counts(self):
            self._part.take_all(self)
            self.wake.wait(self._part.every_s)
        # Left behind, and back after all: what was marked as silent answers again.
        self._part.silent.discard(self.marked)


def _merged(parts: Iterable[Figures]) -> Figures:
    figures: Figures = {}
    for part in parts:
        for raw_id, values in part.items():
            figures.setdefault(raw_id, {}).update(values)
    return figures
