"""Says what goes into the installed program: modules, files beside them, libraries that are asked for by name.

Everything is found in the sources, so that a new module or file is in the next build without a word about it.
"""

import importlib.metadata
import re
from collections.abc import Iterable
from pathlib import Path

from biofeedback.app.about.libraries import Library, libraries_of
from biofeedback.app.about.within import TEXTS_OF, parts_within

ROOT = Path(__file__).resolve().parents[1]
LICENCES = Path(__file__).with_name("licences")
PACKAGES = ("biofeedback", "devices", "sessions", "ui")

EXTRAS = ("files", "lsl", "osc", "report", "sealed", "voice")
"""Those that an installed program has. ``chapters`` is GPL and stays away; ``cluster`` is for machines."""

LAZY_LIBRARIES = (
    "apsw",
    "defusedxml.ElementTree",
    "duckdb",
    "edfio",
    "fitdecode",
    "pandas",
    "PySide6.QtDBus",
    "PySide6.QtTextToSpeech",
    "pylsl",
    "pythonosc.udp_client",
    "pyxdf",
    "serial.tools.list_ports",
    "sounddevice",
    "soundfile",
    "soxr",
    "typst",
    "wfdb",
)
"""Libraries that the program imports when they are wanted, by a name that stands in a string or within a function."""

LIBRARIES_OF_SYSTEM = {
    "linux": (
        "bleak.backends.bluezdbus.client",
        "bleak.backends.bluezdbus.scanner",
        "dbus_fast.aio",
        "jeepney.io.blocking",
    ),
    "darwin": (
        "bleak.backends.corebluetooth.client",
        "bleak.backends.corebluetooth.scanner",
        "CoreBluetooth",
        "Foundation",
        "libdispatch",
        "objc",
    ),
    "win32": (
        "bleak.backends.winrt.client",
        "bleak.backends.winrt.scanner",
        "winrt.system",
        "winrt.windows.devices.bluetooth",
        "winrt.windows.devices.bluetooth.advertisement",
        "winrt.windows.devices.bluetooth.genericattributeprofile",
        "winrt.windows.devices.enumeration",
        "winrt.windows.devices.radios",
        "winrt.windows.foundation",
        "winrt.windows.foundation.collections",
        "winrt.windows.storage.streams",
    ),
}
"""By ``sys.platform``: how each system speaks with Bluetooth; bleak chooses among them as it runs."""

EXCLUDED = (
    # wfdb draws and fetches with these, which Soften never asks it for.
    "aiohttp",
    "charset_normalizer",
    "matplotlib",
    "multidict",
    "PIL",
    "propcache",
    "requests",
    "yarl",
    # Tables of Arrow are for notebooks, and 170 MB.
    "pyarrow",
    "distributed",
    # Under the GPL, which what is given to everybody here is not.
    "mutagen",
    "readline",
    "curses",
    "IPython",
    "pytest",
    "setuptools",
    "tkinter",
)
"""What some library would bring along if it were there, and the program does without."""

REPLACEABLE = ("pebble", "PySide6", "shiboken6", "soxr")
"""Under the LGPL: they lie in the folder as files, not in the archive, so that anybody can change them."""

_KEPT_OUT = frozenset({"direct_url.json", "INSTALLER", "RECORD", "REQUESTED"})
"""Of the metadata of a distribution: where and how this machine installed it, which is nobody's concern."""

_SOURCES = frozenset({".po", ".pot", ".py", ".pyc"})
"""What is in the program in another form: catalogues are compiled, and modules are in its archive."""

_LICENCE = re.compile(r"licen[cs]e|copying", re.IGNORECASE)


def modules(root: Path = ROOT) -> list[str]:
    """Return the name of every module of Soften: many are imported by a name in a row of a table."""
    return sorted(
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for package in PACKAGES
        for path in (root / package).rglob("*.py")
    )


def data_files(root: Path = ROOT) -> list[tuple[str, str]]:
    """Return every file that a package reads at run time, and the folder of the program in which it lies."""
    return sorted(
        (str(path), path.relative_to(root).parent.as_posix())
        for package in PACKAGES
        for path in (root / package).rglob("*")
        if path.is_file() and path.suffix not in _SOURCES and "__pycache__" not in path.parts
    )


def hidden_imports(platform: str) -> list[str]:
    """Return all modules that PyInstaller would not find by reading the program; ``platform`` as `sys` has it."""
    return [*modules(), *LAZY_LIBRARIES, *LIBRARIES_OF_SYSTEM[platform]]


def bundled(extras: tuple[str, ...] = EXTRAS) -> tuple[Library, ...]:
    """Return Soften and, by name, the distributions that it requires here, whose metadata the program has.

    What is not installed, or kept out of the program, is left out with all that it alone requires; but what Soften
    itself names is there, because `soften doctor` tells by it which extras are.
    """
    return libraries_of("soften", frozenset(extras), frozenset(EXCLUDED))


def licence_texts(distributions: Iterable[str], system: str, folder: Path = LICENCES) -> list[tuple[str, str]]:
    """Return the texts of licences that lie with no library of the program, each with its folder there.

    Parameters
    ----------
    distributions : iterable of str
        The names of those that are bundled, as such names are compared.
    system : str
        The system, as `sys` names it.
    folder : Path
        Where the texts are kept.

    Raises
    ------
    FileNotFoundError
        A distribution brings no text of its licence, and none is kept for it.
    """
    wanted = {text for part in parts_within(system, installed=True) for text in part.texts}
    for name in distributions:
        if name in TEXTS_OF:
            wanted.update(TEXTS_OF[name])
        elif not _brings_its_licence(name):
            message = f"{name} brings no text of its licence: put it into {folder.name}, and into TEXTS_OF"
            raise FileNotFoundError(message)
    return [(str(folder / text), folder.name) for text in sorted(wanted)]


def without_traces(entries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the files of a build without those that say where it was built; each is (target, source, kind)."""
    return [entry for entry in entries if not (".dist-info" in entry[0] and Path(entry[0]).name in _KEPT_OUT)]


def _brings_its_licence(name: str) -> bool:
    return any(
        _LICENCE.search(Path(file).name) or "licenses" in Path(file).parts
        for file in importlib.metadata.distribution(name).files or ()
        if file.parts[0].endswith(".dist-info")
    )
