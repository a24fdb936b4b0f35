"""`python -m procmon_gui`. Written so that any Python 3 gets as far as being told that it is too old."""

import sys

from procmon_gui.cli import main

if __name__ == "__main__":
    sys.exit(main())
