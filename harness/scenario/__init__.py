"""Scenarios: runbooks that run. Model, loader, actions, probes, runner, journal."""
