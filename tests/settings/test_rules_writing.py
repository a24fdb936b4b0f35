"""One rule is changed in the file of a person, and all else stays as it was written."""

import tomllib
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui.domain.rules import (
    Behaviour,
    Condition,
    Over,
    QuietHours,
    Rule,
    Severity,
    Side,
    Subject,
)
from procmon_gui.settings.rules_file import RulesFile, checked
from procmon_gui.settings.rules_reading import rules_of
from procmon_gui.settings.rules_writing import with_rule, without_rule
from tests.settings.rules import BY_HAND, CPU, MINE, SHIPPED, Written, rule, said


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
