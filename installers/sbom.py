"""Writes what the installed program is made of, as CycloneDX: ``python -m installers.sbom`` (`make sbom`).

Everything that is bundled is in it, and none of the tools that build it. The same libraries give the same bytes.
"""

import argparse
import importlib.metadata
import platform
import sys
import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from packageurl import PackageURL

from biofeedback.app.about.libraries import Library, name_key
from biofeedback.app.about.within import parts_within
from installers import contents

_SPACE = uuid.UUID("5f2f6c0e-2b0a-4a39-9d3c-0c1f9d0c7a51")
"""In which the serial number of a list is computed from what is in it; drawn once."""

_TYPEFACES = frozenset({"Inter", "Pretendard"})


class SbomError(Exception):
    """What was written is no CycloneDX."""


def bom_of(soften: Library, libraries: Iterable[Library], within: Iterable[Library]) -> Bom:
    """Return the list.

    Parameters
    ----------
    soften : Library
        The program itself.
    libraries : iterable of Library
        The distributions of Python that are bundled.
    within : iterable of Library
        What is none, as far as its version is known.
    """
    licences = LicenseFactory()

    def component(of: Library, kind: ComponentType, *, is_python: bool) -> Component:
        return Component(
            name=of.name,
            version=of.version or None,
            type=kind,
            licenses=[licences.make_from_string(of.licence)],
            purl=PackageURL("pypi", name=name_key(of.name), version=of.version) if is_python else None,
            bom_ref=f"{'pypi' if is_python else 'within'}:{name_key(of.name)}",
        )

    root = component(soften, ComponentType.APPLICATION, is_python=True)
    python = {name_key(each.name): (each, component(each, ComponentType.LIBRARY, is_python=True)) for each in libraries}
    others = [
        component(each, ComponentType.FILE if each.name in _TYPEFACES else ComponentType.LIBRARY, is_python=False)
        for each in within
    ]
    bom = Bom(components=[*(made for _, made in python.values()), *others])
    bom.metadata.component = root
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the same list is the same bytes, whenever it is written
    bom.register_dependency(root, [python[name][1] for name in soften.asks_for if name in python] + others)
    for library, made in python.values():
        bom.register_dependency(made, [python[name][1] for name in library.asks_for if name in python])
    told = "\n".join(sorted(f"{each.bom_ref.value} {each.version}" for each in [root, *bom.components]))
    bom.serial_number = uuid.uuid5(_SPACE, told)
    return bom


def written(bom: Bom) -> str:
    """Return the list as JSON.

    Raises
    ------
    SbomError
        It does not keep to the schema of CycloneDX 1.6.
    """
    from cyclonedx.validation.json import JsonStrictValidator  # compiles grammars as it is imported, for over a second

    text = JsonV1Dot6(bom).output_as_string(indent=2) + "\n"
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise SbomError(str(fault))
    return text


def bundled() -> tuple[Library, list[Library]]:
    """Return Soften and the distributions that go into the program, as they are installed here."""
    soften, *libraries = contents.bundled()
    # Of some that Soften names the metadata alone is there, for `soften doctor`.
    kept_out = {name_key(name) for name in contents.EXCLUDED}
    return soften, [each for each in libraries if name_key(each.name) not in kept_out]


def within(system: str = sys.platform) -> list[Library]:
    """Return what comes within these, or beside them, on this system, each with its version where it tells one."""
    parts = parts_within(system, installed=True)
    return [Library(each.name, _VERSIONS.get(each.name, str)(), each.licence, ()) for each in parts]


def _qt() -> str:
    from PySide6.QtCore import qVersion

    return qVersion()


def _sqlite() -> str:
    import apsw

    return str(apsw.sqlite_lib_version())


def _ciphers() -> str:
    import apsw

    return str(apsw.mc_version).removeprefix("SQLite3 Multiple Ciphers ")


def _sndfile() -> str:
    import soundfile

    return str(soundfile.__libsndfile_version__)


def _port_audio() -> str:
    import sounddevice

    return str(sounddevice.get_portaudio_version()[1]).removeprefix("PortAudio ").partition(",")[0]


def _lsl() -> str:
    import pylsl

    return "{}.{}".format(*divmod(pylsl.library_version(), 100))


def _open_ssl() -> str:
    import ssl

    return ssl.OPENSSL_VERSION.split()[1]


def _zlib() -> str:
    import zlib

    return zlib.ZLIB_RUNTIME_VERSION


def _expat() -> str:
    from pyexpat import EXPAT_VERSION

    return EXPAT_VERSION.removeprefix("expat_")


def _open_blas() -> str:
    import numpy as np

    found = np.show_config(mode="dicts")
    return str(found["Build Dependencies"]["blas"]["version"]) if isinstance(found, dict) else ""


_VERSIONS: Mapping[str, Callable[[], str]] = {
    "Qt": _qt,
    "Python": platform.python_version,
    "SQLite": _sqlite,
    "SQLite3 Multiple Ciphers": _ciphers,
    "PortAudio": _port_audio,
    "libsndfile": _sndfile,
    "liblsl": _lsl,
    "OpenBLAS": _open_blas,
    "OpenSSL": _open_ssl,
    "zlib": _zlib,
    "expat": _expat,
}
"""How those are asked that can tell; of the others, such as typefaces, nothing tells the version."""


def main() -> None:
    """Write the list of what is installed beside this, or in another folder of libraries."""
    parser = argparse.ArgumentParser(prog="installers.sbom", description=__doc__)
    parser.add_argument("--to", type=Path, help="the file; else dist/soften-VERSION-SYSTEM-PROCESSOR.cdx.json")
    parser.add_argument(
        "--libraries", type=Path, help="the site-packages of what builds the program; else those of this"
    )
    options = parser.parse_args()
    if options.libraries is not None:
        # In front of those that write the list, which may have other versions of the same.
        sys.path.insert(0, str(options.libraries.resolve()))
    name = f"soften-{importlib.metadata.version('soften')}-{sys.platform}-{platform.machine().lower()}.cdx.json"
    to = options.to or contents.ROOT / "dist" / name
    soften, libraries = bundled()
    text = written(bom_of(soften, libraries, within()))
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{to}: {len(libraries)} libraries of Python\n")


if __name__ == "__main__":
    main()
