"""THE VOICE: one module for each kind of channel, with a frozen settings class and a `deliver`.

`kinds` lists them and declares what each wants to know, from which its form, its file and its checks follow; `opening`
makes one of what was set up. `words` says what went wrong without telling a secret. To add a kind: a module here, and
its entry in `kinds`. May import engine and domain. What takes memory or may hang (apprise, jeepney, plyer) is loaded
when it is used first, and apprise only in a process of its own.
"""
