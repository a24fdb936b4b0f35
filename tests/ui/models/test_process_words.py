"""What the cells of the process table say."""

import pytest

from procmon_gui.ui.models.process_kinds import PROCESS, icon_of
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.models.process_words import own_title
from procmon_gui.ui.theme import pixmap
from tests.ui.population import Person, snapshot_of


def test_a_process_that_names_itself_is_shown_by_that_name(qapp: object) -> None:
    """Ten rows that all say "postgres" help nobody."""
    model = ProcessModel()
    model.show_snapshot(
        snapshot_of(
            [
                Person(serial=1, pid=1, name="postgres", texts={"command_line": "postgres: checkpointer   "}),
                Person(serial=2, pid=2, name="postgres", texts={"command_line": "/usr/bin/postgres -D data"}),
            ]
        )
    )

    assert model.cell_text(0, 0) == "postgres: checkpointer"
    assert model.cell_text(1, 0) == "postgres"


@pytest.mark.parametrize(
    ("name", "command_line", "shown"),
    [
        ("sshd", "sshd: anna [priv]", "sshd: anna [priv]"),
        ("sshd", "sshd:", "sshd"),
        ("python3", "python3 -m http.server", "python3"),
        ("kworker", None, "kworker"),
        (None, "a: b", None),
        ("", ": b", ""),
    ],
)
def test_only_the_form_of_a_self_given_name_is_taken_for_one(
    name: str | None, command_line: str | None, shown: str | None
) -> None:
    assert own_title(name, command_line) == shown


def test_a_self_given_name_without_end_is_cut() -> None:
    assert len(own_title("a", "a: " + "x" * 100_000) or "") == 256


@pytest.mark.parametrize(
    ("name", "icon"),
    [
        ("postgres", "database"),
        ("postgres: walwriter", "database"),
        ("firefox", "globe"),
        ("Isolated Web Co", "globe"),
        ("containerd-shim-runc-v2", "container"),
        ("systemd", "layers"),
        ("bash", PROCESS),
        ("", PROCESS),
        (None, PROCESS),
    ],
)
def test_the_icon_says_what_kind_of_program_it_is(qapp: object, name: str | None, icon: str) -> None:
    assert icon_of(name) == icon
    assert not pixmap(icon, "t2", 14).isNull()
