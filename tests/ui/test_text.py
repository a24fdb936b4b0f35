"""How numbers are worded."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.reading import Refusal
from procmon_gui.domain.units import Unit
from procmon_gui.ui import text
from tests.ui.population import Person, snapshot_of

METRIC = PROCESS_CATALOGUE.by_id


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    text.forget_language()
    yield
    QLocale.setDefault(before)
    text.forget_language()


@pytest.mark.parametrize(
    ("value", "worded"),
    [
        (0, "0"),
        (0.4, "0"),
        (1, "1 B"),
        (1023.4, "1023 B"),
        (1023.6, "1.0 KiB"),
        (1024, "1.0 KiB"),
        (1023.94 * 1024, "1023.9 KiB"),
        (1023.96 * 1024, "1.0 MiB"),
        (2.6 * 1024**2, "2.6 MiB"),
        (2.0**62, "4.0 EiB"),
    ],
)
def test_bytes_have_iec_units_and_never_more_than_four_digits_before_the_point(value: float, worded: str) -> None:
    assert text.bytes_text(value) == worded


@given(st.floats(0, 2.0**63))
def test_no_number_of_bytes_is_wider_than_the_column_is_made_for(value: float) -> None:
    assert len(text.bytes_text(value)) <= len("1023.9 MiB")


@pytest.mark.parametrize(
    ("value", "worded"),
    [(0.124, "12.4 %"), (0.0, "0.0 %"), (-1e-17, "0.0 %"), (2.5, "250.0 %"), (0.0004, "0.0 %"), (0.0006, "0.1 %")],
)
def test_ratios_are_percent_with_one_decimal(value: float, worded: str) -> None:
    assert text.ratio_text(value) == worded


@pytest.mark.parametrize(
    ("seconds", "worded"),
    [
        (0, "0"),
        (0.42, "0.4 s"),
        (12, "12 s"),
        (942, "15 min 42 s"),
        (3600 * 5 + 60 * 7, "5 h 7 min"),
        (86400 * 3 + 3600 * 4, "3 d 4 h"),
        (59.9, "1 min 0 s"),
    ],
)
def test_durations_have_their_two_largest_units(seconds: float, worded: str) -> None:
    assert text.duration_text(seconds) == worded


def test_unknown_is_a_dash_and_never_a_zero() -> None:
    for metric in PROCESS_CATALOGUE.metrics:
        assert text.value_text(metric, None) == "–"
        assert text.value_text(metric, float("nan")) == "–"


def test_every_unit_has_words() -> None:
    for unit in Unit:
        metrics = [metric for metric in PROCESS_CATALOGUE.metrics if metric.unit is unit]
        for metric in metrics:
            assert text.value_text(metric, "said" if metric.is_text else 1.0)


def test_a_rate_has_its_unit_in_a_sentence_and_leaves_the_s_to_the_title_in_a_cell() -> None:
    metric = METRIC["disk_read_bytes_per_s"]

    assert text.value_text(metric, 2.6 * 1024**2) == "2.6 MiB/s"
    assert text.cell_text(metric, 2.6 * 1024**2) == "2.6 MiB"
    assert text.cell_text(metric, 0.0) == "0"


def test_pids_have_no_separators_and_counts_have_those_of_the_locale() -> None:
    assert text.cell_text(METRIC["pid"], 4194304.0) == "4194304"
    assert text.cell_text(METRIC["threads"], 1234.0) == "1,234"


def test_choices_are_worded_and_a_number_without_a_label_is_unknown() -> None:
    assert text.cell_text(METRIC["state"], 5.0) == "zombie"
    assert text.cell_text(METRIC["state"], 99.0) == "–"


def test_the_point_is_that_of_the_reader() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    text.forget_language()

    assert text.bytes_text(2.6 * 1024**2) == "2,6 MiB"
    assert text.ratio_text(0.124) == "12,4 %"
    assert text.count_text(1234) == "1.234"
    assert text.is_faint(text.ratio_text(0.0))


def test_without_a_locale_a_day_is_written_as_computers_write_it() -> None:
    QLocale.setDefault(QLocale.c())
    text.forget_language()
    before = (datetime.now(UTC) - timedelta(days=40)).astimezone()

    assert text.moment_text(before.timestamp()).startswith(f"{before:%Y-%m-%d} ")


def test_a_moment_today_is_a_clock_and_another_day_has_its_day() -> None:
    today = datetime.now(UTC).astimezone()
    # Of the day alone: the offset of now is not that of noon on the day on which clocks are put forward or back.
    now = datetime(today.year, today.month, today.day, 12, 3, 4).astimezone()

    assert text.moment_text(now.timestamp()) == "12:03:04"
    before = text.moment_text((now - timedelta(days=40)).timestamp())
    assert before.endswith("12:03") or before.endswith("11:03") or before.endswith("13:03")
    assert "/" in before
    assert text.moment_text(float("nan")) == "–"


def test_the_reason_of_a_dash_names_whose_process_it_is() -> None:
    snapshot = snapshot_of([Person(serial=1, pid=1, texts={"user": "<b>root</b>"})], refused=int(Refusal.DESCRIPTORS))

    said = text.reason_text(snapshot, 0, METRIC["open_descriptors"])

    assert said == "Not permitted: this belongs to <b>root</b>."


def test_the_reason_of_what_this_system_does_not_count_is_the_systems_own() -> None:
    snapshot = snapshot_of([Person(serial=1, pid=1)], unsupported={"oom_score": "macOS has none"})

    assert text.reason_text(snapshot, 0, METRIC["oom_score"]) == "Not available here: macOS has none"


@pytest.mark.parametrize("language", [QLocale.Language.English, QLocale.Language.German])
def test_the_end_of_an_axis_is_a_round_number_in_every_language(language: QLocale.Language) -> None:
    QLocale.setDefault(QLocale(language))
    text.forget_language()

    assert text.axis_text(text.bytes_text(16 * 1024**2)) == "16 MiB"
    assert text.axis_text(text.ratio_text(0.25)) == "25 %"
    assert text.axis_text(text.ratio_text(0.125)) == text.ratio_text(0.125)
