"""procmon-gui(1): made of the parser, so that it says what there is; and readable."""

import argparse
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from procmon_gui.domain.version import VERSION
from procmon_gui.terminal.arguments import _parser
from tests.architecture.test_manual import verbs_of
from tests.packaging.linux_parts import made

needs_man = pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed: packaging/test does that")


def sections() -> dict[str, str]:
    """Return what stands below each verb, by its words in front of what it takes."""
    parts = re.split(r'^\.S[SH] "?([^"\n]*)"?$', made("man_page.py", "2026-11-27"), flags=re.MULTILINE)
    names = (re.split(r" [\[A-Z]", name)[0].replace("\\", "") for name in parts[1::2])
    return dict(zip(names, parts[2::2], strict=True))


def all_verbs(parser: argparse.ArgumentParser, before: str = "") -> dict[str, argparse.ArgumentParser]:
    found: dict[str, argparse.ArgumentParser] = {}
    for name, verb in verbs_of(parser).items():
        found |= {f"{before}{name}": verb, **all_verbs(verb, f"{before}{name} ")}
    return found


def test_every_verb_has_its_section_with_each_of_its_options() -> None:
    told = sections()
    everywhere = {option for action in _parser()._actions for option in action.option_strings}

    for name, verb in all_verbs(_parser()).items():
        own = {option for action in verb._actions for option in action.option_strings} - everywhere
        assert name in told
        assert [one for one in sorted(own) if f"\\fB{one}\\fR" not in told[name].replace("\\-", "-")] == []


def test_it_names_no_option_and_no_verb_that_is_not_there() -> None:
    known = all_verbs(_parser())
    options = {
        option for verb in (_parser(), *known.values()) for act in verb._actions for option in act.option_strings
    }
    text = made("man_page.py").replace("\\-", "-")

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - options == {"--user", "--now"}
    examples = re.findall(r"^\.B procmon-gui (?!VERB)([a-z-]+)", text, re.MULTILINE)
    assert examples
    assert set(examples) <= set(known)


def test_it_is_of_this_version() -> None:
    assert f'"procmon_gui {VERSION}"' in made("man_page.py")


@needs_man
def test_man_shows_it_without_a_complaint(tmp_path: Path) -> None:
    page = tmp_path / "procmon-gui.1"
    page.write_text(made("man_page.py", "2026-11-27"), encoding="utf-8")

    shown = subprocess.run(
        ["man", "--warnings", "-l", str(page)], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat", "MAN_KEEP_FORMATTING": ""},
    )  # fmt: skip

    assert shown.stderr == ""
    words = " ".join(shown.stdout.split())
    assert "procmon-gui - see, record and act on every process" in words
    assert "cpu > 50% and user = postgres" in words
