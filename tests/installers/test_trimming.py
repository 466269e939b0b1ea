"""What is taken out of a build: parts of Qt that nothing opens, and what has to be the machine's own."""

import pytest

from installers.trimming import _WORDS_OF_QT, kept
from ui.desktop.theme.qt_words import CATALOGUE

SITE = "/build/site-packages/"


@pytest.mark.parametrize(
    ("target", "stays"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6TextToSpeech.so.6", True),
        ("PySide6/Qt/lib/libQt6Multimedia.so.6", True),  # Qt's speech asks for it
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),  # Hangul
        ("PySide6/Qt/plugins/texttospeech/libqtexttospeech_speechd.so", True),
        ("PySide6/QtDBus.abi3.so", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("libQt6Qml.so.6", False),
        ("PySide6/Qt6Quick.dll", False),
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", False),
        ("PySide6/Qt/lib/libavcodec.so.61", False),
        ("libavcodec.so.61", False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/translations/qtbase_ko.qm", True),  # Windows
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/translations/qtmultimedia_de.qm", False),
        ("numpy/Quick.so", True),
        ("ui/words/locales/de/LC_MESSAGES/soften.mo", True),
    ],
)
def test_a_part_of_qt(target: str, stays: bool) -> None:
    entry = (target, SITE + target, "BINARY")
    assert kept([entry], "linux") == ([entry] if stays else [])


def test_the_catalogues_that_stay_are_those_that_are_read() -> None:
    assert _WORDS_OF_QT == CATALOGUE


@pytest.mark.parametrize(
    ("source", "kind", "platform", "stays"),
    [
        ("/lib/x86_64-linux-gnu/libstdc++.so.6", "BINARY", "linux", False),
        ("/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", "BINARY", "linux", False),
        ("/lib/x86_64-linux-gnu/libportaudio.so.2", "BINARY", "linux", False),
        ("/lib/x86_64-linux-gnu/libssl.so.3", "BINARY", "linux", True),
        ("/lib/x86_64-linux-gnu/libffi.so.8", "BINARY", "linux", True),
        ("/usr/lib/python3.11/lib-dynload/_ssl.so", "EXTENSION", "linux", True),
        ("/usr/lib/python3/dist-packages/a.txt", "DATA", "linux", True),
        ("/usr/lib/libobjc.dylib", "BINARY", "darwin", True),
    ],
)
def test_a_library_of_the_build_machine(source: str, kind: str, platform: str, stays: bool) -> None:
    entry = (source.rpartition("/")[2], source, kind)
    assert kept([entry], platform) == ([entry] if stays else [])
