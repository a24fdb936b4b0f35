"""Takes pictures of the real program: `python tests/e2e/screenshots.py [--seconds 20] [--only WORD]`.

Both pages, dark and light, on two sizes of screen, idle and with 1,000 processes of which some work. They are saved
to tests/e2e/shots/, which git ignores, and are there to be looked at.
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.e2e.desktop import desktop, program
from tests.load import Load

SHOTS = Path(__file__).resolve().parent / "shots"
SIZES = ("1280x800", "1920x1080", "900x700")
PAGES = ("overview", "processes")
BUSY_COUNT = 1000
TITLE_BAR_PX = 22


def shoot(name: str, *, size: str, mode: str, page: str, seconds: float) -> None:
    """Save one picture of a freshly started program."""
    with tempfile.TemporaryDirectory() as home, desktop(Path(home), size=size) as screen:
        screen.choose(theme=mode, page=page)
        with program(screen):
            width, _, height = size.partition("x")
            screen.fill(int(width), int(height) - TITLE_BAR_PX)
            time.sleep(seconds)
            screen.shoot(SHOTS / f"{name}.png")
    print(SHOTS / f"{name}.png", flush=True)


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each program runs before its picture")
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    parser.add_argument("--load", choices=("idle", "busy", "both"), default="both")
    chosen = parser.parse_args()
    SHOTS.mkdir(exist_ok=True)
    for load in ("idle", "busy"):
        if chosen.load not in (load, "both"):
            continue
        with ExitStack() as stack:
            if load == "busy":
                stack.enter_context(Load(BUSY_COUNT, awake_ratio=0.2))
            for size in SIZES:
                for mode in ("dark", "light"):
                    for page in PAGES:
                        name = f"{page}-{mode}-{size}-{load}"
                        if chosen.only in name:
                            shoot(name, size=size, mode=mode, page=page, seconds=chosen.seconds)


if __name__ == "__main__":
    main()
