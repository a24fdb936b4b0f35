"""Prints what the eye and the whole program cost beside the monitors that people use, in one run.

    python tests/bench/bench_peers.py --sizes 1000 5000 10000 --rounds 3

Every round runs all programs one after another over the same processes, so that a noisy machine is noisy for all.
Windows run on a display of their own (Xvfb with openbox), on the list of all processes, as large as the screen.
Programs that are not installed are left out, and said so.
"""

import argparse
import contextlib
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.peers import Cost, Peer, measure, peers
from tests.bench.window_peers import missing, stage, window_peers
from tests.load import Load


def compare(size: int, awake_ratio: float, chosen: list[Peer], options: argparse.Namespace) -> dict[str, list[Cost]]:
    """Measure each program `rounds` times over one load."""
    costs: dict[str, list[Cost]] = {peer.name: [] for peer in chosen}
    with Load(size, awake_ratio=awake_ratio):
        for number in range(options.rounds):
            for peer in chosen if number % 2 == 0 else reversed(chosen):
                settle_s = options.settle + size / 2500
                try:
                    costs[peer.name].append(measure(peer, settle_s=settle_s, measure_s=options.seconds))
                except RuntimeError as error:
                    print(f"round {number + 1}: {error}", flush=True)
    return {name: found for name, found in costs.items() if found}


def median(costs: list[Cost]) -> float:
    """Return the middle CPU cost."""
    return statistics.median(cost.cpu_ms_per_s for cost in costs)


def print_table(size: int, awake_ratio: float, costs: dict[str, list[Cost]]) -> None:
    """Print one load: median, spread, memory, and the ratio to htop and psutil."""
    print(f"\n{size} processes, {awake_ratio:.0%} awake")
    print(f"{'program':<22}{'CPU ms/s':>10}{'least':>9}{'most':>9}{'RSS MiB':>9}{'/ htop':>8}{'/ psutil':>10}")
    for name, found in costs.items():
        line = f"{name:<22}{median(found):>10.1f}"
        line += f"{min(c.cpu_ms_per_s for c in found):>9.1f}{max(c.cpu_ms_per_s for c in found):>9.1f}"
        line += f"{statistics.median(c.rss_mib for c in found):>9.0f}"
        for other, width in (("htop", 8), ("psutil", 10)):
            line += f"{median(found) / median(costs[other]):>{width}.3f}" if other in costs else " " * width
        print(line, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 10000])
    parser.add_argument("--awake", type=float, nargs="+", default=[0.0, 0.2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0)
    # Seconds until a start is over: our own window puts itself in order four seconds after it came.
    parser.add_argument("--settle", type=float, default=6.0)
    parser.add_argument("--only", nargs="+", help="names of programs")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        known = peers()
        if missing():
            print(f"windows are left out: {', '.join(missing())} not installed")
        else:
            known += window_peers(stack.enter_context(stage()))
        chosen = [peer for peer in known if not options.only or peer.name in options.only]
        for peer in [peer for peer in chosen if not peer.is_here]:
            print(f"{peer.name} is left out: not installed")
            chosen.remove(peer)
        for size in options.sizes:
            for awake_ratio in options.awake:
                print_table(size, awake_ratio, compare(size, awake_ratio, chosen, options))


if __name__ == "__main__":
    main()
