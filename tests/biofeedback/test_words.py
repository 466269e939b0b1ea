"""Every word that a practice, its guide or its summary says to a person is kind, plain and promises nothing."""

import ast
import inspect
import math
import re
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.practice import guide, offers, opening_words, own_pace, presets, summary_words
from biofeedback.practice.script import Practice, reading_s
from biofeedback.practice.summary_words import Told, facts, lines
from biofeedback.practices import built_in_practices

BANNED = re.compile(
    r"""!|\b(?:
    scor(?:e|es|ed|ing)|points?|streaks?|ranks?|medals?|badges?|trophy|trophies|rewards?|levels?|goals?|targets?
    |fail(?:s|ed|ing|ure|ures)?|wrong(?:ly)?|bad(?:ly)?|poor(?:ly)?|worse|worst|weak|mistakes?|miss(?:ed|es|ing)?
    |only|merely|must|should|ought|overdue|don['’]t\ forget|remember\ to|try\ (?:harder|again|to)
    |(?:great|good|nice)\ (?:job|work)|well\ done|congratulations|keep\ it\ up|excellent|amazing|awesome
    |optimal(?:ly)?|perfect(?:ly|ion)?|ideal(?:ly)?|normal|abnormal|better|best|improve[sd]?|improvement|progress
    |perform(?:s|ed|ance)?|achieve[sd]?|achievement|succe(?:ss|ssful|ed|eded)|win|lose|lost|beat\ your
    |(?<!not\ )deep(?:ly|er)?|inhale|exhale|hold\ your\ breath
    |treat(?:s|ed|ment|ments)?|therap(?:y|ies|eutic)|cur(?:e|es|ed)|heal(?:s|ed|ing)?|diagnos\w*|clinical(?:ly)?
    |patients?|disorders?|symptoms?|stress(?:ed)?|blood\ pressure|medical
    |color|colors|center|gray|realize|recognize
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def words_of(practice: Practice) -> list[str]:
    return [
        practice.title,
        practice.subtitle,
        practice.credit,
        *(text for step in practice.steps for text in (step.title, step.purpose)),
        *prompts_of(practice),
    ]


def prompts_of(practice: Practice) -> list[str]:
    return [prompt.text for step in practice.steps for prompt in step.prompts]


def texts_in(module: ModuleType) -> list[str]:
    """Return every text of a module but its docstrings."""
    tree = ast.parse(inspect.getsource(module))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


@pytest.mark.parametrize(
    "unkind",
    [
        "Great job!",
        "only three breaths",
        "You missed a day",
        "A 7-day streak",
        "Your score",
        "You should rest",
        "Take a deep breath",
        "This treats anxiety",
        "A clinical result",
        "That was a failure",
        "Better than last time",
    ],
)
def test_the_list_knows_what_is_unkind(unkind):
    assert BANNED.search(unkind)


@pytest.mark.parametrize("kind", ["Soft and small, not deep.", "It beat about 66 times a minute.", "Stay a moment."])
def test_the_list_leaves_kind_words_alone(kind):
    assert BANNED.search(kind) is None


@pytest.mark.parametrize("practice", built_in_practices(), ids=lambda practice: practice.name)
def test_practices_speak_kindly(practice):
    for text in words_of(practice):
        assert BANNED.search(text) is None, text


@pytest.mark.parametrize(
    "module", [guide, offers, opening_words, own_pace, presets, summary_words], ids=lambda module: module.__name__
)
def test_the_guide_and_the_summary_speak_kindly(module):
    texts = texts_in(module)
    assert len(texts) >= 2
    for text in texts:
        assert BANNED.search(text) is None, text


@pytest.mark.parametrize("practice", built_in_practices(), ids=lambda practice: practice.name)
def test_a_prompt_is_one_short_line(practice):
    for text in prompts_of(practice):
        assert len(text) <= 76, text
        assert text[0].isupper()
        assert text[-1] in ".?", text


@pytest.mark.parametrize("practice", built_in_practices(), ids=lambda practice: practice.name)
def test_the_invitation_to_be_led_is_soft_and_comes_before_leading(practice):
    first_led = next(index for index, step in enumerate(practice.steps) if step.pacing == "lead")
    last_words = practice.steps[first_led - 1].prompts[-1].text
    assert "When you like" in last_words
    assert "not deep" in last_words


def test_stopping_is_always_fine():
    turning_toward = [step for step in built_in_practices()[0].steps if step.heart_display == "resting"]
    assert any("Stopping is always fine" in prompt.text for step in turning_toward for prompt in step.prompts)


@pytest.mark.parametrize("practice", built_in_practices(), ids=lambda practice: practice.name)
def test_most_of_a_practice_is_silence(practice):
    assert sum(reading_s(text) for text in prompts_of(practice)) < 0.35 * practice.length_s


share_or_nan = st.floats(0.0, 1.0) | st.just(math.nan)
told_facts = st.builds(
    Told,
    length_s=st.floats(0.0, 1e4),
    longest_quiet_s=st.floats(0.0, 1e4) | st.just(math.nan),
    heart_rate_bpm=st.floats(30.0, 200.0) | st.just(math.nan),
    coherence_share=share_or_nan,
    swing_bpm=st.floats(0.0, 60.0) | st.just(math.nan),
    breaths_per_min=st.floats(3.0, 12.0) | st.just(math.nan),
    corrected_share=share_or_nan,
    away_s=st.floats(0.0, 1e4),
    simulated=st.booleans(),
    markers=st.integers(0, 5),
)


@given(told_facts)
def test_whatever_happened_it_is_told_kindly_in_three_sentences_at_most(told):
    sentences = lines(told)
    assert 2 <= len(sentences) <= 3
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence.count(".") - len(re.findall(r"\d\.\d", sentence)) == 1
        assert sentence.endswith(".")
    for text in (*sentences, *(part for fact in facts(told) for part in (fact.label, fact.value, fact.unit))):
        assert BANNED.search(text) is None, text
        assert "nan" not in text.lower().split()
