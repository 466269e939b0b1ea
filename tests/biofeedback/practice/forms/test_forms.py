"""Forms: what a file may say, what is wrong with one, and what a value means."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.error_codes import PracticeErrorCode as Wrong
from biofeedback.practice.forms.file import is_form, read_form
from biofeedback.practice.forms.keys import MOST_CHOICES, MOST_QUESTIONS
from biofeedback.practice.forms.model import Question
from biofeedback.practices import BUILT_IN_FORMS, form_named

HEAD = 'name = "evening"\ntitle = "This evening"\n'
CALM = '[[questions]]\nname = "calm"\nkind = "visual_analogue"\ntext = "How calm?"\nlow = "not"\nhigh = "very"\n'
DAY = '[[questions]]\nname = "day"\nkind = "likert"\ntext = "A quiet moment."\nchoices = ["none", "one", "a few"]\n'
WORD = '[[questions]]\nname = "word"\nkind = "words"\ntext = "A word?"\n'


def test_a_form_is_read_with_its_questions_in_order() -> None:
    form, faults = read_form(HEAD + CALM + DAY + WORD, "evening.toml")
    assert not faults
    assert form is not None
    assert (form.name, form.title, form.subtitle) == ("evening", "This evening", "")
    assert form.questions == (
        Question(name="calm", kind="visual_analogue", text="How calm?", low="not", high="very"),
        Question(name="day", kind="likert", text="A quiet moment.", choices=("none", "one", "a few")),
        Question(name="word", kind="words", text="A word?"),
    )


@pytest.mark.parametrize(
    ("text", "key", "code"),
    [
        ("name = ", "", Wrong.NOT_TOML),
        (HEAD, "questions", Wrong.KEY_MISSING),
        (HEAD + "questions = []", "questions", Wrong.NO_QUESTION),
        (HEAD + CALM * (MOST_QUESTIONS + 1), "questions", Wrong.TOO_MANY),
        (HEAD.replace("evening", "Evening") + CALM, "name", Wrong.BAD_NAME),
        (HEAD + CALM + CALM, "questions[2].name", Wrong.QUESTION_NAME_TAKEN),
        (HEAD + CALM.replace('"calm"', '"How calm"'), "questions[1].name", Wrong.BAD_NAME),
        (HEAD + CALM.replace("visual_analogue", "slider"), "questions[1].kind", Wrong.NONE_OF),
        (HEAD + CALM.replace('low = "not"\n', ""), "questions[1].low", Wrong.KEY_MISSING),
        (HEAD + CALM.replace('"very"', '""'), "questions[1].high", Wrong.KEY_MISSING),
        (HEAD + CALM.replace('"very"', "3"), "questions[1].high", Wrong.TEXT_WANTED),
        (HEAD + CALM + 'choices = ["a", "b"]\n', "questions[1].choices", Wrong.OF_OTHER_QUESTION),
        (HEAD + DAY + 'low = "a"\n', "questions[1].low", Wrong.OF_OTHER_QUESTION),
        (HEAD + WORD + 'high = "a"\n', "questions[1].high", Wrong.OF_OTHER_QUESTION),
        (HEAD + DAY.replace(', "one", "a few"', ""), "questions[1].choices", Wrong.TOO_FEW_CHOICES),
        (HEAD + DAY.replace('"one"', '"none"'), "questions[1].choices[2]", Wrong.THERE_TWICE),
        (
            HEAD + DAY.replace('"one"', ", ".join(f'"{n}"' for n in range(MOST_CHOICES))),
            "questions[1].choices",
            Wrong.TOO_MANY,
        ),
        (HEAD + WORD + "longest = 3\n", "questions[1].longest", Wrong.KEY_UNKNOWN),
        (HEAD + WORD.replace("A word?", "A\\nword?"), "questions[1].text", Wrong.TEXT_NO_LINE),
    ],
)
def test_what_is_wrong_is_told_at_its_key(text: str, key: str, code: Wrong) -> None:
    form, faults = read_form(text, "evening.toml")
    assert form is None
    assert (key, code) in [(fault.key, fault.code) for fault in faults]
    assert {fault.file for fault in faults} == {"evening.toml"}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    _, faults = read_form(HEAD + CALM.replace("low", "lo") + DAY.replace("day", "Day"), "evening.toml")
    assert [fault.key for fault in faults] == ["questions[1].lo", "questions[1].low", "questions[2].name"]


@pytest.mark.parametrize("name", BUILT_IN_FORMS)
def test_a_form_that_comes_with_soften_can_be_asked_under_its_name(name: str) -> None:
    form = form_named(name)
    assert form.name == name
    assert form.questions


def test_every_kind_of_question_has_an_example() -> None:
    asked = {question.kind for name in BUILT_IN_FORMS for question in form_named(name).questions}
    assert asked == {"visual_analogue", "likert", "words"}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [(HEAD + CALM, True), (HEAD + CALM + "[[steps]]\n", False), (HEAD, False), ("questions = ", False), ("", False)],
)
def test_a_form_is_told_from_a_practice(text: str, is_one: bool) -> None:
    assert is_form(text) is is_one


@pytest.mark.parametrize(
    ("of", "value", "meaning"),
    [
        (0, "37", "not … very"),
        (0, "", ""),
        (1, "1", "none"),
        (1, "3", "a few"),
        (1, "", ""),
        (2, "lighter", ""),
    ],
)
def test_a_value_is_told_in_the_words_of_the_form(of: int, value: str, meaning: str) -> None:
    form, _ = read_form(HEAD + CALM + DAY + WORD, "evening.toml")
    assert form is not None
    assert form.questions[of].meaning_of(value) == meaning


def _lines() -> Iterator[str]:
    yield from (HEAD + CALM + DAY + WORD).splitlines()
    yield from (
        'low = "a"',
        "choices = [3]",
        "[[questions]]",
        "[questions]",
        'kind = "words"',
        "name = 3",
        "questions = 1",
    )


@given(st.lists(st.sampled_from(tuple(_lines())), max_size=20))
def test_whatever_a_file_says_it_is_a_form_or_its_faults_are_told(lines: list[str]) -> None:
    form, faults = read_form("\n".join(lines), "evening.toml")
    assert (form is None) == bool(faults)
    if form is not None:
        assert 1 <= len(form.questions) <= MOST_QUESTIONS
        for question in form.questions:
            assert bool(question.low and question.high) == (question.kind == "visual_analogue")
            assert (len(question.choices) > 1) == (question.kind == "likert")


def test_a_key_of_many_parts_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """TOML's reader takes the square of their number: 100 kB would be 10 GB."""

    def read(text: str) -> dict[str, object]:
        raise AssertionError(text[:100])

    monkeypatch.setattr(tomllib, "loads", read)
    assert not is_form("questions = 1\n" + ".".join(["a"] * 100) + " = 1")
