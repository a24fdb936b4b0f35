"""The load that other tests and the benches stand on: real, distinct, awake where asked, and gone afterwards."""

from pathlib import Path

import pytest

from tests.load import Load

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs procfs")


def _arguments(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_the_load_is_real_and_every_process_has_its_own_arguments() -> None:
    with Load(60, awake_ratio=0.2) as load:
        names = [Path(f"/proc/{pid}/comm").read_text().strip() for pid in load.pids]
        sleeping = [pid for pid, name in zip(load.pids, names, strict=True) if not name.startswith("awake-")]

        assert len(load.pids) == len(set(load.pids)) == 60
        assert len(sleeping) == 48
        assert len({_arguments(pid) for pid in sleeping}) == 48
        assert {"postgres", "nginx", "java", "chrome"} <= set(names)


def test_nothing_is_left_when_the_load_ends() -> None:
    with Load(20, awake_ratio=0.5) as load:
        alive = load.pids

    assert [pid for pid in alive if Path(f"/proc/{pid}").exists()] == []
