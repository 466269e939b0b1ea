"""Recordings that an earlier version made, brought to the events and the tables of today."""
