"""Prints what counting TCP bytes costs the eye, in CPU time of its thread: python tests/bench/bench_sockets.py [N]."""

import contextlib
import os
import resource
import socket
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from procmon_gui.collectors.eye.sock_diag import SockDiag
from procmon_gui.collectors.eye.sockets import TcpCounters

REPEATS = 15


def cost_ms(work: Callable[[], object]) -> float:
    """Return the median CPU time of one call."""
    costs = []
    for _ in range(REPEATS):
        began = time.thread_time_ns()
        work()
        costs.append((time.thread_time_ns() - began) / 1e6)
    return statistics.median(costs)


def open_pairs(count: int, stack: contextlib.ExitStack) -> None:
    """Open `count` sockets over loopback, both ends here, each with a little traffic."""
    server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=512))
    for _ in range(count // 2):
        one = stack.enter_context(socket.create_connection(server.getsockname()))
        other = stack.enter_context(server.accept()[0])
        one.sendall(b"x")
        other.recv(1)


def main() -> None:
    """Print one line for each number of sockets."""
    pids = [int(name) for name in os.listdir("/proc") if name.isdecimal()]
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most + 200, hard) if hard >= 0 else most + 200, hard))
    print(f"{len(pids)} processes; CPU ms per read, median of {REPEATS}")
    print("sockets  dump only  whole read  first read with all owners  endings of all")
    for count in (100, 404, most):
        with contextlib.ExitStack() as stack:
            counters, diag = TcpCounters(), SockDiag()
            counters.read(pids, budget_s=1)
            pairs = stack.enter_context(contextlib.ExitStack())
            open_pairs(count, pairs)
            began = time.thread_time_ns()
            counters.read(pids, likely=(os.getpid(),), budget_s=1)
            first_ms = (time.thread_time_ns() - began) / 1e6
            dump_ms, read_ms = cost_ms(diag.tcp_sockets), cost_ms(lambda c=counters: c.read(pids))  # type: ignore[misc]
            pairs.close()
            began = time.thread_time_ns()
            counters.read(pids)
            ended_ms = (time.thread_time_ns() - began) / 1e6
            print(f"{count:7} {dump_ms:10.2f} {read_ms:11.2f} {first_ms:27.2f} {ended_ms:15.2f}")
            print(f"        lost endings {counters.lost_endings_count}, endings off: {counters.endings_off}")
            counters.close()
            diag.close()


if __name__ == "__main__":
    main()
