"""Writes documents for people: as PDF and as HTML, from the same blocks."""
