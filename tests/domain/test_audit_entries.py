"""A deed and what became of it are one entry, in whatever parts they come."""

import random
from dataclasses import replace

from procmon_gui.domain.audit import AuditRecord, Deed, Outcome
from procmon_gui.domain.audit_entries import AuditBook, entries_of


def record(number: int, outcome: Outcome, begun: int | None = None, detail: str = "") -> AuditRecord:
    deed = Deed(actor="anna", os_user="root", os_uid=0, action="end", outcome=outcome, begun=begun, detail=detail)
    return AuditRecord(number=number, at_ms=number, monotonic_ns=number, boot_id="boot", deed=deed, hash=b"")


TRAIL = (
    record(1, Outcome.BEGUN, detail="SIGTERM"),
    record(2, Outcome.BEGUN),
    record(3, Outcome.DONE, begun=1, detail="SIGTERM"),
    record(4, Outcome.REFUSED),
    record(5, Outcome.DONE, begun=1, detail="ended after 0.3 s"),
)


def test_what_was_begun_and_what_became_of_it_are_one() -> None:
    last, second, first = entries_of(TRAIL)

    assert [entry.number for entry in (first, second, last)] == [1, 2, 4]
    assert [entry.outcome for entry in (first, second, last)] == [Outcome.DONE, Outcome.BEGUN, Outcome.REFUSED]
    assert first.detail == "SIGTERM; ended after 0.3 s"


def test_in_whatever_parts_they_come_the_entries_are_the_same() -> None:
    chance = random.Random(7)
    for _ in range(50):
        book, left = AuditBook(), list(TRAIL)
        chance.shuffle(left)
        while left:
            size = chance.randrange(1, 4)
            book.add(left[:size])
            book.add(left[:1])
            left = left[size:]
        assert list(book.entries()) == list(entries_of(TRAIL))
        assert (book.newest_number, book.oldest_number) == (5, 1)


def test_an_outcome_whose_beginning_is_not_there_stands_for_itself() -> None:
    assert [entry.number for entry in entries_of(TRAIL[3:])] == [5, 4]
    book = AuditBook()
    book.add(TRAIL[2:])
    assert [entry.number for entry in book.entries()] == [4]
    assert book.entry(5) is None
    book.add(TRAIL[:2])
    entry = book.entry(5)
    assert entry is not None
    assert entry.number == 1


def test_a_forged_record_that_begins_itself_or_comes_before_its_beginning_stands_for_itself() -> None:
    forged = (record(1, Outcome.DONE, begun=1), record(2, Outcome.DONE, begun=9), record(9, Outcome.BEGUN))

    assert [entry.number for entry in entries_of(forged)] == [9, 2, 1]


def test_a_name_that_was_kept_with_the_outcome_only_is_that_of_the_deed() -> None:
    """What somebody typed may be his password: it is kept once it is known to be a name."""
    begun, done = record(1, Outcome.BEGUN), record(2, Outcome.DONE, begun=1)
    (entry,) = entries_of([begun, replace(done, deed=replace(done.deed, target="anna"))])

    assert (entry.deed.target, entry.deed.outcome) == ("anna", Outcome.BEGUN)
