"""Writes the page about Soften: its version, how Qt can be replaced, and what else it is made of."""

import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from biofeedback.app.about.libraries import libraries_of
from biofeedback.app.about.within import is_installed, parts_within
from biofeedback.outside_text import shown
from ui.words.help_words import HelpPage, good_to_know
from ui.words.language import Language

ABOUT = "about"
"""The name of the page of help."""

_SOFTEN, _QT = "soften", "PySide6_Essentials"


def about_page(language: Language) -> HelpPage:
    """Return the page; it tells what is installed here, in a checkout as in an installed program."""
    soften, *libraries = libraries_of(_SOFTEN)
    within = parts_within(sys.platform, installed=is_installed())
    parts = (
        (
            "",
            language.gettext("Soften {version}, under the licence {licence}. It comes without any warranty.").format(
                version=soften.version, licence=soften.licence
            ),
        ),
        (language.gettext("Qt, and how to put another in its place"), "\n\n".join(_of_qt(language, sys.platform))),
        (
            language.gettext("Libraries"),
            "\n".join(f"{each.name} {each.version} · {each.licence}" for each in libraries),
        ),
        (
            language.gettext("Within them, and beside them"),
            "\n".join(f"{each.name} · {each.licence}" for each in within),
        ),
        (language.gettext("Their texts"), _of_texts(language)),
    )
    return HelpPage(ABOUT, good_to_know(language), language.gettext("About Soften"), parts)


def _of_qt(language: Language, system: str) -> Iterator[str]:
    """Yield, paragraph by paragraph, where Qt lies and how another is put in its place."""
    qt = distribution(_QT)
    yield language.gettext(
        "The windows are drawn by Qt through PySide6, which are free software under the LGPL, version 3. Their sources "
        "are to be had at download.qt.io. Their libraries lie as files of their own in this folder, with the plug-ins "
        "below it: {folder}"
    ).format(folder=shown(str(Path(str(qt.locate_file("PySide6"))))))
    yield language.gettext(
        "They may be replaced by others, also by changed ones. Build or fetch a Qt of version {version}, or a later "
        "one of Qt 6, and put its libraries and plug-ins in place of these, under the same names. PySide6 and "
        "shiboken6 (the folder beside it) are replaced alike, by the files of a PySide6 that was built against that "
        "Qt. Nothing checks them, and an update of Soften puts its own back."
    ).format(version=qt.version)
    yield language.gettext(
        "pebble and soxr, which are under the LGPL too, lie as files in folders beside it, and may be replaced in the "
        "same way."
    )
    if system == "darwin":
        yield language.gettext(
            "Afterwards sign the program anew for yourself, since macOS starts no program that was changed: {command}"
        ).format(command="codesign --force --deep --sign - Soften.app")


def _of_texts(language: Language) -> str:
    if not is_installed():
        return language.gettext(
            "The text of a licence lies with its library, in a folder that ends in .dist-info, where its makers put it "
            "there."
        )
    return language.gettext(
        "The whole text of each licence lies with its library, in a folder that ends in .dist-info, or else in the "
        "folder licences. All of these folders are in: {folder}"
    ).format(folder=shown(str(Path(str(distribution(_SOFTEN).locate_file(""))))))
