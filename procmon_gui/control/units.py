"""Restarts the unit of systemd that a process belongs to, through systemd itself, which asks for the rights. Worker."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Final

from procmon_gui.control import proc
from procmon_gui.control.holding import HeldProcess
from procmon_gui.domain.errors import Cancelled, Refused, Unavailable
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import one_line

_T = QT_TRANSLATE_NOOP
_RUNS: Final = Path("/run/systemd/system")
# As systemd spells them, systemd.unit(5): whoever made the group may have written anything else.
_SERVICE: Final = re.compile(r"[A-Za-z0-9:_.@][A-Za-z0-9:_.\\@-]*\.service")
_LOOK_S: Final = 0.05
_ASK_S: Final = 5.0
# A service may take 90 s to stop and as long to start; whoever waits can leave earlier.
_DO_S: Final = 200.0

NO_SYSTEMD: Final = Sentence(_T("Action", "There is no systemd here that could restart it."))
NO_UNIT: Final = Sentence(_T("Action", "It belongs to no service that could be restarted."))
OTHER_OWNER: Final = Sentence(_T("Action", "It belongs to a service of another user, whose systemd is not reached."))
OTHER_UNIT: Final = Sentence(_T("Action", "It is not systemd of this machine that runs this service."))


class NoUnit(Exception):
    """The unit of a process can not be restarted; tells why."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


def has_systemd() -> bool:
    """Say whether systemd runs this machine."""
    return _RUNS.is_dir() and shutil.which("systemctl") is not None


def unit_to_restart(held: HeldProcess) -> proc.UnitOf:
    """Return the service that a process belongs to now, as systemd says too. Raises NoUnit, Ended, Unavailable."""
    if not has_systemd():
        raise NoUnit(NO_SYSTEMD)
    unit = held.ask(proc.unit_of)
    if unit is None or not _SERVICE.fullmatch(unit.name):
        raise NoUnit(NO_UNIT)
    if unit.owner is not None and unit.owner != os.geteuid():
        raise NoUnit(OTHER_OWNER)
    # In a container there are services of the same names as outside.
    group = _systemctl(unit, "show", "--property=ControlGroup", "--value", "--", unit.name).strip()
    lines = held.ask(lambda pid: proc.read(pid, "cgroup")).decode("utf-8", "replace").splitlines()
    paths = [line.split(":", 2)[-1] for line in lines]
    if not group or not any(path == group or path.startswith(f"{group}/") for path in paths):
        raise NoUnit(OTHER_UNIT)
    return unit


def restart(unit: proc.UnitOf, errand: Errand) -> None:
    """Restart a service and wait for it. Raises Refused, Unavailable and Cancelled: whoever leaves changes nothing."""
    command = [*_command(unit), "restart", "--", unit.name]
    give_up_s = time.monotonic() + _DO_S
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            errors="replace",
        )  # fmt: skip
    except OSError as error:
        raise Unavailable(f"systemctl can not be used: {error.strerror}") from error
    while True:
        try:
            _, said = process.communicate(timeout=_LOOK_S)
        except subprocess.TimeoutExpired:
            if errand.is_cancelled() or time.monotonic() > give_up_s:
                # systemd goes on with what it was told; only nobody waits for it any more.
                process.terminate()
                process.communicate()
                if errand.is_cancelled():
                    raise Cancelled from None
                raise Unavailable(f"systemd did not restart {unit.name} within {_DO_S:.0f} s") from None
            continue
        break
    if process.returncode:
        sentence = one_line(said.strip().splitlines()[0] if said.strip() else f"exit status {process.returncode}")
        is_refusal = "denied" in sentence.lower() or "authentication" in sentence.lower()
        raise (Refused if is_refusal else Unavailable)(f"systemd: {sentence}")


def _command(unit: proc.UnitOf) -> list[str]:
    return ["systemctl", "--user"] if unit.owner is not None else ["systemctl"]


def _systemctl(unit: proc.UnitOf, *arguments: str) -> str:
    try:
        done = subprocess.run(
            [*_command(unit), *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=_ASK_S, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(f"systemctl can not be used: {one_line(str(error))}") from error
    return done.stdout if done.returncode == 0 else ""
