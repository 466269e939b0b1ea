"""Several hearts at once: who keeps step with the led breath, and with one another."""
