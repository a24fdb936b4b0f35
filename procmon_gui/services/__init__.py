"""Builds everything that has no window. Knows no Qt; its modules are the map of the program.

`places` says where things lie, `live` builds what looks at the machine, `history` what remembers it, `desk` what keeps
marks and the audit trail, `access` who may act, `control` what acts. May import every room but the face. A room is
loaded by what opens it, inside of the function: the eye is to be at work before numpy and Qt are loaded. What is to be
built for the front doors is one function more here.
"""
