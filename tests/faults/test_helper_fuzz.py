"""Whatever the helper is told, it does nothing that it may not, does not fall over, and takes no more for it."""

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.helper_fuzz import DEEDS, Menagerie, flood, memory_kib, running
from tests.faults.rigs import ROOT
from tests.real_polkit import Machine

pytestmark = [
    pytest.mark.needs_root,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the helper is for Linux"),
]
STAND_IN = ROOT / "tests/control/helper/stand_in.py"


@pytest.fixture
def menagerie(tmp_path: Path) -> Iterator[Menagerie]:
    kept = Menagerie(os.getpid(), tmp_path)
    yield kept
    kept.close()


@pytest.mark.slow
@pytest.mark.parametrize("count", [pytest.param(20_000, id="short"), pytest.param(100_000, marks=pytest.mark.nightly)])
def test_whatever_root_is_told_it_touches_only_who_may_be(menagerie: Menagerie, count: int) -> None:
    """Without the limit of ten a second, so that what is behind it is reached too."""
    came: Counter[str] = Counter()
    log = f"/dev/shm/procmon-fuzz-{os.getpid()}.log"  # a disk would be asked twice for each deed
    try:
        for number, deed in enumerate(DEEDS):
            dice = random.Random(number + count)
            with running([sys.executable, "-B", str(STAND_IN), log, "--fast"]) as (channel, pid):
                came += flood(channel, menagerie, deed, count // len(DEEDS) // 4, dice)
                before_kib = memory_kib(pid)
                came += flood(channel, menagerie, deed, count // len(DEEDS) * 3 // 4, dice)
                fds = os.listdir(f"/proc/{pid}/fd")
                grown_kib = memory_kib(pid) - before_kib
            assert sorted(fds) == ["0", "1", "2"]
            assert grown_kib < 512, grown_kib
    finally:
        for name in (log, f"{log}.1"):
            Path(name).unlink(missing_ok=True)

    print(f"{sum(came.values())} messages: {dict(came)}")
    assert menagerie.unharmed()
    # Each way out was taken, so that the noise was about something.
    reasons = {"MALFORMED", "DESCRIPTOR", "UNTOUCHABLE", "CRITICAL", "OTHER_ORDER"}
    assert {"DONE NONE", "ENDED NONE", *(f"REFUSED {reason}" for reason in reasons)} <= set(came)


@pytest.mark.parametrize("count", [pytest.param(2_000, id="short"), pytest.param(20_000, marks=pytest.mark.nightly)])
def test_a_user_with_authority_floods_the_installed_helper(machine: Machine, count: int) -> None:
    told = machine.run(
        """
        import pathlib, random, socket
        from tests.faults import helper_fuzz
        menagerie = helper_fuzz.Menagerie(os.getpid(), pathlib.Path("/"))
        become("nobody")
        begun_s = time.monotonic()
        with helper_fuzz.running(["pkexec", str(helper_client.HELPER_PATH)]) as (channel, pid):
            came = helper_fuzz.flood(channel, menagerie, helper_fuzz.DEEDS[0], int(sys.argv[1]), random.Random(1))
        tell(came=came, unharmed=menagerie.unharmed(), took_s=time.monotonic() - begun_s)
        sys.stdout.flush()
        os._exit(0)  # what was root's before can not be ended by who is nobody now: it goes with the machine
        """,
        str(count),
    )

    came = Counter(told["came"])
    print(f"{sum(came.values())} messages in {told['took_s']:.1f} s: {dict(came)}")
    assert told["unharmed"]
    assert 1 <= came["DONE NONE"] <= 10 * (told["took_s"] + 1)
    assert came["REFUSED TOO_FAST"] > count / 50


def test_a_user_without_authority_never_reaches_it(machine: Machine) -> None:
    """Neither through pkexec, nor by starting it himself, nor with a variable that says that pkexec did."""
    told = machine.run(
        """
        import pathlib, random, socket
        from tests.faults import helper_fuzz
        from procmon_gui.control.helper_client import unpack_answer
        process, pidfd = sleeper()
        become("daemon")
        said = []
        path = str(helper_client.HELPER_PATH)
        for command, env in [(["pkexec", path], {}), ([path], {}), ([path], {"PKEXEC_UID": str(os.getuid())}),
                             ([path], {"PKEXEC_UID": "0"})]:
            ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            child = subprocess.Popen(command, stdin=its, stderr=subprocess.DEVNULL, env={"PATH": "/usr/bin", **env})
            its.close()
            ours.settimeout(20)
            answer = ours.recv(100)
            said.append(unpack_answer(answer).reason.name if answer else "")
            child.wait(20)
            ours.close()
        tell(said=said, status=process.poll())
        """
    )

    assert told["said"][0] == ""
    assert set(told["said"][1:]) <= {"", "STRANGER", "NO_LOG"}
    assert told["status"] is None
