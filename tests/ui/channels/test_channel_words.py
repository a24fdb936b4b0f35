"""What channels really say is known to the window, and said in the reader's language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.notices import DESKTOP, ChannelSpec
from procmon_gui.services.channels import open_channels
from procmon_gui.ui.channels import words
from tests.channels.http_sink import http_sink
from tests.channels.places import options_in, without_keyring
from tests.channels.smtp_sink import Behaviour, smtp_sink
from tests.ui.pseudo import outside, pseudo_language

MAIL = {"server": "127.0.0.1", "security": "none", "from": "a@b.example", "to": "c@d.example"}


@pytest.fixture
def in_pseudo(qapp: QApplication) -> Iterator[None]:
    with pseudo_language(qapp), without_keyring():
        yield


def really_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Yield what comes of good and of bad days, as it comes."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    book = open_channels(options_in(folder))

    def tried(id: str) -> str:
        try:
            return book.test(id)
        except ProcmonError as error:
            return str(error)

    yield tried(DESKTOP)
    yield tried("nobody")
    book.put(ChannelSpec(id="cmd", kind="command", settings={"command": "/bin/false"}), {})
    yield tried("cmd")
    book.put(ChannelSpec(id="cmd", kind="command", settings={"command": "/nowhere/at-all"}), {})
    yield tried("cmd")
    with http_sink() as http:
        book.put(ChannelSpec(id="hook", kind="webhook"), {"url": f"http://127.0.0.1:{http.port}/"})
        yield tried("hook")
        for http.status in (307, 401, 404, 503):
            yield tried("hook")
    for behaviour in (
        Behaviour(),
        Behaviour(codes={"RCPT": "550 no"}),
        Behaviour(deeds={"DATA": "drop"}),
        Behaviour(deeds={"GREETING": "drop"}),
        Behaviour(password="another"),
    ):
        with smtp_sink(behaviour) as smtp:
            mail = MAIL | {"port": str(smtp.port)}
            user = {"user": "u"} if behaviour.password else {}
            book.put(ChannelSpec(id="ops", kind="mail", settings=mail | user), {"password": "x" if user else ""})
            yield tried("ops")
            for security in ("tls", "starttls"):
                book.put(ChannelSpec(id="safe", kind="mail", settings=mail | {"security": security}), {})
                yield tried("safe")
    yield tried("ops")  # nobody is there any more
    empty = folder / "empty.pem"
    empty.write_text("")
    for more in ({"server": "no-such-machine.invalid"}, {"ca_file": "/nowhere"}, {"ca_file": str(empty)}):
        with smtp_sink() as smtp:
            settings = MAIL | {"port": str(smtp.port), "security": "tls"} | more
            book.put(ChannelSpec(id="safe", kind="mail", settings=settings), {})
            yield tried("safe")
    yield from book.warnings()
    with pytest.raises(ProcmonError) as caught:
        book.put(ChannelSpec(id="hook", kind="webhook"), {"url": "ftp://x"})
    yield str(caught.value)


def test_what_channels_say_is_worded_anew(in_pseudo: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(really_said(tmp_path, monkeypatch))
    assert [said for said in found if outside(words.outcome_text(said)).strip("; ")] == []
    # Where it was, what was wrong, where to look.
    assert "127.0.0.1: nobody answers at that port; look at the port, and whether the server runs" in found
    assert "/nowhere can not be read: No such file or directory; look at what is named under Certificates" in found
    assert any("does not take the user name or the password (535); type them anew" in said for said in found)
    assert any(said.startswith("no-such-machine.invalid: ") for said in found)


def test_what_is_wrong_with_the_file_is_worded_anew(in_pseudo: None, tmp_path: Path) -> None:
    options = options_in(tmp_path)
    assert options.config is not None
    options.config.parent.mkdir()
    (options.config.parent / "channels.toml").write_text(
        'x = 1\n[a]\nkind = "pigeon"\n[b]\nkind = "command"\ncommand = "/x"\nenabled = 3\n[c]\nkind = "mail"\n???\n'
    )
    problems = open_channels(options).problems()
    assert len(problems) == 5
    assert all(words.problem_text(problem).rpartition(": ")[2] != problem.words for problem in problems)
