"""Takes out of a build what PyInstaller collects and Soften never uses, or what has to be the machine's own."""

from pathlib import Path
from typing import TypeAlias

from ui.words.languages import available_languages

Entry: TypeAlias = tuple[str, str, str]
"""A file of a build: where it lies in the folder, where it comes from, and of which kind it is."""

_PARTS_OF_QT = (
    "Qml",
    "Quick",
    "Pdf",
    "VirtualKeyboard",
    "Sql",
    "Designer",
    "Bluetooth",
    "EglF",  # the screen without a window system, with its plug-ins below
    "Test",
    "ShaderTools",
    "3D",
    "WebEngine",
)
"""Modules of Qt that nothing of ours opens; some plug-in would have wanted each."""

_PLUGINS = (
    "assetimporters",
    "designer",
    "egldeviceintegrations",
    "generic/",  # mice and keys without a window system
    "multimedia",
    "networkinformation",
    "qmltooling",
    "sqldrivers",
    "platforms/libqeglfs",
    "platforms/libqlinuxfb",
    "platforms/libqminimalegl",
    "platforms/libqvkkhrdisplay",
    "platforms/libqvnc",
    "platforminputcontexts/libqtvirtualkeyboard",
    "imageformats/libqpdf",
    # A theme of GTK 3 is Gnome's own matter; ours is drawn by Qt, and the portal asks for files.
    "platformthemes/libqgtk3",
)
"""Plug-ins of Qt without use on a desktop: displays without a window system, databases, films."""

_LIBRARIES_OF_FILMS = ("libavcodec", "libavformat", "libavutil", "libswresample", "libswscale", "libQt6FFmpegStub")
"""What the plug-in for films brings; Qt's speech wants the library of its module alone."""

_WORDS_OF_QT = "qtbase"  # the catalogues with the words of Qt's own dialogs and menus; nothing opens the others

_OF_PYTHON = (
    "libpython",
    "libbz2",
    "libcrypto",
    "libexpat",
    "libffi",
    "liblzma",
    "libsqlite3",
    "libssl",
    "libuuid",
    "libz",
)
"""Libraries of the build machine that come along: those of Python itself, whose version differs between systems."""

_SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")


def kept(entries: list[Entry], platform: str) -> list[Entry]:
    """Return the files of a build that stay in it; ``platform`` as `sys` has it."""
    return [entry for entry in entries if _is_wanted(entry) and not _is_of_machine(entry, platform)]


def _is_wanted(entry: Entry) -> bool:
    target = Path(entry[0]).as_posix()
    name = Path(target).name
    if "PySide6" not in target and not name.startswith(("libQt6", "Qt6", *_LIBRARIES_OF_FILMS)):
        return True
    if "/translations/" in target:
        return name in {f"{_WORDS_OF_QT}_{code}.qm" for code in available_languages()}
    if name.startswith(_LIBRARIES_OF_FILMS):
        return False
    part = name.removeprefix("lib").removeprefix("Qt6").removeprefix("Qt")
    if name != part and part.startswith(_PARTS_OF_QT):
        return False
    _, has_plugins, plugin = target.partition("/plugins/")
    return not (has_plugins and plugin.startswith(_PLUGINS))


def _is_of_machine(entry: Entry, platform: str) -> bool:
    """Say whether a library is one of the Linux on which it was built.

    Drivers of the screen, fonts and sound load parts of the machine on which they run, and these ask for its own
    C++ library; an older one beside the program would take its place and stop them.
    """
    if platform != "linux" or entry[2] != "BINARY" or not entry[1].startswith(_SYSTEM_FOLDERS):
        return False
    return not Path(entry[0]).name.startswith(_OF_PYTHON)
