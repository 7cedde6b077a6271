"""Lambda entry points: thin, each with one composition root in `bootstrap`."""
