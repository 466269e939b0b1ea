"""The commands about recordings: looked at, computed, edited, written, sealed, deleted."""
