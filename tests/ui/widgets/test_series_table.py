"""What is remembered of devices that come and go."""

import numpy as np

from procmon_gui.ui.widgets.series_table import MOST_SERIES, SeriesSamples, SeriesTable


def test_a_device_that_comes_later_is_unknown_before_and_after_it_went() -> None:
    table = SeriesTable(10)
    table.append(1.0, [("busy", "sda", 0.1)])
    table.append(2.0, [("busy", "sda", 0.2), ("busy", "sdb", 0.9)])
    table.append(3.0, [("busy", "sda", 0.3)])

    assert table.times().tolist() == [1.0, 2.0, 3.0]
    assert np.round(SeriesSamples(table, "sda").values("busy"), 3).tolist() == [0.1, 0.2, 0.3]
    assert np.isnan(table.series("busy", "sdb")).tolist() == [True, False, True]
    assert np.isnan(table.series("busy", "never")).all()


def test_when_it_is_full_the_oldest_goes() -> None:
    table = SeriesTable(4)
    for second in range(11):
        table.append(float(second), [("busy", "sda", float(second))])

    assert table.times().tolist() == [7.0, 8.0, 9.0, 10.0]
    assert table.series("busy", "sda").tolist() == [7.0, 8.0, 9.0, 10.0]
    assert len(SeriesSamples(table, "sda")) == 4


def test_devices_that_are_long_gone_make_room_for_others() -> None:
    """Containers whose interfaces come and go must not fill the memory."""
    table = SeriesTable(4)
    for second in range(5000):
        table.append(float(second), [("busy", f"veth{second}", 1.0)])

    assert len(table._cells) <= 16
    assert table.series("busy", "veth4999")[-1] == 1.0


def test_there_is_an_end_to_what_is_remembered_at_a_time() -> None:
    table = SeriesTable(4)
    table.append(1.0, [("busy", f"veth{number}", 1.0) for number in range(3 * MOST_SERIES)])

    assert len(table._place) == MOST_SERIES
    assert table.series("busy", "veth0").tolist() == [1.0]
    assert np.isnan(table.series("busy", f"veth{3 * MOST_SERIES - 1}")).all()
