"""THE OTHER FACE: the program without a window, for terminals, pipes and servers. Knows no Qt.

`arguments` reads the command line into a `request`, and each verb is a module: `sample` prints beats and `record` keeps
them; `query`, `export`, `compare`, `incident` and `marks` ask what was kept; `doctor`, `salvage` and `prepare_server`
look after it; `act` acts, `audit` tells who did, `users` says who may. `identity` lets somebody log in. May import
services and everything below it. A new verb is one entry in `arguments` and one module here.
"""
