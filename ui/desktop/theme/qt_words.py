"""Lets what Qt says by itself, the menu of a text and the dialogs for files, be in the person's language."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_NAME = "words of Qt"

CATALOGUE = "qtbase"
"""What Qt's own catalogues are called, with the language behind: ``qtbase_de.qm``."""


def speak(app: QCoreApplication, code: str) -> None:
    """Speak a language, as ``LANG`` names it, from now on; English where Qt brings no catalogue of it."""
    before = app.findChild(QTranslator, _NAME)
    if before is not None:
        app.removeTranslator(before)
        before.setParent(None)
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(code), CATALOGUE, "_", folder):
        app.installTranslator(translator)
