"""Photographs every page and state of the real program: `python tests/e2e/screenshots.py [--run dark] [--only WORD]`.

Each run is one start of the program on a display of its own, in one theme, language and scale, that walks through the
scenes of tests/e2e/scenes among some hundred real processes. Pictures are saved to tests/e2e/shots/RUN/, which git
ignores, and are there to be looked at.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.domain.settings import ENVIRONMENT_PREFIX
from tests.e2e.alarms import RULES, raise_alarms, raise_one_more, write_channels, write_rules
from tests.e2e.assistive import Node, Vanished, wait_for
from tests.e2e.company import crowd, mortal
from tests.e2e.deeds import do_deeds, forge_deed
from tests.e2e.desktop import ROOT
from tests.e2e.scene import (
    ALL,
    NARROW,
    PAGE_TITLES,
    SMALL,
    TABS,
    WIDE,
    ChooseTab,
    EndProcess,
    HaltSampling,
    Need,
    Point,
    PointAtTray,
    Press,
    RaiseAlarms,
    Scene,
    StartProcess,
    Step,
    Type,
    Wait,
    WriteRules,
    WriteSettings,
    WriteTrail,
    click,
)
from tests.e2e.scenes import ORDINARY, SCENES, access, acting, readme, tray
from tests.e2e.window import Stage, Window, stage, window

SHOTS: Final = Path(__file__).resolve().parent / "shots"
GERMAN: Final = ROOT / "resources" / "translations" / "procmon_gui_de.ts"
SETTLE_S: Final = 0.9
# Menus and dialogs may reach out of the window, and the frame of the window manager needs room.
_OVERHANG_PX: Final = (240, 160)
_LOOKS: Final = 20
TRAY_SCREEN: Final = (SMALL[0] + _OVERHANG_PX[0], SMALL[1] + _OVERHANG_PX[1])
TRAY_PLACE: Final = (TRAY_SCREEN[0] - 20, TRAY_SCREEN[1] - 20)
NOBODY: Final = 65534
SERVER_HISTORY_S: Final = 130.0
HISTORY_S: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One start of the program: settings and environment, in which sizes, how many pixels a pixel has."""

    settings: Mapping[str, str]
    environment: Mapping[str, str] = field(default_factory=dict)
    scenes: tuple[Scene, ...] = SCENES
    sizes: tuple[tuple[int, int], ...] = WIDE
    scale: float = 1.0
    is_german: bool = False
    # The pictures of the README show a made-up server, after a while of its life.
    is_of_server: bool = False
    has_tray: bool = False
    # Among processes of root.
    is_of_ordinary_user: bool = False

    @property
    def through(self) -> tuple[str, ...]:
        """Return what starts the program."""
        server = str(Path(__file__).with_name("made_up_server.py"))
        apart = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
        return (*apart, sys.executable, server, "--") if self.is_of_server else ()


RUNS: Final = {
    "dark": Run(settings={"APPEARANCE_THEME": "dark"}),
    "light": Run(settings={"APPEARANCE_THEME": "light"}),
    "german": Run(settings={"APPEARANCE_THEME": "light", "APPEARANCE_LANGUAGE": "de"}, sizes=ALL, is_german=True),
    # Of the text alone: the same for Qt means that everything is scaled, unless scaling is off.
    "text-200": Run(
        settings={"APPEARANCE_THEME": "dark"},
        environment={"QT_FONT_DPI": "192", "QT_ENABLE_HIGHDPI_SCALING": "0"},
        sizes=ALL,
    ),
    "scale-125": Run(
        settings={"APPEARANCE_THEME": "light"}, environment={"QT_SCALE_FACTOR": "1.25"}, sizes=(SMALL,), scale=1.25
    ),
    "scale-200": Run(
        settings={"APPEARANCE_THEME": "dark"}, environment={"QT_SCALE_FACTOR": "2"}, sizes=(SMALL,), scale=2.0
    ),
    "tray-dark": Run(settings={"APPEARANCE_THEME": "dark"}, scenes=tray.SCENES, sizes=(SMALL,), has_tray=True),
    "tray-light": Run(settings={"APPEARANCE_THEME": "light"}, scenes=tray.SCENES, sizes=(SMALL,), has_tray=True),
    "access-dark": Run(settings={"APPEARANCE_THEME": "dark"}, scenes=access.SCENES, sizes=(SMALL, NARROW)),
    "access-light": Run(settings={"APPEARANCE_THEME": "light"}, scenes=access.SCENES, sizes=(SMALL, NARROW)),
    "access-german": Run(
        settings={"APPEARANCE_THEME": "light", "APPEARANCE_LANGUAGE": "de"},
        scenes=access.SCENES,
        sizes=(SMALL, NARROW),
        is_german=True,
    ),
    "ordinary": Run(settings={"APPEARANCE_THEME": "dark"}, scenes=ORDINARY, sizes=ALL, is_of_ordinary_user=True),
    "acting-dark": Run(
        settings={"APPEARANCE_THEME": "dark"}, scenes=acting.SCENES, sizes=ALL, is_of_ordinary_user=True
    ),
    "acting-light": Run(
        settings={"APPEARANCE_THEME": "light"}, scenes=acting.SCENES, sizes=ALL, is_of_ordinary_user=True
    ),
    "acting-german": Run(
        settings={"APPEARANCE_THEME": "light", "APPEARANCE_LANGUAGE": "de"},
        scenes=acting.SCENES,
        sizes=ALL,
        is_german=True,
        is_of_ordinary_user=True,
    ),
}
README_RUNS: Final = {
    f"readme-{mode}": Run(settings={"APPEARANCE_THEME": mode}, scenes=readme.SCENES, sizes=(SMALL,), is_of_server=True)
    for mode in ("dark", "light")
}


class Photographer:
    """Walks one window through scenes and takes a picture of each."""

    def __init__(self, shown: Window, run: Run, folder: Path, lives: ExitStack) -> None:
        self._window = shown
        self._run = run
        self._folder = folder
        self._lives = lives
        self._mortal: subprocess.Popen[bytes] | None = None
        self._halted: list[int] = []
        self._met: set[str] = set()
        self._words = _german_words() if run.is_german else {}

    def shoot(self, scene: Scene) -> None:
        """Go there, take the pictures, and go back."""
        sizes = [size for size in scene.sizes if size in self._run.sizes]
        if not sizes:
            return
        self._fill(sizes[0])
        try:
            for need in scene.needs:
                self._meet(need)
            self._open(scene.page)
            for step in scene.steps:
                self._do(step)
            for size in sizes:
                self._fill(size)
                time.sleep(SETTLE_S)
                self._save(scene, size)
            for step in scene.back:
                self._do(step)
            self._met.add(scene.leaves)
        except AssertionError as error:
            print(f"{scene.name}: {error}", flush=True)
        # A list that opened, the detail, the filter, the past: each takes one.
        self._do(Press("Escape Escape"))
        self._do(Press(f"{scene.page} Escape Escape Escape"))

    def _meet(self, need: Need) -> None:
        """Let there be what a scene counts on, unless there is."""
        if need.name in self._met:
            return
        self._open(need.page)
        for step in need.steps:
            self._do(step)
        self._met.add(need.name)

    def _open(self, page: str) -> None:
        self._do(Press(page))
        title = self._words.get(PAGE_TITLES[page]) or PAGE_TITLES[page]
        wait_for(lambda: self._is_open(title), f"the page {title!r}")

    def _is_open(self, title: str) -> bool:
        # Behind the name may stand how many there are to look at.
        node = self._showing("list item", title)
        return node is not None and node.has("selected")

    def _do(self, step: Step) -> None:
        match step:
            case Press(keys):
                self._window.press(*keys.split())
            case Type(text):
                # Qt shows keys to assistive technology first, then gives them to who had the keyboard when they came.
                time.sleep(SETTLE_S)
                self._window.stage.type(text)
            case Wait(seconds):
                time.sleep(seconds)
            case Point():
                self._point(step)
            case ChooseTab(name):
                self._choose_tab(name)
            case PointAtTray(button):
                self._click_at(*TRAY_PLACE, button)
            case WriteSettings(content) | WriteRules(content):
                name = "settings.toml" if isinstance(step, WriteSettings) else "rules.toml"
                (self._window.stage.home / "config" / "procmon_gui" / name).write_text(content)
            case StartProcess():
                self._mortal = self._lives.enter_context(mortal())
            case EndProcess():
                assert self._mortal is not None
                self._mortal.kill()
                self._mortal.wait()
            case HaltSampling(is_halted):
                self._halt(is_halted)
            case WriteTrail() | RaiseAlarms():
                self._write(step)

    def _write(self, step: WriteTrail | RaiseAlarms) -> None:
        """Let something have been kept in the desk of the program, by another one."""
        folder = self._window.stage.home / "data" / "procmon_gui"
        if isinstance(step, WriteTrail):
            (forge_deed if step.is_forged else do_deeds)(folder)
        else:
            (raise_one_more if step.is_one else raise_alarms)(folder)

    def _halt(self, is_halted: bool) -> None:
        if is_halted:
            self._halted = self._window.eyes()
        for pid in self._halted:
            # What stood still for too long was ended and replaced.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP if is_halted else signal.SIGCONT)

    def _point(self, step: Point) -> None:
        name = self._words.get(step.name) or step.name
        x, y, width, height = wait_for(lambda: self._place_of(step.role, name), f"{step.role} {name!r}")
        # Assistive technology is told of logical pixels.
        scale = self._run.scale
        self._click_at(round(scale * (x + width * step.right)), round(scale * (y + height * step.down)), step.button)

    def _click_at(self, x: int, y: int, button: int) -> None:
        clicks = ("click", str(button)) if button else ()
        # Movements after another: the first one in a window only enters it.
        moves = (
            "mousemove",
            "0",
            "0",
            "mousemove",
            "--sync",
            str(x - 2),
            str(y),
            "mousemove",
            "--sync",
            str(x),
            str(y),
        )
        command = ["xdotool", *moves, *clicks]
        subprocess.run(command, env=self._window.stage.environment, check=True)
        time.sleep(0.2)

    def _place_of(self, role: str, name: str) -> tuple[int, int, int, int] | None:
        node = self._showing(role, name)
        return node.extents() if node is not None else None

    def _choose_tab(self, name: str) -> None:
        # A menu is no part of the window for assistive technology, so its rows are counted.
        titles = wait_for(self._tab_titles, "the parts of the detail")
        in_menu = [tab for tab in TABS if not any((self._words.get(tab) or tab) in title for title in titles)]
        if name in in_menu:
            self._point(click("button menu", "More parts of the detail"))
            self._window.press(*["Down"] * (in_menu.index(name) + 1), "Return")
        else:
            self._point(click("page tab", name))

    def _tab_titles(self) -> list[str]:
        return [node.name for node in self._window.root.walk() if node.role == "page tab" and node.has("showing")]

    def _showing(self, role: str, name: str) -> Node | None:
        for _ in range(_LOOKS):
            # What is rebuilt at that moment is gone before it can be asked.
            with suppress(Vanished):
                found = (node for node in self._window.root.walk() if node.role == role and name in node.name)
                return next((node for node in found if node.has("showing")), None)
        return None

    def _fill(self, size: tuple[int, int]) -> None:
        width, height = (round(length * self._run.scale) for length in size)
        self._window.stage.fill(width, height)

    def _save(self, scene: Scene, size: tuple[int, int]) -> None:
        width, height = (round(length * self._run.scale) for length in size)
        path = self._folder / f"{scene.name}-{size[0]}.png"
        right, below = _OVERHANG_PX if scene.floats else (0, 0)
        self._window.stage.shoot(path, f"{width + right}x{height + below}+0+0")
        print(path.relative_to(ROOT), flush=True)


def _german_words() -> dict[str, str]:
    messages = ET.parse(GERMAN).getroot().iter("message")
    words = {m.findtext("source") or "": m.findtext("translation") or "" for m in messages}
    # Of a name that ends in a value, what stands before it.
    names = {source.partition(": {")[0]: said.partition(": {")[0] for source, said in words.items()}
    return names | words


def shoot_run(name: str, run: Run, only: str) -> None:
    """Start the program once and take its pictures."""
    folder = SHOTS / name
    folder.mkdir(parents=True, exist_ok=True)
    scenes = [scene for scene in run.scenes if any(word in scene.name for word in only.split(","))]
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        bare = stack.enter_context(stage(Path(home), size=_screen(run)))
        settings = {ENVIRONMENT_PREFIX + key: value for key, value in run.settings.items()}
        write_rules(Path(home), readme.RULES if run.is_of_server else RULES)
        if run.is_of_server:
            write_channels(Path(home), readme.CHANNELS)
        on = replace(bare, more={**bare.more, **settings, **run.environment})
        if run.has_tray:
            stack.enter_context(_tray(on))
        shown = stack.enter_context(window(on, through=run.through))
        if run.is_of_server:
            time.sleep(SERVER_HISTORY_S)
        elif any(scene.name.startswith("past") for scene in scenes):
            time.sleep(HISTORY_S)
        photographer = Photographer(shown, run, folder, stack)
        for scene in scenes:
            photographer.shoot(scene)
        print(shown.words, end="", flush=True)


@contextmanager
def _tray(on: Stage) -> Iterator[None]:
    """Run a tray in the lower right corner of a screen, beside the place of the window."""
    config = on.home / "tint2rc"
    width, height = (2 * (length - place) for length, place in zip(TRAY_SCREEN, TRAY_PLACE, strict=True))
    size = f"panel_size = {width} {height}\npanel_position = bottom right horizontal\n"
    config.write_text(f"panel_items = S\nsystray_icon_size = 22\n{size}")
    with subprocess.Popen(["tint2", "-c", str(config)], env=on.environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def _screen(run: Run) -> str:
    width = max(width for width, _ in run.sizes) * run.scale
    height = max(height for _, height in run.sizes) * run.scale
    return f"{round(width) + _OVERHANG_PX[0]}x{round(height) + _OVERHANG_PX[1]}"


def _shoot_as_nobody(name: str, only: str) -> None:
    """Take the pictures of a run as a user to whom no other process belongs."""
    folder = SHOTS / name
    folder.mkdir(parents=True, exist_ok=True)
    os.chown(folder, NOBODY, NOBODY)
    rights = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    itself = (sys.executable, __file__, "--alone", "--run", name, "--only", only)
    subprocess.run([*rights, *itself], check=True)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", choices=(*RUNS, *README_RUNS), help="only this run")
    parser.add_argument("--only", default="", help="only scenes whose name contains one of these, with commas between")
    parser.add_argument("--alone", action="store_true", help="without starting the many processes first")
    chosen = parser.parse_args()
    # So that what was started is ended too.
    signal.signal(signal.SIGTERM, _stop)
    if chosen.run in README_RUNS:
        shoot_run(chosen.run, README_RUNS[chosen.run], chosen.only)
        return
    with nullcontext() if chosen.alone else crowd():
        for name, run in RUNS.items():
            if chosen.run in (None, name):
                if run.is_of_ordinary_user and os.geteuid() == 0:
                    _shoot_as_nobody(name, chosen.only)
                else:
                    shoot_run(name, run, chosen.only)


if __name__ == "__main__":
    main()
