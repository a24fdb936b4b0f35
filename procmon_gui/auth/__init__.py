"""THE LOCK: who may do what. Roles as data, passwords, how long a login holds. Pure: no files, no clock of its own.

May import query and domain. `permissions` is the table of roles; `gate` answers whether one actor may do one thing.
"""
