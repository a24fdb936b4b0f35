"""Processes that get the number of another one: clone3(2) with a number of our choice. Root, in a PID namespace.

Run by itself it plays a game as often as it is told, and prints what came of it as JSON. Victims keep the signal that
is sent to them pending, so that it is certain who was hit, and nobody waits for an end.
"""

import contextlib
import ctypes
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
TICK_NS: Final = 1_000_000_000 // os.sysconf("SC_CLK_TCK")
_CLONE3: Final = 435
_LIBC: Final = ctypes.CDLL(None, use_errno=True)
# Far from the numbers that are given out by themselves.
_NUMBER: Final = 20_000


class _CloneArguments(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_uint64)
        for name in (
            "flags", "pidfd", "child_tid", "parent_tid", "exit_signal", "stack", "stack_size", "tls", "set_tid",
            "set_tid_size", "cgroup",
        )
    ]  # fmt: skip


def start_as(pid: int) -> int:
    """Start a process under a number, and return its start in ticks. It does nothing, and keeps SIGTERM pending."""
    numbers = (ctypes.c_int32 * 1)(pid)
    arguments = _CloneArguments(exit_signal=signal.SIGCHLD, set_tid=ctypes.addressof(numbers), set_tid_size=1)
    got = _LIBC.syscall(_CLONE3, ctypes.byref(arguments), ctypes.sizeof(arguments))
    if got == 0:
        while True:
            _LIBC.pause()
    if got != pid:
        raise OSError(ctypes.get_errno(), f"no process got the number {pid}")
    return start_of(pid)


def end(pid: int) -> None:
    """End a child, so that its number is free."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def start_of(pid: int) -> int:
    """Return a start in ticks."""
    return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[19])


def was_hit(pid: int) -> bool:
    """Say whether SIGTERM was sent to a process, or its priority was changed."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith(("ShdPnd:", "SigPnd:")) and int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            return True
    # Not zero: whoever plays it beside other work does so with a priority of its own.
    return os.getpriority(os.PRIO_PROCESS, pid) != os.getpriority(os.PRIO_PROCESS, 0)


def since_boot_ns() -> int:
    """Return the time since the start of the machine."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)


def await_tick() -> None:
    """Wait for the beginning of a tick of the clock."""
    tick = since_boot_ns() // TICK_NS
    while since_boot_ns() // TICK_NS == tick:
        pass


def block_term() -> None:
    """Let SIGTERM stay pending, here and in all that is started from here."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


class Swapper:
    """A process beside us that puts another one in the place of a victim, at a moment of its own."""

    def __init__(self) -> None:
        ours, theirs = os.pipe(), os.pipe()
        self._to, self._from = theirs[1], ours[0]
        if os.fork() == 0:
            os.close(theirs[1])
            with contextlib.suppress(EOFError):
                _swap_for(theirs[0], ours[1])
            os._exit(0)
        os.close(theirs[0])
        os.close(ours[1])

    def start(self) -> int:
        """Start the victim and return its start."""
        return self._asked("new", 0)

    def swap_in(self, delay_us: int) -> None:
        """Put another one in its place so much later; `is_swapped` waits until it is there."""
        os.write(self._to, f"swap {delay_us}\n".encode())

    def is_swapped(self) -> int:
        """Return the start of the other one."""
        return self._answer()

    def is_hit(self) -> bool:
        """Say whether the one that is there was hit, and end it."""
        return bool(self._asked("look", 0))

    def _asked(self, what: str, number: int) -> int:
        os.write(self._to, f"{what} {number}\n".encode())
        return self._answer()

    def _answer(self) -> int:
        return int(os.read(self._from, 64))


def _swap_for(fd: int, answer_fd: int) -> None:
    rest = b""
    while True:
        while b"\n" not in rest:
            block = os.read(fd, 4096)
            if not block:
                raise EOFError
            rest += block
        line, _, rest = rest.partition(b"\n")
        what, number = line.split()
        if what == b"new":
            answer = start_as(_NUMBER)
        elif what == b"swap":
            due_ns = time.monotonic_ns() + int(number) * 1000
            while time.monotonic_ns() < due_ns:
                pass
            end(_NUMBER)
            answer = start_as(_NUMBER)
        else:
            answer = int(was_hit(_NUMBER))
            end(_NUMBER)
        os.write(answer_fd, str(answer).encode())


# ---- the games: each returns "wrong", "right", or what else came of one round; None where it does not count


def play_same_tick(strike: Callable[[], Callable[[], str]]) -> str | None:
    """Let another one have number and start of the one that was seen, before it is struck at."""
    await_tick()
    start = start_as(_NUMBER)
    blow = strike()
    end(_NUMBER)
    is_same = start_as(_NUMBER) == start
    said = blow() if is_same else ""
    hit = was_hit(_NUMBER)
    end(_NUMBER)
    return None if not is_same else "wrong" if hit else said


def play_race(swapper: Swapper, strike: Callable[[], Callable[[], str]], dice: random.Random) -> str:
    """Let another one have the number at a moment that nobody knows."""
    swapper.start()
    if dice.random() < 0.5:
        await_tick()
    blow = strike()
    swapper.swap_in(dice.randrange(0, 3_000))
    # The struck time varies as the swap does, so that now this comes first and now that.
    pause_ns = time.monotonic_ns() + dice.randrange(0, 3_000_000)
    while time.monotonic_ns() < pause_ns:
        pass
    said = blow()
    swapper.is_swapped()
    if swapper.is_hit():
        return "hit, and told as unsure" if said == "unsure" else "wrong"
    return said


def play_prompt(hand: "Hand", dice: random.Random) -> str:
    """Let another one have the number while the question is open, or while a password is asked for."""
    await_tick()
    start_as(_NUMBER)
    await_tick()
    said = hand.asked_for_a_password(dice.random() < 0.3)
    hit = was_hit(_NUMBER)
    end(_NUMBER)
    return "wrong" if hit else said


def play_forced(pause_s: float) -> str:
    """Put another one in the place of the victim between the check and the act, which has to be noticed."""
    from procmon_gui.control import proc
    from procmon_gui.control.holding import HeldProcess
    from procmon_gui.control.knobs import NICE, turn
    from procmon_gui.domain.identity import ProcessKey

    class Swapped(HeldProcess):
        """One that ends right after the last check."""

        checks = 0

        def has_ended(self) -> bool:
            said = super().has_ended()
            self.checks += 1
            # The first one is that of who its threads are.
            if self.checks == 2:
                swap()
                time.sleep(pause_s)  # so that the tick of its start is over
            return said

    key = ProcessKey(proc.boot_id(), _NUMBER, start_as(_NUMBER))
    held = Swapped(os.pidfd_open(_NUMBER), key)
    turned = turn(held, NICE, 7)
    held.close()
    hit = was_hit(_NUMBER)
    end(_NUMBER)
    if turned.outcome.value != "unsure" or turned.hit != _NUMBER:
        return "wrong" if hit else turned.outcome.value
    return "unsure, and changed" if hit else "unsure, and given back"


def swap() -> None:
    """Put another one in the place of the victim."""
    end(_NUMBER)
    start_as(_NUMBER)


def strike_with_psutil() -> Callable[[], str]:
    """Look at the process as psutil does; what is returned sends the signal."""
    import psutil

    process = psutil.Process(_NUMBER)

    def blow() -> str:
        try:
            process.send_signal(signal.SIGTERM)
        except (psutil.NoSuchProcess, OSError):  # it lets the second one through when the number is free just then
            return "noticed"
        return "sent"

    return blow


class Hand:
    """The hands of the program, as an order goes through them; only what they write down stays in memory."""

    def __init__(self, *, is_unwilling: bool = False) -> None:
        """Of an unwilling one the kernel takes nothing, so that all goes to a helper, which asks for a password."""
        from procmon_gui.collectors.eye.redact import redact
        from procmon_gui.control.grading import Grading
        from procmon_gui.control.hands import Hands
        from procmon_gui.control.linux import LinuxBody
        from tests.control.held import FixedAccess, MemoryTrail, SlowHelper, Unwilling, anna

        self._helper = SlowHelper(swap)
        self._hands = Hands(
            body=Unwilling() if is_unwilling else LinuxBody(redact, Grading),
            access=FixedAccess(anna()),
            trail=MemoryTrail(),
            privileged=self._helper,
        )

    def strike_with(self, **action: object) -> Callable[[], Callable[[], str]]:
        """Return what looks at the process as the eye does, and gives what acts on it."""
        from procmon_gui.control import proc
        from procmon_gui.domain.actions import Action, Order
        from procmon_gui.domain.identity import ProcessKey
        from procmon_gui.domain.patience import Patient

        order = Order(action=Action(**action))  # type: ignore[arg-type]

        def look() -> Callable[[], str]:
            seen_ns = since_boot_ns()
            key = ProcessKey(proc.boot_id(), _NUMBER, start_of(_NUMBER))

            def blow() -> str:
                held = self._hands.hold([key], seen_ns=seen_ns)
                results = self._hands.act(held, order, Patient())
                held.close()
                if held.lost:
                    return "lost: " + str(held.lost[0].why)
                return results[0].outcome.value

            return blow

        return look

    def asked_for_a_password(self, is_early: bool) -> str:
        """Hold the victim, ask, and let another one have its number meanwhile: before the helper, or while it asks."""
        from procmon_gui.control import proc
        from procmon_gui.domain.actions import Action, ActionKind, Order
        from procmon_gui.domain.identity import ProcessKey
        from procmon_gui.domain.patience import Patient

        key = ProcessKey(proc.boot_id(), _NUMBER, start_of(_NUMBER))
        held = self._hands.hold([key], seen_ns=since_boot_ns())
        assert not held.lost, held.lost[0].why
        self._helper.is_late = not is_early
        if is_early:
            swap()
        (result,) = self._hands.act(held, Order(action=Action(kind=ActionKind.END)), Patient())
        held.close()
        return result.outcome.value


def main(game: str, tool: str, count: int, seed: int) -> dict[str, int]:
    """Play a game so often that it counts that many times."""
    from procmon_gui.domain.actions import ActionKind

    block_term()
    tools: dict[str, Callable[[], Callable[[], Callable[[], str]]]] = {
        "psutil": lambda: strike_with_psutil,
        "signal": lambda: Hand().strike_with(kind=ActionKind.END),
        "nice": lambda: Hand().strike_with(kind=ActionKind.NICE, nice=7),
    }
    dice = random.Random(seed)
    play: Callable[[], str | None]
    if game == "prompt":
        hand = Hand(is_unwilling=True)
        play = partial(play_prompt, hand, dice)
    elif game == "forced":
        play = partial(play_forced, 0.0 if tool == "at once" else 0.02)
    elif game == "race":
        swapper, strike = Swapper(), tools[tool]()
        play = partial(play_race, swapper, strike, dice)
    else:
        strike = tools[tool]()
        play = partial(play_same_tick, strike)
    came: Counter[str] = Counter()
    while sum(came.values()) < count:
        said = play()
        if said is not None:
            came[said] += 1
    return dict(came)


def played(game: str, tool: str, count: int, *, seed: int = 0, limit_s: float = 3600) -> dict[str, int]:
    """Play in a PID namespace of its own, and return how often what came of it."""
    command = [sys.executable, "-W", "error", __file__, game, tool, str(count), str(seed)]
    done = subprocess.run(
        ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", *command],
        capture_output=True, text=True, timeout=limit_s, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
