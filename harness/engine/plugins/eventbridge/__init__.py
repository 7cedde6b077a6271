"""Delivery of events to targets the way EventBridge promises it: retried, and into a dead-letter queue at the end."""
