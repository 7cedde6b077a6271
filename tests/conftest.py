from hypothesis import settings

pytest_plugins = ["harness.pytest_plugin"]

# How long an example takes is the machine's affair: a deadline would be a timed assertion.
settings.register_profile("rehearsal", deadline=None)
settings.load_profile("rehearsal")
