"""procmon-gui, frozen."""

import sys

from procmon_gui.cli import main

sys.exit(main())
