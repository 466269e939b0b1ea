"""The page about Soften: everything it is made of is on it, each with a licence, and none that would bind the whole."""

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from biofeedback.app.about import about_page, libraries_of
from ui.words.languages import english

PROJECT = tomllib.loads((Path(__file__).resolve().parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
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


def test_each_library_says_a_licence():
    assert [each.name for each in libraries_of("soften") if each.licence == "?"] == []


def test_nothing_that_comes_with_it_is_under_the_gpl_alone():
    gpl = {each.name for each in libraries_of("soften") if "GPL" in each.licence and "L" + "GPL" not in each.licence}
    assert gpl <= {*ONLY_WHEN_ASKED, *(n for n in gpl if "Lesser" in n)}


def test_a_distribution_that_is_not_here_is_none():
    with pytest.raises(PackageNotFoundError):
        libraries_of("soften-that-is-nowhere")
