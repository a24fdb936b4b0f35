"""What a kernel does not count, and how it is known."""

import pytest

from procmon_gui.collectors.eye.shortcomings import delays_are_counted


@pytest.mark.parametrize(
    ("switch", "release", "counted"),
    [
        ("1\n", "6.1.0-18-amd64", True),
        ("0\n", "6.1.0-18-amd64", False),
        ("", "5.10.0-28-amd64", True),
        ("", "5.14.0", False),
        ("", "6.1.0-18-amd64", False),
        ("", "odd", False),
    ],
)
def test_without_a_switch_only_an_old_kernel_counts_delays(switch: str, release: str, counted: bool) -> None:
    """Zeros of a kernel that does not count would look like a machine that never waits."""
    assert delays_are_counted(switch, release) is counted
