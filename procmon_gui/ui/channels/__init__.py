"""Channels in the window, among the settings: the list, a form for each kind, a test, and how notices went.

The form is made of what a kind declares (`domain.channel_kinds`); nothing here knows one kind from another. Secrets are
typed, handed on and forgotten; one that is kept is never read back.
"""
