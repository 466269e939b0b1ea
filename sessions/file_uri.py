"""Writes the path of a file as SQLite takes it, with what is asked of the file behind it."""

import os
from pathlib import PurePath
from urllib.parse import quote


def file_uri(path: PurePath) -> str:
    """Return the URI of an absolute path; a share of Windows has no host in it, which SQLite would refuse.

    `Path.as_uri` loads all that Python has for the web since 3.14, and writes the host.
    """
    text = path.as_posix()
    rooted = text if text.startswith("/") else f"/{text}"  # C:/
    return f"file://{quote(os.fsencode(rooted), safe='/:')}"
