"""The recorder: every AWS call that the engine serves, in a ring of bounded size."""
