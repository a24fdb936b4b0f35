"""German is complete and fits its source; the language that is spoken is the one that was asked for."""

import re
import runpy
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from procmon_gui.ui import language, text
from tests.architecture.tree import ROOT

FOLDER = ROOT / "resources" / "translations"
TOOL = runpy.run_path(str(ROOT / "packaging" / "translations.py"))
_FIELD = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"%L?n")
# What a text may end in, so that sentences stay sentences and what asks for more still says so.
_ENDINGS = ("…", "...", ".", ":", "?", "!", " ", "\n")


@dataclass(frozen=True, slots=True)
class Message:
    context: str
    source: str
    forms: tuple[str, ...]
    is_plural: bool


def messages(code: str) -> Iterator[Message]:
    for context in ElementTree.parse(FOLDER / f"procmon_gui_{code}.ts").getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            is_plural = message.get("numerus") == "yes"
            forms = [form.text or "" for form in translation.iter("numerusform")] if is_plural else [translation.text]
            yield Message(
                context.findtext("name") or "",
                message.findtext("source") or "",
                tuple(f or "" for f in forms),
                is_plural,
            )


GERMAN = tuple(messages("de"))


def said_of(message: Message) -> str:
    return f"{message.context}: {message.source!r} -> {message.forms!r}"


# ---- the files


@pytest.mark.parametrize("code", TOOL["LANGUAGES"])
def test_the_translations_have_all_texts_of_the_source_and_no_others(code: str, tmp_path: Path) -> None:
    """Run packaging/translations and fill in what it marks, when this fails."""
    name = f"procmon_gui_{code}.ts"
    fresh = Path(shutil.copy(FOLDER / name, tmp_path / name))

    TOOL["update"](fresh, code)

    assert fresh.read_text(encoding="utf-8").splitlines() == (FOLDER / name).read_text(encoding="utf-8").splitlines()
    assert "unfinished" not in fresh.read_text(encoding="utf-8")


def test_no_text_is_left_empty() -> None:
    empty = [said_of(message) for code in TOOL["LANGUAGES"] for message in messages(code) if not all(message.forms)]

    assert empty == []


def test_the_fields_of_a_text_are_the_same_in_every_language() -> None:
    """A field that is lost loses a fact; one that is misspelt ends the program."""
    wrong = [
        said_of(message)
        for code in TOOL["LANGUAGES"]
        for message in messages(code)
        for form in message.forms
        if sorted(_FIELD.findall(form)) != sorted(_FIELD.findall(message.source))
        or (message.is_plural and not _NUMBER.search(form))
    ]

    assert wrong == []


def test_accelerators_and_endings_are_the_same_in_german() -> None:
    wrong = [
        said_of(message)
        for message in GERMAN
        for form in message.forms
        if form.count("&") != message.source.count("&")
        or any(form.endswith(ending) != message.source.endswith(ending) for ending in _ENDINGS)
        or form != form.strip(" ")
    ]

    assert wrong == []


def test_one_text_has_one_german_word_wherever_it_stands() -> None:
    """One word for one thing everywhere; where German needs two, the text stands here with its contexts."""
    meant = {"idle", "CPU", "text", "eye", "process", "terminal", "Name", "disks", "kernel"}
    # What is compared with nothing; what stands on narrow buttons, and over charts that have no group.
    meant |= {"none", "Memory", "Disk", "Disk read", "Disk write"}
    # Those that are critical, to choose from; and the head of a notice.
    meant |= {"Critical"}
    words: dict[str, set[tuple[str, ...]]] = {}
    for message in GERMAN:
        if all(message.forms):
            words.setdefault(message.source, set()).add(message.forms)

    assert {source: found for source, found in words.items() if len(found) > 1 and source not in meant} == {}


def test_a_text_that_could_not_be_found_by_the_translator_is_named(tmp_path: Path) -> None:
    reader = TOOL["_Reader"](ROOT / "procmon_gui" / "made_up.py")

    for code in ('tr("a")', 'parent.tr("a")', "class A:\n  def f(self): self.tr(f'{x}')", "translate('C', f'{x}')"):
        with pytest.raises(TOOL["NotFound"], match=r"made_up\.py:\d"):
            reader.visit(TOOL["ast"].parse(code))


# ---- the language that is spoken


@pytest.mark.parametrize(
    ("wish", "desktop", "spoken"),
    [
        ("system", ["de-AT", "de", "en"], "de"),
        ("system", ["fr-FR", "de-DE"], "de"),
        ("system", ["en-GB", "de"], "en"),
        ("system", ["tr-TR"], "en"),
        ("system", ["C"], "en"),
        ("system", [], "en"),
        ("de", ["en-US"], "de"),
        ("en", ["de-DE"], "en"),
        ("klingon", ["de-DE"], "en"),
    ],
)
def test_the_language_is_the_wish_or_else_the_first_of_the_desktop_that_is_known(
    wish: str, desktop: list[str], spoken: str
) -> None:
    assert language.chosen_language(wish, desktop) == spoken


def test_the_languages_are_those_that_the_settings_offer() -> None:
    from procmon_gui.domain.settings import SETTINGS

    offered = next(setting for setting in SETTINGS if setting.key == "appearance.language")

    assert [choice.value for choice in offered.choices] == [language.LIKE_DESKTOP, *language.languages()]


@pytest.fixture
def forgotten(qapp: QApplication) -> Iterator[QApplication]:
    """Let a test change the language; what was spoken before is spoken again."""
    before, locale = set(qapp.findChildren(QTranslator)), QLocale()
    yield qapp
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)
    text.forget_language()


def test_german_is_spoken_with_its_plurals_and_so_are_the_words_of_qt(forgotten: QApplication, tmp_path: Path) -> None:
    assert language.use(forgotten, "de", cache_folder=tmp_path) == "de"

    translate = QCoreApplication.translate
    assert translate("Page", "Processes") == "Prozesse"
    assert translate("StatusBar", "%Ln processes", None, 1) == "1 Prozess"
    assert translate("StatusBar", "%Ln processes", None, 3) == "3 Prozesse"
    if (Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_de.qm").exists():
        assert translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_english_has_plurals_too(qapp: QApplication) -> None:
    assert QCoreApplication.translate("StatusBar", "%Ln processes", None, 1) == "1 process"
    assert QCoreApplication.translate("StatusBar", "%Ln processes", None, 0) == "0 processes"


# ---- how it is loaded


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "translations"
    folder.mkdir()
    return Path(shutil.copy(FOLDER / "procmon_gui_en.ts", folder))


def test_a_translation_is_compiled_once_and_again_when_its_source_changes(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = language.compiled(source, cache)
    run = Mock(wraps=subprocess.run)
    monkeypatch.setattr(subprocess, "run", run)

    assert language.compiled(source, cache) == first
    assert run.call_count == 0

    source.write_text(source.read_text(encoding="utf-8").replace("process", "thing"), encoding="utf-8")
    second = language.compiled(source, cache)

    assert run.call_count == 1
    assert list(cache.iterdir()) == [second]


def test_a_file_that_a_packager_put_beside_the_source_is_taken(source: Path, tmp_path: Path) -> None:
    beside = source.with_suffix(".qm")
    beside.write_bytes(b"")

    assert language.compiled(source, tmp_path / "cache") == beside
    assert not (tmp_path / "cache").exists()


def test_where_nothing_can_be_kept_it_is_compiled_each_time(source: Path, tmp_path: Path) -> None:
    not_a_folder = tmp_path / "file"
    not_a_folder.touch()

    made = language.compiled(source, not_a_folder / "cache")

    assert QTranslator().load(str(made))
    shutil.rmtree(made.parent)


def test_without_the_tool_the_window_speaks_english_and_the_log_says_why(
    forgotten: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(language, "_lrelease", lambda: tmp_path / "not-there")

    language.use(forgotten, "de", cache_folder=tmp_path)

    assert QCoreApplication.translate("Page", "Processes") == "Processes"
    assert "No translation to de" in caplog.text
