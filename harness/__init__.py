"""The test harness: starts an engine, deploys the platform to it, drives it and reports."""
