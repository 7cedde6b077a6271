"""What fakes of several services share."""
