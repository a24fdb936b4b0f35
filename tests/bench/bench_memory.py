"""Prints the resident memory of window and eye over many beats, taken faster than in earnest: it has to stay flat.

    python tests/bench/bench_memory.py --size 1000 --beats 4000 --pace 0.2
    python tests/bench/bench_memory.py --size 1000 --beats 4000 --pace 0.2 --page overview
    python tests/bench/bench_memory.py --size 1000 --beats 500 --pace 0.2 --page overview --enlarge-after 250
    unshare --pid --fork --mount-proc python tests/bench/bench_memory.py …

The real program runs on a display of its own, on the list of processes or on another page, with all that it does unless
it is told otherwise: it records and judges. Only the time between two beats is shorter. A tenth of the processes works,
so that there is something to draw and to remember. Of each stretch of beats there is what the window takes at its end,
and the most that it took for a moment, which the kernel counts.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.peers import Peer, arrange, cpu_ns, family, peak_mib, rss_mib, running
from tests.bench.window_peers import missing, stage, window_peers
from tests.load import Load

WARM_UP_SHARE = 0.2

_FAST = """
import sys
from dataclasses import replace
from procmon_gui import app
from procmon_gui.services.places import Options
from procmon_gui.ui.bridge.sampler import Sampler
look_at = Sampler.look_at
Sampler.look_at = lambda self, attention: look_at(self, replace(attention, interval_s=float(sys.argv[1])))
if len(sys.argv) > 2:
    from PySide6.QtCore import QTimer
    from procmon_gui.ui.pages.overview import OverviewPage
    show = OverviewPage.showEvent
    def enlarge(page, event):
        show(page, event)
        QTimer.singleShot(int(1000 * float(sys.argv[2])), page, lambda: page.open_detail("cpu"))
    OverviewPage.showEvent = enlarge
app.run_window(Options())
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--beats", type=int, default=5000)
    parser.add_argument("--pace", type=float, default=0.1, help="seconds from beat to beat")
    parser.add_argument("--looks", type=int, default=20, help="how often memory is looked at")
    parser.add_argument("--page", default="processes", help="which page is open: processes, overview, history …")
    parser.add_argument("--enlarge-after", type=int, default=0, help="open a large chart of the Overview after so many")
    parser.add_argument("--unrecorded", action="store_true", help="keep nothing on disk")
    options = parser.parse_args()
    if missing():
        raise SystemExit(f"not installed: {', '.join(missing())}")
    with Load(options.size, awake_ratio=0.1), stage(page=options.page) as around:
        name = "window, unrecorded" if options.unrecorded else "window"
        ours = next(peer for peer in window_peers(around) if peer.name == name)
        enlarge = [str(options.enlarge_after * options.pace)] if options.enlarge_after else []
        fast = Peer(
            name="window", command=[sys.executable, "-c", _FAST, str(options.pace), *enlarge], in_terminal=False,
            window=ours.window, environment=ours.environment,
        )  # fmt: skip
        print(f"{'beats':>8}{'window MiB':>12}{'peak MiB':>10}{'eye MiB':>10}{'CPU ms a beat':>15}")
        looks: list[tuple[float, float]] = []
        with running(fast) as pid:
            arrange(fast)
            stretch = options.beats / options.looks
            peak_mib(pid)
            for number in range(1, options.looks + 1):
                before_ns = cpu_ns({pid})
                time.sleep(stretch * options.pace)
                window, both = rss_mib({pid}), rss_mib(family(pid))
                cpu_ms = (cpu_ns({pid}) - before_ns) / 1e6 / stretch
                looks.append((stretch * number, both))
                peak = peak_mib(pid)
                print(
                    f"{stretch * number:>8.0f}{window:>12.1f}{peak:>10.1f}{both - window:>10.1f}{cpu_ms:>15.1f}",
                    flush=True,
                )
    settled = np.array([look for look in looks if look[0] >= options.beats * WARM_UP_SHARE])
    slope = float(np.polyfit(settled[:, 0], settled[:, 1], 1)[0])
    print(f"after the first {WARM_UP_SHARE:.0%}: {slope * 1000:+.2f} MiB for each 1,000 beats")


if __name__ == "__main__":
    main()
