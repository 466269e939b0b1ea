"""The page about Soften: everything it is made of is on it, each with a licence, and none that would bind the whole."""

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.licenses import canonicalize_license_expression

from biofeedback.app.about.libraries import libraries_of
from biofeedback.app.about.page import about_page
from biofeedback.app.about.within import PARTS, parts_within
from ui.words.languages import english

PROJECT = tomllib.loads((Path(__file__).resolve().parents[4] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ONLY_WHEN_ASKED = {"mutagen"}
"""Those under the GPL, which come in an extra of their own and in no installer."""


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(text for _, text in about_page(english()).parts)


def test_it_says_its_own_version_and_licence(said):
    assert f"Soften {distribution('soften').version}, under the licence {PROJECT['license']}." in said


@pytest.mark.parametrize("required", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["files"]])
def test_all_that_it_asks_for_is_listed(required, said):
    name = next(required[:i] for i, letter in enumerate(required) if letter in "<>=;~ ")
    assert f"{distribution(name).metadata['Name']} {distribution(name).version} · " in said


def test_what_others_ask_for_is_listed_too(said):
    assert "shiboken6 " in said, "PySide6 asks for it"
    assert "cffi " in said, "sounddevice asks for it"


@pytest.mark.parametrize("made", [*libraries_of("soften"), *PARTS], ids=lambda made: made.name)
def test_each_library_says_a_licence_that_there_is(made):
    # What is refused here is read in the text of the licence, and put into licences._BY_HAND.
    assert canonicalize_license_expression(made.licence) == made.licence


def test_what_is_within_is_told_as_it_is_here(said):
    for part in parts_within(sys.platform, installed=False):
        assert f"{part.name} · {part.licence}" in said
    assert "PyInstaller" not in said, "nothing was built"


def test_an_installed_program_says_where_the_texts_lie_and_all_it_is_made_of(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    said = dict(about_page(english()).parts)
    for part in parts_within(sys.platform, installed=True):
        assert f"{part.name} · {part.licence}" in said["Within them, and beside them"]
    assert str(distribution("soften").locate_file("")) in said["Their texts"]
    assert "the folder licences" in said["Their texts"]


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_it_says_itself_where_qt_lies_and_how_another_takes_its_place(monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    said = dict(about_page(english()).parts)["Qt, and how to put another in its place"]
    folder = Path(said.partition("below it: ")[2].partition("\n")[0])
    assert list(folder.glob("*Core*")), "the modules of PySide6 lie there"
    assert (folder.parent / "shiboken6").is_dir()
    assert f"a Qt of version {distribution('PySide6_Essentials').version}" in said
    assert "docs/" not in said, "an installed program has none"
    assert ("codesign" in said) == (system == "darwin")


def test_nothing_that_comes_with_it_is_under_the_gpl_alone():
    gpl = {
        each.name
        for each in (*libraries_of("soften"), *PARTS)
        if "GPL" in each.licence and "LGPL" not in each.licence and "WITH" not in each.licence
    }
    assert gpl <= ONLY_WHEN_ASKED


def test_a_distribution_that_is_not_here_is_none():
    with pytest.raises(PackageNotFoundError):
        libraries_of("soften-that-is-nowhere")
