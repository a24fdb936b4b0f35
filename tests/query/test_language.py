"""What the query language means, by example."""

import datetime as dt
from datetime import UTC, datetime

import pytest

from procmon_gui import query
from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.process_metrics import STATE_LABELS, STATE_LETTERS
from tests.query.tables import Row, Value, snapshot_of


def matches(text: str, *rows: Row | None, timezone: dt.tzinfo | None = None) -> list[bool]:
    return [bool(one) for one in query.compile(text, timezone=timezone).match(snapshot_of(rows))]


def holds(text: str, **row: Value) -> bool:
    return matches(text, row) == [True]


def test_the_sentence_of_the_manual_means_what_it_says() -> None:
    text = 'cpu > 50% and name ~ "python" and user = postgres'
    wanted: Row = {"cpu_ratio": 0.51, "name": "python3.11", "user": "postgres"}

    assert matches(
        text, wanted, {**wanted, "cpu_ratio": 0.5}, {**wanted, "name": "perl"}, {**wanted, "user": "postgres2"}, None
    ) == [True, False, False, False, False]


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_an_empty_query_matches_every_row_that_holds_a_process(text: str) -> None:
    assert matches(text, {"pid": 1}, None, {}) == [True, False, True]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        ("=", [False, True, False]),
        ("==", [False, True, False]),
        ("!=", [True, False, True]),
        (">=", [False, True, True]),
        (">", [False, False, True]),
    ],
)
def test_numbers_compare(sign: str, expected: list[bool]) -> None:
    assert matches(f"threads {sign} 8", {"threads": 7}, {"threads": 8}, {"threads": 9}) == expected
    assert matches(f"threads{sign}8", {"threads": 7}, {"threads": 8}, {"threads": 9}) == expected


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("cpu = 50%", "cpu_ratio", 0.5),
        ("cpu = 12.5 %", "cpu_ratio", 0.125),
        ("cpu = 10%", "cpu_ratio", 0.1),
        ("cpu = 0.5", "cpu_ratio", 0.5),
        ("cpu = .5", "cpu_ratio", 0.5),
        ("cpu = 3", "cpu_ratio", 3.0),
        ("mem = 0", "rss_bytes", 0),
        ("mem = 4096", "rss_bytes", 4096),
        ("mem = 4096B", "rss_bytes", 4096),
        ("mem = 2KiB", "rss_bytes", 2048),
        ("mem = 2k", "rss_bytes", 2048),
        ("mem = 2K", "rss_bytes", 2048),
        ("mem = 2Ki", "rss_bytes", 2048),
        ("mem = 2KB", "rss_bytes", 2000),
        ("mem = 1.5MiB", "rss_bytes", 1.5 * 1024**2),
        ("mem = 2M", "rss_bytes", 2 * 1024**2),
        ("mem = 2mb", "rss_bytes", 2_000_000),
        ("mem = 2 GiB", "rss_bytes", 2 * 1024**3),
        ("mem = 2G", "rss_bytes", 2 * 1024**3),
        ("mem = 2GB", "rss_bytes", 2 * 10**9),
        ("virt = 2TiB", "virtual_bytes", 2 * 1024**4),
        ("virt = 2T", "virtual_bytes", 2 * 1024**4),
        ("virt = 2TB", "virtual_bytes", 2 * 10**12),
        ("virt = 1PiB", "virtual_bytes", 1024**5),
        ("read = 1MiB/s", "disk_read_bytes_per_s", 1024**2),
        ("read = 1 MiB/s", "disk_read_bytes_per_s", 1024**2),
        ("write = 1MB", "disk_write_bytes_per_s", 1_000_000),
        ("net = 5/s", "tcp_bytes_per_s", 5),
        ("time = 90", "cpu_time_s", 90),
        ("time = 90s", "cpu_time_s", 90),
        ("time = 250ms", "cpu_time_s", 0.25),
        ("time = 10us", "cpu_time_s", 0.00001),
        ("age = 2m", "age_s", 120),
        ("age = 2M", "age_s", 120),
        ("age = 2 min", "age_s", 120),
        ("age = 2h", "age_s", 7200),
        ("age = 1.5 hours", "age_s", 5400),
        ("age = 3d", "age_s", 3 * 86400),
        ("age = 1w", "age_s", 7 * 86400),
        ("age = 1h30m", "age_s", 5400),
        ("age = 1d2h3m4s", "age_s", 86400 + 7200 + 180 + 4),
        ("major_faults = 10k", "major_faults", 10_000),
        ("major_faults_per_s = 2/s", "major_faults_per_s", 2),
        ("nice = -5", "nice", -5),
        ("nice = +5", "nice", 5),
        ("pid = 1", "pid", 1),
    ],
)
def test_every_unit_is_counted(written: str, field: str, value: float) -> None:
    assert holds(written, **{field: value})
    assert not holds(written, **{field: value * 1.001 + 1e-6})


def test_field_names_and_words_of_the_language_may_be_written_in_capitals() -> None:
    assert holds("CPU > 5% AND NOT Name ~ Bash OR Mem > 1GIB", cpu_ratio=1.0, name="zsh", rss_bytes=0)


def test_and_binds_closer_than_or_and_brackets_bind_closest() -> None:
    row: Row = {"pid": 1, "threads": 5, "nice": 0}

    assert matches("pid = 1 or threads = 9 and nice = 9", row) == [True]
    assert matches("(pid = 1 or threads = 9) and nice = 9", row) == [False]
    assert matches("not pid = 9 and nice = 9", row) == [False]
    assert matches("not (pid = 9 and nice = 9)", row) == [True]


def test_terms_side_by_side_must_all_hold() -> None:
    rows: list[Row] = [{"name": "python3", "command_line": "python3 postgres.py"}, {"name": "python3"}]

    assert matches("python postgres", *rows) == matches("python and postgres", *rows) == [True, False]


@pytest.mark.parametrize("text", ["not bash", "!bash", "NOT bash", "not(bash)", "!(bash)"])
def test_not_can_be_written_in_more_than_one_way(text: str) -> None:
    assert matches(text, {"name": "bash"}, {"name": "zsh"}) == [False, True]


# ---- texts


def test_equality_of_texts_is_of_the_whole_text_and_ignores_case() -> None:
    names = [{"user": "postgres"}, {"user": "Postgres"}, {"user": "postgres1"}, {"user": "p"}]

    assert matches("user = Postgres", *names) == [True, True, False, False]
    assert matches("user != postgres", *names) == [False, False, True, True]


def test_equality_takes_wildcards_as_they_stand() -> None:
    assert matches("name = a*", {"name": "a*"}, {"name": "abc"}) == [True, False]


def test_a_tilde_looks_inside_the_text_and_ignores_case() -> None:
    names = [{"name": "Python3"}, {"name": "ipython"}, {"name": "perl"}]

    assert matches("name ~ python", *names) == [True, True, False]
    assert matches("name !~ PYTHON", *names) == [False, False, True]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("py*", [True, True, False]),
        ("py*3", [True, False, False]),
        ("*thon*", [True, True, True]),
        ("*", [True, True, True]),
        ("**", [True, True, True]),
        ("python?", [True, False, False]),
        ("?python", [False, False, True]),
        ("PY*", [True, True, False]),
        ("*t?on*", [True, True, True]),
        ("py.*", [False, False, False]),
        ("py[t]*", [False, False, False]),
    ],
)
def test_wildcards_stand_for_the_whole_text(pattern: str, expected: list[bool]) -> None:
    names = [{"name": "python3"}, {"name": "Python"}, {"name": "ipython"}]

    assert matches(f"name ~ {pattern}", *names) == expected
    assert matches(f'name ~ "{pattern}"', *names) == expected
    assert matches(f"name !~ {pattern}", *names) == [not one for one in expected]


def test_a_wildcard_reaches_over_the_end_of_a_line() -> None:
    assert holds("command_line ~ a*z", command_line="a\nb z")


def test_regular_expressions_mind_case_unless_told_otherwise() -> None:
    names = [{"name": "python3.11"}, {"name": "Python"}, {"name": "pypy"}]

    assert matches("name ~ /^py(thon)?[0-9.]*$/", *names) == [True, False, False]
    assert matches("name ~ /^py(thon)?[0-9.]*$/i", *names) == [True, True, False]
    assert matches("name !~ /^py/", *names) == [False, True, False]


def test_a_bare_regular_expression_looks_at_name_and_command_line() -> None:
    rows: list[Row] = [{"name": "xz", "command_line": "-"}, {"name": "a", "command_line": "b xz"}, {"name": "user"}]

    assert matches("/^xz|xz$/", *rows) == [True, True, False]
    assert matches("(/^xz/)", *rows) == [True, False, False]


def test_a_slash_inside_a_regular_expression_is_written_with_a_backslash() -> None:
    assert matches(r"executable ~ /^\/usr\/s?bin\//", {"executable": "/usr/sbin/x"}, {"executable": "/opt/x"}) == [
        True,
        False,
    ]


def test_a_path_is_not_a_regular_expression() -> None:
    rows: list[Row] = [{"executable": "/usr/bin/python3.11"}, {"executable": "/usr/bin/perl"}]

    assert matches("exe ~ /usr/bin/python", *rows) == [True, False]
    assert matches("exe = /usr/bin/perl", *rows) == [False, True]
    assert matches("exe ~ /usr/bin/", *rows) == [True, True]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"two words"', "two words"),
        ("'two words'", "two words"),
        ('"and"', "and"),
        ('"it\'s"', "it's"),
        (r"'it\'s'", "it's"),
        (r'"a\"b"', 'a"b'),
        (r'"a\\b"', r"a\b"),
        (r'"a\x1bb"', r"a\x1bb"),
        ('"(x) = 5"', "(x) = 5"),
        ("user@1000.service", "user@1000.service"),
        ("--type=gpu,~a", "--type=gpu,~a"),
        ("a=b", "a=b"),
        ("größe", "GRÖSSE"),
        ('""', ""),
    ],
)
def test_quotes_take_texts_as_they_are(written: str, text: str) -> None:
    assert matches(f"name = {written}", {"name": text}, {"name": text + "x"}) == [True, False]


# ---- words without a field


def test_a_bare_word_is_looked_for_in_name_and_command_line() -> None:
    rows: list[Row] = [
        {"name": "Postgres"},
        {"name": "sh", "command_line": "sh -c postgresql"},
        {"name": "sh", "command_line": "", "user": "postgres"},
    ]

    assert matches("postgres", *rows) == matches('"postgres"', *rows) == [True, True, False]


def test_a_bare_word_with_wildcards_stands_for_the_whole_text() -> None:
    assert matches("py*", {"name": "python"}, {"name": "spy", "command_line": "spy"}) == [True, False]


def test_a_bare_number_is_also_a_pid_exactly() -> None:
    rows: list[Row] = [{"pid": 42, "name": "a"}, {"pid": 421, "name": "b"}, {"pid": 7, "name": "unit42"}]

    assert matches("42", *rows) == matches('"42"', *rows) == [True, False, True]
    assert matches("not 42", *rows) == [False, True, False]


@pytest.mark.parametrize(
    "word", ["is", "this is text", "android", "nothing", "orbit", "-c", "--type=gpu", "-Dx<3", "50%", "2026-11-20"]
)
def test_words_that_look_like_something_else_are_still_words(word: str) -> None:
    assert matches(word, {"name": word}, {"name": "x"}) == [True, False]


# ---- choices, flags, times


@pytest.mark.parametrize("label", STATE_LABELS)
def test_a_state_is_named_by_its_label(label: str) -> None:
    code = STATE_LABELS.index(label)

    assert matches(f"state = {label}", {"state": code}, {"state": code + 1}) == [True, False]
    assert matches(f"state != {label.upper()}", {"state": code}, {"state": code + 1}) == [False, True]


@pytest.mark.parametrize("letter", STATE_LETTERS)
def test_a_state_is_named_by_the_letter_that_ps_shows(letter: str) -> None:
    code = STATE_LETTERS.index(letter)

    assert matches(f"state = {letter}", {"state": code}, {"state": code + 1}) == [True, False]


@pytest.mark.parametrize(("short", "label"), [("z", "zombie"), ("run", "running"), ("s", "sleeping"), ("disk", None)])
def test_a_state_is_named_by_its_beginning(short: str, label: str | None) -> None:
    assert holds(f"state = {short}", state=STATE_LABELS.index(label or "disk-sleep"))


def test_choices_can_be_matched_by_a_part_of_their_label() -> None:
    states: list[Row] = [{"state": code} for code in range(len(STATE_LABELS))]

    asleep = [label for label, found in zip(STATE_LABELS, matches("state ~ sleep", *states), strict=True) if found]
    stops = [label for label, found in zip(STATE_LABELS, matches("state ~ /stop/", *states), strict=True) if found]

    assert asleep == ["sleeping", "disk-sleep"]
    assert stops == ["stopped", "tracing-stop"]


def test_other_choices_are_named_by_an_unambiguous_beginning() -> None:
    assert holds("scheduling_class = f", scheduling_class=1)
    with pytest.raises(query.QueryError, match="'i' can mean iso or idle"):
        query.compile("scheduling_class = i")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kernel_thread", [True, False, False]),
        ("kthread", [True, False, False]),
        ("not kthread", [False, True, False]),
        ("kthread = yes", [True, False, False]),
        ("kthread = TRUE", [True, False, False]),
        ("kthread = 1", [True, False, False]),
        ("kthread = on", [True, False, False]),
        ("kthread = no", [False, True, False]),
        ("kthread = false", [False, True, False]),
        ("kthread = 0", [False, True, False]),
        ("kthread = off", [False, True, False]),
        ("kthread != yes", [False, True, False]),
    ],
)
def test_flags_are_said_by_their_name_or_compared(text: str, expected: list[bool]) -> None:
    assert matches(text, {"kernel_thread": 1.0}, {"kernel_thread": 0.0}, {"kernel_thread": None}) == expected


def _at(text: str) -> dict[str, float]:
    return {"started_at_utc": datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()}


def test_times_are_of_the_given_zone_unless_they_say_otherwise() -> None:
    rows = [_at("2026-11-20T12:59:59"), _at("2026-11-20T13:00:01"), _at("2026-11-20T14:00:01")]
    berlin = dt.timezone(dt.timedelta(hours=1))

    assert matches("started > 2026-11-20T14:00", *rows, timezone=UTC) == [False, False, True]
    assert matches("started > 2026-11-20T14:00", *rows, timezone=berlin) == [False, True, True]
    assert matches("started > 2026-11-20T14:00Z", *rows, timezone=berlin) == [False, False, True]
    assert matches("started > 2026-11-20T14:00+01:00", *rows, timezone=UTC) == [False, True, True]
    assert matches('started > "2026-11-20 14:00"', *rows, timezone=UTC) == [False, False, True]
    assert matches("started < 2026-11-20T13:00:00.5z", *rows, timezone=UTC) == [True, False, False]


def test_a_time_without_a_zone_is_of_this_machine() -> None:
    naive = datetime(2026, 11, 20, 14, 0)  # noqa: DTZ001 - the local time of the machine is what is meant
    start_s = naive.timestamp()

    assert holds("started >= 2026-11-20T14:00", started_at_utc=start_s)
    assert not holds("started >= 2026-11-20T14:00", started_at_utc=start_s - 0.001)


def test_equal_to_a_time_means_within_what_was_written() -> None:
    rows = [_at("2026-11-19T23:59:59"), _at("2026-11-20T00:00:00"), _at("2026-11-20T23:59:59"), _at("2026-11-21")]

    assert matches("started = 2026-11-20", *rows, timezone=UTC) == [False, True, True, False]
    assert matches("started != 2026-11-20", *rows, timezone=UTC) == [True, False, False, True]
    assert matches("started = 2026-11-20T00:00", *rows, timezone=UTC) == [False, True, False, False]
    assert matches("started = 2026-11-20T23:59:59", *rows, timezone=UTC) == [False, False, True, False]


# ---- what a query tells about itself


def test_a_query_names_the_fields_that_it_reads_and_what_they_cost() -> None:
    asked = query.compile("cpu > 5% and (pss > 1G or fds > 100) and python and 42")

    assert asked.fields == {"cpu_ratio", "pss_bytes", "open_descriptors", "name", "command_line", "pid"}
    assert asked.looks == {Look.SMAPS, Look.DESCRIPTORS}
    assert query.compile("cpu > 5%").looks == frozenset()
    assert query.compile("").fields == frozenset()
    assert asked.text in repr(asked)


def test_the_same_language_asks_another_catalogue() -> None:
    """Alert rules ask the host: its fields, and a table whose rows are devices."""
    asked = query.compile("host.disk.busy_ratio > 90% or host.cpu.frequency_hz > 3GHz", HOST_CATALOGUE)

    assert asked.fields == {"host.disk.busy_ratio", "host.cpu.frequency_hz"}
    for text in ("host.sensor.temperature_c >= 80°C", "host.sensor.fan_rpm < 500rpm", "host.battery.power_w > 15W",
                 "host.network.speed_bits_per_s < 100Mbit/s", "host.boot_at_utc > 2026-11-20"):  # fmt: skip
        assert query.compile(text, HOST_CATALOGUE).fields == {text.split()[0]}
    with pytest.raises(query.QueryError, match="no text in which to look for 'python'"):
        query.compile("python", HOST_CATALOGUE)
