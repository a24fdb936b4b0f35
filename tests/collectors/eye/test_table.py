"""The table of processes, over a /proc that the test writes itself."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.collectors.eye import gpu, row_details, wire
from procmon_gui.collectors.eye.process_files import (
    full_name,
    parse_arguments,
    parse_stat,
    parse_status,
    parse_thread_group_and_uid,
)
from procmon_gui.collectors.eye.row_files import Row
from procmon_gui.collectors.eye.table import WHOLE_EVERY, ProcessTable
from procmon_gui.domain.reading import Refusal

NOTHING: frozenset[int] = frozenset()


class Proc:
    """A /proc made of plain files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._last_pid = 0
        (root / "self").mkdir()
        (root / "self/schedstat").write_text("1 1 1\n")
        self._forked()

    def _forked(self, pid: int = 0) -> None:
        self._last_pid = max(self._last_pid + 1, pid)
        (self.root / "loadavg").write_text(f"0.1 0.1 0.1 1/100 {self._last_pid}\n")

    def start(self, pid: int, *, ppid: int = 1, start_ticks: int = 1000, name: str = "sleeper") -> None:
        """Let a process appear."""
        folder = self.root / str(pid)
        folder.mkdir()
        os.symlink(f"/usr/bin/{name}", folder / "exe")
        (folder / "status").write_text("Name:\tx\nUid:\t1000\t1001\t1000\t1000\nVmHWM:\t   512 kB\nVmSwap:\t 4 kB\n")
        (folder / "cgroup").write_text("0::/system.slice/cron.service\n")
        (folder / "cmdline").write_bytes(f"/usr/bin/{name}\0--now\0".encode())
        (folder / "statm").write_text("1000 300 200 10 0 50 0\n")
        (folder / "io").write_text(
            "rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 0\n"
        )
        self.write(pid, ppid=ppid, start_ticks=start_ticks, name=name)
        self.run(pid, ran_ns=1)
        self._forked(pid)

    def write(
        self,
        pid: int,
        *,
        ppid: int = 1,
        start_ticks: int = 1000,
        name: str = "sleeper",
        user_ticks: int = 0,
        nice: int = 0,
        threads: int = 1,
    ) -> None:
        """Write what stat says, in place, as the kernel does."""
        fields = ["S", ppid, pid, pid, 0, -1, 4194560, 1, 0, 2, 0, user_ticks, 3, 0, 0, 20, nice, threads, 0,
                  start_ticks, 4096000, 300, *[0] * 13, 17, 1, 0, 0, 7, 0, 0]  # fmt: skip
        text = f"{pid} ({name}) {' '.join(map(str, fields))}\n"
        (self.root / str(pid) / "stat").write_text(text)

    def run(self, pid: int, *, ran_ns: int) -> None:
        """Let the main thread have run so long in all."""
        (self.root / str(pid) / "schedstat").write_text(f"{ran_ns} 0 1\n")

    def end(self, pid: int) -> None:
        """Let a process be gone: its kept descriptors read nothing any more."""
        folder = self.root / str(pid)
        for file in folder.iterdir():
            if not file.is_symlink():
                file.write_text("")
            file.unlink()
        folder.rmdir()


@pytest.fixture
def proc(tmp_path: Path) -> Proc:
    return Proc(tmp_path)


def rows_of(table: ProcessTable) -> dict[int, dict[str, float]]:
    """Return the numbers of the last beat by slot."""
    width = len(wire.ROW_FIELDS)
    lines = [table.rows[at : at + width] for at in range(0, len(table.rows), width)]
    return {int(line[0]): dict(zip(wire.ROW_FIELDS, line, strict=True)) for line in lines}


def test_a_new_process_is_described_once_with_its_numbers(proc: Proc) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root))

    table.look(NOTHING, frozenset())

    [[slot, pid, start_ticks, kernel_thread, uid, refused, *texts]] = table.born
    assert (slot, pid, start_ticks, kernel_thread, uid, refused) == (0, 42, 1000, 0, 1001, 0)
    assert texts == [
        "sleeper", "/usr/bin/sleeper", "/usr/bin/sleeper --now", "/system.slice/cron.service", "cron.service", "",
    ]  # fmt: skip
    numbers = rows_of(table)[0]
    assert numbers["rss_pages"] == 300
    assert (numbers["disk_read_bytes"], numbers["disk_write_bytes"]) == (4096, 8192)
    assert (numbers["system_ticks"], numbers["block_io_ticks"], numbers["major_faults"]) == (3, 7, 2)

    table.look(NOTHING, frozenset())
    assert (table.born, rows_of(table)) == ([], {})


def test_a_process_that_did_not_run_is_not_read_again(proc: Proc) -> None:
    for pid in range(100, 100 + WHOLE_EVERY):
        proc.start(pid)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())
    for pid in range(100, 100 + WHOLE_EVERY):
        proc.write(pid, user_ticks=5)

    table.look(NOTHING, frozenset())

    assert len(rows_of(table)) == 1, "only the one whose turn it is"


def test_a_process_that_ran_is_read(proc: Proc) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())

    proc.write(42, user_ticks=9)
    proc.run(42, ran_ns=90_000_000)
    table.look(NOTHING, frozenset())

    assert rows_of(table)[0]["user_ticks"] == 9
    assert table.ran == [42]


def test_what_another_did_to_a_sleeping_process_is_seen_at_its_turn_or_when_looked_at(proc: Proc) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())
    proc.write(42, nice=10)

    table.look(frozenset({0}), frozenset())
    assert rows_of(table)[0]["nice"] == 10

    proc.write(42, nice=15)
    seen = []
    for _ in range(WHOLE_EVERY):
        table.look(NOTHING, frozenset())
        seen += [numbers["nice"] for numbers in rows_of(table).values()]
    assert seen == [15]


def test_several_threads_are_watched_through_stat_and_io(proc: Proc) -> None:
    proc.start(42)
    proc.write(42, threads=4)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())

    proc.write(42, threads=4, user_ticks=50)
    table.look(NOTHING, frozenset())

    assert rows_of(table)[0]["user_ticks"] == 50


def test_a_child_gets_its_new_parent_in_the_beat_in_which_the_old_one_ended(proc: Proc) -> None:
    proc.start(42)
    proc.start(43, ppid=42)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())
    parent_slot, child_slot = table.slot_of(42), table.slot_of(43)

    proc.end(42)
    proc.write(43, ppid=1)
    for _ in range(WHOLE_EVERY):
        table.look(NOTHING, frozenset())
        if table.ended:
            break

    assert table.ended == [parent_slot]
    assert child_slot is not None
    assert rows_of(table)[child_slot]["ppid"] == 1


def test_a_pid_that_was_handed_out_again_is_another_process(proc: Proc) -> None:
    proc.start(42, start_ticks=1000)
    table = ProcessTable(str(proc.root), keep_max=0)
    table.look(NOTHING, frozenset())

    proc.end(42)
    proc.start(42, start_ticks=2000, name="other")
    proc.run(42, ran_ns=5)
    table.look(NOTHING, frozenset())
    assert table.ended_pids == [42]
    table.look(NOTHING, frozenset())

    [[_, pid, start_ticks, *_, name, _, _, _, _, _]] = table.born
    assert (pid, start_ticks, name) == (42, 2000, "other")


def test_a_thread_is_no_process_though_proc_answers_for_its_number(proc: Proc) -> None:
    for pid in range(100, 120):
        proc.start(pid)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())
    proc.start(120)
    (proc.root / "120/status").write_text("Name:\tx\nTgid:\t119\nUid:\t0\t0\t0\t0\n")

    table.look(NOTHING, frozenset())

    assert table.born == []


def test_newcomers_are_found_without_listing_everything(proc: Proc, monkeypatch: pytest.MonkeyPatch) -> None:
    for pid in range(100, 120):
        proc.start(pid)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())
    monkeypatch.setattr("procmon_gui.collectors.eye.table.os.listdir", None)
    proc.start(121)

    table.look(NOTHING, frozenset())

    assert [row[1] for row in table.born] == [121]


def test_a_pid_below_the_last_one_is_found_when_the_numbers_began_anew(proc: Proc) -> None:
    for pid in range(100, 120):
        proc.start(pid)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())
    proc.start(7)
    (proc.root / "loadavg").write_text("0.1 0.1 0.1 1/100 7\n")

    table.look(NOTHING, frozenset())

    assert [row[1] for row in table.born] == [7]


def test_a_free_slot_is_used_again(proc: Proc) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root), keep_max=0)
    table.look(NOTHING, frozenset())
    proc.end(42)
    table.look(NOTHING, frozenset())
    proc.start(43)

    table.look(NOTHING, frozenset())

    assert table.slot_of(43) == 0


def test_a_renamed_process_is_described_again(proc: Proc) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())

    proc.write(42, name="renamed")
    proc.run(42, ran_ns=77)
    table.look(NOTHING, frozenset())

    [[slot, uid, refused, wchan, name, *_]] = table.changed
    assert (slot, uid, refused, wchan, name) == (0, 1001, 0, None, "renamed")


def test_costly_fields_are_read_only_where_somebody_looks(proc: Proc) -> None:
    proc.start(42)
    proc.start(43)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset({"status"}))
    assert not table.costly

    slot = table.slot_of(43)
    assert slot is not None
    table.look(frozenset({slot}), frozenset({"status"}))

    assert len(table.costly) == len(wire.COSTLY_FIELDS)
    numbers = dict(zip(wire.COSTLY_FIELDS, table.costly, strict=True))
    assert (numbers["slot"], numbers["swap_bytes"], numbers["peak_rss_bytes"]) == (slot, 4096, 512 * 1024)
    assert numbers["pss_bytes"] != numbers["pss_bytes"], "what was not asked for is unknown"


def test_a_refusal_is_told_with_its_reason_and_taken_back_once_it_ends(
    proc: Proc, monkeypatch: pytest.MonkeyPatch
) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())

    def refuse(pid: int) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(gpu, "read_fdinfo", refuse)
    table.look(None, frozenset({"gpu"}))
    [[_, _, refused, *_]] = table.changed
    assert Refusal(refused) == Refusal.GPU

    monkeypatch.setattr(gpu, "read_fdinfo", lambda pid: None)
    table.look(None, frozenset({"gpu"}))
    [[_, _, refused, *_]] = table.changed
    assert Refusal(refused) == Refusal.NONE


def test_whose_io_is_refused_his_sockets_are_unknown_too(proc: Proc, monkeypatch: pytest.MonkeyPatch) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root))
    real = table._files.read

    def refuse(row: Row, keeper: str, file: str, size_bytes: int, *, keep: bool = True) -> bytes:
        if file == "io":
            raise PermissionError(13, "Permission denied")
        return real(row, keeper, file, size_bytes, keep=keep)

    monkeypatch.setattr(table._files, "read", refuse)
    table.look(NOTHING, frozenset())

    [[_, _, _, _, _, refused, *_]] = table.born
    assert Refusal(refused) == Refusal.DISK | Refusal.SOCKETS


def test_without_descriptors_to_keep_the_same_is_seen(proc: Proc) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root), keep_max=0)
    table.look(NOTHING, frozenset())
    proc.write(42, user_ticks=5)
    proc.run(42, ran_ns=50)

    table.look(NOTHING, frozenset())

    assert rows_of(table)[0]["user_ticks"] == 5


def test_a_broken_stat_costs_one_row_and_no_beat(proc: Proc) -> None:
    proc.start(42)
    proc.start(43)
    (proc.root / "42/stat").write_text("42 nonsense")
    table = ProcessTable(str(proc.root))

    table.look(NOTHING, frozenset())

    assert [row[1] for row in table.born] == [43]


def test_the_bits_of_refusal_are_those_of_the_domain() -> None:
    for refusal in Refusal:
        if refusal is not Refusal.NONE:
            assert getattr(row_details, f"REFUSED_{refusal.name}") == refusal.value


@given(st.binary(max_size=64), st.integers(0, 2**63))
def test_a_name_may_hold_anything(name: bytes, start_ticks: int) -> None:
    line = b"42 (" + name + b") S 1 42 42 0 -1 0 0 0 0 0 1 2 0 0 20 0 1 0 %d 4096 1\n" % start_ticks

    parsed_name, fields = parse_stat(line)

    assert parsed_name == name
    assert fields[0] == b"S"
    assert int(fields[19]) == start_ticks


@given(st.binary(max_size=200))
def test_nonsense_in_status_is_unknown_and_raises_nothing(text: bytes) -> None:
    assert len(parse_status(text)) == 4
    group, uid = parse_thread_group_and_uid(text)
    assert group == int(group)
    assert uid == int(uid)


def test_the_user_is_the_effective_one() -> None:
    text = b"Name:\tx\\nUid:\t7\nTgid:\t42\nUid:\t1000\t1001\t1000\t1000\nGid:\t5\n"
    assert parse_thread_group_and_uid(text) == (42, 1001)


@given(st.lists(st.binary(max_size=20).filter(lambda argument: b"\0" not in argument), min_size=1, max_size=10))
def test_arguments_survive_the_way_through_the_kernel(arguments: list[bytes]) -> None:
    assert parse_arguments(b"".join(argument + b"\0" for argument in arguments)) == arguments


def test_a_name_that_the_kernel_cut_is_completed_from_the_first_argument_only_if_it_fits() -> None:
    assert full_name(b"gnome-keyring-d", [b"/usr/bin/gnome-keyring-daemon"]) == b"gnome-keyring-daemon"
    assert full_name(b"gnome-keyring-d", [b"/usr/bin/evil"]) == b"gnome-keyring-d"
    assert full_name(b"short", [b"/usr/bin/short-of-it"]) == b"short"


def test_who_ran_too_briefly_to_count_is_not_told_again(proc: Proc) -> None:
    proc.start(42)
    table = ProcessTable(str(proc.root))
    table.look(NOTHING, frozenset())

    proc.run(42, ran_ns=200_000)
    table.look(NOTHING, frozenset())

    assert rows_of(table) == {}
    assert table.ran == [42]
