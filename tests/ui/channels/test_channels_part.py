"""Channels among the settings, over a real book: set up by a form, tried for real, and no secret comes back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from procmon_gui.channels.kinds import KINDS
from procmon_gui.domain.channel_kinds import FieldKind
from procmon_gui.domain.notices import DESKTOP, ChannelBook, ChannelSpec, DeliveryState, Outcome
from procmon_gui.domain.rules import Severity
from procmon_gui.engine.outgoing import Offer, Outgoing
from procmon_gui.services.channels import open_channels, open_deliveries
from procmon_gui.ui import theme
from procmon_gui.ui.bridge.operation import close_readers
from procmon_gui.ui.channels.channel_dialog import ChannelDialog
from procmon_gui.ui.channels.channels_part import ChannelsPart
from procmon_gui.ui.channels.form_room import FormRoom
from procmon_gui.ui.channels.models import ChannelModel, DeliveryModel
from procmon_gui.ui.channels.remove_dialog import RemoveDialog
from tests.channels.http_sink import http_sink
from tests.channels.places import options_in, without_keyring
from tests.engine.channels import MovedClock, Several, alert, event, way

SECRET = "pl4nted-of-the-form"


class Scene:
    """The part over a book in a folder."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.options = options_in(folder)
        self.book: ChannelBook = open_channels(self.options)
        self.qtbot = qtbot
        self.part = ChannelsPart(lambda: self.book)
        qtbot.addWidget(self.part)

    def show(self) -> "Scene":
        self.part.show()
        self.qtbot.waitUntil(lambda: bool(self.part.channels.rows))
        return self

    def add(self, kind: str) -> ChannelDialog:
        self.part._ask(KINDS[kind], None)
        return self.dialog()

    def dialog(self) -> ChannelDialog:
        assert self.part._dialog is not None
        return self.part._dialog

    def choose(self, id: str) -> None:
        self.qtbot.waitUntil(lambda: bool(self.part.channels.rows_named([id])))
        self.part.list.selectRow(self.part.channels.rows_named([id])[0])

    def ids(self) -> list[str]:
        return [spec.id for spec in self.part.channels.rows]


@pytest.fixture
def scene(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Scene]:
    theme.apply(qapp, "light")
    with without_keyring():
        yield Scene(qtbot, tmp_path)
        close_readers()


def fill(dialog: ChannelDialog, name: str, **fields: str) -> None:
    dialog.name_field.setText(name)
    for edit in dialog.fields:
        text = fields.pop(edit.field.name, None)
        if text is not None and isinstance(edit.control, QLineEdit):
            edit.control.setText(text)
        elif text is not None and isinstance(edit.control, QPlainTextEdit):
            edit.control.setPlainText(text)
    assert not fields


def test_nothing_is_read_before_somebody_looks_and_then_the_desktop_is_there(scene: Scene) -> None:
    assert list(scene.part.channels.rows) == []
    scene.show()
    assert scene.ids() == [DESKTOP]
    assert not scene.part.remove_button.isEnabled()
    assert scene.part.test_button.isEnabled()


def test_tab_goes_through_a_form_from_top_to_bottom(scene: Scene) -> None:
    scene.show()
    dialog = scene.add("mail")
    controls = [edit.control for edit in dialog.fields]
    wanted = [dialog.name_field, *controls, dialog.from_box, dialog.on_box, dialog.cancel_button, dialog.verb_button]

    place: QWidget | None = dialog.name_field
    met: list[QWidget] = []
    while place is not None and place not in met:
        if place.focusPolicy() & Qt.FocusPolicy.TabFocus and place.isVisibleTo(dialog):
            met.append(place)
        place = place.nextInFocusChain()
    assert met == wanted


def test_a_form_for_which_the_screen_is_too_low_scrolls_and_its_foot_stays_in_sight(scene: Scene) -> None:
    scene.show()
    dialog = scene.add("mail")
    for edit in dialog.fields:
        edit.control.setMinimumHeight(400)
    dialog.verb_button.click()
    room = dialog.screen().availableGeometry().height()
    scene.qtbot.waitUntil(lambda: room - 120 < dialog.height() < room)
    assert dialog.trouble.text
    assert dialog.rect().contains(dialog.verb_button.mapTo(dialog, dialog.verb_button.rect().bottomRight()))
    assert dialog.rect().contains(dialog.trouble.mapTo(dialog, dialog.trouble.rect().bottomRight()))


def test_a_web_hook_is_set_up_tried_changed_and_taken_away(scene: Scene) -> None:
    scene.show()
    with http_sink() as sink:
        dialog = scene.add("webhook")
        fill(dialog, "hook", url=f"http://127.0.0.1:{sink.port}/{SECRET}")
        dialog.from_box.setCurrentIndex(dialog.from_box.findData(Severity.CRITICAL))
        dialog.verb_button.click()
        scene.qtbot.waitUntil(lambda: scene.ids() == [DESKTOP, "hook"])
        assert "unencrypted" in scene.part.warning.text

        scene.choose("hook")
        # Twice in a hurry is once; and the keyboard stays with the button.
        for _ in range(2):
            scene.part.test_button.click()
            assert scene.part.test_button.isEnabled()
        scene.qtbot.waitUntil(lambda: bool(scene.part.outcome.text))
        assert len(sink.posted) == 1
        assert scene.part.outcome.text == "It was told: 127.0.0.1 answered 200"
        assert scene.part.test_button.isEnabled()
        assert json.loads(sink.posted[0].body)["title"] == "This is a test"
        sink.status = 404
        scene.part.test_button.click()
        scene.qtbot.waitUntil(lambda: bool(scene.part.trouble.text))
        assert scene.part.trouble.text == "It was not told: 127.0.0.1 answered 404 Not Found; look at the address"
        assert scene.part.outcome.text == ""

    scene.part.edit_button.click()
    edited = scene.dialog()
    shown = [label.text() for label in edited.findChildren(QLabel)]
    shown += [line.text() + line.placeholderText() for line in edited.findChildren(QLineEdit)]
    assert not any(SECRET in words for words in shown)
    assert "kept; type another one to replace it" in shown
    assert edited.from_box.currentData() is Severity.CRITICAL
    edited.on_box.setChecked(False)
    edited.verb_button.click()
    scene.qtbot.waitUntil(lambda: not scene.part.channels.rows[1].is_enabled)
    assert scene.book.channels()[1].secrets == ("url",)
    assert scene.part.switch_button.text() == "Switch on"

    scene.part.remove_button.click()
    (question,) = scene.part.findChildren(RemoveDialog)
    assert question.cancel_button.hasFocus() or not question.verb_button.isDefault()
    question.verb_button.click()
    scene.qtbot.waitUntil(lambda: scene.ids() == [DESKTOP])


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(scene: Scene) -> None:
    scene.show()
    dialog = scene.add("mail")
    for name, fields, words in (
        ("two words", {}, "“two words” is no name of a channel"),
        (DESKTOP, {}, "There is a channel of that name already."),
        ("ops", {}, "Mail server is missing."),
        ("ops", {"server": "x", "from": "nobody"}, "“nobody” is no e-mail address"),
        ("ops", {"server": "x", "from": "a@example.org", "to": "b@example.org\nc"}, "“c” is no e-mail address"),
    ):
        fill(dialog, name, **fields)
        dialog.verb_button.click()
        assert words in dialog.trouble.text
    # What only the whole shows is said too: the book refuses it.
    fill(dialog, "ops", server="x", **{"from": "a@example.org", "to": "b@example.org", "password": "x"})
    dialog.verb_button.click()
    scene.qtbot.waitUntil(lambda: "no user name that it belongs to" in dialog.trouble.text)
    assert dialog.isVisible()
    dialog.cancel_button.click()
    assert [spec.id for spec in scene.book.channels()] == [DESKTOP]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != DESKTOP])
def test_by_keys_alone_a_form_is_given_up_with_escape_and_kept_with_return(scene: Scene, kind: str) -> None:
    scene.show()
    dialog = scene.add(kind)
    scene.qtbot.waitUntil(dialog.name_field.hasFocus)
    dialog.name_field.setText("two words")
    scene.qtbot.keyClick(dialog.name_field, Qt.Key.Key_Return)
    assert "is no name of a channel" in dialog.trouble.text
    scene.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert scene.ids() == [DESKTOP]


def test_return_confirms_no_command(scene: Scene) -> None:
    scene.show()
    spec = ChannelSpec(id="pager", kind="command", settings={"command": "/bin/true"}, doubt="nobody has confirmed it")
    scene.part._ask(KINDS["command"], spec)
    dialog = scene.dialog()
    scene.qtbot.waitUntil(dialog.fields[0].control.hasFocus)
    for control in (dialog.from_box, dialog.on_box):
        control.setFocus()
        scene.qtbot.keyClick(control, Qt.Key.Key_Return)
    assert dialog._working is None
    assert dialog.isVisible()
    assert scene.ids() == [DESKTOP]
    dialog.cancel_button.click()


def test_the_field_that_is_wrong_comes_into_sight_in_a_form_that_is_higher_than_the_screen(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FormRoom, "_room", lambda _self: 200)
    scene.show()
    dialog = scene.add("mail")
    fill(dialog, "ops", server="x", **{"from": "a@example.org"})
    room = dialog.findChildren(FormRoom)[0]
    room.verticalScrollBar().setValue(0)
    dialog.verb_button.click()
    (receiver,) = (edit for edit in dialog.fields if edit.field.name == "to")

    assert dialog.trouble.text == "Receiver is missing."
    assert room.height() == 200
    assert room.viewport().rect().contains(receiver.mapTo(room.viewport(), receiver.rect().center()))
    dialog.cancel_button.click()


def test_a_form_with_room_enough_has_no_bar(scene: Scene) -> None:
    """The bar takes room from the words beside it; Qt would keep it for that reason alone."""
    scene.show()
    dialog = scene.add("command")
    room = dialog.findChildren(FormRoom)[0]
    scene.qtbot.waitUntil(lambda: room.viewport().height() >= dialog.form.heightForWidth(room.viewport().width()))
    assert not room.verticalScrollBar().isVisible()
    dialog.cancel_button.click()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != DESKTOP])
def test_the_form_of_every_kind_has_a_control_with_a_name_for_each_of_its_fields(scene: Scene, kind: str) -> None:
    scene.show()
    dialog = scene.add(kind)

    assert [edit.field for edit in dialog.fields] == list(KINDS[kind].fields)
    for edit in dialog.fields:
        assert edit.control.accessibleName()
        if edit.field.kind is FieldKind.SECRET:
            assert isinstance(edit.control, QLineEdit)
            assert edit.control.echoMode() is QLineEdit.EchoMode.Password
    dialog.cancel_button.click()


def test_what_was_told_and_what_waits_is_listed_and_followed(scene: Scene) -> None:
    clock = MovedClock()
    outgoing = Outgoing(open_deliveries(scene.options), Several(way("mail"), way("chat")), clock)
    outgoing.take([Offer(event(rule="a", name="<b>x</b>"), alert(1, title="CPU"))])
    scene.show()
    scene.qtbot.waitUntil(lambda: len(scene.part.deliveries.rows) == 2)
    for one, parcel in outgoing.due():
        is_mail = one.spec.id == "mail"
        outgoing.ended(
            parcel, DeliveryState.WAITING if is_mail else DeliveryState.DELIVERED, "no route" if is_mail else "taken"
        )
    scene.qtbot.waitUntil(lambda: scene.part.deliveries.rows[0].state is DeliveryState.DELIVERED, timeout=10_000)
    scene.part.log.selectRow(1)

    assert scene.part._told.text().startswith("CPU: <b>x</b>\nagain at ")
    assert scene.part._told.text().endswith("no route")
    assert scene.part.log.isVisible()


def test_a_change_in_the_file_is_seen_and_its_mistakes_are_named(scene: Scene) -> None:
    scene.show()
    path = scene.options.config
    assert path is not None
    path.parent.mkdir(exist_ok=True)
    (path.parent / "channels.toml").write_text('[ops]\nkind = "command"\ncommand = "/bin/true"\n[pigeon]\nkind = "p"\n')
    scene.qtbot.waitUntil(lambda: scene.ids() == [DESKTOP, "ops"], timeout=10_000)
    assert "channels.toml, line 5: pigeon: “p” is no kind of channel" in scene.part.warning.text


def test_a_command_that_somebody_wrote_into_the_file_is_seen_whole_before_it_is_run(scene: Scene) -> None:
    scene.show()
    path = scene.options.config
    assert path is not None
    path.parent.mkdir(exist_ok=True, mode=0o700)
    words = ["/bin/echo", *"abcd"]
    (path.parent / "channels.toml").write_text(f'[pager]\nkind = "command"\ncommand = {words}\n')
    scene.choose("pager")
    assert scene.part.warning.text.startswith("pager: The command is not run: nobody has confirmed it")
    assert scene.part.channels.index(1, 2).data() == "nothing: see above"
    scene.part.switch_button.click()
    scene.qtbot.waitUntil(lambda: not scene.part.channels.rows[1].is_enabled)
    scene.part.switch_button.click()
    scene.qtbot.waitUntil(lambda: scene.part.channels.rows[1].is_enabled)
    scene.part.test_button.click()
    scene.qtbot.waitUntil(lambda: "nobody has confirmed it" in scene.part.trouble.text)

    scene.part.edit_button.click()
    dialog = scene.dialog()
    (edit,) = dialog.fields
    assert isinstance(edit.control, QPlainTextEdit)
    assert edit.text.split("\n") == words
    assert edit.control.verticalScrollBar().maximum() == 0, "nothing of it is out of sight"
    assert "Others may have written this" in dialog.doubt.text
    assert dialog.verb_button.text() == "Confirm command"
    assert not dialog.verb_button.isDefault()
    dialog.verb_button.click()
    scene.qtbot.waitUntil(lambda: scene.part.warning.text == "")
    scene.part.test_button.click()
    scene.qtbot.waitUntil(lambda: "echo ended with 0: a b c d" in scene.part.outcome.text)
    scene.part.edit_button.click()
    assert scene.dialog().doubt.text == ""


def test_the_lists_are_item_models(qtmodeltester: ModelTester, tmp_path: Path) -> None:
    channels, deliveries = ChannelModel(), DeliveryModel()
    queue = open_deliveries(options_in(tmp_path))
    outgoing = Outgoing(queue, Several(way("mail")), MovedClock())
    for number in range(5):
        outgoing.take([Offer(event(rule=f"r{number}"), alert(number + 1))])
        channels.show([ChannelSpec(id=f"c{one}", kind="mail") for one in range(number, 5)], tuple(KINDS.values()))
        deliveries.set_rows(queue.deliveries())
        queue.keep([Outcome(id=number + 1, state=DeliveryState.FAILED, try_count=1, at_ms=0, words="no")])
    deliveries.set_rows(queue.deliveries()[1:3])
    qtmodeltester.check(channels)
    qtmodeltester.check(deliveries)
    assert [deliveries.index(row, 2).data() for row in range(2)] == ["CPU above 80 % for 5 min"] * 2
