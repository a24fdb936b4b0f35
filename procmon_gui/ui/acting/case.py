"""What a question has to say about those who are held, and whether it may be answered at all. Window thread only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.actions import ActionKind, Answer, Fate, Grade, Seen, Target, Verdict
from procmon_gui.domain.sentences import Sentence
from procmon_gui.ui.acting import words
from procmon_gui.ui.acting.wishes import Wish
from procmon_gui.ui.acting.work import Grip

translate = QCoreApplication.translate
# So many names can be typed in one question; more of those that others live in are too many for one click.
MOST_TYPED: Final = 4
_ENDINGS: Final = (ActionKind.END, ActionKind.KILL)
_GRADES: Final = tuple(Grade)
_ICONS: Final = {ActionKind.SUSPEND: "pause", ActionKind.RESUME: "play"}


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the question: its icon, the token of its colour, and what it says."""

    icon_name: str
    token: str
    words: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question."""

    wish: Wish
    grip: Grip

    @property
    def grade(self) -> Grade:
        """Return the gravest grade among those who are meant."""
        return max((target.grade for target in self.grip.targets), key=_GRADES.index)

    @property
    def critical(self) -> Sequence[Target]:
        """Return those whose name has to be typed."""
        return [target for target, _ in self._open if target.grade is Grade.CRITICAL]

    @property
    def open_count(self) -> int:
        """Return on how many it may be done."""
        return len(self._open)

    @property
    def is_refused(self) -> bool:
        """Say whether it may be done to nobody."""
        return not self._open or len(self.critical) > MOST_TYPED

    @property
    def _open(self) -> list[tuple[Target, Verdict]]:
        pairs = zip(self.grip.targets, self.grip.verdicts, strict=True)
        return [(target, verdict) for target, verdict in pairs if verdict.answer is not Answer.REFUSED]

    def is_open(self, place: int) -> bool:
        """Say whether it may be done to the one at this place."""
        return self.grip.verdicts[place].answer is not Answer.REFUSED

    @property
    def waits_for_password(self) -> bool:
        """Say whether the system asks for one while it is done."""
        return not self.grip.actor.has_root and any(target.uid != self.grip.actor.os_uid for target, _ in self._open)

    @property
    def icon(self) -> tuple[str, str]:
        """Return the icon beside the question, and the token of its colour."""
        if self.grade in (Grade.CRITICAL, Grade.UNTOUCHABLE) or self.is_refused:
            return "octagon-x", "crit"
        if not words.is_dangerous(self.wish.action):
            return _ICONS.get(self.wish.action.kind, "gauge"), "t2"
        return "triangle-alert", "crit" if self.grade is Grade.OTHERS else "warn"

    @property
    def is_plain(self) -> bool:
        """Say whether it needs no question: an own ordinary process, and something that can be taken back."""
        is_light = not words.is_dangerous(self.wish.action) and not self.wish.chooses
        return is_light and self.grade is Grade.OWN and not self.is_refused and not self.grip.held.lost

    def remarks(self) -> Sequence[Remark]:
        """Return what has to be said before it is done, the gravest last."""
        if self.is_refused:
            return self._about_refusals()
        return [*self._about_children(), *self._about_others(), *self._about_refusals()]

    def _about_children(self) -> list[Remark]:
        """Children do not end with their parent; those of a tree are held themselves."""
        action, targets = self.wish.action, self.grip.targets
        count = sum(target.child_count for target in targets)
        if action.kind not in _ENDINGS or not count or action.is_tree:
            return []
        if len(targets) == 1:
            said = translate("Acting", "Its %Ln children go on without it.", "", count)
        else:
            said = translate("Acting", "Children of theirs that are not in this list go on without them.")
        return [Remark("info", "warn", said)]

    def _about_others(self) -> list[Remark]:
        found = [
            Remark("octagon-x", "crit", self._of(target, words.sentence_text(target.why)))
            for target in self.critical
            if target.why is not None
        ]
        others = [target for target, _ in self._open if target.uid != self.grip.actor.os_uid]
        if others:
            users = ", ".join(dict.fromkeys(target.user for target in others))
            found.append(Remark("triangle-alert", "warn", self._about_password(users)))
        elif self._asks:
            said = next(words.sentence_text(verdict.why) for verdict in self._asks if verdict.why is not None)
            if self.grip.actor.has_root and not self.grip.actor.has_accounts:
                said = " ".join((said, translate("Acting", "The next step makes one.")))
            found.append(Remark("lock", "t2", said))
        return found

    @property
    def _asks(self) -> list[Verdict]:
        asking = (Answer.LOG_IN, Answer.CONFIRM)
        return [verdict for _, verdict in self._open if verdict.answer in asking and verdict.why is not None]

    def _about_password(self, users: str) -> str:
        if any(verdict.answer is Answer.LOG_IN for verdict in self._asks):
            asked = translate("Acting", "you will be asked to log in.")
        elif self._asks:
            asked = translate("Acting", "you will be asked for your password once more.")
        elif not self.grip.actor.has_root:
            asked = translate("Acting", "you will be asked for a password.")
        else:
            asked = ""
        if len(self.grip.targets) == 1:
            said = (
                translate("Acting", "It belongs to {users}: {asked}")
                if asked
                else translate("Acting", "It belongs to {users}.")
            )
        else:
            said = (
                translate("Acting", "Some belong to {users}: {asked}")
                if asked
                else translate("Acting", "Some belong to {users}.")
            )
        return said.format(users=users, asked=asked)

    def _about_refusals(self) -> list[Remark]:
        """Return why it is not done to some; of several, the list says why."""
        critical = len(self.critical)
        if self._open and critical > MOST_TYPED:
            said = translate("Acting", "The system needs %Ln of them: act on these one by one.", "", critical)
            return [Remark("octagon-x", "crit", said)]
        pairs = zip(self.grip.targets, self.grip.verdicts, strict=True)
        refused = [verdict.why for _, verdict in pairs if verdict.answer is Answer.REFUSED]
        reasons = list(dict.fromkeys(refusal_text(why) for why in refused))
        if len(reasons) > 1 or (self._open and refused):
            said = translate("Acting", "%Ln of them are left out, the list says why.", "", len(refused))
            return [Remark("octagon-x", "crit", said)]
        return [Remark("octagon-x", "crit", reason) for reason in reasons]

    def _of(self, target: Target, said: str) -> str:
        if len(self.grip.targets) == 1:
            return said
        return translate("Acting", "{process}: {reason}").format(process=words.process_text(target), reason=said)


def refusal_text(why: Sentence | None) -> str:
    """Return why something is refused."""
    return words.sentence_text(why) if why is not None else translate("Acting", "This is not allowed.")


def fault_of(before: Target, seen: Seen) -> str:
    """Return why who was asked about can not be meant any more; empty where he can."""
    if seen.fate in (Fate.ENDED, Fate.ZOMBIE):
        return translate("Acting", "{process} has ended.").format(process=words.process_text(before))
    if seen.target.uid != before.uid:
        said = translate("Acting", "{process} belongs to {user} now: ask again.")
        return said.format(process=words.process_text(before), user=seen.target.user)
    if seen.target.grade is not before.grade:
        return translate("Acting", "{process} is not what it was: ask again.").format(
            process=words.process_text(before)
        )
    return ""
