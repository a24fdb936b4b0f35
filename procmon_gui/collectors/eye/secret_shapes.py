"""Finds secrets inside one text by their shape: URLs, headers, key and value, known tokens. Pure.

Everything here is linear in the length of the text: the text is an attacker's. The patterns begin with a literal,
repeat single character classes only, and nothing that fails after a long run can be tried again inside that run.
"""

import base64
import binascii
import re

from procmon_gui.collectors.eye.secret_keys import holds_secret, is_authorization

MARKER = b"[redacted]"

_TOKENS = re.compile(
    rb"gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_[A-Za-z0-9_]{20,}+|gl(?:pat|rt|dt|ptt|soat)-[A-Za-z0-9_-]{16,}+"
    rb"|(?<![A-Za-z0-9])A(?:KI|SI)A[A-Z0-9]{16}(?![A-Za-z0-9])(?::[A-Za-z0-9/+=]{40})?"
    rb"|xox[abeprs]-[A-Za-z0-9-]{10,}+|xapp-[A-Za-z0-9-]{16,}+|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}+"
    rb"|(?<![A-Za-z0-9_-])sk-(?=[A-Za-z_-]{0,40}[0-9])[A-Za-z0-9_-]{20,}+"
    rb"|(?<![A-Za-z0-9])(?:npm_[A-Za-z0-9]{30,}+|hf_[A-Za-z0-9]{20,}+|pypi-[A-Za-z0-9_-]{40,}+)"
    rb"|AIza[A-Za-z0-9_-]{30,}+|(?<![A-Za-z0-9])ya29\.[A-Za-z0-9_-]{20,}+"
    rb"|(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,64}+\.[A-Za-z0-9_-]{16,}+"
    rb"|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]{4,}+(?:\.[A-Za-z0-9_-]*+)?"
    rb"|do[opr]_v1_[a-f0-9]{40,}+|shp(?:at|ss|ca|pa)_[A-Fa-f0-9]{20,}+|(?<![A-Za-z0-9])hv[bs]\.[A-Za-z0-9_-]{20,}+"
    rb"|dckr_pat_[A-Za-z0-9_-]{16,}+|AGE-SECRET-KEY-1[A-Z0-9]{50,}+|tskey-[a-z]{1,12}-[A-Za-z0-9_-]{10,}+"
    rb"|(?<![A-Za-z0-9])dapi[a-f0-9]{32}|(?<![0-9])[0-9]{8,10}:AA[A-Za-z0-9_-]{30,}+|ATATT3x[A-Za-z0-9_=-]{20,}+"
)
_WEB_HOOK = re.compile(rb"(hooks\.slack\.com/services/|/api/webhooks/)[A-Za-z0-9_/-]{8,}+")
# The address form of Go's MySQL driver: user:password@tcp(host:port)/name.
_GO_ADDRESS = re.compile(rb"(?<![A-Za-z0-9_.-])([A-Za-z0-9_.-]{1,64}+:)[^\s@]{1,128}+(?=@(?:tcp|unix)\()")
# SQL: CREATE USER u IDENTIFIED BY 'x', ALTER ROLE u WITH PASSWORD 'x'.
_SQL_PASSWORD = re.compile(rb"(?i)\b(identified\s{1,4}+by|password)\s{1,4}+(?:as\s{1,4}+|password\s{1,4}+)?'[^']*+'?")
_PEM_BEGIN = re.compile(rb"-----BEGIN [A-Z ]{0,24}PRIVATE KEY-----")
_PEM_END = b"-----END"
_SCHEME = re.compile(rb"(?i)\b(bearer|basic) ++([A-Za-z0-9+/=._~-]{8,}+)")
_URL_END = re.compile(rb"[/?#\s\"'<>`]")
_USER_INFO_END = re.compile(rb"[\s\"'<>`]")
_HINT = re.compile(rb"(?i)pass|pwd|pw|psk|token|secret|key|auth|cred|cookie|sig|storepw|login")
_NAME_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")
_LONGEST_NAME_BYTES = 96
_VALUE_END = re.compile(rb"[\s\"'`;,&|}\])]")
_QUERY_END = re.compile(rb"[&#;\s\"'`<>]")
_NEXT_FIELD = re.compile(rb"[;,&|]\s?[A-Za-z_][A-Za-z0-9_ .-]{0,40}+[=:]")
_ANY_NEXT_FIELD = re.compile(rb"[\s;,&|]\s?[A-Za-z_][A-Za-z0-9_.-]{0,40}+=")
_LINE_END = re.compile(rb"[\r\n\"']")
_HEADER_SCHEME = re.compile(rb"\s*+[A-Za-z][A-Za-z0-9_-]{2,24}+ ++(?=\S)")
_QUERY_SECRETS = frozenset((b"sig", b"signature", b"x-amz-signature", b"x-goog-signature", b"auth", b"hmac", b"sign"))
_QUERY_KEY = b"key"
_LONGEST_PASSWORD_BYTES = 256
_SHORTEST_QUERY_KEY_BYTES = 16
_JWT_OR_OAUTH_PASSWORDS = (b"x-oauth-basic", b"")


def hide_shapes(text: bytes, *, is_option: bool = False) -> bytes:
    """Return the text with every secret that is known by its shape replaced by the marker.

    is_option: the text is one argument; what follows `--password=` at its start is the secret up to the end.
    """
    if b"-----BEGIN" in text:
        text = _hide_pem(text)
    if b"://" in text and b"@" in text:
        text = _hide_user_info(text)
    if _HINT.search(text):
        text = _hide_fields(text, is_option=is_option)
    if b"@tcp(" in text or b"@unix(" in text:
        text = _GO_ADDRESS.sub(rb"\1" + MARKER, text)
    if b"'" in text and b" " in text:
        text = _SQL_PASSWORD.sub(rb"\1 '" + MARKER + b"'", text)
    text = _TOKENS.sub(MARKER, text)
    text = _SCHEME.sub(_hidden_scheme, text)
    return _WEB_HOOK.sub(rb"\1" + MARKER, text)


def _hidden_scheme(found: re.Match[bytes]) -> bytes:
    scheme, value = found[1], found[2]
    if scheme.lower() == b"basic":
        try:
            secret = b":" in base64.b64decode(value, validate=True)
        except binascii.Error:
            secret = False
    else:
        secret = any(48 <= byte <= 57 for byte in value) or len(value) >= 24
    return scheme + b" " + MARKER if secret else found[0]


def _hide_pem(text: bytes) -> bytes:
    parts, at = [], 0
    while (found := _PEM_BEGIN.search(text, at)) is not None:
        end = text.find(_PEM_END, found.end())
        parts += [text[at : found.end()], MARKER]
        at = len(text) if end < 0 else end
    return b"".join(parts) + text[at:] if parts else text


def _hide_user_info(text: bytes) -> bytes:
    """Hide the password in scheme://user:password@host; the user stays, unless it is itself the token."""
    parts, at = [], 0
    while (scheme := text.find(b"://", at)) >= 0:
        start = scheme + 3
        end = _end_of(_URL_END, text, start)
        at_sign = text.rfind(b"@", start, end)
        colon = text.find(b":", start, at_sign if at_sign >= 0 else end)
        if at_sign < 0 and colon >= 0 and end < len(text) and not text[colon + 1 : end].isdigit():
            # A password with a "/" in it, as people write them: the host follows the next "@".
            found = _USER_INFO_END.search(text, end, end + _LONGEST_PASSWORD_BYTES)
            at_sign = text.find(b"@", end, end + _LONGEST_PASSWORD_BYTES if found is None else found.start())
        if at_sign < 0 or colon < 0:
            parts.append(text[at:start])
            at = start
            continue
        only_token = text[colon + 1 : at_sign] in _JWT_OR_OAUTH_PASSWORDS and colon > start
        parts += [text[at:start] if only_token else text[at : colon + 1], MARKER]
        at = at_sign
    return b"".join(parts) + text[at:]


def _hide_fields(text: bytes, *, is_option: bool) -> bytes:
    """Hide the values of fields whose name says that they are secret: name=value, "name": "value", Name: value."""
    parts, at = [], 0
    hint = _HINT.search(text)
    while hint is not None:
        name_start, name_end = _name_around(text, hint.start(), at)
        next_at = max(name_end, hint.end())
        value = _value_after(text, name_start, name_end, is_option=is_option)
        if value is not None:
            start, next_at = value
            if _is_secret(text, name_start, text[name_start:name_end], text[start:next_at]):
                parts += [text[at:start], MARKER]
                at = next_at
        hint = _HINT.search(text, next_at)
    return b"".join(parts) + text[at:] if parts else text


def _name_around(text: bytes, hint_at: int, at: int) -> tuple[int, int]:
    start, end = hint_at, hint_at
    first = max(at, hint_at - _LONGEST_NAME_BYTES)
    while start > first and text[start - 1] in _NAME_BYTES:
        start -= 1
    last = min(len(text), hint_at + _LONGEST_NAME_BYTES)
    while end < last and text[end] in _NAME_BYTES:
        end += 1
    return start, end


def _value_after(text: bytes, name_start: int, name_end: int, *, is_option: bool) -> tuple[int, int] | None:
    """Return where the value of this name begins and ends; None where there is none or the name is of no secret."""
    at = name_end
    while at < len(text) and text[at] in b"\"'\\ ]" and at - name_end < 4:
        at += 1
    separator = text[at : at + 1]
    name = text[name_start:name_end]
    if separator not in (b"=", b":") or text.startswith(b"://", at) or not _may_be_secret(text, name_start, name):
        return None
    is_quoted = b'"' in text[name_end:at] or b"'" in text[name_end:at]
    at += 2 if separator == b":" and text[at + 1 : at + 2] == b"=" else 1  # name:=value
    start = at
    while start < len(text) and start - at < 3 and text[start] in b" \\":
        start += 1
    if separator == b":" and is_authorization(name):
        return _header_value(text, start)
    if separator == b":" and start > at and not is_quoted and not _stands_first(text, name_start):
        return None  # "the password: it was lost" is a sentence
    end = _value_end(text, name_start, start, is_option=is_option and separator == b"=")
    if text[start : start + 1] in (b'"', b"'", b"`") and end > start + 1:
        start += 1
    return (start, end) if end > start and not text.startswith(MARKER, start) else None


def _stands_first(text: bytes, at: int) -> bool:
    """Return whether a name begins a text, a line, a list or a quotation."""
    before = text[max(0, at - 8) : at].rstrip(b" \t-")
    return before.endswith((b"\n", b"{", b",", b"(", b'"', b"'")) or (not before and at <= 8)


def _may_be_secret(text: bytes, name_start: int, name: bytes) -> bool:
    """Return whether a value of this name could be secret; asked before a value is looked for, to stay linear."""
    return is_authorization(name) or _is_secret(text, name_start, name, b"some:value-of-many-bytes")


def _is_secret(text: bytes, name_start: int, name: bytes, value: bytes) -> bool:
    if name_start and text[name_start - 1] in b"?&;":
        low = name.lower()
        if low in _QUERY_SECRETS or (low == _QUERY_KEY and len(value) >= _SHORTEST_QUERY_KEY_BYTES):
            return True
    return value != MARKER and (is_authorization(name) or holds_secret(name, value))


def _header_value(text: bytes, start: int) -> tuple[int, int] | None:
    """Return the secret of an Authorization header: all behind its scheme, to the end of the line or quotation."""
    scheme = _HEADER_SCHEME.match(text, start)
    if scheme is not None:
        start = scheme.end()
    end = _end_of(_LINE_END, text, start)
    return (start, end) if end > start else None


def _value_end(text: bytes, name_start: int, start: int, *, is_option: bool) -> int:
    """Return where a value ends: at its closing quote, its separator, or the end of the argument."""
    opened = text[start : start + 1]
    if opened in (b'"', b"'", b"`"):
        return _closing_quote(text, start)
    before = text[max(0, name_start - 1) : name_start]
    if before in (b"?", b"&"):
        return _end_of(_QUERY_END, text, start)
    if is_option and name_start == 0:
        following = None if text.startswith(b"-") else _ANY_NEXT_FIELD.search(text, start)
        return len(text) if following is None else following.start()
    at = start
    while (found := _VALUE_END.search(text, at)) is not None:
        byte = found[0]
        is_end = byte.isspace() or byte in (b'"', b"'", b"`")
        if byte in (b";", b",", b"&", b"|"):
            is_end = before == byte or byte == b";" or _NEXT_FIELD.match(text, found.start()) is not None
        elif byte in (b"}", b"]", b")"):
            is_end = found.end() == len(text) or text[found.end()] in b",}]) \n"
        if is_end:
            return found.start()
        at = found.end()
    return len(text)


def _closing_quote(text: bytes, start: int) -> int:
    """Return where the quotation that opens at `start` is closed; one that was escaped ends with an escape."""
    quote = text[start : start + 1]
    escaped = start > 0 and text[start - 1] == 0x5C
    at = text.find(quote, start + 1)
    while at > 0 and text[at - 1] == 0x5C and not escaped:
        at = text.find(quote, at + 1)
    if at < 0:
        return len(text)
    return at - 1 if escaped and text[at - 1] == 0x5C else at


def _end_of(pattern: re.Pattern[bytes], text: bytes, start: int) -> int:
    found = pattern.search(text, start)
    return len(text) if found is None else found.start()
