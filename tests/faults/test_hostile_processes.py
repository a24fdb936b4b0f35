"""Processes that try to break what shows them: real ones through the real program, and ten thousand made-up names."""

import csv
import functools
import io
import json
import os
import random
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator

import pytest

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.text import display_text
from procmon_gui.reports.csv_rows import csv_rows
from procmon_gui.reports.json_lines import json_line
from procmon_gui.reports.selection import Selection
from procmon_gui.reports.table import table_lines
from tests.reports.snapshots import Row, snapshot_of
from tests.zoo import ANIMALS, Zoo

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the zoo lives on Linux")

RAW = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
MARKS_IN_A_ROW = 3
GENERATED = 10_000


@pytest.fixture(scope="module")
def zoo() -> Iterator[Zoo]:
    with Zoo() as animals:
        yield animals


@functools.cache
def _sample(*options: str, columns: int = 0) -> bytes:
    """Run the real program for one sample and return what it printed; the same question is asked once."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    environment.pop("COLUMNS", None)
    if columns:
        environment["COLUMNS"] = str(columns)
    command = [sys.executable, "-m", "procmon_gui", "sample", "--count", "1", "--interval", "0.2", *options]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"Traceback" not in done.stderr
    return done.stdout


def _assert_nothing_raw(text: str) -> None:
    """Fail on any character that could move, hide or recolour something; only line breaks are ours."""
    letters = set(text)
    assert not {f"U+{ord(letter):04X}" for letter in letters - {"\n"} if unicodedata.category(letter) in RAW}
    marks = "".join(letter for letter in letters if unicodedata.category(letter)[0] == "M")
    assert not marks or not re.search(f"[{marks}]{{{MARKS_IN_A_ROW + 1}}}", text)


def _names_of(zoo: Zoo) -> dict[int, str]:
    """Return by pid what each animal's name looks like when it is shown: 15 bytes are all that the kernel keeps."""
    return {zoo.pids[animal.id]: display_text(animal.name[:15]) for animal in ANIMALS}


def test_json_shows_every_hostile_process_and_nothing_raw(zoo: Zoo) -> None:
    text = _sample("--format", "json").decode("utf-8", "strict")
    _assert_nothing_raw(text)
    assert text.count("\n") == 1

    processes = {process["pid"]: process for process in json.loads(text)["processes"]}
    assert not set(zoo.pids.values()) - set(processes)
    for process in processes.values():
        for value in process.values():
            if isinstance(value, str):
                _assert_nothing_raw(value)
                assert "\n" not in value


def test_every_hostile_process_is_shown_with_its_own_name(zoo: Zoo) -> None:
    """The parser finds the end of a name that holds `)`, and nobody is called by the name of another."""
    (line,) = _sample("--format", "json").splitlines()
    processes = {process["pid"]: process for process in json.loads(line)["processes"]}

    for pid, name in _names_of(zoo).items():
        shown = processes[pid]["name"]
        assert shown.startswith(name) or name.startswith(shown.rstrip("…")), (shown, name)
        assert processes[pid]["ppid"] == os.getpid()
        assert processes[pid]["threads"] == 1


def test_csv_keeps_one_row_a_process_and_holds_no_formula(zoo: Zoo) -> None:
    text = _sample("--format", "csv").decode("utf-8", "strict")
    _assert_nothing_raw(text.replace("\r\n", "\n"))

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == text.count("\r\n") - 1
    assert not {str(pid) for pid in zoo.pids.values()} - {row["pid"] for row in rows}
    texts = [metric.id for metric in PROCESS_CATALOGUE.metrics if metric.is_text]
    assert not [row[id] for row in rows for id in texts if row[id].startswith(tuple("=+-@\t\r"))]
    (formula,) = [row for row in rows if row["pid"] == str(zoo.pids["formula"])]
    assert formula["name"] == "'=1+1"


@pytest.mark.parametrize("columns", [0, 80, 20])
def test_the_terminal_sees_one_clean_line_a_process(zoo: Zoo, columns: int) -> None:
    text = _sample(columns=columns).decode("utf-8", "strict")
    _assert_nothing_raw(text)

    _, _, *lines = text.rstrip("\n").split("\n")
    pids = [int(line.split()[0]) for line in lines]
    assert not set(zoo.pids.values()) - set(pids)
    assert len(pids) == len(set(pids))


def test_a_filter_finds_them_by_what_is_shown(zoo: Zoo) -> None:
    """Only our own children are asked for: another zoo may be open on this machine."""
    expression = f'name = "=1+1" and ppid = {os.getpid()}'
    (line,) = _sample("--format", "json", "--filter", expression).splitlines()

    assert [process["pid"] for process in json.loads(line)["processes"]] == [zoo.pids["formula"]]


def test_two_megabytes_of_arguments_are_cut_before_they_are_printed(zoo: Zoo) -> None:
    expression = f"pid = {zoo.pids['big-argv']} or pid = {zoo.pids['many-arguments']}"
    (line,) = _sample("--format", "json", "--filter", expression).splitlines()

    lengths = [len(process["command_line"]) for process in json.loads(line)["processes"]]
    assert len(lengths) == 2
    assert max(lengths) <= 4096
    assert min(lengths) > 1000


def _generated_names() -> list[bytes]:
    """Return names and command lines as a hostile program could choose them: any bytes but NUL, any characters."""
    dice = random.Random(20_26)
    nasty = (
        "日😀\"',;=+-@)( "
        "\n\r\t\x1b\x07\x7f\x85\x9b\u200b\u202e\u2066\u2028\ufeff\u00ad\u0301\u20dd\u3164\U000e0041\ue000\uffff"
    )
    names = []
    for place in range(GENERATED):
        length = dice.randrange(0, 120)
        if place % 3 == 0:
            names.append(bytes(dice.randrange(1, 256) for _ in range(length)))
        elif place % 3 == 1:
            names.append("".join(dice.choice(nasty) for _ in range(length)).encode())
        else:
            letters = (chr(dice.randrange(1, 0x110000)) for _ in range(length))
            names.append("".join(letters).encode("utf-8", "surrogatepass"))
    return names


def test_ten_thousand_generated_names_come_out_clean_and_none_is_lost() -> None:
    names = _generated_names()
    rows: list[Row] = [
        {"pid": 100_000 + place, "name": display_text(name, 256), "command_line": display_text(name[::-1])}
        for place, name in enumerate(names)
    ]
    snapshot = snapshot_of(rows)
    slots = Selection().rows(snapshot)
    pids = list(range(100_000, 100_000 + GENERATED))

    line = json_line(snapshot, slots, "host")
    table = table_lines(snapshot, slots, host="host", sort=PROCESS_CATALOGUE.by_id["pid"], width=120)
    lines = csv_rows(snapshot, slots)

    _assert_nothing_raw(line)
    assert [process["pid"] for process in json.loads(line)["processes"]] == pids
    _assert_nothing_raw("\n".join(table))
    assert [int(row.split()[0]) for row in table[2:]] == pids
    _assert_nothing_raw(lines.replace("\r\n", "\n"))
    read = list(csv.reader(io.StringIO(lines, newline="")))
    assert [int(row[2]) for row in read] == pids
    assert not [row[1] for row in read if row[1].startswith(tuple("=+-@\t\r"))]
