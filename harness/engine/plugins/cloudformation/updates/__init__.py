"""Updating resources: faithfully, or with a reason why not."""
