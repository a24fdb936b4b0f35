"""THE EYES: everything that looks at a machine and turns it into a `Reading`.

May import domain, query and engine; never the store, the voice, the hands or the face.
`eye/` is a program of its own (standard library only); `eye_source` starts it and reads its beats;
`portable` does the same work with psutil. A new source is one module here with `read`.
This file holds a docstring only, because the eye walks through it without site packages.
"""
