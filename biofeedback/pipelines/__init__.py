"""Computes the numbers of a practice from its events: of one heart, of several, and of a room of people."""
