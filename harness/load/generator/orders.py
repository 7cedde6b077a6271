"""What `rehearse load run` says to the generator that it started, on the generator's standard input."""

import sys
from collections.abc import Callable

from gevent.os import make_nonblocking, nb_read

from harness.load.generator.office import Office
from harness.load.orders import NO_MORE


def obey(office: Office, no_more: Callable[[], None]) -> None:
    """Do what is said until nobody is there any more: that ends the run as well as the order to stop."""
    descriptor = sys.stdin.fileno()
    make_nonblocking(descriptor)
    while said := nb_read(descriptor, 1):
        if said == NO_MORE:
            no_more()
        else:
            break
    office.hurry()
