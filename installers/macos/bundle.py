"""What the bundle of macOS says of itself: whose it is, what it asks for and why, and how old a system may be."""

import re
from pathlib import Path

IDENTIFIER = "org.soften.soften"
"""How macOS knows the program: leave to use Bluetooth is given to this name, so it stays once a release was signed."""

_FOLDER = Path(__file__).parent
_ENGLISH = "en"
_ENTRY = re.compile(r'"(\w+)" = "([^"\\]+)";')


def languages() -> list[str]:
    """Return the languages of the bundle, English first, in which macOS asks for leave and lets people choose."""
    return sorted((path.stem for path in _FOLDER.glob("*.lproj")), key=lambda code: (code != _ENGLISH, code))


def words(language: str) -> dict[str, str]:
    """Return what the bundle says in a language, by the keys of its list of properties."""
    return dict(_ENTRY.findall(_words_file(language).read_text(encoding="utf-8")))


def word_files() -> list[tuple[str, str]]:
    """Return the file of each language, and the folder in which macOS looks for it."""
    return [(str(_words_file(code)), f"{code}.lproj") for code in languages()]


def _words_file(language: str) -> Path:
    return _FOLDER / f"{language}.lproj" / "InfoPlist.strings"


INFO_PLIST = {
    "CFBundleDisplayName": "Soften",
    "CFBundleDevelopmentRegion": _ENGLISH,
    "CFBundleLocalizations": languages(),
    "LSApplicationCategoryType": "public.app-category.healthcare-fitness",
    # What the wheels of Qt 6.10 and 6.11 are built for.
    "LSMinimumSystemVersion": "13.0",
    "NSHighResolutionCapable": True,
    "NSHumanReadableCopyright": "BSD-3-Clause; the typefaces Inter and SoftenHangul under the OFL-1.1",
    **words(_ENGLISH),
}
"""Without a reason in words macOS ends a program that asks for Bluetooth or the microphone."""
