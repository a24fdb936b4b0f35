"""procmon_gui: the flight recorder and the control desk of a computer.

Holds a docstring only: the eye (`collectors/eye`) is started without site packages and walks through here.
"""
