"""Says what is said around a room: to whoever leads it, at its seats, and on its wall."""
