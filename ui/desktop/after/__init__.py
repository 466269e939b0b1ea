"""The pages after a practice: its summary, what it found, and both waves of a demonstration."""
