"""Reads files of other programs: one module a format, each of which knows its files by what is in them."""
