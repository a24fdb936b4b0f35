"""What may be a name and a password, and the code that lets in who forgot his. Pure.

Source: NIST SP 800-63B and OWASP ASVS 5.0, 6.2: long ones, none that everybody knows, and no rules of what is in them.
"""

import secrets
import unicodedata
from typing import Final

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import display_text

_T = QT_TRANSLATE_NOOP

LEAST_LETTERS: Final = 8
GOOD_LETTERS: Final = 15
MOST_LETTERS: Final = 1000
MOST_NAME_LETTERS: Final = 64
# What somebody thinks of who looks at this window.
_PRODUCT_WORDS: Final = frozenset({
    "procmon", "procmongui", "processmonitor", "taskmanager", "monitor", "process", "processes", "kennwort", "passwort",
    "password", "passphrase", "administrator", "admin", "operator", "viewer", "root", "linux", "windows", "debian",
    "ubuntu",
})  # fmt: skip
_SHORT: Final = _T(
    "Action", "The password has {count} letters; it needs {least} or more. {good} are better: a few words in a row do."
)
_LONG: Final = _T("Action", "The password has {count} letters; it can have {most} at most.")
_UNTYPABLE: Final = _T(
    "Action", "The password holds a line break or another control character; type it without, or paste less."
)
_KNOWN: Final = _T(
    "Action", "This password is one of those that are tried first. Take one that nobody else has: a few words in a row."
)
_OWN_NAME: Final = _T(
    "Action", "The password is little more than the name of the account. Take one that has nothing to do with it."
)
_NO_NAME: Final = _T("Action", "An account needs a name.")
_LONG_NAME: Final = _T("Action", "The name has {count} letters; it can have {most} at most.")
_ODD_NAME: Final = _T(
    "Action", "The name holds what can not be seen or typed: {name}. Use letters, digits and signs on one line."
)
# Crockford's: no two of them look alike, https://www.crockford.com/base32.html.
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKS_LIKE: Final = str.maketrans("OIL", "011")
_CODE_BITS: Final = 128
_CODE_DIGITS: Final = 26
_CODE_GROUP: Final = 5


class NotUsable(WrongInput):
    """A name or a password that can be none; `said` is the sentence in parts. What was typed is never in it."""

    def __init__(self, said: Sentence) -> None:
        super().__init__(str(said))
        self.said = said


def normal(text: str) -> str:
    """Return what is hashed: the same for every way to type the same letters."""
    return unicodedata.normalize("NFKC", text)


def typed(text: str) -> str | None:
    """Return what somebody typed to log in as it is compared; None for what can be nobody's password."""
    if len(text) > MOST_LETTERS or not _is_typable(text):
        return None
    return normal(text)


def usable_password(password: str, name: str) -> str:
    """Return a new password of an account as it is hashed. Raises NotUsable, which says what to do."""
    if len(password) > MOST_LETTERS:
        raise NotUsable(Sentence(_LONG, {"count": str(len(password)), "most": str(MOST_LETTERS)}))
    if not _is_typable(password):
        raise NotUsable(Sentence(_UNTYPABLE))
    usable = normal(password)
    if len(usable) < LEAST_LETTERS:
        fields = {"count": str(len(usable)), "least": str(LEAST_LETTERS), "good": str(GOOD_LETTERS)}
        raise NotUsable(Sentence(_SHORT, fields))
    if _is_like(usable, {fold(name)}):
        raise NotUsable(Sentence(_OWN_NAME))
    if _is_known(usable):
        raise NotUsable(Sentence(_KNOWN))
    return usable


def usable_name(text: str) -> str:
    """Return the name of an account as it is kept. Raises NotUsable."""
    name = " ".join(normal(text[: 4 * MOST_NAME_LETTERS]).split())
    if not name:
        raise NotUsable(Sentence(_NO_NAME))
    if len(text) > 4 * MOST_NAME_LETTERS or len(name) > MOST_NAME_LETTERS:
        fields = {"count": str(max(len(text), len(name))), "most": str(MOST_NAME_LETTERS)}
        raise NotUsable(Sentence(_LONG_NAME, fields))
    if display_text(name) != name or not _is_typable(name):
        raise NotUsable(Sentence(_ODD_NAME, {"name": display_text(name, MOST_NAME_LETTERS)}))
    return name


def fold(name: str) -> str:
    """Return a name without what does not tell two accounts apart."""
    return " ".join(normal(normal(name).casefold()).split())


def new_code() -> str:
    """Return a recovery code, in groups that can be written down."""
    number = secrets.randbits(_CODE_BITS)
    digits = "".join(_DIGITS[number >> 5 * place & 31] for place in range(_CODE_DIGITS))
    return "-".join(digits[at : at + _CODE_GROUP] for at in range(0, _CODE_DIGITS, _CODE_GROUP))


def read_code(text: str) -> str:
    """Return a recovery code as it is hashed, however it was written."""
    digits = "".join(letter for letter in normal(text[:200]).upper() if letter.isalnum())
    return digits.translate(_LOOKS_LIKE)


def _is_typable(text: str) -> bool:
    return not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text)


def _is_known(password: str) -> bool:
    # Loaded where somebody chooses a password, and nowhere else.
    from procmon_gui.auth.common_passwords import is_common

    folded = fold(password)
    return is_common(folded) or is_common(_core(folded)) or _is_like(password, _PRODUCT_WORDS)


def _is_like(password: str, words: frozenset[str] | set[str]) -> bool:
    """Return whether a password is one of these words, once or over and over, with no letter more."""
    core = _core(fold(password))
    return core != "" and any(word and not core.replace(word, "") for word in map(_core, words))


def _core(folded: str) -> str:
    """Return the letters alone: digits and signs around a word, or in it, keep nobody out."""
    return "".join(letter for letter in folded if letter.isalpha())
