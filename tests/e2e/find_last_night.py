"""Finds what burned CPU last night, as somebody does who does not know when: `python tests/e2e/find_last_night.py`.

A night is recorded into the home of a user who never started the program, see `night`; one program of it burns CPU for
twenty seconds. Then the real window is opened, and found with eyes and hands alone: the peak by its pixels on the
strip, its name on the card under the pointer, the rest in the list of that moment. Each step is a picture in
tests/e2e/shots/night/, and what it took is printed.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtGui import QImage

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.e2e.assistive import wait_for
from tests.e2e.night import HOUR_S, Job, Night, ordinary_jobs, record_night
from tests.e2e.window import Stage, Window, stage, window

SHOTS: Final = Path(__file__).resolve().parent / "shots" / "night"
STRIP: Final = ("slider", "Time strip: CPU of this machine")
BURNER: Final = "thumbnailer"
BURN_S: Final = 20.0
PAGES: Final = {"overview": "ctrl+1", "processes": "ctrl+2"}
# Where the curve stands in the strip.
_TOP_PX: Final = 8
_CHART_PX: Final = 40
_AXIS_PX: Final = 44
_RIGHT_PX: Final = 28
_NOW_PX: Final = 16
_BLUE: Final = 60
_CLICKS: Final = 6
_CPU: Final = re.compile(r"CPU ([0-9.]+) %")
_BUSY_PERCENT: Final = 50.0


def last_night(*, hours: float = 12.0, every_s: float = 5.0) -> Night:
    """Return a night that is over, in which a program burned at 03:12:07 of the reader's clock."""
    now = datetime.now().astimezone()
    day, burned = now.date(), now
    while now - burned < timedelta(minutes=30):
        burned = datetime(day.year, day.month, day.day, 3, 12, 7).astimezone()
        day -= timedelta(days=1)
    length_s = min(hours * HOUR_S, hours * HOUR_S * 0.62 + (now - burned).total_seconds() - 120)
    begin = burned - timedelta(seconds=hours * HOUR_S * 0.62)
    burner = Job(
        name=BURNER, user="anna", command_line=f"{BURNER} --all /home/user/Pictures", for_s=BURN_S, cores=0.86,
        after_s=(burned - begin).total_seconds(), rss_mib=310.0,
    )  # fmt: skip
    return Night(
        from_ms=round(begin.timestamp() * 1000),
        length_s=length_s,
        jobs=(*ordinary_jobs(length_s), burner),
        every_s=every_s,
    )


def record_at_home(on: Stage, night: Night) -> None:
    """Record a night where the program of this user looks for what it recorded."""
    folder = on.home / "data" / "procmon_gui"
    folder.mkdir(parents=True)
    record_night(folder, night)


@dataclass
class Search:
    """Somebody in front of the window: looks, points, clicks, and says how long it took."""

    shown: Window
    folder: Path
    began_s: float = field(default_factory=time.monotonic)
    pictures: list[Path] = field(default_factory=list)

    def took_s(self) -> float:
        """Return the time since the window was started."""
        return time.monotonic() - self.began_s

    def shoot(self, what: str) -> QImage:
        """Save a picture of the screen, named by its number and what it shows."""
        path = self.folder / f"{len(self.pictures) + 1}-{what}.png"
        self.shown.stage.shoot(path)
        self.pictures.append(path)
        print(f"{self.took_s():5.1f} s  {path.name}", flush=True)
        return QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)

    def mouse(self, x: float, y: float, *more: str) -> None:
        """Move the pointer, and do more there."""
        command = ["xdotool", "mousemove", "--sync", str(round(x)), str(round(y)), *more]
        subprocess.run(command, env=self.shown.stage.environment, check=True)

    def click(self, *how: str) -> None:
        """Press a button of the mouse, as xdotool says it; turning the wheel is one too."""
        subprocess.run(["xdotool", "click", *how], env=self.shown.stage.environment, check=True)

    def strip(self) -> tuple[int, int, int, int]:
        """Return left, top, width and height of the curve on the strip."""
        x, y, width, _ = self.shown.find(*STRIP).extents()
        return x + _AXIS_PX, y + _TOP_PX, width - _AXIS_PX - _RIGHT_PX, _CHART_PX

    def zoom_out(self, hours: float) -> None:
        """Turn the wheel until so much time is in sight, at the right edge of the strip."""
        left, top, width, height = self.strip()
        span = self.shown.find("button menu", holds="Time in sight")
        self.mouse(left + width - 2, top + height / 2)
        for _ in range(60):
            if _hours(span.name) >= hours:
                break
            self.click("--repeat", "3", "--delay", "30", "5")
            time.sleep(0.1)
        # What was turned last may still be on its way, and all moves with it.
        before = ""
        while before != span.name:
            before = span.name
            time.sleep(0.5)

    def is_busy_there(self) -> bool:
        """Say whether the moment that is shown is that of a peak: by the CPU in the status bar."""
        said = (node.name for node in self.shown.root.walk() if node.role == "label")
        return any(float(found[1]) > _BUSY_PERCENT for words in said if (found := _CPU.fullmatch(words)))

    def highest_x(self, image: QImage) -> int:
        """Return the column of the strip in which the curve is highest; of several side by side, their middle.

        What is now stands at the right edge, and is not last night. 0 where no peak is in sight yet.
        """
        left, top, width, height = self.strip()
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4).astype(np.int16)
        part = pixels[top : top + height, left : left + width - _NOW_PX]
        # Blue, green, red: the curve is the one thing there of a strong colour.
        is_curve = part[:, :, 0] - part[:, :, 2] > _BLUE
        rows = np.where(is_curve.any(axis=0), is_curve.argmax(axis=0), height)
        highest = np.flatnonzero(rows == rows.min())
        first = np.split(highest, np.flatnonzero(np.diff(highest) > 1) + 1)[0]
        return left + int(np.median(first)) if rows.min() < height / 2 else 0


def _hours(words: str) -> float:
    number, unit = words.rpartition(": ")[2].split()
    return float(number) * {"s": 1 / 3600, "min": 1 / 60, "h": 1.0, "d": 24.0}[unit]


def find(on: Stage, folder: Path, *, hours: float) -> tuple[str, float, list[Path]]:
    """Open the window and find who led at the highest peak; return the name, the time it took, and the pictures."""
    began_s = time.monotonic()
    with window(on) as shown:
        search = Search(shown, folder, began_s)
        shown.press(PAGES["processes"])
        shown.table()
        search.shoot("live")
        wait_for(lambda: shown.root.find("label", holds="Recording").has("showing"), "the recording")
        search.zoom_out(hours)
        time.sleep(0.4)
        while not (x := search.highest_x(search.shoot("the-night"))):
            # What is not read yet is not on the strip: look again.
            search.pictures.pop()
            time.sleep(0.2)
        _, top, _, height = search.strip()
        search.mouse(x, top + height / 2)
        time.sleep(0.6)
        search.shoot("who-led")
        for _ in range(_CLICKS):
            search.click("1")
            wait_for(lambda: shown.root.find("label", holds=" ago").has("showing"), "the moment")
            time.sleep(0.3)
            if search.is_busy_there():
                break
            # On a busy machine the peak behind a pixel is not read yet: point again, and click again.
            search.mouse(x, top + height / 2 + 1)
            time.sleep(1.0)
        shown.find("check box", "Flat").press()
        time.sleep(0.5)
        first = wait_for(lambda: shown.read_rows(1)[0][0], "the first row")
        took_s = search.took_s()
        search.shoot("the-moment")
        shown.press(PAGES["overview"])
        time.sleep(0.8)
        search.shoot("the-machine")
    return first, took_s, search.pictures


def main() -> None:
    """Record a night, and find what happened in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=12.0, help="how long the night was")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two beats")
    parser.add_argument("--span", type=float, default=24.0, help="hours that the strip is to show")
    chosen = parser.parse_args()
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, stage(Path(home)) as on:
        began_s = time.monotonic()
        record_at_home(on, last_night(hours=chosen.hours, every_s=chosen.every))
        print(f"recorded in {time.monotonic() - began_s:.0f} s", flush=True)
        name, took_s, _ = find(on, SHOTS, hours=chosen.span)
    print(f"{name!r} was found in {took_s:.1f} s")


if __name__ == "__main__":
    main()
