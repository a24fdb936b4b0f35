"""THE OTHER FACE: the program without a window, for terminals, pipes and servers. Knows no Qt.

`arguments` reads the command line, `sample` prints beats, `doctor` tells how the machine and the program are doing.
May import services and everything below it. A new verb is one entry in `arguments` and one module here.
"""
