"""Takes pictures of the overview over recorded machines: `python tests/e2e/recorded_shots.py [--only WORD]`.

Sensors, batteries, fans and graphics cards that this machine does not have: the real readers read a tree of
tests/recorded whose counters grow, and the real page shows what they read. Saved to tests/e2e/shots/.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.pages.overview import OverviewPage
from procmon_gui.ui.theme.mode import MODES
from tests.collectors.test_nvidia import Card
from tests.ui.playback import Machine

SHOTS: Final = Path(__file__).resolve().parent / "shots"
BEATS: Final = 100
# What rail, header, time strip and status bar leave of a screen.
PAGES: Final = {"1280x800": (1140, 634), "1920x1080": (1780, 914), "2560x1440": (2420, 1274), "900x700": (852, 534)}
MACHINES: Final = {
    "laptop-intel": (),
    "desktop-amd": (),
    "server-64": (),
    "server-64-nvidia": (Card(name="NVIDIA H200", memory=(141 * 1024**3, 61 * 1024**3)),),
}


def shoot(machine: str, mode: str, folder: Path, only: str, detail: str) -> None:
    """Save the pictures of one machine in one theme."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, next(one for one in MODES if one == mode))
    holder = QWidget()
    holder.resize(2600, 1500)
    page = OverviewPage(holder)
    page.resize(*PAGES["1280x800"])
    holder.show()
    recorded = machine.removesuffix("-nvidia")
    for snapshot in Machine(recorded, folder / f"{machine}-{mode}", MACHINES[machine]).snapshots(BEATS):
        page.remember(snapshot)
        page.show_snapshot(snapshot)
    page.draw()
    if detail:
        page.open_detail(detail)
    for size, (width, height) in PAGES.items():
        name = f"overview-{machine}-{mode}-{size}{'-' + detail.replace(' ', '-') if detail else ''}.png"
        if only not in name:
            continue
        page.resize(width, height)
        page.draw()
        # Charts are loaded one after the other, once the numbers have been painted.
        QTest.qWait(1500)
        page.draw()
        page.grab().save(str(SHOTS / name))
        print(SHOTS / name, flush=True)
    holder.close()


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    parser.add_argument("--machine", default="", help="only machines whose name contains this")
    parser.add_argument("--mode", choices=("light", "dark", "both"), default="both")
    parser.add_argument("--detail", default="", help="the bigger view with this name, instead of all panels")
    chosen = parser.parse_args()
    SHOTS.mkdir(exist_ok=True)
    QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        for machine in MACHINES:
            for mode in ("light", "dark") if chosen.mode == "both" else (chosen.mode,):
                if chosen.machine in machine:
                    shoot(machine, mode, Path(folder), chosen.only, chosen.detail)


if __name__ == "__main__":
    main()
