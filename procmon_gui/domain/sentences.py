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
