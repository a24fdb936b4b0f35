"""Real processes whose names and arguments try to break what shows them.

`with Zoo() as zoo:` starts one of each and ends them, by their pids, when the block ends. Every animal is a shell that
waits for a line that never comes, started through a link with the wanted name: so nothing has to be compiled, and
names and arguments may hold any byte that the kernel allows.
"""

import contextlib
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

END_LIMIT_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Animal:
    """One process: what it is for, its name (the kernel keeps 15 bytes), its first and its other arguments."""

    id: str
    name: bytes = b"animal"
    title: bytes | None = None
    arguments: tuple[bytes, ...] = ()


ANIMALS: Final[tuple[Animal, ...]] = (
    Animal(id="newline", name=b"new\nline", arguments=(b"one\ntwo", b"\n\n\n")),
    Animal(id="carriage-return", name=b"root\rpid", arguments=(b"over\rwritten",)),
    Animal(id="tab", name=b"tab\tbed", arguments=(b"a\tb",)),
    Animal(id="escape", name=b"\x1b[2J\x1b[31mred", arguments=(b"\x1b]0;owned\x07", b"\x1b[1A\x1b[2K")),
    Animal(id="bell", name=b"ding\x07dong\x08", arguments=(b"\x07" * 100,)),
    Animal(id="c1", name="\x9b31m\x85x".encode(), arguments=("\x9b2J\x9d0;x\x9c".encode(), b"\x9b31m")),
    Animal(id="bidi", name="a\u202egnp.e".encode(), arguments=("\u202e\u2066\u2067exe.fdp".encode(),)),
    Animal(id="zero-width", name="sys\u200bd\ufeff".encode(), arguments=("a\u200b\u200c\u200d\u2060b".encode(),)),
    Animal(id="separators", name="a\u2028b\u2029c".encode(), arguments=("one\u2028two\u2029three".encode(),)),
    Animal(id="tags", name="t\U000e0041\U000e0042".encode(), arguments=("\U000e0001\ue000\uffff".encode(),)),
    Animal(id="marks", name="Z\u0301\u0302\u0303\u0304\u0305".encode(), arguments=(("e" + "\u0301" * 2000).encode(),)),
    Animal(id="invalid-utf8", name=b"\xff\xfe\xc3(\x80", arguments=(b"\xf0\x28\x8c\x28", b"\xc0\xaf")),
    Animal(id="lone-surrogate", name=b"s\xed\xa0\x80\xed\xbf\xbf", arguments=(b"\xed\xa0\x80", b"\xed\xb3\xbf")),
    Animal(
        id="html",
        name=b"<img src=x>",
        arguments=(b"<img src='file:///etc/hostname' width=900 height=900>", b"<a href='x'>y</a>&amp;"),
    ),
    Animal(id="parenthesis", name=b"a) R 1 (b) S (", arguments=(b") S 1 1 1",)),
    Animal(id="spaces", name=b"  two  words  ", arguments=(b"", b" ", b"  x  ")),
    Animal(id="empty-argv", name=b"emptyargv", title=b""),
    Animal(id="big-argv", name=b"bigargv", arguments=tuple(bytes([97 + i]) * 120_000 for i in range(18))),
    Animal(id="many-arguments", name=b"manyargs", arguments=tuple(b"%d" % i for i in range(100_000))),
    Animal(id="formula", name=b"=1+1", title=b"=cmd|' /C calc'!A0", arguments=(b"@SUM(1)", b"+1", b"-1")),
    Animal(id="quotes", name=b'a",b;\'c', title=b'"quoted", "twice"', arguments=(b'""",""', b"\\")),
    Animal(id="option", name=b"--version", title=b"--version", arguments=(b"--version", b"-rf")),
    Animal(id="fake-systemd", name=b"systemd", title=b"/lib/systemd/systemd", arguments=(b"--system",)),
    Animal(id="fake-kernel-thread", name=b"kworker0:1-even", title=b"[kworker/0:1-events]"),
    Animal(id="code", name=b"$(id){{7*7}}%s", arguments=(b"x\r\nBcc: a@b.example", b"'; DROP TABLE t; --")),
)  # fmt: skip


class Zoo:
    """A context manager: one real process for each animal.

    Attributes:
        pids: pid by id of the animal.
    """

    def __init__(self, animals: tuple[Animal, ...] = ANIMALS) -> None:
        self._animals = animals
        self._gate = -1
        self._folder = Path()
        self._processes: list[subprocess.Popen[bytes]] = []
        self.pids: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="zoo-"))
        waiting, self._gate = os.pipe()
        null = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
        try:
            with _room_for_arguments():
                for animal in self._animals:
                    process = self._start(animal, waiting, null)
                    self._processes.append(process)
                    self.pids[animal.id] = process.pid
        except BaseException:
            self.close()
            raise
        finally:
            os.close(waiting)
            os.close(null)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _start(self, animal: Animal, waiting: int, null: int) -> subprocess.Popen[bytes]:
        shell = os.path.realpath(shutil.which("dash") or shutil.which("bash") or "/bin/sh")
        link = os.path.join(os.fsencode(self._folder), animal.name)
        with contextlib.suppress(FileExistsError):
            os.symlink(os.fsencode(shell), link)
        # "-s --" tells the shell to read its standard input and to leave all that follows alone.
        rest = [b"-s", b"--", *animal.arguments] if animal.arguments else []
        title = link if animal.title is None else animal.title
        return subprocess.Popen([title, *rest], executable=link, stdin=waiting, stdout=null, stderr=null, env={})

    def close(self) -> None:
        """End all of them and wait until they are gone."""
        processes, self._processes = self._processes, []
        if self._gate >= 0:
            os.close(self._gate)
            self._gate = -1
        for process in processes:
            try:
                process.wait(END_LIMIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(os.fsencode(self._folder), ignore_errors=True)


@contextlib.contextmanager
def _room_for_arguments() -> Iterator[None]:
    """Raise the limit on the stack, a quarter of which is the limit on arguments, for what is started meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = 16 * 1024 * 1024
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(
            resource.RLIMIT_STACK, (wanted if hard == resource.RLIM_INFINITY else min(hard, wanted), hard)
        )
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))
