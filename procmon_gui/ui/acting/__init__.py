"""ACTING IN THE WINDOW: from the wish to end, suspend or hold back processes to the word of what came of it.

`presenter` is the door: it is told a `Wish`, and answers with `Notice`s. An `Undertaking` is one wish on its way; what
it asks of `domain.actions.ProcessControl` stands in `work` and runs in the pool of the hands. `dialog` is the question
and knows no rules; wordings are in `words` and `outcome_words`. May import what the rest of the face may. Nothing here
is loaded before somebody acts for the first time.
"""
