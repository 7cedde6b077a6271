"""What our LocalStack loads. Everything here runs inside the engine's process, never in the command line's."""
