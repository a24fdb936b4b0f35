"""What tells programs of one name apart."""

from hypothesis import given
from hypothesis import strategies as st

from procmon_gui.ui.told_apart import parts_of_paths

PATHS = st.lists(st.sampled_from(["usr", "bin", "a", "15"]), min_size=1, max_size=5).map(
    lambda parts: "/" + "/".join(parts)
)


def test_a_name_that_stands_once_needs_nothing_beside_it() -> None:
    assert (
        parts_of_paths([("sh", "/bin/sh"), ("python", "/usr/bin/python3"), ("python", "/usr/bin/python3")]) == [""] * 3
    )


def test_of_two_files_the_folders_that_differ_are_told() -> None:
    named = [("python", "/usr/bin/python3"), ("python", "/opt/3.12/bin/python3"), ("sh", "/bin/sh")]

    assert parts_of_paths(named) == ["usr", "3.12", ""]


def test_as_many_folders_are_told_as_it_takes() -> None:
    named = [("db", "/srv/a/15/bin/db"), ("db", "/srv/b/15/bin/db"), ("db", "/srv/b/16/bin/db")]

    assert parts_of_paths(named) == ["a/15", "b/15", "16"]


def test_a_file_that_is_not_known_is_told_from_one_that_is_by_the_path_of_that_one() -> None:
    assert parts_of_paths([("sh", ""), ("sh", "/bin/sh")]) == ["", "/bin/sh"]


def test_a_path_of_which_nothing_is_left_is_told_whole() -> None:
    assert parts_of_paths([("sh", "/bin/sh"), ("sh", "/usr/bin/sh")]) == ["/bin/sh", "usr"]


@given(st.lists(PATHS, min_size=2, max_size=6, unique=True))
def test_no_two_files_of_one_name_are_told_alike_and_each_by_words_of_its_own_path(paths: list[str]) -> None:
    parts = parts_of_paths([("it", path) for path in paths])

    assert len(set(parts)) == len(paths)
    assert all(part and part in path for part, path in zip(parts, paths, strict=True))
