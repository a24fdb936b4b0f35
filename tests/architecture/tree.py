"""The program's own source as syntax trees, for the tests of this folder."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "procmon_gui"


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of one file, read once per run."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def python_files(*places: str) -> list[Path]:
    """Return the Python files at or below places of the checkout, in a steady order; a missing place has none."""
    found = {path for name in places for path in ((ROOT / name), *(ROOT / name).rglob("*.py"))}
    return sorted(path for path in found if path.suffix == ".py" and path.is_file())


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full module name of each import in a file, wherever it stands.

    `from a.b import c` gives `a.b.c`, since c may be a module; the house has no relative imports (ruff: none used).
    """
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{'.' * node.level}{node.module or ''}.{alias.name}"


def place(path: Path, line: int) -> str:
    """Return `path:line` as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{line}"
