"""What a query costs: run `python -m tests.bench.bench_query`; figures are milliseconds of CPU of this process.

`fresh` is a query that was just typed (parsed, compiled, every text looked at); `steady` is the same query on the next
beat, on which 1 % of the processes are new; `still` on a beat on which no text moved. The least of several runs.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from procmon_gui import query
from procmon_gui.domain.snapshot import Snapshot
from tests.query.tables import Row, snapshot_of

SIZES = (1_000, 10_000)
QUERIES = (
    "",
    "cpu > 50%",
    "cpu > 5% and mem >= 200MiB or not kthread",
    "state = zombie",
    "cpu > 5% and pss > 1GiB",
    "user = postgres",
    "name ~ python",
    "python",
    "command_line ~ *--type=*er*",
    "name ~ /^py(thon)?[0-9.]*$/",
    "command_line ~ /type=(gpu|zygote)-x/",
    "/x{3}y/",
    "command_line ~ /(a+)+$/",
    'cpu > 50% and name ~ "python" and user = postgres',
)


def _snapshot(rows: int) -> Snapshot:
    chance = random.Random(1)
    names = ["bash", "python3.11", "postgres", "kworker/0:1", "chrome", "systemd", "sshd", "java", "nginx", "cron"]

    def row(at: int) -> Row:
        name = f"{chance.choice(names)}{at % 97 if at % 3 else ''}"
        arguments = f"/usr/lib/{name}/bin --type=renderer --lang=en --id={at} --trial={chance.getrandbits(80)} "
        return {
            "pid": at,
            "name": name,
            "user": chance.choice(["root", "postgres", "www-data", "anna"]),
            "command_line": arguments + "a" * chance.randrange(200) + "!",
            "state": chance.randrange(3),
            "cpu_ratio": chance.expovariate(4),
            "rss_bytes": chance.expovariate(1e-8),
            "kernel_thread": float(at % 5 == 0),
        }

    return snapshot_of([row(at) for at in range(rows)])


def _later(snapshot: Snapshot, beat: int) -> Snapshot:
    """Return a beat later: every hundredth process is another one."""
    serials = snapshot.serials.copy()
    serials[beat % 100 :: 100] = 10_000_000 * (beat + 1) + np.arange(len(serials[beat % 100 :: 100]))
    return replace(snapshot, serials=serials)


def _least_ms(work: Callable[[Snapshot], object], tables: Sequence[Snapshot]) -> float:
    """Return the least CPU time that the work took on one of the tables."""
    taken = []
    for table in tables:
        start = time.thread_time_ns()
        work(table)
        taken.append(time.thread_time_ns() - start)
    return min(taken) / 1e6


def _first_query_ms() -> float:
    start = time.thread_time_ns()
    query.compile("cpu > 1 and name ~ /x/")
    return (time.thread_time_ns() - start) / 1e6


def _ask_anew(text: str, table: Snapshot) -> object:
    return query.compile(text).match(table)


def main() -> None:
    """Print the table."""
    print(f"first query of a program (lark, re2 and the grammar are loaded): {_first_query_ms():.0f} ms")
    print(f"{'rows':>6} {'fresh':>8} {'steady':>8} {'still':>8} {'could':>8}  query")
    for size in SIZES:
        snapshot = _snapshot(size)
        beats = [_later(snapshot, beat) for beat in range(8)]
        for text in QUERIES:
            fresh = _least_ms(partial(_ask_anew, text), [snapshot] * 5)
            asked = query.compile(text)
            asked.match(snapshot)
            steady = _least_ms(asked.match, beats)
            still = _least_ms(asked.match, beats[-1:] * 20)
            could = _least_ms(asked.candidates, beats[-1:] * 20)
            print(f"{size:>6} {fresh:8.3f} {steady:8.3f} {still:8.3f} {could:8.3f}  {text}")
        matched = int(query.compile(QUERIES[-1]).match(snapshot).sum())
        print(f"       ({matched} rows match the last one)")
    long = " or ".join(f"name ~ x{number}" for number in range(200))
    parse = _least_ms(lambda _: query.compile(long), [snapshot] * 5)
    complete = _least_ms(lambda _: query.complete("cpu > 5% and us", 15), [snapshot] * 20)
    print(f"200 terms, parsed and compiled: {parse:.1f} ms; completion of a word: {complete:.2f} ms")


if __name__ == "__main__":
    main()
