"""What a rule may be about, one module each: each turns a beat into values of things, and hands these to `thing`.

`building` knows them all. Those about many at once (`crowd`) look at whole columns, and know only of the few things
whose value is beyond a threshold, or was.
"""
