"""JUDGEMENT: rules and their state: which value fires from when on, when it is over, and who is to be told. Pure.

`judge` is the door: a `Judge` is given rules and hears beats. One thing under one condition is `condition`, whether
somebody is to be told `telling`; what a rule is about stands in `subjects`, one module each. `dry_run` plays a rule
over what was recorded: over arrays, with exactly what a judge would have found beat by beat. `checking` says what is
wrong with a rule, `shipped` are the rules that came with the program, `words` says a rule as a sentence.
May import domain, query and numpy. To add a subject: a module in `subjects`, and its line in `subjects.building`.
"""
