"""Catalogues of messages for tests, compiled where a language is looked for."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo


def write_catalogue(folders: Path, code: str, messages: Mapping[str, str]) -> None:
    """Write the catalogue of a language into its folder."""
    catalogue = Catalog(locale=code)
    for message, translation in messages.items():
        catalogue.add(message, translation)
    file = folders / code / "LC_MESSAGES" / "soften.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as binary:
        write_mo(binary, catalogue)
