"""The processes that stand around while pictures are taken: a crowd, and a few with a part of their own in a scene."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from tests.load import Load
from tests.zoo import ANIMALS, Zoo

# Their names; of the crowd, those that work are called awake-N.
BUSY: Final = "awake-4"
MANY_FILES: Final = "many-files"
MANY_MAPPINGS: Final = "many-mappings"
LONG_LINE: Final = "bigargv"
MORTAL: Final = "mortal"

_CROWD_COUNT: Final = 300
_FILE_COUNT: Final = 5000
_NAME_ITSELF: Final = "import ctypes, sys; ctypes.CDLL(None).prctl(15, sys.argv[1].encode())"
_OPEN_FILES: Final = f"""
import os, resource
resource.setrlimit(resource.RLIMIT_NOFILE, ({_FILE_COUNT + 100},) * 2)
flags = os.O_CREAT | os.O_WRONLY
kept = [os.open(os.path.join(sys.argv[2], f"part-{{n:04}}.log"), flags) for n in range({_FILE_COUNT})]
"""
# The kernel tells of each mapping in a thousand characters, so that reading takes a while.
_MAP_MEMORY: Final = """
import mmap
kept = mmap.mmap(-1, 60_000 * mmap.PAGESIZE)
place = ctypes.addressof(ctypes.c_char.from_buffer(kept))
for page in range(0, 60_000, 2):
    ctypes.CDLL(None).mprotect(ctypes.c_void_p(place + page * mmap.PAGESIZE), mmap.PAGESIZE, mmap.PROT_READ)
"""


@contextmanager
def crowd() -> Iterator[None]:
    """Run all that live as long as the pictures are taken."""
    long_line = tuple(animal for animal in ANIMALS if animal.name == LONG_LINE.encode())
    with ExitStack() as stack:
        stack.enter_context(Load(_CROWD_COUNT, awake_ratio=0.2, work_ms=2.0))
        stack.enter_context(Zoo(long_line))
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(_waiting(MANY_FILES, _OPEN_FILES, folder))
        stack.enter_context(_waiting(MANY_MAPPINGS, _MAP_MEMORY))
        yield


@contextmanager
def mortal() -> Iterator["subprocess.Popen[bytes]"]:
    """Run a process that a scene may start and end."""
    with _waiting(MORTAL, "") as process:
        yield process


@contextmanager
def _waiting(name: str, code: str, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a process of that name until the block ends; it ends with its input."""
    command = [sys.executable, "-c", f"{_NAME_ITSELF}\n{code}\nsys.stdin.read()", name, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        yield process
