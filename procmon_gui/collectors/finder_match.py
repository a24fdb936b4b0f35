"""What a held path must be like to be found. Knows nothing of /proc."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.finding import NOTHING_TYPED
from procmon_gui.domain.text import display_text
from procmon_gui.query.patterns import contains_or_glob

DELETED_MARK: Final = b" (deleted)"
# The kernel writes these as paths; none of them ever was a file with a name (memory, devices, queues).
_NEVER_FILES: Final = (
    b"/memfd:", b"/SYSV", b"/dev/zero (deleted)", b"/drm mm object", b"/i915", b"/[aio]", b"/anon_hugepage",
    b"/dmabuf:", b"/io_uring", b"/[io_uring]",
)  # fmt: skip

TextTest = Callable[[str], bool]


class Match(Protocol):
    """Decides about one path that a process holds."""

    @property
    def wants_deleted(self) -> bool:
        """Whether files without a name are wanted, and nothing else."""

    @property
    def inode(self) -> int | None:
        """Return the inode of the file that is wanted, None where another test decides."""

    def by_text(self, path: bytes) -> bool:
        """Whether the path alone decides that it is wanted."""

    def by_file(self, device: int, inode: int, path: bytes) -> bool:
        """Whether this file is wanted, whatever it is called here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathMatch:
    """A file by what it is, everything below a directory by path, or any path by a part of its text."""

    test: TextTest | None = None
    names: tuple[bytes, ...] = ()
    is_directory: bool = False
    device: int | None = None
    inode: int | None = None
    wants_deleted: bool = field(default=False, init=False)

    def by_text(self, path: bytes) -> bool:
        """Whether the path alone decides that it is wanted."""
        if self.test is not None:
            return self.test(display_text(path))
        return self.is_directory and any(path.startswith(name.rstrip(b"/") + b"/") for name in self.names)

    def by_file(self, device: int, inode: int, path: bytes) -> bool:
        """Whether this file is wanted, whatever it is called here.

        Some file systems (btrfs) tell another device in a list of mappings than of the file: there the path decides.
        """
        return self.inode == inode and (self.device == device or path in self.names)


@dataclass(frozen=True, slots=True)
class DeletedMatch:
    """Every deleted file, or those with a part of their text."""

    test: TextTest
    wants_deleted: bool = field(default=True, init=False)
    inode: int | None = field(default=None, init=False)

    def by_text(self, path: bytes) -> bool:
        """Whether this may be a deleted file that is wanted; only its count of names can prove it."""
        if not path.endswith(DELETED_MARK) or path.startswith(_NEVER_FILES):
            return False
        return self.test(display_text(path[: -len(DELETED_MARK)]))

    def by_file(self, _device: int, _inode: int, _path: bytes) -> bool:
        """Return False: no name leads to a deleted file."""
        return False


def path_match(text: str) -> PathMatch:
    """Return the match for what was typed; raises WrongInput where that is nothing, or no pattern."""
    wanted = text.strip()
    if not wanted:
        raise WrongInput(NOTHING_TYPED)
    path = os.path.expanduser(wanted)
    if os.path.isabs(path):
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            return PathMatch(test=text_test(path))
        names = {os.fsencode(os.path.realpath(path)), os.fsencode(os.path.normpath(path))}
        return PathMatch(
            names=tuple(names), is_directory=stat.S_ISDIR(status.st_mode), device=status.st_dev, inode=status.st_ino
        )
    return PathMatch(test=text_test(wanted))


def text_test(text: str) -> TextTest:
    """Return the test for a part of a text or a pattern with * and ?, as in the filter; all pass where it is empty.

    Raises WrongInput where the pattern is too large.
    """
    wanted = text.strip()
    test = contains_or_glob(wanted, column=1)

    def passes(one: str) -> bool:
        return test.passes([one.casefold()])[0]

    return passes
