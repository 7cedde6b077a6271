"""What is under way in the engine, and what it has done so far: what load tests draw over time."""
