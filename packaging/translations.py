"""Brings resources/translations up to date with the source; see packaging/translations.

lupdate reads the marks in the source. The catalogues put some of their texts together ("CPU, iowait"), so their
finished texts are written into a file that lupdate reads instead of them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "en")
SOURCE_LANGUAGE = "en"
_CATALOGUES = ("process_metrics.py", "host_metrics.py")
# How the source calls Qt's mark where it is used in every line.
_ALIASES = "QT_TRANSLATE_NOOP+=_T"

sys.path.insert(0, str(ROOT))


def catalogue_texts() -> Iterator[tuple[str, str]]:
    """Yield context and text of everything that the catalogues show."""
    from procmon_gui.domain.host_metrics import HOST_METRICS
    from procmon_gui.domain.process_metrics import PROCESS_METRICS

    for metric in (*PROCESS_METRICS, *HOST_METRICS):
        for text in (metric.title, metric.description, *metric.labels):
            yield "Metric", text


def sources() -> list[Path]:
    """Return the files that hold marked texts."""
    return sorted(path for path in (ROOT / "procmon_gui").rglob("*.py") if path.name not in _CATALOGUES)


def _tool(name: str) -> str:
    return str(Path(PySide6.__file__).parent / name)


def update(target: Path, language: str) -> None:
    """Bring one .ts file up to date; it is made if it does not exist."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Path(folder) / "catalogue.py"
        lines = dict.fromkeys(
            f"QT_TRANSLATE_NOOP({json.dumps(context)}, {json.dumps(text, ensure_ascii=False)})"
            for context, text in catalogue_texts()
        )
        catalogue.write_text("\n".join(lines) + "\n", encoding="utf-8")
        files = Path(folder) / "files"
        files.write_text("\n".join(map(str, (*sources(), catalogue))), encoding="utf-8")
        command = [_tool("lupdate"), "-silent", f"@{files}", "-ts", str(target), "-locations", "none", "-no-obsolete",
                   "-source-language", SOURCE_LANGUAGE, "-target-language", language,
                   "-disable-heuristic", "similartext", "-disable-heuristic", "sametext",
                   "-tr-function-alias", _ALIASES]  # fmt: skip
        if language == SOURCE_LANGUAGE:
            command.append("-pluralonly")
        subprocess.run(command, check=True)


def main() -> int:
    """Update all files, say what is left to translate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compile", action="store_true", help="write .qm files beside the .ts files")
    options = parser.parse_args()
    for language in LANGUAGES:
        path = FOLDER / f"procmon_gui_{language}.ts"
        update(path, language)
        print(f"{path.relative_to(ROOT)}: {path.read_text(encoding='utf-8').count('unfinished')} to translate")
        if options.compile:
            subprocess.run([_tool("lrelease"), "-silent", str(path)], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
