"""The history: beats of readings as compressed chunks, and what is kept for longer than beats.

A beat goes into `recent`, the memory of this program. `writer` is the one thread that writes: it asks `recent` for its
`news` and lets `keeper` commit them; `codec` makes chunks of them, `rollups` and `hours` the sums of minutes and hours,
`retention` lets go what is too old. `forwarding` copies all that to the `server` of a team.
What is read again goes through `stretch` and `replay` into the same `derive` as a live beat: `stored` answers from the
disk, `old_times` where only sums are left, `long_history` makes one of these and `recent`, `ranges` tells of a range.
`incident` cuts a time out into a file of its own, `sealed` reads such a file and trusts nothing in it, `salvage` reads
one that is damaged. The tables stand in `schema` and `rollup_schema`.
"""
