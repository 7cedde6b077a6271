"""The timeline: what happens inside the engine, in the engine's time.

The recorder knows what was called. What becomes of a message between two calls, which attempt an invocation is, when an
alarm changes its mind: that is here. `timeline` keeps it, account by account; the other modules look over the
shoulders of LocalStack's services, each with a small patch that adds a line to the timeline and changes nothing.
"""
