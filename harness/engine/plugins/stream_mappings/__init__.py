"""How Lambda takes records from a stream: batches wait for their window, and are tried until done or given up."""
