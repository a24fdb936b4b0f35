"""THE LOCK: who may do what. Roles as data, passwords, how long a login holds. Pure: no files, no clock of its own.

May import query and domain, and argon2 where something is hashed. `permissions` is the table of roles; `gate` answers
whether one actor may do one thing. `access` is who is logged in, over a `register` of accounts; `guarded` puts the gate
before every change of them. `passwords` says what may be one, `hashing` what is kept of it, `delays` how long one waits
after wrong ones. What else a role may do is one entry in `permissions`, and one row in tests/auth/test_matrix.py.
"""
