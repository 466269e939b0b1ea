"""The list of what the installed program is made of: whole, valid, and the same each time."""

import json
import tomllib
from importlib.metadata import version
from typing import Any

import pytest

from biofeedback.app.about.libraries import Library, name_key
from biofeedback.app.about.within import PARTS
from installers.contents import ROOT
from installers.sbom import SbomError, bom_of, bundled, within, written

SOFTEN = Library("soften", "1.2.3", "BSD-3-Clause AND OFL-1.1", ("moss", "fern-leaf", "for-another-system"))
MOSS = Library("moss", "2.0", "MIT", ("fern-leaf",))
FERN = Library("Fern_Leaf", "0.1", "a licence of its own", ())
STONE = Library("Stone", "", "LGPL, version 3", ())


def read(*libraries: Library, others: tuple[Library, ...] = (STONE,)) -> dict[str, Any]:
    loaded = json.loads(written(bom_of(SOFTEN, libraries, others)))
    assert isinstance(loaded, dict)
    return loaded


def test_each_library_is_there_with_version_licence_and_where_it_comes_from() -> None:
    found = {each["name"]: each for each in read(MOSS, FERN)["components"]}
    assert found["moss"]["purl"] == "pkg:pypi/moss@2.0"
    assert found["moss"]["licenses"] == [{"license": {"id": "MIT"}}]
    assert found["Fern_Leaf"]["purl"] == "pkg:pypi/fern-leaf@0.1"
    assert found["Fern_Leaf"]["licenses"] == [{"license": {"name": "a licence of its own"}}]
    assert ("purl" in found["Stone"], "version" in found["Stone"]) == (False, False)


def test_who_asks_for_whom_is_told() -> None:
    asked = {each["ref"]: each.get("dependsOn", []) for each in read(MOSS, FERN)["dependencies"]}
    assert sorted(asked["pypi:soften"]) == ["pypi:fern-leaf", "pypi:moss", "within:stone"]
    assert asked["pypi:moss"] == ["pypi:fern-leaf"]


def test_the_same_libraries_are_the_same_bytes_and_others_have_another_number() -> None:
    one = written(bom_of(SOFTEN, [MOSS, FERN], [STONE]))
    assert written(bom_of(SOFTEN, [FERN, MOSS], [STONE])) == one
    assert read(MOSS)["serialNumber"] != json.loads(one)["serialNumber"]
    assert "timestamp" not in json.loads(one)["metadata"]


def test_what_is_no_cyclonedx_is_refused() -> None:
    bom = bom_of(SOFTEN, [], [])
    bom.version = 0
    with pytest.raises(SbomError, match="version"):
        written(bom)


def test_all_that_is_bundled_is_listed_and_no_tool_that_builds() -> None:
    soften, libraries = bundled()
    names = {name_key(each.name) for each in libraries}
    assert soften.version == version("soften")
    assert {"bleak", "numpy", "scipy", "pyserial", "apsw-sqlite3mc", "pandas", "typst"} <= names
    assert not names & {"pyinstaller", "hatchling", "pytest", "mypy", "pip", "mutagen", "pyarrow", "distributed"}
    required = {
        name_key(each.partition(">")[0])
        for each in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    }
    assert required <= names


def test_what_is_no_distribution_is_there_with_its_version_where_it_tells_one() -> None:
    found = {each.name: each for each in within("linux")}
    assert {*found} == {each.name for each in PARTS} - {"PortAudio"}
    told = {"Qt", "Python", "SQLite", "SQLite3 Multiple Ciphers", "libsndfile", "liblsl", "OpenBLAS", "OpenSSL", "zlib"}
    assert {name for name, each in found.items() if each.version} == told | {"expat"}
    assert all(each.version.replace(".", "").isalnum() for each in found.values() if each.version)
    assert found["Qt"].version == version("PySide6_Essentials")
    assert found["SQLite3 Multiple Ciphers"].version[0].isdigit()


def test_under_linux_sound_is_the_machines_own() -> None:
    assert "PortAudio" not in {each.name for each in within("linux")}
