"""Compiles the catalogues of all languages when Soften is built or installed: each ``soften.po`` to a ``soften.mo``."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = "ui/words/locales"

_NO_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""What stands for the moment a catalogue was written: the first that a wheel can hold."""


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Has the compiled catalogues in the wheel, and beside their sources in an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the name is Hatch's
        """Compile before anything is packed; compiled files are in no version control, so they have to be named."""
        compile_catalogues(Path(self.root) / LOCALES)
        build_data["artifacts"].append(f"/{LOCALES}/**/*.mo")


def compile_catalogues(locales: Path) -> None:
    """Write each catalogue in the form in which it is read, and take away what has no source any more."""
    for old in locales.glob("*/LC_MESSAGES/*.mo"):
        old.unlink()
    for source in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        code = source.parts[-3]
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as binary:
            # The tables of a language that Babel does not know are those of English; the file says how plurals go.
            catalogue = read_po(text, locale=code)
            # Babel writes the moment of compiling, where a source has none: the same source gives the same bytes.
            catalogue.creation_date = catalogue.revision_date = _NO_MOMENT
            write_mo(binary, catalogue)
