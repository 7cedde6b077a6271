"""What every system's Lambda handlers share: settings, clients, logging, errors, batches and time."""
