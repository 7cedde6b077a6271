import signal

from hypothesis import HealthCheck, settings

pytest_plugins = ["harness.pytest_plugin"]

# How long an example takes, or is drawn, is the machine's affair: a deadline would be a timed assertion.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples each time: no run fails by chance. New ones are looked for with --hypothesis-profile=explore.
settings.register_profile("rehearsal", settings.get_profile("explore"), derandomize=True)
settings.load_profile("rehearsal")

# A shell that starts the tests in the background has Ctrl-C ignored, and what ignores it hands that on to its children.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
