"""How channels are set up: `channels.toml` beside the settings file, written by hand or by the form. Any thread but the
window's.

    version = 1

    [ops-mail]
    kind = "mail"
    from_severity = "critical"
    server = "mail.example.org"
    from = "procmon@example.org"
    to = ["ops@example.org"]
    secrets = ["password"]

A channel that makes no sense is named and left out, and the others work. No secret is ever in it (`settings.secrets`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Final

from procmon_gui.domain.channel_kinds import RESERVED, SHOWN, ChannelKind, WrongField, checked, checked_id, kind_of
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.notices import DESKTOP, ChannelProblem, ChannelSpec
from procmon_gui.domain.rules import Severity
from procmon_gui.domain.text import display_text
from procmon_gui.settings.disk import keep_aside, read_small, replace_file, signature_of
from procmon_gui.settings.toml_edit import edited, mended
from procmon_gui.settings.toml_lines import Lines, parsed, scanned

_T = QT_TRANSLATE_NOOP
FILE_NAME: Final = "channels.toml"
_HEADER: Final = """\
# Channels of procmon_gui: who is told about alerts. The page Settings of the window writes them.
# Changes made here are used at once. Secrets are never in this file.

version = 1
"""
_FORMAT: Final = 1
_SHOWN: Final = 60
_MOST_CHANNELS: Final = 50
_SEVERITIES: Final = {severity.name.lower(): severity for severity in Severity}
_BROKEN: Final = _T("Channel", "“{text}” is no TOML, or stands twice; it is left out.")
_NO_TOML: Final = _T("Channel", "The file is no TOML.")
_NEWER: Final = _T("Channel", "A newer version of the program wrote this file; what this one knows is used.")
_NO_TABLE: Final = _T("Channel", "A table is expected here, as [{id}].")
_SINGLE: Final = _T("Channel", "“{id}” is the one channel of that kind.")
_LINE_BREAK: Final = _T("Channel", "“{name}” holds a line break.")
_NO_TEXT: Final = _T("Channel", "“{name}” is neither a text nor a number nor a list of texts.")
_NO_FLAG: Final = _T("Channel", "“enabled” is neither true nor false.")
_NO_SEVERITY: Final = _T("Channel", "“from_severity” is none of {names}.")
_NO_SECRET: Final = _T("Channel", "“secrets” lists names of secrets that are kept: {names}.")
_OWN: Final = ("kind", "enabled", "from_severity", "secrets")


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the file says."""

    specs: Sequence[ChannelSpec]
    problems: Sequence[ChannelProblem]
    text: str
    is_broken: bool = False


@dataclass(slots=True)
class _Reading:
    """What was found until now."""

    specs: list[ChannelSpec] = field(default_factory=list)
    problems: list[ChannelProblem] = field(default_factory=list)


class ChannelsFile:
    """One file. Reading it again costs nothing while it is as it was."""

    def __init__(self, path: Path, kinds: Mapping[str, ChannelKind]) -> None:
        self._path = path
        self._kinds = kinds
        self._guard = Lock()
        self._signature: object = self  # what no signature is
        self._contents: _Contents | None = None

    def channels(self) -> Sequence[ChannelSpec]:
        """Return those that can be used, the desktop first. Raises Unavailable."""
        return self._read().specs

    def problems(self) -> Sequence[ChannelProblem]:
        """Return what of the file can not be used. Raises Unavailable."""
        return self._read().problems

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""
        return signature_of(self._path)

    def put(self, spec: ChannelSpec) -> None:
        """Keep a channel in the place of the one with its id. Raises WrongInput and Unavailable."""
        checked_id(spec.id)
        kind = kind_of(self._kinds, spec.kind)
        if kind.is_single != (spec.id == DESKTOP):
            raise WrongInput(f"“{DESKTOP}” is the one channel of that kind.")
        settings = checked(kind, spec.settings)
        values: dict[str, object | None] = {
            "kind": spec.kind,
            "enabled": None if spec.is_enabled else False,
            "from_severity": spec.from_severity.name.lower(),
            **{one.name: None for one in kind.fields if not one.is_secret},
            SHOWN: None,
            **{name: _written(kind, name, value) for name, value in settings.items()},
            "secrets": list(spec.secrets) or None,
        }
        with self._guard:
            contents = self._looked()
            if len(contents.specs) >= _MOST_CHANNELS and all(one.id != spec.id for one in contents.specs):
                raise WrongInput(f"There are {_MOST_CHANNELS} channels already.")
            text = contents.text
            before = parsed(text) or {}
            # Of another kind, other settings: what it had is not left behind.
            if isinstance(before.get(spec.id), dict) and before[spec.id].get("kind") != spec.kind:
                text = edited(text, (spec.id,), None)
            for name, value in values.items():
                text = edited(text, (spec.id, name), value)
            self._write(contents, text)

    def remove(self, id: str) -> None:
        """Take a channel away. Raises WrongInput for the desktop, and Unavailable."""
        if id == DESKTOP:
            raise WrongInput("The desktop is always there; it can be switched off.")
        with self._guard:
            contents = self._looked()
            self._write(contents, edited(contents.text, (id,), None))

    # ---- reading

    def _read(self) -> _Contents:
        with self._guard:
            return self._looked()

    def _looked(self) -> _Contents:
        signature = signature_of(self._path)
        if self._contents is None or signature != self._signature:
            try:
                raw = read_small(self._path)
            except OSError as error:
                raise Unavailable(f"{self._path} can not be read: {error.strerror or error}") from None
            self._contents = _contents_of(raw, self._kinds)
            self._signature = signature
        return self._contents

    def _write(self, contents: _Contents, text: str) -> None:
        try:
            if contents.is_broken:
                before = read_small(self._path)
                if before is not None:
                    keep_aside(self._path, before)
            replace_file(self._path, text.encode())
        except OSError as error:
            raise Unavailable(f"{self._path} can not be written: {error.strerror or error}") from None
        self._contents = None


def _contents_of(raw: bytes | None, kinds: Mapping[str, ChannelKind]) -> _Contents:
    found = _Reading()
    text = _HEADER if raw is None else raw.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    lines = scanned(text)
    tree = parsed(text)
    is_broken = tree is None
    if tree is None:
        for number in sorted((*lines.broken, *lines.repeated)) or [-1]:
            said = display_text(lines.text[number].strip(), _SHOWN) if number >= 0 else ""
            template = _BROKEN if said else _NO_TOML
            found.problems.append(_problem("", WrongField("", template, text=said), number + 1))
        tree, text = lines.tree, mended(lines)
    version = tree.get(RESERVED, _FORMAT)
    if isinstance(version, int) and version > _FORMAT:
        found.problems.append(_problem("", WrongField(RESERVED, _NEWER), lines.line_of((RESERVED,))))
    for id, table in tree.items():
        if id != RESERVED or isinstance(table, dict):
            _take(id, table, kinds, lines, found)
    if all(spec.id != DESKTOP for spec in found.specs):
        found.specs.append(ChannelSpec(id=DESKTOP, kind=DESKTOP))
    found.specs.sort(key=_is_not_desktop)
    return _Contents(tuple(found.specs), tuple(found.problems), text, is_broken=is_broken)


def _is_not_desktop(spec: ChannelSpec) -> bool:
    return spec.id != DESKTOP


def _take(id: str, table: object, kinds: Mapping[str, ChannelKind], lines: Lines, found: _Reading) -> None:
    shown = display_text(id, _SHOWN)
    try:
        if not isinstance(table, dict):
            raise WrongField("", _NO_TABLE, id=shown)  # noqa: TRY301  # told like the others
        found.specs.append(_spec(checked_id(id), table, kinds))
    except WrongField as error:
        line = lines.line_of((id, error.name)) or lines.line_of((id,))
        found.problems.append(_problem(shown, error, line))


def _problem(channel: str, error: WrongField, line: int) -> ChannelProblem:
    return ChannelProblem(
        channel=channel, where=display_text(error.name, _SHOWN), words=str(error), line=line, template=error.template,
        fields=error.fields,
    )  # fmt: skip


def _spec(id: str, table: Mapping[str, Any], kinds: Mapping[str, ChannelKind]) -> ChannelSpec:
    """Return the channel of a table. Raises WrongField."""
    kind = kind_of(kinds, str(table.get("kind", DESKTOP if id == DESKTOP else "")))
    if kind.is_single != (id == DESKTOP):
        raise WrongField("kind", _SINGLE, id=DESKTOP)
    settings = {name: _read_text(name, value) for name, value in table.items() if name not in _OWN}
    return ChannelSpec(
        id=id,
        kind=kind.id,
        is_enabled=_flag(table.get("enabled", True)),
        from_severity=_severity(table.get("from_severity", "warning")),
        settings=checked(kind, settings),
        secrets=_secrets(kind, table.get("secrets", [])),
    )


def _read_text(name: str, value: object) -> str:
    match value:
        case str():
            # An entry of a list can not hold a line break, nor can anything else.
            if "\n" in value or "\r" in value:
                raise WrongField(name, _LINE_BREAK, name=name)
            return value
        case bool():
            raise WrongField(name, _NO_TEXT, name=name)
        case int():
            return str(value)
        case list() if all(isinstance(one, str) and "\n" not in one for one in value):
            return "\n".join(value)
        case _:
            raise WrongField(name, _NO_TEXT, name=name)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongField("enabled", _NO_FLAG)
    return value


def _severity(value: object) -> Severity:
    if not isinstance(value, str) or value not in _SEVERITIES:
        raise WrongField("from_severity", _NO_SEVERITY, names=", ".join(_SEVERITIES))
    return _SEVERITIES[value]


def _secrets(kind: ChannelKind, value: object) -> tuple[str, ...]:
    names = [one.name for one in kind.fields if one.is_secret]
    if not isinstance(value, list) or any(one not in names for one in value):
        expected = ", ".join(names) or "none"
        raise WrongField("secrets", _NO_SECRET, names=expected)
    return tuple(name for name in names if name in value)


def _written(kind: ChannelKind, name: str, value: str) -> object:
    one = kind.field(name)
    if one is not None and one.is_list:
        return value.split("\n")
    return int(value) if one is not None and one.kind.value == "whole number" else value
