"""Finishes the tree that PyInstaller left: without what nobody reads, and with the same modes and times in each build.

python packaging/freeze/finish.py TREE
"""

import os
import subprocess
import sys
from pathlib import Path

# What pip notes of how a wheel was installed, and lists of what the wheel was built of; nothing of it is looked up.
_NOTES = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "sboms/*")
# Modules that come with the symbols of whoever built them, a third of their size in all. Others are left as they are:
# what was mended for its wheel (numpy's OpenBLAS above all) no longer loads when its symbols are taken away.
_WITH_SYMBOLS = ("yaml/*.so", "sqlalchemy/**/*.so", "cryptography/hazmat/bindings/*.so")


def main() -> int:
    """Do it."""
    tree = Path(sys.argv[1])
    at_s = int(os.environ["SOURCE_DATE_EPOCH"])
    for pattern in _NOTES:
        for note in tree.glob(f"_internal/*.dist-info/{pattern}"):
            note.unlink()
    for pattern in _WITH_SYMBOLS:
        for module in tree.glob(f"_internal/{pattern}"):
            subprocess.run(["strip", "--strip-unneeded", str(module)], check=True, stdin=subprocess.DEVNULL)
    for path in [*sorted(tree.rglob("*")), tree]:
        if not path.is_symlink():
            is_run = path.is_dir() or path.parent == tree
            path.chmod(0o755 if is_run else 0o644)
        os.utime(path, (at_s, at_s), follow_symlinks=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
