"""What packaging/linux makes, asked of it as the build asks."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
LINUX: Final = ROOT / "packaging" / "linux"


@cache
def made(script: str, *words: str) -> str:
    """Return what a script of packaging/linux prints."""
    done = subprocess.run(
        [sys.executable, str(LINUX / script), *words], capture_output=True, text=True, check=True, timeout=120, cwd="/"
    )
    return done.stdout
