"""Reads what Polar and apps for its sensors write."""
