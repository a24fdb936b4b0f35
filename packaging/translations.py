"""Brings resources/translations up to date with the source; see packaging/translations.

lupdate keeps the .ts files. What it gets to read is a file made here: its own reader of Python misses plurals in
`translate`, loses a text whose call holds another call, and does not know the catalogues, which put some of their
texts together ("CPU, I/O wait").
"""

import argparse
import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "en")
SOURCE_LANGUAGE = "en"
_CATALOGUES = ("process_metrics.py", "host_metrics.py")
_MARKS = ("QT_TRANSLATE_NOOP", "_T", "translate")

sys.path.insert(0, str(ROOT))


class NotFound(Exception):
    """A text that no translator could find; the words say where and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text to translate: where it belongs, what it is, and whether it changes with a number."""

    context: str
    source: str
    is_plural: bool = False

    @property
    def line(self) -> str:
        """Return it as a call that lupdate understands."""
        words = [json.dumps(self.context), json.dumps(self.source, ensure_ascii=False)]
        return f"translate({', '.join([*words, *(['None', '1'] if self.is_plural else [])])})"


class _Reader(ast.NodeVisitor):
    """Collects the texts of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._classes: list[str] = []
        self.texts: list[Text] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "tr" and node.args:
            self._take_tr(node)
        elif name in _MARKS and len(node.args) >= 2:
            self._take(node, node.args[0], node.args[1], is_plural=len(node.args) > 3)
        self.generic_visit(node)

    def _take_tr(self, node: ast.Call) -> None:
        is_own = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "self" and self._classes
        if not is_own:
            raise self._fault(node, "only self.tr() has a class by which it is found; use translate()")
        if not isinstance(node.args[0], ast.Constant):
            raise self._fault(node, "tr() takes a written text; mark it where it is written, and use translate()")
        self._take(node, ast.Constant(self._classes[-1]), node.args[0], is_plural=len(node.args) > 2)

    def _take(self, node: ast.Call, context: ast.expr, source: ast.expr, *, is_plural: bool) -> None:
        if isinstance(source, ast.JoinedStr):
            raise self._fault(node, "a text with an f is another one each time; use {named} fields and format()")
        # What is no written text was marked where it was written.
        if isinstance(source, ast.Constant):
            if not (isinstance(context, ast.Constant) and isinstance(context.value, str)):
                raise self._fault(node, "the context has to be written here")
            self.texts.append(Text(context.value, str(source.value), is_plural))

    def _fault(self, node: ast.AST, words: str) -> NotFound:
        return NotFound(f"{self._path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {words}")


def marked_texts() -> Iterator[Text]:
    """Yield the texts that stand in the source; raises NotFound for one that could not be translated."""
    for path in sorted((ROOT / "procmon_gui").rglob("*.py")):
        if path.name not in _CATALOGUES:
            reader = _Reader(path)
            reader.visit(ast.parse(path.read_text(encoding="utf-8")))
            yield from reader.texts


def catalogue_texts() -> Iterator[Text]:
    """Yield everything that the catalogues of metrics show."""
    from procmon_gui.domain.host_metrics import HOST_METRICS
    from procmon_gui.domain.process_metrics import PROCESS_METRICS

    for metric in (*PROCESS_METRICS, *HOST_METRICS):
        for text in (metric.title, metric.description, *metric.labels):
            yield Text("Metric", text)


def _tool(name: str) -> str:
    return str(Path(PySide6.__file__).parent / name)


def update(target: Path, language: str) -> None:
    """Bring one .ts file up to date; it is made if it does not exist."""
    texts = dict.fromkeys((*marked_texts(), *catalogue_texts()))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.py"
        source.write_text("\n".join(text.line for text in texts) + "\n", encoding="utf-8")
        command = [_tool("lupdate"), "-silent", str(source), "-ts", str(target), "-locations", "none", "-no-obsolete",
                   "-source-language", SOURCE_LANGUAGE, "-target-language", language,
                   "-disable-heuristic", "similartext", "-disable-heuristic", "sametext"]  # fmt: skip
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
        try:
            update(path, language)
        except NotFound as fault:
            print(fault, file=sys.stderr)
            return 1
        print(f"{path.relative_to(ROOT)}: {path.read_text(encoding='utf-8').count('unfinished')} to translate")
        if options.compile:
            subprocess.run([_tool("lrelease"), "-silent", str(path)], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
