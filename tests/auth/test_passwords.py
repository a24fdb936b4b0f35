"""What may be a password, a name and a recovery code."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from procmon_gui.auth.common_passwords import COUNT, is_common
from procmon_gui.auth.hashing import BrokenHash, Cost, Hasher
from procmon_gui.auth.passwords import (
    LEAST_LETTERS,
    MOST_LETTERS,
    NotUsable,
    fold,
    new_code,
    normal,
    read_code,
    typed,
    usable_name,
    usable_password,
)
from tests.auth.logins import CHEAP

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("1234567", "has 7 letters; it needs 8 or more. 15 are better"),
        ("", "has 0 letters"),
        ("x" * 1001, "has 1001 letters; it can have 1000 at most"),
        ("two\nlines of it", "a line break or another control character"),
        ("\ud800 half a letter", "control character"),
        ("iloveyou1", "one of those that are tried first"),
        ("1q2w3e4r5t", "one of those that are tried first"),
        ("PassWord", "one of those that are tried first"),
        ("!!Sunshine-2026", "one of those that are tried first"),
        ("ｐａｓｓｗｏｒｄ１", "one of those that are tried first"),
        ("Procmon_GUI 2026", "one of those that are tried first"),
        ("Administrator!", "one of those that are tried first"),
        ("anna-LISA-1987", "little more than the name"),
        ("Anna Lisa, anna lisa!", "little more than the name"),
    ],
)
def test_what_can_be_no_password_is_told_with_what_to_do_and_without_what_was_typed(password: str, says: str) -> None:
    with pytest.raises(NotUsable) as refused:
        usable_password(password, "Anna Lisa")

    assert says in str(refused.value)
    assert len(password) < 7 or password not in str(refused.value)


@pytest.mark.parametrize(
    "password",
    ["wolken ziehen dahin", "aaaaaaaabaaaa", "93846201", "日本語の長い合言葉", "x" * 64, "ab cd " * 166, "  spaces  "],
)
def test_there_are_no_rules_of_what_is_in_it(password: str) -> None:
    assert usable_password(password, "anna") == normal(password)


def test_four_thousand_are_known() -> None:
    assert COUNT >= 3000
    assert all(map(is_common, ("princess", "football1", "qwertyuiop", "987654321", "12qwaszx", "1qaz2wsx")))
    assert not any(is_common(f"{number}-wolke") for number in range(2000))


@given(texts, texts)
def test_a_password_is_usable_by_its_length_alone_or_told_why_not(password: str, name: str) -> None:
    try:
        usable = usable_password(password, name)
    except NotUsable as refused:
        usable, why = "", str(refused)
    if not usable:
        assert why.endswith(".")
    else:
        assert usable == unicodedata.normalize("NFKC", password) == typed(password)
        assert len(usable) >= LEAST_LETTERS
        assert len(password) <= MOST_LETTERS


@given(texts)
def test_however_letters_are_put_together_it_is_one_password_and_one_name(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assume(unicodedata.normalize("NFKC", apart) == unicodedata.normalize("NFKC", text))

    assert typed(apart) == typed(text)
    assert fold(apart) == fold(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=300))
def test_a_name_is_one_line_that_can_be_shown_and_typed_or_told_why_not(text: str) -> None:
    try:
        name = usable_name(text)
    except NotUsable as refused:
        name, why = "", str(refused)
    if not name:
        assert why.isprintable()
    else:
        assert name.isprintable()
        assert 1 <= len(name) <= 64
        assert usable_name(name) == name


def test_nothing_is_cut_off_a_long_password() -> None:
    hasher = Hasher(CHEAP)
    kept = hasher.hash("x" * 999 + "a")

    assert hasher.is_right(kept, "x" * 999 + "a")
    assert not hasher.is_right(kept, "x" * 999 + "b")


def test_a_hash_is_argon2id_with_salt_and_says_when_it_is_dated() -> None:
    cheap, dear = Hasher(CHEAP), Hasher(Cost(memory_kib=32, passes=2))
    one, other = cheap.hash("wolken ziehen"), cheap.hash("wolken ziehen")

    assert one.startswith("$argon2id$v=19$m=16,t=1,p=1$")
    assert one != other
    assert (cheap.is_dated(one), dear.is_dated(one)) == (False, True)
    assert Hasher().check(Hasher()._nobodys) == Cost(64 * 1024, 3, 1)


@pytest.mark.parametrize(
    "kept",
    [
        "", "x", "$argon2id$v=19$m=16,t=1,p=1$$",
        "$argon2i$v=19$m=16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=4000000000,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=16,t=1000000,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=16,t=1,p=1$ÄÄ$AAAAAAAAAAAAAAAAAAAAAA", "\0" * 100,
    ],
)  # fmt: skip
def test_a_hash_that_we_did_not_make_is_not_tried(kept: str) -> None:
    """Else whoever writes it into the file chooses how much memory and time a login takes."""
    with pytest.raises(BrokenHash):
        Hasher(CHEAP).is_right(kept, "wolken ziehen")


@given(st.binary(max_size=200))
def test_no_hash_at_all_breaks_the_check(kept: bytes) -> None:
    with pytest.raises(BrokenHash):
        Hasher(CHEAP).check(kept.decode("utf-8", "surrogateescape"))


def test_recovery_codes_have_128_bits_and_are_read_however_they_were_written_down() -> None:
    codes = {new_code() for _ in range(100)}
    code = codes.pop()

    assert len(codes) == 99
    assert len(code.replace("-", "")) * 5 >= 128
    assert read_code(f" {code.lower().replace('-', ' ')}\n") == read_code(code)
    assert read_code("o-I-l") == "011"
