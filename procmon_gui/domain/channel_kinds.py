"""What a kind of channel declares of itself, and whether what somebody typed can be it. Pure.

From this its form, its lines in the file and its checks follow. Texts are marked for translation in the context
"Channel" and translated where they are shown. The list itself is in `channels.kinds`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.text import display_text

_T = QT_TRANSLATE_NOOP

LONGEST_TEXT: Final = 2000
MOST_ENTRIES: Final = 50
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
# What smtplib and every server take without further ado; what is between < and > of an address.
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_SHOWN: Final = 60
SHOWN: Final = "shown"
"""The name of what may be shown of a secret address; a channel finds it itself."""


class FieldKind(Enum):
    """What a field holds, always as text: of a list, one entry a line."""

    TEXT = "text"
    WHOLE = "whole number"
    CHOICE = "choice"
    ADDRESS = "address"
    ADDRESSES = "addresses"
    WORDS = "words"
    FILE = "file"
    SECRET = "secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to be told about a channel.

    Attributes:
        least, most: of a number, both included.
        choices: value and label.
        is_needed: without it the channel can not be used.
        is_aim: it decides who gets to see the secrets of the channel; where it changes, they are entered again.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    help: str = ""
    default: str = ""
    is_needed: bool = False
    is_aim: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0

    @property
    def is_secret(self) -> bool:
        """Return whether it is kept where nobody reads it, and never shown."""
        return self.kind is FieldKind.SECRET

    @property
    def is_list(self) -> bool:
        """Return whether it is several texts, one a line."""
        return self.kind in (FieldKind.ADDRESSES, FieldKind.WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelKind:
    """One kind of channel.

    Attributes:
        is_managed: only an administrator may set it up, where there are accounts.
        is_single: there is one of it, which can not be taken away.
    """

    id: str
    label: str
    help: str
    fields: tuple[Field, ...] = ()
    is_managed: bool = False
    is_single: bool = False

    def field(self, name: str) -> Field | None:
        """Return a field by name."""
        return next((one for one in self.fields if one.name == name), None)


class WrongField(WrongInput):
    """A field holds what it can not hold. `name` is that of the field; empty where it is the whole."""

    def __init__(self, name: str, template: str, /, **fields: str) -> None:
        super().__init__(template.format(**fields))
        self.name = name
        self.template = template
        self.fields = fields


_NEEDED: Final = _T("Channel", "{label} is missing.")
_NO_ID: Final = _T("Channel", "“{id}” is no name of a channel: 1 to 40 letters, digits, - and _ are.")
_TAKEN_ID: Final = _T("Channel", "“{id}” can not be the name of a channel: it means something else in the file.")
# What stands in the file beside the channels.
RESERVED: Final = "version"
_NO_KIND: Final = _T("Channel", "“{kind}” is no kind of channel; there are {kinds}.")
_NO_FIELD: Final = _T("Channel", "A channel of this kind has no “{name}”.")
_NOT_WHOLE: Final = _T("Channel", "{label}: “{value}” is no whole number within {least} to {most}.")
_NO_CHOICE: Final = _T("Channel", "{label}: “{value}” is none of {choices}.")
_NO_ADDRESS: Final = _T("Channel", "{label}: “{value}” is no e-mail address.")
_TOO_LONG: Final = _T("Channel", "{label} is longer than {most} characters, or has too many entries.")
_CONTROL: Final = _T("Channel", "{label} holds a character that can not be typed.")


def checked_id(id: str) -> str:
    """Return the id of a channel. Raises WrongField."""
    if not _ID.fullmatch(id):
        raise WrongField("", _NO_ID, id=display_text(id, _SHOWN))
    if id == RESERVED:
        raise WrongField("", _TAKEN_ID, id=id)
    return id


def kind_of(kinds: Mapping[str, ChannelKind], name: str) -> ChannelKind:
    """Return a kind by id. Raises WrongField."""
    if name not in kinds:
        raise WrongField("kind", _NO_KIND, kind=display_text(name, _SHOWN), kinds=", ".join(kinds))
    return kinds[name]


def checked(kind: ChannelKind, settings: Mapping[str, str]) -> dict[str, str]:
    """Return the settings of a channel, without what is as by default. Raises WrongField, for the first that is wrong.

    Whether a needed secret is there is another question: see `missing_secrets`.
    """
    for name in settings:
        field = kind.field(name)
        if name != SHOWN and (field is None or field.is_secret):
            raise WrongField(name, _NO_FIELD, name=display_text(name, _SHOWN))
    found = {}
    for field in kind.fields:
        if field.is_secret:
            continue
        value = checked_field(field, settings.get(field.name, field.default))
        if value and value != field.default:
            found[field.name] = value
    if settings.get(SHOWN):
        found[SHOWN] = display_text(settings[SHOWN], _SHOWN * 4)
    return found


def checked_field(field: Field, value: str) -> str:
    """Return what a field holds, as it is kept. Raises WrongField."""
    entries = [entry.strip() for entry in (value.split("\n") if field.is_list else [value])]
    if field.kind is FieldKind.ADDRESSES:
        # People separate addresses by commas, too.
        entries = [entry.strip() for part in entries for entry in re.split("[,;]", part)]
    entries = [entry for entry in entries if entry]
    if not entries:
        if field.is_needed:
            raise WrongField(field.name, _NEEDED, label=field.label)
        return ""
    if len(entries) > MOST_ENTRIES or any(len(entry) > LONGEST_TEXT for entry in entries):
        raise WrongField(field.name, _TOO_LONG, label=field.label, most=str(LONGEST_TEXT))
    for entry in entries:
        _check_entry(field, entry)
    return "\n".join(entries)


def missing_secrets(kind: ChannelKind, kept: "tuple[str, ...] | frozenset[str]") -> None:
    """Raise WrongField where a needed secret is not among those that are kept."""
    for field in kind.fields:
        if field.is_secret and field.is_needed and field.name not in kept:
            raise WrongField(field.name, _NEEDED, label=field.label)


def _check_entry(field: Field, entry: str) -> None:
    if not entry.isprintable():
        raise WrongField(field.name, _CONTROL, label=field.label)
    shown = display_text(entry, _SHOWN)
    match field.kind:
        case FieldKind.WHOLE:
            is_number = entry.isascii() and entry.isdigit() and len(entry) < 10
            if not is_number or not field.least <= int(entry) <= field.most:
                raise WrongField(
                    field.name, _NOT_WHOLE, label=field.label, value=shown, least=str(field.least),
                    most=str(field.most),
                )  # fmt: skip
        case FieldKind.CHOICE:
            values = [value for value, _ in field.choices]
            if entry not in values:
                raise WrongField(field.name, _NO_CHOICE, label=field.label, value=shown, choices=", ".join(values))
        case FieldKind.ADDRESS | FieldKind.ADDRESSES:
            if not _ADDRESS.fullmatch(entry):
                raise WrongField(field.name, _NO_ADDRESS, label=field.label, value=shown)
        case _:
            pass
