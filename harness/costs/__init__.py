"""What documents cost: what has been spent, and what is to be expected."""
