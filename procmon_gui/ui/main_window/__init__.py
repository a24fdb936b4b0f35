"""THE FRAME: what stands around the pages, and what the window does that no page does by itself.

`window` puts it together and takes the stream of snapshots; every module beside it is one concern of the window, and
knows of its neighbours only what it is given. `alerts` and `access` are loaded when they are first needed. May import
all of the face but `viewer` and `window_program`, which make a window; nothing that stands in the window knows it.
"""
