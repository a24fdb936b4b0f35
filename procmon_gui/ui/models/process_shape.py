"""The shapes in which the same processes can be listed. No Qt."""

from enum import StrEnum


class Shape(StrEnum):
    """How the list is put together; the values are kept between two starts."""

    TREE = "tree"
    FLAT = "flat"
    PROGRAM = "program"
    USER = "user"
    UNIT = "unit"
    CONTAINER = "container"

    @property
    def is_grouped(self) -> bool:
        """Say whether processes stand under something that they have in common."""
        return self not in (Shape.TREE, Shape.FLAT)

    @property
    def has_levels(self) -> bool:
        """Say whether rows can have rows below them."""
        return self is not Shape.FLAT
