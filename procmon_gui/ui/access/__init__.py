"""WHO SITS HERE: the login, asked for in place or where the window is locked, and the making and managing of accounts.

Loaded when it is first needed: where nobody ever made an account that is never. `asking` is the door for all who want
something done that may need a login; `login_form` is what is filled in, in a dialog and on the locked window alike.
"""
