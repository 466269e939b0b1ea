"""Reads files that hold waves: what every channel is of, on which clock, and which beats the file itself marks."""
