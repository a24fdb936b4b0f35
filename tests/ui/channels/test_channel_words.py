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
from tests.ui.pseudo import pseudo_language


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
    with http_sink() as http:
        book.put(ChannelSpec(id="hook", kind="webhook"), {"url": f"http://127.0.0.1:{http.port}/"})
        yield tried("hook")
        http.status = 307
        yield tried("hook")
    for behaviour in (Behaviour(), Behaviour(codes={"RCPT": "550 no"}), Behaviour(deeds={"DATA": "drop"})):
        with smtp_sink(behaviour) as smtp:
            mail = {
                "server": "127.0.0.1",
                "port": str(smtp.port),
                "security": "none",
                "from": "a@b.example",
                "to": "c@d.example",
            }
            book.put(ChannelSpec(id="ops", kind="mail", settings=mail), {})
            yield tried("ops")
    yield from book.warnings()
    with pytest.raises(ProcmonError) as caught:
        book.put(ChannelSpec(id="hook", kind="webhook"), {"url": "ftp://x"})
    yield str(caught.value)


def test_what_channels_say_is_worded_anew(in_pseudo: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = [said for said in really_said(tmp_path, monkeypatch) if words.outcome_text(said) == said]
    assert unknown == []


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
