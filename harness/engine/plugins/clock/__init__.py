"""The virtual clock: the engine's time, which can be read, moved forward and paced from outside.

`pace` is the time itself, `shared` its copy that other processes read. `activity` knows which threads are at work and
`sleepers` which ones wait for a moment; the `driver` moves time from one such moment to the next, whenever all work is
done. `waits`, `threads` and `travel` put this in the place of Python's own time; `cures` mend what can't bear it.
Without `--clock virtual`, nothing of this is loaded.
"""
