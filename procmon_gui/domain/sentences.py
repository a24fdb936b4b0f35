"""A sentence in parts, so that a room without a face can say something that the face translates. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with {named} fields, marked for translation in the context "Action", and what stands in them.

    What stands there may be written by strangers: it is escaped already, and shown as plain text.
    """

    template: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return it in English."""
        return self.template.format(**self.fields)


def sentence_of(error: Exception) -> Sentence:
    """Return what an error says, in parts where it was raised with a sentence, so that it can be translated."""
    if error.args and isinstance(error.args[0], Sentence):
        return error.args[0]
    return Sentence("{words}", {"words": str(error)})
