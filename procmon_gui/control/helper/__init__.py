"""The helper: the small program that acts on processes of other users with the rights of root, standard library only.

Started by path, through pkexec; takes `wire` messages on its stdin, which is a socket, and ends with the order that it
was started for. It imports nothing outside this folder, and this file holds a docstring only.
"""
