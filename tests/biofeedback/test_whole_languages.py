"""Every language there is is whole: all texts that English has, alike in all but words and timings, with time to read.

It runs over the folders there are, so that a new language is held by it from its first file on. That its catalogue of
messages is whole is told by ``tests/ui/words/test_catalogues.py``.
"""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from string import Template

import pytest

from biofeedback.languages import ENGLISH
from biofeedback.practice.forms.file import read_form
from biofeedback.practice.script.care import parse_care_page
from biofeedback.practice.script.file import read_practice
from biofeedback.practice.script.path import parse_path
from biofeedback.practice.script.reading_time import reading_s
from biofeedback.practice.script.safety import parse_opening_page
from tests.rigs.words.text_faults import text_faults, untranslated

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "biofeedback" / "practices"
CATALOGUES = ROOT / "ui" / "words" / "locales"

FILES = sorted(file.relative_to(TEXTS / ENGLISH) for file in (TEXTS / ENGLISH).rglob("*.toml"))
PRACTICES = [file for file in FILES if "steps" in tomllib.loads((TEXTS / ENGLISH / file).read_text(encoding="utf-8"))]
LANGUAGES = sorted(
    {folder.name for folder in TEXTS.iterdir() if folder.is_dir() and not folder.name.startswith("_")} - {ENGLISH}
    | {file.parts[-3] for file in CATALOGUES.glob("*/LC_MESSAGES/*.po")}
)
each_language = pytest.mark.parametrize("language", LANGUAGES)

FILLED = {
    "name": "morning",
    "title": "Morning",
    "file": "a.wav",
    "sha256": "0" * 64,
    "step_name": "one",
    "step_title": "One",
}
"""What a template is filled in with; the quotes around a number are taken away as its writer does."""


def text_of(language: str, file: Path) -> str:
    return (TEXTS / language / file).read_text(encoding="utf-8")


def filled(text: str) -> str:
    """Return the text of a template as a practice, and any other as it is."""
    text = re.sub(r'"\$(size_bytes|volume|length_s)"', "1", text)
    return Template(text).safe_substitute(FILLED)


@each_language
def test_a_language_has_every_text_and_a_catalogue_and_a_glossary(language):
    own = {file.relative_to(TEXTS / language) for file in (TEXTS / language).rglob("*") if file.is_file()}
    assert sorted(own) == FILES
    assert (CATALOGUES / language / "LC_MESSAGES" / "soften.po").is_file()
    assert (ROOT / "docs" / "glossary" / f"{language}.md").is_file()


@pytest.mark.parametrize("file", FILES, ids=str)
@each_language
def test_a_text_differs_from_the_english_one_in_words_and_timings_alone(language, file):
    own, english = (tomllib.loads(text_of(each, file)) for each in (language, ENGLISH))
    assert [*text_faults(own, english)] == []
    assert [*untranslated(own, english)] == []


@pytest.mark.parametrize("file", PRACTICES, ids=str)
@pytest.mark.parametrize("language", [ENGLISH, *LANGUAGES])
def test_a_practice_can_be_practised_and_each_sentence_can_be_read_before_the_next(language, file):
    practice, faults = read_practice(filled(text_of(language, file)), str(file))
    assert faults == ()
    for form in [practice.lasting(minutes) for minutes in practice.minutes] or [practice]:
        for step in form.steps:
            for before, after in pairwise(step.prompts):
                assert after.at_s - before.at_s >= reading_s(before.text) - 0.05, before  # s; times are rounded to 0.1
            for last in step.prompts[-1:]:
                assert step.length_s - last.at_s >= reading_s(last.text) - 0.05, last


@each_language
def test_what_is_no_practice_is_read_too(language):
    parse_path(text_of(language, Path("eight_weeks.toml")), "eight_weeks.toml")
    parse_opening_page(text_of(language, Path("safety.toml")), "safety.toml")
    parse_care_page(text_of(language, Path("care.toml")), "care.toml")
    for file in (each for each in FILES if each.parent.name == "forms"):
        form, faults = read_form(text_of(language, file), file.name)
        assert form is not None, faults


@each_language
def test_a_practice_exclaims_nothing_and_orders_nobody(language):
    for file in FILES:
        assert not re.search(r"[!！¡]", re.sub(r"(?m)#.*$", "", text_of(language, file))), file


ENGLISH_TEXT = {
    "name": "a",
    "title": "A practice",
    "steps": [
        {
            "name": "b",
            "length_s": 20,
            "pacing": "lead",
            "prompts": [{"at_s": 2, "text": "Say {phrase1} to yourself.", "keep": True}],
        }
    ],
    "lengths": [{"minutes": 5, "b": 300}],
}


def own_text(**changed: object) -> dict[str, object]:
    """Return the text above in another language, with these keys of its prompt changed; ``None`` takes one away."""
    prompt = {"at_s": 3.5, "text": "Sag dir {phrase1}.", "keep": True} | changed
    prompt = {key: value for key, value in prompt.items() if value is not None}
    step = {"name": "b", "length_s": 24, "pacing": "lead", "prompts": [prompt]}
    return {"name": "a", "title": "Eine Übung", "steps": [step], "lengths": [{"minutes": 5, "b": 280}]}


def test_words_and_timings_may_differ():
    assert [*text_faults(own_text(), ENGLISH_TEXT)] == []
    assert [*untranslated(own_text(), ENGLISH_TEXT)] == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"text": "Sag es dir."}, "not what is filled in"),
        ({"text": "Sag dir {phrase2}."}, "not what is filled in"),
        ({"text": " Sag dir {phrase1}."}, "spaces around it"),
        ({"keep": False}, "is True in English"),
        ({"keep": None}, "the keys are"),
        ({"voice": "a.wav"}, "the keys are"),
        ({"at_s": "3"}, "is 2 in English"),
    ],
)
def test_what_is_lost_or_added_is_found(changed, fault):
    assert fault in "\n".join(text_faults(own_text(**changed), ENGLISH_TEXT))


def test_another_order_a_missing_step_and_another_name_are_found():
    own = own_text()
    assert "keys are" in "\n".join(text_faults(dict(reversed(own.items())), ENGLISH_TEXT))
    assert "there are 0" in "\n".join(text_faults(own | {"steps": []}, ENGLISH_TEXT))
    assert "'c' is 'a' in English" in "\n".join(text_faults(own | {"name": "c"}, ENGLISH_TEXT))
    assert "[1].minutes" in "\n".join(text_faults(own | {"lengths": [{"minutes": 6, "b": 300}]}, ENGLISH_TEXT))
    left = [*untranslated(own_text(text="Say {phrase1} to yourself."), ENGLISH_TEXT)]
    assert "still English" in "\n".join(left)
