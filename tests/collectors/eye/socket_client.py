"""A process that owns TCP sockets and does what it is told on stdin, one order a line: started by test_sockets.py.

connect COUNT · send SOCKET BYTES · receive SOCKET BYTES · hand-on (a child keeps the sockets, we close ours) · close
"""

import os
import signal
import socket
import sys


def main() -> None:
    """Obey until stdin ends."""
    address, family = (sys.argv[1], int(sys.argv[2])), int(sys.argv[3])
    held: list[socket.socket] = []
    children: list[int] = []
    for line in sys.stdin:
        verb, *words = line.split()
        numbers = [int(word) for word in words]
        if verb == "connect":
            for _ in range(numbers[0]):
                held.append(socket.socket(family, socket.SOCK_STREAM))
                held[-1].connect(address)
        elif verb == "send":
            held[numbers[0]].sendall(b"x" * numbers[1])
        elif verb == "receive":
            receive(held[numbers[0]], numbers[1])
        else:
            if verb == "hand-on":
                children.append(fork_holder())
            for one in held:
                one.close()
            held.clear()
        print("done", flush=True)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def fork_holder() -> int:
    """Return the pid of a child that keeps every descriptor until it is killed."""
    child = os.fork()
    if child == 0:
        signal.pause()
        os._exit(0)
    return child


def receive(one: socket.socket, count: int) -> None:
    """Take exactly so many bytes."""
    while count:
        count -= len(one.recv(min(count, 65536)))


if __name__ == "__main__":
    main()
