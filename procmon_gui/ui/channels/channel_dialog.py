"""The form of one channel, made of what its kind declares."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from procmon_gui.domain.channel_kinds import ChannelKind, WrongField, checked_field, checked_id
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.domain.rules import Severity
from procmon_gui.ui import theme
from procmon_gui.ui.access.dialog_frame import PADDING_PX, frame, primary_button, quiet_button
from procmon_gui.ui.access.labels import heading, plain_label, quiet_label
from procmon_gui.ui.access.password_field import FIELD_PX
from procmon_gui.ui.access.said_line import SaidLine
from procmon_gui.ui.bridge.operation import Operation
from procmon_gui.ui.channels import words
from procmon_gui.ui.channels.field_edit import FieldEdit, hint_label
from procmon_gui.ui.channels.form_room import FormRoom
from procmon_gui.ui.channels.work import OpenBook, Put
from procmon_gui.ui.help_pages import HELP_PROPERTY
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.combo_box import ComboBox

_WIDTH_PX: Final = 456


class ChannelDialog(QDialog):
    """Accepted when the channel is kept; what is wrong with it is said in it, at the field.

    Signals:
        kept: the id of the channel.
    """

    kept = Signal(str)

    def __init__(
        self, open_book: OpenBook, kind: ChannelKind, spec: ChannelSpec | None, taken: Sequence[str], parent: QWidget
    ) -> None:
        """`spec` is what is changed, None for a new one; `taken` are ids that are not free."""
        super().__init__(parent)
        self._open_book = open_book
        self._kind = kind
        self._spec = spec
        self._taken = frozenset(taken)
        self._working: Operation[None] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("login")
        self.setProperty(HELP_PROPERTY, "channels")
        self.form = QWidget(self)
        # In the order in which Tab goes through them.
        self.name_field = QLineEdit("" if spec is None else spec.id, self.form)
        self.fields = [self._field(field.name) for field in kind.fields]
        self.doubt = SaidLine("triangle-alert", "warn", self.form)
        self.from_box = ComboBox(self.form)
        self.on_box = CheckBox(self.form)
        self.trouble = SaidLine("circle-x", "crit", self)
        self.cancel_button = quiet_button(self.tr("Cancel"), self)
        has_doubt = spec is not None and bool(spec.doubt)
        self._verb = self.tr("Add channel") if spec is None else self.tr("Keep changes")
        if has_doubt:
            self._verb = self.tr("Confirm command")
            self.doubt.say(
                self.tr("Others may have written this. It is run with the rights of whoever records: is it yours?")
            )
        self.verb_button = primary_button(self._verb, self)
        # A command is not confirmed by a key that was meant for something else.
        self.verb_button.setDefault(not has_doubt)
        self._name_help = self.tr("What rules call it: letters, digits, - and _.")
        self._set_up()
        self._lay_out()
        frame(self, _WIDTH_PX, self._page(), None, self.cancel_button, self.verb_button)
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button.clicked.connect(self._on_verb)
        first = self.name_field if spec is None else self.fields[0].control if self.fields else self.from_box
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, name: str) -> FieldEdit:
        field = self._kind.field(name)
        assert field is not None
        spec = self._spec
        value = "" if field.is_secret else field.default
        if spec is not None and not field.is_secret:
            value = spec.settings.get(name, field.default)
        return FieldEdit(field, value, self.form, is_kept=spec is not None and name in spec.secrets)

    def _set_up(self) -> None:
        self.name_field.setMaxLength(40)
        self.name_field.setMinimumHeight(theme.scaled(FIELD_PX))
        self.name_field.setAccessibleName(self.tr("Name"))
        self.name_field.setAccessibleDescription(self._name_help)
        self.name_field.setVisible(self._spec is None)
        for severity in reversed(Severity):
            self.from_box.addItem(words.from_text(severity), severity)
        chosen = Severity.WARNING if self._spec is None else self._spec.from_severity
        self.from_box.setCurrentIndex(self.from_box.findData(chosen))
        self.from_box.setAccessibleName(self.tr("It hears of"))
        self.from_box.setMinimumHeight(theme.scaled(FIELD_PX))
        self.on_box.setChecked(self._spec is None or self._spec.is_enabled)

    def _lay_out(self) -> None:
        label = words.channel_text(self._kind.label)
        title = label if self._spec is None else self.tr("{kind}: {name}").format(kind=label, name=self._spec.id)
        self.setWindowTitle(title)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading(title, self.form, larger_pt=3))
        column.addWidget(plain_label(words.channel_text(self._kind.help), self.form))
        column.addWidget(self.doubt)
        if self._spec is None:
            column.addLayout(self._group(self.tr("Name"), self.name_field, self._name_help))
        for field in self.fields:
            column.addWidget(field)
        column.addLayout(self._group(self.tr("It hears of"), self.from_box))
        column.addLayout(self._switch())

    def _switch(self) -> QHBoxLayout:
        said = self.tr("Tell over this channel")
        self.on_box.setAccessibleName(said)
        label = plain_label(said, self.form)
        label.setBuddy(self.on_box)
        row = QHBoxLayout()
        row.setSpacing(2)
        # The box keeps room for the frame of the focus.
        row.addSpacing(-6)
        row.addWidget(self.on_box)
        row.addWidget(label, 1)
        return row

    def _page(self) -> QWidget:
        """Return the form, and below it what is wrong with it: in sight, however long the form is."""
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._room = FormRoom(self.form, _WIDTH_PX - 2 * PADDING_PX, page)
        column.addWidget(self._room, 1)
        column.addWidget(self.trouble)
        return page

    def _group(self, name: str, control: QWidget, help: str = "") -> QVBoxLayout:
        """Return a control under its name, spaced as the fields of a kind are."""
        label = quiet_label(name, self.form)
        label.setBuddy(control)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(control)
        if help:
            column.addWidget(hint_label(help, self.form))
        return column

    @Slot()
    def reject(self) -> None:
        """Go away, but not while it is being kept."""
        if self._working is None:
            self._forget()
            super().reject()

    # ---- keeping

    @Slot()
    def _on_verb(self) -> None:
        try:
            spec, secrets = self._typed()
        except WrongField as error:
            self._say(error)
            return
        self.trouble.say("")
        self._show_working(is_working=True)
        work = Put(self._open_book, spec, secrets)
        self._working = Operation(work, owner=self).success(self._on_done).failure(self._on_failed).start()

    def _typed(self) -> tuple[ChannelSpec, dict[str, str]]:
        """Return what is to be kept. Raises WrongField."""
        id = self.name_field.text().strip() if self._spec is None else self._spec.id
        checked_id(id)
        if self._spec is None and id in self._taken:
            raise WrongField("", self.tr("There is a channel of that name already."))
        settings = {}
        for edit in self.fields:
            if not edit.field.is_secret:
                settings[edit.field.name] = checked_field(edit.field, edit.text)
        spec = ChannelSpec(
            id=id,
            kind=self._kind.id,
            is_enabled=self.on_box.isChecked(),
            from_severity=self.from_box.currentData(),
            settings={name: value for name, value in settings.items() if value},
        )
        return spec, self._secrets(settings)

    def _secrets(self, settings: dict[str, str]) -> dict[str, str]:
        typed = {edit.field.name: edit.text for edit in self.fields if edit.field.is_secret and edit.text}
        kept = self._spec.secrets if self._spec is not None else ()
        # Without a user there is nobody whom a password could belong to.
        if "password" in kept and "password" not in typed and not settings.get("user", "x"):
            typed["password"] = ""
        return typed

    def _say(self, error: ProcmonError) -> None:
        self.trouble.say(words.trouble_text(error))
        name = error.name if isinstance(error, WrongField) else ""
        wrong = next((edit for edit in self.fields if edit.field.name == name), None)
        if wrong is not None:
            wrong.take_focus()
            self._room.ensureWidgetVisible(wrong)
        elif self._spec is None:
            self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_working(self, *, is_working: bool) -> None:
        for part in (self.form, self.cancel_button, self.verb_button):
            part.setEnabled(not is_working)
        self.verb_button.setText(self.tr("One moment…") if is_working else self._verb)

    def _on_done(self, _nothing: None) -> None:
        self._working = None
        self._forget()
        self.kept.emit(self.name_field.text().strip())
        self.accept()

    def _on_failed(self, error: ProcmonError) -> None:
        self._working = None
        self._show_working(is_working=False)
        self._say(error)

    def _forget(self) -> None:
        for edit in self.fields:
            edit.forget()
