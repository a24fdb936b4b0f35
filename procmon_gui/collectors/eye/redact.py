"""Takes passwords, tokens and keys out of command lines before anything else sees them.

Works per argument, on bytes. Everything secret is replaced by `[redacted]`; the number of arguments and everything
else stay as they are. An ordinary command line is let through by a check of a few microseconds.
"""

import re
from collections.abc import Callable

from procmon_gui.collectors.eye.secret_keys import holds_secret, words_of
from procmon_gui.collectors.eye.secret_options import (
    KEY_VALUE_PROGRAMS,
    LOGIN_PROGRAMS,
    POSITIONS,
    PROGRAMS,
    SHORT_OPTIONS,
    Form,
    Option,
)
from procmon_gui.collectors.eye.secret_shapes import MARKER, hide_shapes

COMMAND_READ_BYTES = 65_536  # how much of a command line is looked at
COMMAND_SENT_BYTES = 8_192  # and how much of what is left of it leaves the eye
_SHORTEST_TOKEN_BYTES = 20
# How tokens that nothing names begin.
_TOKEN_SIGN = re.compile(
    rb"gh[pousr]_|github_pat_|gl[a-z]{2,4}-|A[KS]IA|xox[a-z]-|xapp-|sk-|k_(?:live|test)_|npm_|hf_|pypi-|AIza|ya29|SG\."
    rb"|eyJ|_v1_|shp[a-z]{2}_|hv[sb]\.|dckr_|AGE-|tskey|dapi|:AA|ATATT|BEGIN |services/|webhooks|[Bb]earer "
    rb"|[Bb]asic |@tcp\(|@unix\("
)
# Lower case, and everything that may stand around a program's name becomes the same mark.
_FOLD = bytes.maketrans(
    bytes(range(65, 91)) + b" /\t\n;|&()'\"`,", bytes(range(97, 123)) + b"\0" * len(b" /\t\n;|&()'\"`,")
)
_SHELL_WORD = re.compile(rb"(?:[^\s\"';|&()]++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))++|[;|&()]")
# No program of the table has its secret behind more words than that.
_MOST_VALUES = 8
# A script in a script in a script: sh -c "ssh host 'mysql -p…'".
_DEEPEST_SCRIPT = 3
_SHELL_BREAKS = (b";", b"|", b"&", b"(", b")")
_OPTION_NAME = re.compile(rb"--?[A-Za-z][A-Za-z0-9_.-]{1,100}")
_JOINED_USER = re.compile(rb"-[sSLkfviIGgjN#]{1,8}u")  # curl -sSu user:password
_PASS_SOURCE = re.compile(rb"\Apass:(?=.)", re.DOTALL)
_ACCESS_KEY_ID = re.compile(rb"A(?:KI|SI)A[A-Z0-9]{16}")
_ACCESS_KEY = re.compile(rb"[A-Za-z0-9/+=]{40}")


def redact(argv: list[bytes]) -> list[bytes]:
    """Return the arguments with their secrets replaced; the very same list where there are none to suspect."""
    if not _is_suspect(argv):
        return argv
    return _redacted_words(argv)


def redact_line(text: bytes) -> bytes:
    """Return a whole command line, of which it is not known any more where its arguments end, without secrets.

    For what was redacted once, by an older version perhaps that knew less; of a new one `redact` finds more.
    """
    return _redacted_text(text) if _is_suspect([text]) else text


def _is_suspect(argv: list[bytes]) -> bool:
    """Return whether a closer look is worth its time: most command lines are not."""
    joined = b"\0".join(argv)
    text = joined.translate(_FOLD)
    # The name of a secret has one of these in it. No loop: each test costs 0.2 µs.
    return (
        b"pass" in text
        or b"pw" in text
        or b"psk" in text
        or b"tok" in text
        or b"secr" in text
        or b"key" in text
        or b"auth" in text
        or b"cred" in text
        or b"sig" in text
        or b"identified" in text
        or b"cookie:" in text
        or (b"@" in joined and b"://" in joined)
        or not PROGRAMS.isdisjoint(text.split(b"\0"))
        or (len(joined) >= _SHORTEST_TOKEN_BYTES and _has_token(argv))
    )


def _has_token(argv: list[bytes]) -> bool:
    for number, word in enumerate(argv):
        if len(word) < _SHORTEST_TOKEN_BYTES or (number == 0 and word.startswith(b"/") and b" " not in word):
            continue
        if _TOKEN_SIGN.search(word):
            return True
    return False


def _redacted_text(text: bytes, depth: int = 0) -> bytes:
    """Redact by shape, then word by word as a shell would cut the text; what is between the words stays."""
    text = hide_shapes(text)
    found = list(_SHELL_WORD.finditer(text))
    plain = [_unquoted(one[0]) for one in found]
    reader = _Reader()
    parts, at = [], 0
    for number, (one, word) in enumerate(zip(found, plain, strict=True)):
        new = reader.read(word, plain[number - 1] if number else b"")
        if new is None and depth < _DEEPEST_SCRIPT and b" " in word and word != one[0]:
            new = _redacted_text(word, depth + 1)
        if new is not None and new != word:
            quote = one[0][:1] if word != one[0] else b""
            parts += [text[at : one.start()], quote + new + quote]
            at = one.end()
    return b"".join(parts) + text[at:] if parts else text


def _redacted_words(words: list[bytes]) -> list[bytes]:
    """Redact by what an argument is for, the value after an option, the n-th word of a program; else by its shape."""
    redacted: list[bytes] = []
    reader = _Reader()
    before = b""
    for word in words:
        new = reader.read(word, before)
        redacted.append(_redacted_argument(word, before) if new is None else new)
        before = word
    return redacted


def _unquoted(word: bytes) -> bytes:
    return word[1:-1] if len(word) > 1 and word[:1] in (b'"', b"'") and word[-1:] == word[:1] else word


def _redacted_argument(word: bytes, before: bytes) -> bytes:
    is_script = before.startswith(b"-") and before.endswith(b"c") and len(before) < 5
    if not is_script:
        word = hide_shapes(word, is_option=True)
    return _redacted_text(word) if any(mark in word for mark in (b" ", b"\t", b"\n")) else word


class _Reader:
    """Reads arguments one after the other and knows which program they are for."""

    def __init__(self) -> None:
        self._program = b""
        self._values: list[bytes] = []
        self._is_login = False
        self._after: Callable[[bytes], bytes] | None = None

    def read(self, word: bytes, before: bytes) -> bytes | None:
        """Return the word as it may be shown, or None where its place says nothing about it."""
        after, self._after = self._after, None
        # After an option that may stand alone (--password asks), the next option is no value.
        if after is not None and not (isinstance(after, _OptionValue) and word.startswith(b"-")):
            hidden = after(word)
            return None if hidden == word else hidden
        if word in _SHELL_BREAKS:
            self._begin(b"")
            return None
        name = word.rpartition(b"/")[2]
        if name in PROGRAMS and not word.startswith(b"-"):
            self._begin(name)
            return None
        self._is_login = self._is_login or word == b"login"
        return self._as_option(word) if word.startswith((b"-", b"/p:")) else self._as_value(word, before)

    def _begin(self, program: bytes) -> None:
        self._program = program
        self._values = []
        self._is_login = False

    def _as_option(self, word: bytes) -> bytes | None:
        for option in SHORT_OPTIONS.get(self._program, ()):
            if self._program in LOGIN_PROGRAMS and not self._is_login:
                break
            hidden = self._as_known_option(word, option)
            if hidden is not None:
                return None if hidden == word else hidden
        if self._program == b"curl" and _JOINED_USER.fullmatch(word):
            self._after = SHORT_OPTIONS[b"curl"][0].hide
            return None
        if _OPTION_NAME.fullmatch(word) is None:
            return None
        bare = word.lstrip(b"-")
        if bare in (b"passin", b"passout", b"pass") and self._program == b"openssl":
            self._after = _hide_pass_source
        elif holds_secret(bare, b"some:value-of-many-bytes"):
            self._after = _OptionValue(bare)
        return None

    def _as_known_option(self, word: bytes, option: Option) -> bytes | None:
        if word == option.text:
            if option.form != Form.GLUED:
                self._after = option.hide
            return word
        if option.form == Form.APART or not word.startswith(option.text):
            return None
        glued = word[len(option.text) :]
        if option.text.startswith(b"--"):
            if not glued.startswith(b"="):
                return None
            return option.text + b"=" + option.hide(glued[1:])
        return option.text + option.hide(glued)

    def _as_value(self, word: bytes, before: bytes) -> bytes | None:
        if _ACCESS_KEY_ID.fullmatch(before) and _ACCESS_KEY.fullmatch(word):
            return MARKER
        if self._program in KEY_VALUE_PROGRAMS and b"=" not in word and _is_key_word(word):
            self._after = _OptionValue(word)
            return None
        if len(self._values) >= _MOST_VALUES:
            return None
        self._values.append(word)
        for verbs, positions in POSITIONS.get(self._program, ()):
            count = len(verbs)
            if tuple(self._values[:count]) == verbs and len(self._values) - count in positions:
                return MARKER
        return None


def _is_key_word(word: bytes) -> bool:
    return (
        len(word) < 128
        and b" " not in word
        and bool(words_of(word))
        and holds_secret(word, b"some:value-of-many-bytes")
    )


class _OptionValue:
    """Hides the value that follows an option, unless it is one of those that give nothing away."""

    def __init__(self, name: bytes) -> None:
        self._name = name

    def __call__(self, value: bytes) -> bytes:
        return MARKER if holds_secret(self._name, value) else value


def _hide_pass_source(value: bytes) -> bytes:
    """Hide the password of openssl-passphrase-options(1): pass:x; env:, file: and fd: name a place only."""
    return b"pass:" + MARKER if _PASS_SOURCE.match(value) else value
