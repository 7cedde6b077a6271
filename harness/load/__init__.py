"""Load tests with a verdict.

    profile -> schedule + documents -> generator (Locust, in a process of its own) -> run folder -> verdict -> report

The run's folder is all that the generator and the rest share: what was measured can be judged, drawn and compared long
after. Only `harness.load.generator` may import Locust, which patches the process that does so.
"""
