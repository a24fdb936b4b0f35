"""Rules of a person in a file: written by hand, by the window, by both at once; wrong, broken, gone."""

import os
import stat
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.domain.rules import (
    EACH_INSTANCE,
    Behaviour,
    Condition,
    Over,
    QuietHours,
    Rule,
    Severity,
    Side,
    Subject,
)
from procmon_gui.settings import rules_file
from procmon_gui.settings.rules_file import RulesFile, checked
from procmon_gui.settings.rules_reading import MOST_RULES, rules_of
from procmon_gui.settings.rules_writing import with_rule, without_rule

CPU = Rule(
    id="cpu-busy", title="The processor is busy", subject=Subject.HOST, metric_id="host.cpu.busy_ratio",
    condition=Condition(warn=0.9, critical=0.98, clear=0.8, for_s=600), is_shipped=True,
)  # fmt: skip
DISK = Rule(
    id="disk-full", title="A disk is full soon", subject=Subject.FULL_IN, instance=EACH_INSTANCE,
    metric_id="host.filesystem.available_bytes", condition=Condition(side=Side.BELOW, warn=86400.0), is_shipped=True,
)  # fmt: skip
SHIPPED = (CPU, DISK)
MINE = Rule(
    id="python-big", title="Python is big", subject=Subject.PROGRAM, metric_id="rss_bytes", where='name ~ "python"',
    condition=Condition(warn=2 * 2**30, for_s=300, over=Over.MEAN, window_s=60),
    behaviour=Behaviour(quiet=(QuietHours(22 * 60, 7 * 60),), channels=("ops-mail",), repeat_s=3600), why="It leaks.",
)  # fmt: skip
BY_HAND = """\
# what I watch
version = 1

[[rule]]
id = "cpu-busy"
enabled = false   # a build machine

[[rule]]  # the database
id = "postgres-gone"
title = "No postgres"
subject = "not-running"
where = 'name = postgres'
for = "30 s"        # a restart takes 10
severity = "critical"
note = "ask Anna"   # nobody knows this key

# the end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "rules.toml"


@pytest.fixture
def written(path: Path) -> Callable[..., RulesFile]:
    def written(text: str | bytes, shipped: tuple[Rule, ...] = SHIPPED) -> RulesFile:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return RulesFile(path, shipped)

    return written


Written = Callable[..., RulesFile]


def said(book: RulesFile) -> list[str]:
    return [f"{one.line}|{one.rule}|{one.where}|{one.words}" for one in book.rules().problems]


def rule(book: RulesFile, id: str) -> Rule:
    return next(one for one in book.rules().rules if one.id == id)


# ---- reading


def test_without_a_file_the_rules_are_those_that_came_with_the_program(path: Path) -> None:
    book = RulesFile(path, SHIPPED)

    assert book.rules().rules == SHIPPED
    assert book.rules().problems == ()
    assert not path.parent.exists()


def test_a_rule_with_the_name_of_a_shipped_one_changes_only_what_it_says(written: Written) -> None:
    book = written(BY_HAND)

    assert rule(book, "cpu-busy") == replace(CPU, is_enabled=False, is_shipped=False)
    assert rule(book, "disk-full") is DISK
    assert said(book) == ["15|postgres-gone|note|there is no such key"]


def test_values_are_written_as_people_write_them(written: Written) -> None:
    book = written("""
[[rule]]
id = "python-big"
title = "Python is big"
subject = "program"
metric = "mem"
where = 'name ~ "python"'
above = "2 GiB"
for = "5 min"
over = "mean"
window = "1 min"
quiet = ["22:00-07:00"]
channels = ["ops-mail"]
repeat = "1 h"
why = "It leaks."

[[rule]]
id = "swap"
metric = "host.swap.in_bytes_per_s"
above = "1 MiB/s"
critical = "16 MiB/s"
cooldown = "never"

[[rule]]
id = "battery"
metric = "battery.charge_ratio"
below = 0.2
clear = "30 %"
""")

    assert said(book) == []
    assert rule(book, "python-big") == MINE
    swap, battery = rule(book, "swap"), rule(book, "battery")
    assert (swap.subject, swap.condition.warn, swap.condition.critical) == (Subject.HOST, 2**20, 2**24)
    assert (swap.title, swap.behaviour.cooldown_s) == ("swap", 0.0)
    assert battery.condition == Condition(side=Side.BELOW, warn=0.2, clear=0.3)
    assert battery.instance == EACH_INSTANCE, "the machine as a whole has no charge"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('metric = "host.cpu.bsy_ratio"\nabove = 1',
         "4|x|metric|there is no metric 'host.cpu.bsy_ratio' for anomaly; “host.cpu.busy_ratio” is close to it"),
        ('metric = "cpu"\nabove = "5 GB"',
         "5|x|above|the unit of '5 GB' does not fit cpu_ratio; expected a number with a unit, such as 50%, or a share, "
         "such as 0.5"),
        ('metric = "cpu"\nabov = "5 %"\nabove = "5 %"', "5|x|abov|there is no such key; “above” is one"),
        ('metric = "cpu"\nwhere = "usr = root"\nabove = 1',
         "5|x|where|Column 1: there is no field 'usr'; expected a field, such as user or user"),
        ('metric = "cpu"\nabove = 1\nbelow = 2', "6|x|below|it says the same as above; expected one of them"),
        ('metric = "cpu"\nabove = 1\nclear = 2',
         "6|x|clear|what ends it has to be below every threshold, or the same"),
        ('metric = "cpu"\nabove = 1\nfor = "a while"',
         "6|x|for|'while' can not stand here; expected a unit, such as s, min, h or d"),
        ('metric = "cpu"\nabove = 1\nquiet = ["22-7"]',
         "6|x|quiet|'22-7' can not stand here; expected a time of each day, such as 22:00-07:00"),
        ('metric = "cpu"\nabove = 1\nover = "mean"',
         "2|x|window|the mean is taken over some time, such as 1 min"),
        ('metric = "cpu"', '2|x|above|a threshold is needed, such as above = "80 %"'),
        ('subject = "not-runing"\nwhere = "name = x"', "4|x|subject|'not-runing' is not known; “not-running” is close "
         "to it"),
        ('subject = "not-running"', "2|x|where|it has to say which processes are missed, such as name = postgres"),
        ('metric = "cpu"\nabove = 1\nseverity = "critical"',
         "6|x|severity|what is critical has a threshold of its own: critical"),
        ('metric = "cpu"\nabove = true', "5|x|above|true can not stand here; expected a number with a unit, such as "
         "50%, or a share, such as 0.5"),
        ('metric = "cpu"\nabove = 80 %', '5|x||this line is no TOML, so the rule is not used; texts stand in quotes, '
         'such as above = "80 %"'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_rule_key_and_line_and_the_others_work(
    written: Written, lines: str, expected: str
) -> None:
    good = '[[rule]]\nid = "good"\nmetric = "cpu"\nabove = "50 %"\n'
    book = written(f'\n[[rule]]\nid = "x"\n{lines}\n\n{good}')
    if "or user" in expected:
        expected = expected.partition("; expected")[0]

    assert [one for one in said(book) if one.startswith(expected)] != [], said(book)
    assert rule(book, "good").condition.warn == 0.5
    assert [one.id for one in book.rules().rules if one.id in ("cpu-busy", "disk-full")] == ["cpu-busy", "disk-full"]


@pytest.mark.parametrize("rubbish", [b"\x00\xff" * 1000, b"not toml at all", b"[[rule\nid = 3", b"= = =\n" * 100])
def test_a_file_that_is_no_toml_leaves_the_shipped_rules_working_and_says_so(written: Written, rubbish: bytes) -> None:
    book = written(rubbish)

    assert book.rules().rules == SHIPPED
    assert any("the rules that came with the program count" in problem for problem in said(book))


def test_of_two_rules_of_one_name_the_first_counts(written: Written) -> None:
    one = '[[rule]]\nid = "x"\nmetric = "cpu"\nabove = "{} %"\n'

    book = written(one.format(10) + one.format(20))

    assert rule(book, "x").condition.warn == 0.1
    assert said(book) == ["6|x|id|there is a rule of this name already; the first one counts"]


def test_what_is_no_rule_is_named_and_left(written: Written) -> None:
    book = written('version = 2\n[rules]\na = 1\n[rule]\nid = "x"\n')

    assert [problem.split("|")[0] for problem in said(book)] == ["1", "2", "4"]
    assert "newer version" in said(book)[0]
    assert "[[rule]]" in said(book)[1]
    assert "two brackets" in said(book)[2]


@pytest.mark.parametrize(
    "text",
    [
        '[[rule]]\nid = "x"\n' * (MOST_RULES + 10),
        "a = " + "[" * 100_000,
        "[[rule]]\nwhere = '" + "(" * 4000 + "'\nmetric = 'cpu'\nabove = 1\nid = 'x'\n",
        "[[rule]]\nid = 'x'\nmetric = 'cpu'\nabove = '" + "9" * 100_000 + "'\n",
        "[[rule]]\nid = 'x'\nmetric = 'cpu'\nabove = 1" + "0" * 4000 + "\n",
        "[[rule]]\nid = 'x'\nmetric = 'cpu'\nabove = nan\n",
        "x\n" * 100_000,
        "[a]\n" * 15_000,
    ],
    ids=["many", "brackets", "deep filter", "long number", "large number", "nan", "lines", "headers"],
)
@pytest.mark.timeout(20)
def test_what_is_too_much_is_over_soon_and_the_shipped_rules_work(written: Written, text: str) -> None:
    book = written(text)

    assert book.rules().rules[:2] == SHIPPED
    assert book.rules().problems


def test_a_file_that_is_too_large_or_no_file_is_not_read_and_not_written(written: Written, path: Path) -> None:
    book = written("#" * 1_000_001)

    assert book.rules().rules == SHIPPED
    assert "larger than 1 MB" in said(book)[0]
    with pytest.raises(Unavailable, match="1 MB"):
        book.put(MINE)
    path.unlink()
    os.mkfifo(path)
    assert "no ordinary file" in said(book)[0]


def test_a_file_that_is_no_utf8_is_read_and_not_written_over(written: Written, path: Path) -> None:
    raw = BY_HAND.replace("Anna", "Zo").encode() + b"# \xe9\n"
    book = written(raw)

    assert rule(book, "postgres-gone").condition.for_s == 30
    with pytest.raises(Unavailable, match="not written in UTF-8"):
        book.put(MINE)
    assert path.read_bytes() == raw


class Channels:
    """Those that are set up: one is switched off."""

    def channels(self) -> list[ChannelSpec]:
        return [ChannelSpec(id="desktop", kind="desktop"), ChannelSpec(id="ops-mail", kind="mail", is_enabled=False)]

    def version(self) -> object:
        return 1


def test_a_rule_that_tells_nobody_counts_and_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('[[rule]]\nid = "x"\nmetric = "cpu"\nabove = 1\nchannels = ["desktop", "ops-mial", "ops-mail"]\n')
    book = RulesFile(path, SHIPPED, Channels())

    assert rule(book, "x").behaviour.channels == ("desktop", "ops-mial", "ops-mail")
    assert said(book) == [
        "5|x|channels|there is no channel ops-mial, so nobody is told over it; desktop, ops-mail are set up",
        "5|x|channels|the channel ops-mail is switched off, so nobody is told over it",
    ]


# ---- writing


def test_a_new_rule_is_added_and_only_its_user_can_read_it(path: Path) -> None:
    RulesFile(path, SHIPPED).put(MINE)

    assert rule(RulesFile(path, SHIPPED), "python-big") == MINE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert tomllib.loads(path.read_text())["rule"][0]["above"] == "2 GiB"


def test_a_change_leaves_comments_and_strange_keys_and_what_already_means_that(written: Written, path: Path) -> None:
    book = written(BY_HAND)
    postgres = rule(book, "postgres-gone")

    book.put(replace(postgres, is_enabled=False, condition=replace(postgres.condition, severity=Severity.WARNING)))

    assert path.read_text() == BY_HAND.replace('severity = "critical"\n', "").replace(
        "# nobody knows this key\n", "# nobody knows this key\nenabled = false\n"
    )


def test_a_value_is_changed_in_its_line_and_the_comment_behind_it_stays(written: Written, path: Path) -> None:
    book = written(BY_HAND)
    postgres = rule(book, "postgres-gone")

    book.put(replace(postgres, condition=replace(postgres.condition, for_s=90)))

    assert path.read_text() == BY_HAND.replace('for = "30 s" ', 'for = "1 min 30 s" ')


def test_of_a_shipped_rule_only_what_is_other_is_written(path: Path) -> None:
    book = RulesFile(path, SHIPPED)

    book.put(replace(CPU, condition=replace(CPU.condition, critical=None)))

    assert tomllib.loads(path.read_text())["rule"] == [{"id": "cpu-busy", "critical": "none"}]
    assert rule(book, "cpu-busy").condition.critical is None


def test_a_shipped_rule_that_is_as_it_came_again_stands_in_no_file(written: Written, path: Path) -> None:
    book = written(BY_HAND)

    book.put(replace(CPU, is_shipped=False))

    assert rule(book, "cpu-busy") is CPU
    assert "cpu-busy" not in path.read_text()
    assert "# the database" in path.read_text()


def test_a_rule_is_removed_with_its_lines_and_a_shipped_one_is_as_it_came(written: Written, path: Path) -> None:
    book = written(BY_HAND)

    book.remove("postgres-gone")
    assert [one.id for one in book.rules().rules] == ["cpu-busy", "disk-full"]
    book.remove("cpu-busy")

    assert rule(book, "cpu-busy") is CPU
    assert path.read_text().startswith("# what I watch\nversion = 1\n")
    book.remove("nobody")


def test_a_file_with_a_slip_in_another_rule_is_changed_and_the_slip_stays(written: Written, path: Path) -> None:
    broken = BY_HAND.replace("enabled = false ", "enabled = fals ")
    book = written(broken)

    book.put(MINE)

    assert path.read_text().startswith(broken.rstrip("\n"))
    assert rule(book, "python-big") == MINE


def test_a_rule_with_a_slip_is_mended_by_saving_it_and_what_stood_there_is_a_comment(
    written: Written, path: Path
) -> None:
    book = written('[[rule]]\nid = "x"\nmetric = "cpu"\nabove = 80 %\n')

    book.put(replace(MINE, id="x"))

    assert rule(book, "x") == replace(MINE, id="x")
    assert said(book) == []
    assert "# no TOML: above = 80 %" in path.read_text()


def test_rules_in_one_list_can_be_changed_too(written: Written, path: Path) -> None:
    book = written('rule = [{id = "a", metric = "cpu", above = 1}, {id = "b", metric = "mem", above = "1 GiB"}]\n')

    book.put(replace(rule(book, "a"), title="A"))
    book.put(MINE)
    book.remove("b")

    assert [one.id for one in book.rules().rules] == ["cpu-busy", "disk-full", "a", "python-big"]


def test_lines_that_end_as_on_windows_go_on_doing_so(written: Written, path: Path) -> None:
    book = written(BY_HAND.replace("\n", "\r\n"))

    book.put(MINE)

    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    assert rule(book, "python-big") == MINE


def test_what_was_changed_by_hand_meanwhile_stays(
    written: Written, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = written(BY_HAND)
    book.rules()
    edits = ["# by hand, 1\n", "# by hand, 2\n"]

    def while_it_is_edited(*arguments: object) -> str:
        if edits:
            with path.open("a") as file:
                file.write(edits.pop())
        return with_rule(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(rules_file, "with_rule", while_it_is_edited)
    book.put(MINE)

    assert "# by hand, 1" in path.read_text()
    assert "# by hand, 2" in path.read_text()
    assert rule(book, "python-big") == MINE


def test_the_version_is_another_after_a_change_by_anybody(written: Written, path: Path) -> None:
    book = written(BY_HAND)
    before = book.version()

    RulesFile(path, SHIPPED).put(MINE)

    assert book.version() != before
    assert rule(book, "python-big") == MINE


def test_a_rule_that_makes_no_sense_is_refused_and_nothing_is_written(path: Path) -> None:
    with pytest.raises(WrongInput, match="metric"):
        RulesFile(path, SHIPPED).put(replace(MINE, metric_id="host.cpu.busy_ratio"))
    with pytest.raises(WrongInput, match="id"):
        RulesFile(path, SHIPPED).put(replace(MINE, id="not a name\n"))
    assert not path.exists()


def test_a_folder_that_can_not_be_written_to_is_said(path: Path) -> None:
    path.parent.write_text("a file in the place of the folder")

    with pytest.raises(Unavailable, match="can not be"):
        RulesFile(path, SHIPPED).put(MINE)


# ---- whatever it is

_SECONDS = st.one_of(st.integers(0, 86400).map(float), st.floats(0, 3600, allow_nan=False))
_TEXTS = st.text(max_size=40)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Return a rule that makes sense, with everything that a rule may have."""
    subject = draw(st.sampled_from([Subject.HOST, Subject.PROCESS, Subject.USER, Subject.NOT_RUNNING, Subject.GROWTH]))
    metric = {
        Subject.HOST: st.sampled_from(["host.cpu.busy_ratio", "host.disk.read_bytes_per_s", "host.sensor.fan_rpm"]),
        Subject.PROCESS: st.sampled_from(["cpu_ratio", "rss_bytes", "age_s", "nice"]),
        Subject.USER: st.sampled_from(["cpu_ratio", "rss_bytes"]),
    }.get(subject, st.just(""))
    numbers = st.floats(0, 1e15, allow_nan=False) | st.integers(0, 10**12).map(float)
    metric_id = draw(metric)
    if subject is Subject.GROWTH or metric_id == "age_s":
        # Longer than a hundred years is no duration.
        numbers = st.floats(0, 1e9, allow_nan=False)
    side = Side.BELOW if subject is Subject.GROWTH else draw(st.sampled_from(Side))
    ordered = sorted(draw(st.lists(numbers, min_size=3, max_size=3)), reverse=side is Side.BELOW)
    which = draw(st.sampled_from([(1, 1), (0, 1), (1, 0)]))
    has_none = subject is Subject.NOT_RUNNING
    over = Over.LAST if subject is Subject.GROWTH else draw(st.sampled_from(Over))
    where = "name = x" if has_none else draw(st.sampled_from(["", "cpu > 5%"]))
    return Rule(
        id=draw(st.text("abcXYZ019-_", min_size=1, max_size=12)),
        title=draw(_TEXTS.filter(str.strip)),
        subject=subject,
        metric_id=metric_id,
        instance=draw(st.sampled_from(["", "*", "a b"])) if metric_id.endswith("fan_rpm") else "",
        where="" if subject is Subject.HOST else where,
        condition=Condition(
            side=Side.ABOVE if has_none else side,
            warn=ordered[1] if which[0] and not has_none else None,
            critical=ordered[2] if which[1] and not has_none else None,
            clear=draw(st.sampled_from([None, ordered[0]])) if not has_none else None,
            for_s=draw(_SECONDS),
            over=over,
            window_s=0.0 if over is Over.LAST else draw(_SECONDS.filter(bool)),
            severity=draw(st.sampled_from(Severity if has_none else [Severity.INFO, Severity.WARNING])),
        ),
        behaviour=Behaviour(
            cooldown_s=draw(_SECONDS),
            repeat_s=draw(st.sampled_from([0.0, 60.0, 90.5])),
            quiet=tuple(draw(st.lists(st.sampled_from([QuietHours(0, 1440), QuietHours(1320, 420)]), max_size=2))),
            critical_is_loud=draw(st.booleans()),
            channels=tuple(draw(st.lists(st.text("ab-9", min_size=1, max_size=5), max_size=3))),
        ),
        is_enabled=draw(st.booleans()),
        why=draw(_TEXTS),
    )  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(rules(), st.booleans()), max_size=5))
def test_whatever_is_put_and_removed_is_there_or_not_and_all_else_stays(changes: list[tuple[Rule, bool]]) -> None:
    contents = rules_of(BY_HAND.encode(), SHIPPED)
    wanted = {one.id: one for one in contents.rules}
    for one, is_kept in changes:
        made = checked(one)
        text = with_rule(contents, made, None) if is_kept else without_rule(contents, made.id)
        contents = rules_of(text.encode(), SHIPPED)
        if is_kept:
            wanted[made.id] = made
        else:
            wanted.pop(made.id, None)

        assert {one.id: one for one in contents.rules} == wanted
        assert [problem.where for problem in contents.problems] == ["note"]
    assert "# a build machine" in contents.text
    assert "# nobody knows this key" in contents.text


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(rules(), st.sampled_from(SHIPPED)), min_size=1, max_size=4))
def test_whatever_becomes_of_a_shipped_rule_is_read_again(changes: list[tuple[Rule, Rule]]) -> None:
    contents = rules_of(BY_HAND.encode(), SHIPPED)
    for other, came in changes:
        changed = checked(
            replace(
                came, title=other.title, why=other.why, is_enabled=other.is_enabled, behaviour=other.behaviour,
                is_shipped=False,
                condition=replace(came.condition, for_s=other.condition.for_s, warn=None if other.is_enabled else 1.5,
                                  critical=1.5, clear=None),
            )
        )  # fmt: skip
        contents = rules_of(with_rule(contents, changed, came).encode(), SHIPPED)

        assert next(one for one in contents.rules if one.id == came.id) == changed
        assert "# the database" in contents.text


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="ridule[]=\"'#\n 1.%{},", max_size=120) | st.binary(max_size=80))
def test_whatever_stands_in_a_file_the_shipped_rules_are_there(text: str | bytes) -> None:
    contents = rules_of(text if isinstance(text, bytes) else text.encode(), SHIPPED)

    assert contents.rules[:2] == SHIPPED
    assert all(problem.words for problem in contents.problems)
