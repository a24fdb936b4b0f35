"""What is offered while a query is being typed, at every place and in any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procmon_gui import query
from procmon_gui.domain.host_metrics import HOST_CATALOGUE
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE, STATE_LABELS
from procmon_gui.query import Kind
from procmon_gui.query.completion import MOST_OFFERED

USERS = {"user": ["postgres", "root", "two words", "and", 'q"uote', "_apt", ""], "name": ["/x"]}


def offered(text: str, kind: Kind | None = None, cursor: int | None = None) -> list[str]:
    found = query.complete(text, len(text) if cursor is None else cursor, values=USERS)
    return [completion.text for completion in found if kind is None or completion.kind is kind]


def applied(text: str, choice: str, cursor: int | None = None) -> str:
    at = len(text) if cursor is None else cursor
    completion = next(one for one in query.complete(text, at, values=USERS) if one.text == choice)
    return text[: completion.start] + completion.text + text[completion.end :]


def test_nothing_typed_offers_the_fields_by_the_names_that_people_type() -> None:
    assert offered("", Kind.FIELD)[:7] == ["name", "pid", "parent", "user", "uid", "state", "cpu"]
    assert offered("")[-1] == "not"
    assert len(offered("")) == len(PROCESS_CATALOGUE.metrics) + 1


def test_a_beginning_offers_what_begins_with_it_then_what_contains_it_in_name_or_title() -> None:
    found = offered("memo", Kind.FIELD)

    assert found[0] == "memory"
    assert set(found) == {"memory", "gpu_memory_bytes", "shared_bytes", "virt", "pss", "peak_rss_bytes"}


def test_each_field_is_offered_once_with_its_title() -> None:
    found = [one for one in query.complete("c", 1) if one.kind is Kind.FIELD]

    assert len({PROCESS_CATALOGUE.by_name[one.text].id for one in found}) == len(found)
    assert next(one.title for one in found if one.text == "cpu") == "CPU"


@pytest.mark.parametrize("before", ["not ", "!", "(", "cpu > 5% and ", "python or ", "not (", "a AND "])
def test_a_new_term_begins_with_a_field(before: str) -> None:
    assert applied(before + "us", "user") == before + "user"
    assert "and" not in offered(before)


def test_a_field_is_followed_by_the_operators_that_work_with_it() -> None:
    assert offered("cpu ", Kind.OPERATOR) == [">", "<", ">=", "<=", "=", "!="]
    assert offered("user ", Kind.OPERATOR) == ["~", "=", "!=", "!~"]
    assert offered("kthread ", Kind.OPERATOR) == ["=", "!="]
    assert "is unknown" in offered("cpu ")
    assert applied("cpu is", "is unknown") == "cpu is unknown"


@pytest.mark.parametrize("finished", ["cpu > 5% ", "user = root ", "python ", "name ~ cpu ", '"x" ', "(a) ", "/x/ "])
def test_a_finished_term_is_followed_by_and_or_or(finished: str) -> None:
    assert offered(finished, Kind.KEYWORD) == ["and", "or"]
    assert offered(finished, Kind.OPERATOR) == []


def test_choices_and_flags_offer_their_labels() -> None:
    assert offered("state = ") == list(STATE_LABELS)
    assert offered("state = st") == ["stopped", "tracing-stop"]
    assert offered("state != Z") == ["zombie"]
    assert offered("kthread = ") == ["yes", "no"]


def test_texts_offer_the_values_that_are_known_in_quotes_where_they_need_them() -> None:
    assert offered("user = ") == ["postgres", "root", '"two words"', '"and"', r'"q\"uote"', "_apt"]
    assert offered("user = PO") == ["postgres"]
    assert offered("user = 'po") == ["'postgres'"]
    assert offered("name = ") == ['"/x"']
    assert offered("tty = ") == []


def test_values_may_be_asked_for_when_they_are_needed() -> None:
    asked = []

    def known(metric_id: str) -> list[str]:
        asked.append(metric_id)
        return ["anna"]

    assert [one.text for one in query.complete("user = a", 8, values=known)] == ["anna"]
    assert asked == ["user"]


def test_what_is_offered_for_a_value_means_that_value() -> None:
    for value in USERS["user"][:-1]:
        written = next(one for one in offered("user = ") if value.replace('"', '\\"') in one)
        syntax = query.grammar.parse(f"user = {written}", lambda _: "")
        assert isinstance(syntax, query.grammar.Comparison)
        assert syntax.value.text == value


def test_numbers_offer_the_units_of_their_field() -> None:
    assert offered("cpu > 50") == ["50%"]
    assert offered("mem > 2") == ["2MiB", "2GiB", "2KiB", "2TiB", "2MB", "2GB", "2KB", "2TB"]
    assert offered("mem > 2.5g") == ["2.5GiB", "2.5GB"]
    assert offered("age > 5m") == ["5min", "5ms"]
    assert offered("threads > 5") == []
    assert offered("mem > ") == []


def test_the_word_at_the_cursor_is_replaced_as_a_whole() -> None:
    text = "cp > 5% and x"

    assert applied(text, "cpu", cursor=1) == "cpu > 5% and x"
    assert applied(text, "cpu", cursor=2) == "cpu > 5% and x"
    assert applied('user = "po and x', '"postgres"', cursor=10) == 'user = "postgres" and x'
    assert applied('user = "po" and x', '"postgres"', cursor=10) == 'user = "postgres" and x'


def test_what_stands_there_already_is_not_offered() -> None:
    assert "postgres" not in offered("user = postgres")
    assert offered("kthread") == []


def test_a_field_that_is_typed_in_full_leads_those_that_contain_it() -> None:
    found = query.complete("mem", 3)

    assert (found[0].text, found[0].title) == ("mem", "Memory")
    assert len(found) > 1


def test_inside_a_quoted_text_or_a_regular_expression_that_is_looked_for_nothing_is_offered() -> None:
    assert offered('"cp') == []
    assert offered("/cp") == []


def test_another_catalogue_offers_its_own_fields() -> None:
    found = [one.text for one in query.complete("temp", 4, HOST_CATALOGUE)]

    assert found[:2] == ["host.sensor.temperature_c", "host.sensor.temperature_limit_c"]


def test_a_wrong_field_has_no_values() -> None:
    assert offered("nothing = ") == []
    assert offered("= ") == []
    assert offered("(= ") == []


_LETTERS = st.sampled_from([*"()=~!<>\"'/\\ 5%", "cpu", "user", "and", "po"])


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=40), st.lists(_LETTERS, max_size=14).map("".join)), st.integers(-3, 60))
def test_any_text_and_any_cursor_get_an_answer_that_fits_into_the_text(text: str, cursor: int) -> None:
    found = query.complete(text, cursor, values=USERS)

    assert len(found) <= MOST_OFFERED
    for one in found:
        assert 0 <= one.start <= max(0, min(cursor, len(text))) <= one.end <= len(text)
        assert text[one.start : one.end] != one.text or one.kind is Kind.FIELD
