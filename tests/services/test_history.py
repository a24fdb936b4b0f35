"""What is built over the memory of this program."""

import threading
from pathlib import Path

from procmon_gui.domain.ranges import RangeReader
from procmon_gui.services.history import RangeOpener, open_history, open_memory
from procmon_gui.services.places import Options


def test_whoever_asks_for_ranges_from_whatever_thread_gets_the_same_reader(tmp_path: Path) -> None:
    """What the History page has read of a chunk is not unpacked again for the life of a process."""
    open_ranges = RangeOpener(open_history(Options(data_dir=tmp_path), open_memory()))
    got: list[RangeReader] = []
    threads = [threading.Thread(target=lambda: got.append(open_ranges())) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 4
    assert len({id(one) for one in got}) == 1
