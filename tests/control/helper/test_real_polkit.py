"""The whole way with a real polkit: client, pkexec, helper, and a process of root at the other end."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from tests.faults.rigs import ROOT
from tests.polkit_agent import CHECKER
from tests.real_polkit import PASSWORD, Machine

pytestmark = [
    pytest.mark.needs_root,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="polkit and pkexec are of Linux"),
]

_END = """
process, pidfd = sleeper()
become(sys.argv[1])
client = HelperClient()
why_not = client.why_not()
said = ask(client, pidfd, Action(kind=ActionKind.END), Patient())
client.close()
time.sleep(0.2)  # for a signal that nobody should have sent
tell(why_not=why_not and str(why_not), said=said, status=process.poll())
"""


def test_a_user_whom_a_rule_allows_ends_a_process_of_root(machine: Machine) -> None:
    told = machine.run(_END, "nobody")

    assert told == {"why_not": None, "said": "done", "status": -15}


def test_another_user_is_refused(machine: Machine) -> None:
    told = machine.run(_END, "daemon")

    assert told["said"].startswith("Refused: The system did not allow it")
    assert told["status"] is None


def test_where_nobody_can_be_asked_for_the_password_it_is_said(machine: Machine) -> None:
    told = machine.run(_END, "games")

    assert told["said"].startswith("Refused: The system could not ask for a password")
    assert told["status"] is None


@pytest.mark.parametrize(
    ("user", "status", "words", "outcome"),
    [("nobody", 0, "done; ended after", "done"), ("daemon", 3, "refused: The system did not allow it", "refused")],
)
def test_act_in_the_terminal_does_it_or_is_refused_and_both_are_kept(
    machine: Machine, user: str, status: int, words: str, outcome: str
) -> None:
    pid = machine.call("root", "sh", "-c", "sleep 1000 >/dev/null 2>&1 & echo $!").stdout.strip()
    folder = machine.call(user, "mktemp", "-d").stdout.strip()
    program = ["env", f"HOME={folder}", f"PYTHONPATH={ROOT}", sys.executable, "-m", "procmon_gui"]

    acted = machine.call(user, *program, "act", "end", pid, "--yes", "--data-dir", folder)
    kept = machine.call(user, *program, "audit", "--data-dir", folder)
    is_there = machine.call("root", "kill", "-0", pid).returncode == 0
    machine.call("root", "rm", "-r", folder)

    assert acted.returncode == status, acted.stderr
    assert words in acted.stdout
    assert is_there == (outcome == "refused")
    [row] = [line.split() for line in kept.stdout.splitlines() if "sleep" in line]
    assert [row[3], row[4], row[7]] == [user, "end", outcome]


has_agent = pytest.mark.skipif(not Path(CHECKER).exists(), reason=f"this polkit has no {CHECKER}")
_ANSWERED = """
from tests.polkit_agent import Agent
answer = json.loads(sys.argv[1])
process, pidfd = sleeper()
become("games")
agent = Agent(answer)
agent.start()
client, errand = HelperClient(), Patient()
said = [ask(client, pidfd, Action(kind=ActionKind.NICE, nice=-3), errand) for _ in range(2)]
client.close()
tell(said=said, asked=agent.asked, nice=os.getpriority(os.PRIO_PROCESS, process.pid))
"""


@has_agent
def test_a_password_is_asked_for_once_and_lets_the_order_be_done(machine: Machine) -> None:
    told = machine.run(_ANSWERED, json.dumps(PASSWORD))

    question = "Um auf Prozesse anderer Benutzer einzuwirken, ist eine Anmeldung erforderlich"
    assert told == {"said": ["done", "done"], "asked": [["io.github.procmon_gui.act", question]], "nice": -3}


@has_agent
def test_a_wrong_password_is_told_plainly_and_not_asked_for_again(machine: Machine) -> None:
    told = machine.run(_ANSWERED, json.dumps("wrong"))

    assert told["said"][0] == "Refused: The system did not allow it: the password was wrong, or you may not do this."
    assert told["said"][1] == "Refused: Not done: the order was broken off before."
    assert (len(told["asked"]), told["nice"]) == (1, 0)


def test_a_question_that_is_closed_is_told_plainly_and_not_asked_again(machine: Machine) -> None:
    told = machine.run(_ANSWERED, json.dumps(None))

    assert told["said"][0] == "Refused: The question for the password was closed, so nothing was done."
    assert told["said"][1] == "Refused: Not done: the order was broken off before."
    assert (len(told["asked"]), told["nice"]) == (1, 0)


def test_all_that_it_can_do_is_done_to_every_thread(machine: Machine) -> None:
    told = machine.run(
        """
        source = "import threading, time\\nthreading.Thread(target=time.sleep, args=(99,)).start()\\nprint(flush=True)"
        process = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE)
        process.stdout.readline()
        pidfd = os.pidfd_open(process.pid)
        become("nobody")
        actions = [
            Action(kind=ActionKind.NICE, nice=-3), Action(kind=ActionKind.IO_PRIORITY, io_class=IoClass.IDLE),
            Action(kind=ActionKind.AFFINITY, cpus=frozenset({0})), Action(kind=ActionKind.SUSPEND),
        ]
        client = HelperClient()
        said = [ask(client, pidfd, action, Patient()) for action in actions]
        tids = [int(tid) for tid in os.listdir(f"/proc/{process.pid}/task")]
        now = [[os.getpriority(os.PRIO_PROCESS, tid), list(os.sched_getaffinity(tid)),
                subprocess.check_output(["ionice", "-p", str(tid)], text=True).strip()] for tid in tids]
        while open(f"/proc/{process.pid}/stat").read().split()[2] != "T":
            time.sleep(0.01)  # until the kernel has stopped it
        said.append(ask(client, pidfd, Action(kind=ActionKind.KILL), Patient()))
        client.close()
        tell(said=said, now=now, status=process.wait(20))
        """
    )

    assert told["said"] == ["done"] * 5
    assert told["now"] == [[-3, [0], "idle"]] * 2
    assert told["status"] == -9


def test_one_password_is_for_one_order_and_no_other(machine: Machine) -> None:
    before = len(machine.log())

    told = machine.run(
        """
        targets = [sleeper() for _ in range(4)]
        become("nobody")
        client, first, second = HelperClient(), Patient(), Patient()
        stop, cont = Action(kind=ActionKind.SUSPEND), Action(kind=ActionKind.RESUME)
        said = [ask(client, pidfd, stop, first) for _, pidfd in targets[:3]]
        said.append(ask(client, targets[3][1], cont, first))
        said.append(ask(client, targets[3][1], stop, second))
        client.close()
        tell(said=said)
        """
    )

    lines = machine.log()[before:]
    assert told["said"] == ["done"] * 3 + ["Refused: The helper refused it (other order).", "done"]
    assert sum(line.endswith("started") for line in lines) == 2


def test_its_log_says_who_did_what_to_whom_and_is_roots_own(machine: Machine) -> None:
    before = len(machine.log())

    told = machine.run(
        """
        process, pidfd = sleeper()
        start = open(f"/proc/{process.pid}/stat").read().rpartition(")")[2].split()[19]
        become("nobody")
        client = HelperClient()
        ask(client, pidfd, Action(kind=ActionKind.KILL), Patient())
        client.close()
        tell(pid=process.pid, start=start, asker=os.getpid())
        """
    )

    lines = [re.sub(r"^\S+Z ", "", line) for line in machine.log()[before:]]
    asker = f"asked by uid 65534 (pid {told['asker']})"
    target = f'pid {told["pid"]} start {told["start"]} uid 0 exe "/usr/bin/sleep", name "sleep"'
    assert lines == [f"{asker}: started", f"{asker}: begun, signal 9, {target}", f"{asker}: DONE, signal 9, {target}"]
    info = os.stat(machine.root / "var/log/procmon-gui-helper.log")
    assert (info.st_uid, info.st_mode & 0o777) == (0, 0o600)


def test_init_threads_of_the_kernel_and_whoever_asks_are_never_touched(machine: Machine) -> None:
    told = machine.run(
        """
        own, init = os.pidfd_open(os.getpid()), os.pidfd_open(1)
        polkitd = int(subprocess.check_output(["pidof", "polkitd"]).split()[0])
        spared = os.pidfd_open(polkitd)
        become("nobody")
        client, errand, stop = HelperClient(), Patient(), Action(kind=ActionKind.SUSPEND)
        said = [ask(client, fd, stop, errand, may_be_critical=True) for fd in (own, init)]
        said.append(ask(client, spared, stop, errand))
        client.close()
        tell(said=said)
        """
    )

    untouchable = "Refused: Nobody may act on this process: the system or this program needs it."
    assert told["said"] == [
        untouchable,
        untouchable,
        "Refused: Others live in this process, so its name has to be typed.",
    ]


def test_what_it_gave_up_can_be_seen_from_outside(machine: Machine) -> None:
    told = machine.run(
        """
        process, pidfd = sleeper()
        become("nobody")
        client = HelperClient()
        ask(client, pidfd, Action(kind=ActionKind.SUSPEND), Patient())
        pid = client._helper._process.pid
        status = dict(line.split(":\\t") for line in open(f"/proc/{pid}/status").read().splitlines() if ":\\t" in line)
        readable = os.access(f"/proc/{pid}/environ", os.R_OK)
        client.close()
        tell(status=status, readable=readable)
        """
    )

    status = told["status"]
    assert status["Name"] == "procmon-helper"
    # CAP_KILL, CAP_SYS_PTRACE, CAP_SYS_NICE
    assert int(status["CapEff"], 16) == int(status["CapPrm"], 16) == 1 << 5 | 1 << 19 | 1 << 23
    assert status["NoNewPrivs"] == "1"
    assert int(status["Umask"], 8) == 0o077
    assert not told["readable"]
