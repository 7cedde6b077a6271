"""Stand-ins for managed services: they speak the real protocols and read the real input."""
