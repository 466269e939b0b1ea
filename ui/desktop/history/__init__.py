"""What was practised before, on one axis from a heartbeat to years."""
