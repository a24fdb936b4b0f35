"""The eye: the small program that reads /proc, standard library only.

Started by path (`python -I -S .../collectors/eye`); speaks `wire` on stdout, takes requests on stdin,
and exits when its stdin closes. It imports nothing outside this folder.
"""
