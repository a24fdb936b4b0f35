"""The language of the window: our translations, those of Qt, and whose way of writing numbers is followed.

The translations lie as `.ts` files under resources/translations. What Qt can load (`.qm`) is made of them with
`lrelease`, which comes with Qt, at the first start in a language; from then on a copy in the cache of the user is
taken, recognised by a checksum of the `.ts` file. English has a file too: it holds the plural forms.

Window thread only. `use` comes before the first text of the window is made, and once: what was worded stays as it is.
"""

import logging
import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QStandardPaths, QTranslator

from procmon_gui.ui import text
from procmon_gui.ui.resource_files import resource_path

log = logging.getLogger(__name__)

SOURCE_LANGUAGE: Final = "en"
LIKE_DESKTOP: Final = "system"
_STEM: Final = "procmon_gui_"
# lrelease takes some 20 ms; a disk that hangs must not keep the window from opening.
_COMPILE_LIMIT_S: Final = 5.0


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that there are translations for, English first: ("en", "de")."""
    # Frozen there are compiled ones only, beside a checkout's sources there may be some.
    found = sorted({path.stem.removeprefix(_STEM) for path in resource_path("translations").glob(f"{_STEM}*.[tq][sm]")})
    return (SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE))


def chosen_language(wish: str, desktop_languages: Sequence[str]) -> str:
    """Return the code of the language to speak.

    `wish` is a code or "system"; `desktop_languages` are those of the desktop as BCP 47 names, best first. English
    when nothing fits.
    """
    known = languages()
    names = desktop_languages if wish == LIKE_DESKTOP else (wish,)
    return next((code for code in (name.partition("-")[0] for name in names) if code in known), SOURCE_LANGUAGE)


def use(app: QCoreApplication, wish: str = LIKE_DESKTOP, *, cache_folder: Path | None = None) -> str:
    """Let the program speak a language from now on and return its code.

    Numbers and dates follow the formats of the desktop, whatever the language; where the desktop has none (locale
    "C"), those of the language.
    """
    system = QLocale.system()
    language = chosen_language(wish, system.uiLanguages())
    if system.language() == QLocale.Language.C and language != SOURCE_LANGUAGE:
        QLocale.setDefault(QLocale(language))
    if language != SOURCE_LANGUAGE:
        qts_own = QTranslator(app)
        if qts_own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(qts_own)
    ours = QTranslator(app)
    if _load(ours, language, cache_folder or _cache_folder()):
        app.installTranslator(ours)
    text.forget_language()
    return language


def _cache_folder() -> Path:
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return Path(base or tempfile.gettempdir()) / "procmon_gui"


def _load(translator: QTranslator, language: str, cache_folder: Path) -> bool:
    """Load our translation; without one the window speaks English, and the log says why."""
    try:
        return translator.load(str(compiled(resource_path("translations", f"{_STEM}{language}.ts"), cache_folder)))
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("No translation to %s: %s", language, error)
        return False


def compiled(source: Path, cache_folder: Path) -> Path:
    """Return the loadable form of a `.ts` file, made now if it is not in the cache.

    A `.qm` file beside the source, as a packager may put it there, is taken as it is.

    Raises:
        OSError: there is no such source, no tool to compile it, or no room for the result.
        subprocess.SubprocessError: the tool failed or took too long.
    """
    beside = source.with_suffix(".qm")
    if beside.exists():
        return beside
    name = f"{source.stem}-{zlib.crc32(source.read_bytes()):08x}.qm"
    ready = cache_folder / name
    if ready.exists():
        return ready
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        return _compile(source, ready)
    except OSError as error:
        # A home that can not be written to: made again at each start.
        log.info("The translation can not be kept in %s: %s", cache_folder, error)
        return _compile(source, Path(tempfile.mkdtemp(prefix="procmon_gui-")) / name)


def _compile(source: Path, target: Path) -> Path:
    descriptor, unfinished = tempfile.mkstemp(prefix=source.stem, suffix=".new", dir=target.parent)
    os.close(descriptor)
    try:
        subprocess.run(
            [_lrelease(), "-silent", str(source), "-qm", unfinished],
            check=True, timeout=_COMPILE_LIMIT_S, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip
        for outdated in target.parent.glob(f"{source.stem}-*.qm"):
            outdated.unlink(missing_ok=True)
        os.replace(unfinished, target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return target


def _lrelease() -> Path:
    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    return Path(PySide6.__file__).parent / name
