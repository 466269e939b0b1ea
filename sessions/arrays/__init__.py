"""Recordings as tables and arrays, for notebooks and for files of other programs."""
