"""When one must kill, and the disk is full: the reserve of the trail is used, and where it is gone that is said."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.faults.rigs import child_script

pytestmark = pytest.mark.needs_root

_GAME = """
import json, subprocess, sys
from pathlib import Path
from procmon_gui.domain.actions import NoTrail
from tests.control.held import KILL, PATIENCE, Rig, anna, lives
folder = Path(sys.argv[1])
rig = Rig(folder, anna())
rig.trail.prepare()
def fill():
    with open(folder / "other", "ab", buffering=0) as other:
        try:
            while True:
                other.write(bytes(4096))
        except OSError:
            pass
def kill(count):
    victims = [subprocess.Popen(["sleep", "600"]) for _ in range(count)]
    try:
        rig.access.now = anna()
        held = rig.hold(*(victim.pid for victim in victims))
        results = rig.hands.act(held, KILL, PATIENCE)
        if count > 1:
            rig.hands.watch(held, lambda seen: None, 20, PATIENCE)
        return [result.outcome.value for result in results] + [str(result.why) for result in results if result.why]
    except NoTrail as error:
        return ["alive" if all(map(lives, victims)) else "dead", error.has_journal]
    finally:
        for victim in victims:
            victim.kill()
            victim.wait()
kill(1)
fill()
told = {"one": kill(1), "many": kill(100)}
# Whoever else writes takes what the reserve gives away, again and again.
for number in range(1000):
    fill()
    told["at last"] = kill(1)
    if told["at last"] != ["done"]:
        break
told["records"] = len(rig.records())
print(json.dumps(told))
"""


def test_the_reserve_lasts_for_many_kills_and_without_a_trace_nothing_is_done(tmp_path: Path) -> None:
    mount = 'mount -t tmpfs -o size=8m none "$0" && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", mount, str(tmp_path), *child_script(_GAME), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["one"] == ["done"]
    assert told["many"] == ["done"] * 100
    # Here is no journal that could keep it instead.
    assert told["at last"] == ["alive", False]
    assert told["records"] >= 3 * 100 + 2 * 2
