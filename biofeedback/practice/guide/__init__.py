"""The state machine that leads a practice, and the small ones it owns."""
