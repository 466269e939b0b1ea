"""Files that other programs read, made of recordings: one module a format."""
