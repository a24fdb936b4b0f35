"""The face: the only room that knows Qt and pyqtgraph.

May import engine, query, domain and what lies below them; never collectors, store, channels, control, remote or
settings: it is handed objects that satisfy the ports. A new page is one class in `pages/` and its name in the list of
`app`; a new colour is a token in `theme`; a new wording belongs in `text`.
"""
