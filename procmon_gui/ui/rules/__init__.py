"""Rules as a person sees them: the list with their state, the editor with its preview, and what a dry run found.

`rules_part` is the whole of it, to be placed on a page; `rule_list` reads and writes the rules in a worker. `draft`
holds what is typed and knows no Qt; what a preview and a dry run need is read beside the window. A key of a rule gets
its field in `rule_fields`.
"""
