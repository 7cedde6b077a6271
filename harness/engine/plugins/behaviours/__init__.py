"""Behaviours of the engine itself: what goes wrong with calls of any service, and inside LocalStack's own services."""
