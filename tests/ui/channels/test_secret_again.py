"""Who changes in the form where a secret would go is asked for it again, at its field."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from procmon_gui.domain.notices import DESKTOP
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from tests.channels.places import without_keyring
from tests.ui.channels.test_channels_part import Scene, fill


@pytest.fixture
def scene(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Scene]:
    theme.apply(qapp, "light")
    with without_keyring():
        yield Scene(qtbot, tmp_path)
        close_readers()


def test_another_mail_server_wants_the_password_again_and_the_keyboard_is_where_it_is_typed(scene: Scene) -> None:
    scene.show()
    dialog = scene.add("mail")
    fill(
        dialog, "ops", server="mail.a", user="anna", password="pl4nted",
        **{"from": "a@example.org", "to": "b@example.org"},
    )  # fmt: skip
    dialog.verb_button.click()
    scene.qtbot.waitUntil(lambda: scene.ids() == [DESKTOP, "ops"])

    scene.choose("ops")
    scene.part.edit_button.click()
    edited = scene.dialog()
    fields = {edit.field.name: edit for edit in edited.fields}
    server, password = fields["server"].control, fields["password"].control
    assert isinstance(server, QLineEdit)
    server.setText("mail.b")
    edited.verb_button.click()
    scene.qtbot.waitUntil(lambda: bool(edited.trouble.text))
    assert edited.trouble.text == (
        "The secret was entered for “mail.a, anna” and is not used for “mail.b, anna”: enter it again."
    )
    focused = edited.focusWidget()
    assert focused is password or (focused is not None and password.isAncestorOf(focused))

    assert isinstance(focused, QLineEdit)
    focused.setText("pl4nted")
    edited.verb_button.click()
    scene.qtbot.waitUntil(lambda: scene.book.channels()[1].settings["server"] == "mail.b")
