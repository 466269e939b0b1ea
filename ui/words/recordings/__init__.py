"""Words about recordings: looked back on, edited, written, read from files of other programs, sealed."""
