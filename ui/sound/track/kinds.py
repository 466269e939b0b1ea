"""Which files are taken for sound, by their names."""

from pathlib import PurePath

SUFFIXES = (".mp3", ".flac", ".ogg", ".oga", ".opus", ".wav", ".aif", ".aiff")
"""Formats that libsndfile reads and that people have."""


def means_sound(path: PurePath) -> bool:
    """Return whether a file is taken for sound where it might be a practice file as well."""
    return path.suffix.lower() in SUFFIXES
