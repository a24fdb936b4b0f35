"""What is seen of a moment by who may not read command lines."""

from procmon_gui.domain.concealing import without_command_lines
from tests.reports.snapshots import snapshot_of


def test_a_command_line_is_the_name_of_its_program_and_what_is_not_known_stays_so() -> None:
    before = snapshot_of([
        {"pid": 1, "name": "init", "command_line": "/sbin/init --secret=1"},
        {"pid": 2, "name": "kthreadd", "command_line": ""},
        {"pid": 3, "name": "away", "command_line": None},
    ])  # fmt: skip

    seen = without_command_lines(before)

    lines = {name: line for name, line in zip(seen.texts["name"], seen.texts["command_line"], strict=True) if name}
    assert lines == {"init": "init", "kthreadd": "", "away": None}
    assert "/sbin/init --secret=1" in before.texts["command_line"]
