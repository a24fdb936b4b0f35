"""SUSPICION: how unusual is this value now. Pure: no clock, no files, no threads of its own.

May import query and domain. `suspicion` is the door: one beat in, `domain.suspicion.Scores` out. `watched` says which
figures of the host are watched, `programs` adds the processes up by program, `features` smooths what a beat brought,
`baselines` knows what is usual and says how far from it a value is, `kept` turns what was learned into bytes and back.

To watch one more metric of the host, add its id to `watched.WATCHED`. All that is tuned stands in `tuning`.
"""
