"""Numbers that are handed out again while the helper is on its way, or at work. Root, in a PID namespace.

Run by itself it plays a game as often as it is told, and prints what came of it as JSON, as `reuse` does.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_NUMBER: Final = 20_000
# A helper is there within a tenth of a second, so that half of these come before it acts.
_LATEST_S: Final = 0.2


def play_prompt(folder: Path, dice: random.Random) -> str:
    """Give the number to another one while the password is asked for, while the helper begins, or not at all."""
    from procmon_gui.control.helper_client import HelperClient
    from procmon_gui.domain.actions import Action, ActionKind
    from procmon_gui.domain.errors import Ended
    from tests.collectors.errands import Patient
    from tests.faults import reuse

    prompt = folder / "prompt"
    stand_in = ROOT / "tests/control/helper/stand_in.py"
    client = HelperClient([sys.executable, "-B", str(stand_in), str(folder / "log"), str(prompt)])
    when = dice.choice(("asked", "asked", "begins", "never"))
    reuse.await_tick()
    reuse.start_as(_NUMBER)
    pidfd = os.pidfd_open(_NUMBER)
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(client.do, pidfd, Action(kind=ActionKind.END), Patient())
        with prompt.open("wb") as typed:  # opens when it is being asked
            if when == "asked":
                _swap()
            typed.write(b"x")
        if when == "begins":
            time.sleep(dice.uniform(0, _LATEST_S))  # it begins meanwhile
            _swap()
        try:
            outcome = said.result().value
        except Ended:
            outcome = "ended"
    client.close()
    os.close(pidfd)
    hit = reuse.was_hit(_NUMBER)
    reuse.end(_NUMBER)
    if when == "never":
        return "right" if hit and outcome == "done" else f"missed: {outcome}"
    if hit:
        return "wrong"
    # Of a signal that came before the number was given away it is known whom it hit.
    return "right" if when == "begins" and outcome == "done" else outcome


def play_astray(folder: Path, dice: random.Random) -> str:
    """Give the number to another one in the middle of it: after the helper has looked, before it acts on the number."""
    from procmon_gui.control.helper import deeds
    from procmon_gui.control.helper.target import Gone, look
    from procmon_gui.control.helper.wire import Order, Verb
    from tests.faults import reuse

    reuse.start_as(_NUMBER)
    pidfd = os.pidfd_open(_NUMBER)
    put = deeds._put

    def swap_and_put(tid: int, order: Order) -> None:
        _swap()
        put(tid, order)

    deeds._put = swap_and_put
    order = dice.choice((Order(Verb.NICE, 7), Order(Verb.IO_PRIORITY, 3), Order(Verb.AFFINITY, cpus=frozenset({0}))))
    try:
        said = deeds.do(pidfd, look(pidfd), order).name.lower()
    except Gone:
        said = "ended"
    finally:
        deeds._put = put
        os.close(pidfd)
        reuse.end(_NUMBER)
    return said


def _swap() -> None:
    from tests.faults import reuse

    reuse.end(_NUMBER)
    reuse.start_as(_NUMBER)


def main(game: str, count: int, seed: int) -> dict[str, int]:
    """Play a game so often."""
    from tests.faults import reuse

    reuse.block_term()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.mkfifo(folder / "prompt")
        games: dict[str, Callable[[Path, random.Random], str]] = {"prompt": play_prompt, "astray": play_astray}
        play = partial(games[game], folder, random.Random(seed))
        return dict(Counter(play() for _ in range(count)))


def played(game: str, count: int, *, seed: int = 0, limit_s: float = 3600) -> dict[str, int]:
    """Play in a PID namespace of its own, and return how often what came of it."""
    command = [sys.executable, "-W", "error", __file__, game, str(count), str(seed)]
    done = subprocess.run(
        ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", *command],
        capture_output=True, text=True, timeout=limit_s, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
