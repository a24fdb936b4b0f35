"""What the C library holds on to can be told in a running program, and where it can not, nothing happens."""

import ctypes
import subprocess
import sys

import pytest

from procmon_gui.engine import heap

_GIVES_BACK = """
from procmon_gui.engine.heap import give_back_what_is_free, give_large_blocks_back, keep_one_heap
keep_one_heap()
give_large_blocks_back()
blocks = [bytes(4000) for _ in range(20_000)]
last = bytes(4000)
del blocks
give_back_what_is_free()
with open("/proc/self/statm") as file:
    print(int(file.read().split()[1]) * 4096)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc")
def test_what_was_freed_below_something_that_stays_goes_back_to_the_system() -> None:
    told = subprocess.run([sys.executable, "-c", _GIVES_BACK], capture_output=True, text=True, check=True).stdout

    assert int(told) < 40 * 1024**2


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def has_none(_name: None) -> object:
        return object()

    monkeypatch.setattr(ctypes, "CDLL", has_none)
    heap.keep_one_heap()
    heap.give_large_blocks_back()
    heap.give_back_what_is_free()
