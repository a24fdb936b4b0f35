"""Notices as judgement makes them, of processes with the worst names there are."""

from typing import Final

from procmon_gui.domain.alerts import Change
from procmon_gui.domain.notices import Notice
from procmon_gui.engine.notice_words import notice_of
from tests.engine.channels import alert, event

HOSTILE: Final = {
    "header": "x\r\nBcc: everybody@example.org\r\n\r\nbody",
    "shell": "$(touch /tmp/procmon-was-here) `id`; rm -rf / #",
    "template": "{{7*7}} ${7*7} %s {0.__class__} <%= 7*7 %>",
    "markup": '<img src="http://127.0.0.1/x.png"><a href="http://127.0.0.1/">b</a><b>bold</b>&lt;',
    "option": "--version",
    "bidi": "safe\u202egpj.exe\u2066\u200b\u0000\x1b[31m",
    "surrogate": "bad\udcff\udc80 name",
    "encoded word": "=?utf-8?q?=0D=0ABcc:_everybody@example.org?=",
    "dots": "\n.\r\n.\r\nRSET",
    "long": "A" * 4096,
    "foreign": "größe 測試 🦊",
}


def notice_about(name: str, *, key: str = "k1", change: Change = Change.FIRED) -> Notice:
    """Return what is told about a process of that name: the name as the title, and as who did it."""
    return notice_of(event(change, name=name), alert(7, title="CPU", culprit=name), key)
