"""Delivery of notices to subscribers the way SNS promises it: retried, and into a dead-letter queue at the end."""
