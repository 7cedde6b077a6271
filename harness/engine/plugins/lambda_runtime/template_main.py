"""The template process: imports what functions need, warms it, and forks workers on request.

Run as a script, isolated (`python -I -S`): it must not see the engine's environment or site-packages, since every
worker inherits what it sees. Its arguments are the descriptor of the control socket, the folder from which it imports
itself, and the folder of the runtime's library; in an engine on a virtual clock also those of `engine_time`.
"""

import gc
import socket
import sys


def main(control: int, source_root: str, library: str, *time: str) -> None:
    """Warm up, then fork workers until the engine closes its end of the control socket."""
    sys.path.insert(0, library)
    sys.path.insert(0, source_root)
    from harness.engine.plugins.lambda_runtime import bootstrap, preload
    from harness.engine.plugins.lambda_runtime.nursery import Nursery

    if time:
        from harness.engine.plugins.lambda_runtime import engine_time, read_timeouts

        engine_time.follow(*time)
    sys.path.remove(source_root)
    preload.warm_up()
    if time:
        read_timeouts.follow()
    # No collection may run before the fork: it would write to every object's header and un-share the pages.
    gc.disable()
    gc.collect()
    gc.freeze()
    Nursery(socket.socket(fileno=control), bootstrap.run).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
