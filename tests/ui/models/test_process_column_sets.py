"""Sets of columns: what is shipped, what is kept, and what becomes of lines that somebody wrote by hand."""

import pytest

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE
from procmon_gui.domain.settings_in_memory import SettingsInMemory
from procmon_gui.ui.models.process_column_sets import KEY, SHIPPED, ColumnSets, read_columns, write_columns


def names(sets: ColumnSets) -> list[str]:
    return [one.name for one in sets.all()]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_sets_begin_with_the_name_and_have_only_fields_that_there_are(name: str) -> None:
    ids = SHIPPED[name]

    assert ids[0] == "name"
    assert len(set(ids)) == len(ids)
    assert set(ids) <= PROCESS_CATALOGUE.by_id.keys()


def test_a_set_is_kept_with_its_widths_and_found_again_by_its_columns() -> None:
    store = SettingsInMemory()
    ColumnSets(store).save("Mine", (("name", 0), ("pid", 70)))

    sets = ColumnSets(store)

    assert names(sets)[-1] == "Mine"
    found = sets.of((("name", 300), ("pid", 0)))
    assert found is not None
    assert (found.name, found.columns, found.is_shipped) == ("Mine", (("name", 0), ("pid", 70)), False)
    assert sets.of((("name", 0),)) is None


def test_a_saved_set_hides_a_shipped_one_of_its_name_until_it_is_deleted() -> None:
    sets = ColumnSets(SettingsInMemory())
    sets.save("Memory", (("name", 0), ("rss_bytes", 0)))
    assert names(sets).count("Memory") == 1
    assert not sets.all()[-1].is_shipped

    sets.delete("Memory")
    sets.delete("Memory")

    assert names(sets) == list(SHIPPED)
    assert all(one.is_shipped for one in sets.all())


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "x" * 100])
def test_a_name_that_is_none_is_refused_and_changes_nothing(name: str) -> None:
    sets = ColumnSets(SettingsInMemory())

    with pytest.raises(WrongInput):
        sets.save(name, (("name", 0),))

    assert names(sets) == list(SHIPPED)


def test_what_can_not_be_used_of_a_set_that_was_written_by_hand_is_left_out() -> None:
    store = SettingsInMemory()
    store.set(KEY, {"mine": ("pid : 5", "pid:64", "nonsense", "user:-3", "rss_bytes:99999"), "empty": ("nothing",)})

    sets = ColumnSets(store)

    assert "empty" not in names(sets)
    assert sets.all()[-1].columns == (("name", 0), ("pid", 64), ("user", 0), ("rss_bytes", 4000))


def test_columns_are_read_as_they_were_written() -> None:
    columns = (("name", 284), ("pid", 0), ("user", 92))

    assert write_columns(columns) == ("name:284", "pid", "user:92")
    assert read_columns(write_columns(columns)) == columns
