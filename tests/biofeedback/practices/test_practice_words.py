"""Every word that a practice, its guide or its summary says to a person is kind, plain and promises nothing."""

import itertools
import math
import re
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.practice.after.statistics import Statistics
from biofeedback.practice.script.model import Practice
from biofeedback.practice.script.reading_time import reading_s
from biofeedback.practices import built_in_practices, practice_named
from tests.rigs.words.kind_words import BANNED
from ui.words.languages import english
from ui.words.summary_words import summary_facts, summary_lines

EVERY_FORM = [
    form
    for practice in built_in_practices()
    for form in ([practice.lasting(minutes) for minutes in practice.minutes] or [practice])
]
every_form = pytest.mark.parametrize("practice", EVERY_FORM, ids=lambda form: f"{form.name}-{form.length_s / 60:g}")

TURNS_TOWARD = {"soften_soothe_allow", "mandala_of_compassion", "loving_kindness", "common_humanity", "kind_presence"}


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


def gaps_of(practice: Practice) -> list[float]:
    """Return the silence before every words and after the last, in seconds."""
    begins_s = itertools.accumulate((step.length_s for step in practice.steps), initial=0.0)
    said = [
        (begin_s + prompt.at_s, begin_s + prompt.at_s + reading_s(prompt.text))
        for begin_s, step in zip(begins_s, practice.steps, strict=False)
        for prompt in step.prompts
    ]
    edges = [(0.0, 0.0), *said, (practice.length_s, practice.length_s)]
    return [later[0] - earlier[1] for earlier, later in itertools.pairwise(edges)]


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


@every_form
def test_practices_speak_kindly(practice):
    for text in words_of(practice):
        assert BANNED.search(text) is None, text


@every_form
def test_a_prompt_is_one_short_line(practice):
    for text in prompts_of(practice):
        assert len(text) <= 76, text
        assert re.match(r"[A-Z“{]", text), text
        assert text[-1] in ".?}", text


@every_form
def test_the_invitation_to_be_led_is_soft_and_comes_before_leading(practice):
    led = [index for index, step in enumerate(practice.steps) if step.pacing in ("lead", "follow")]
    if not led or led[0] == 0 or practice.endless:
        return
    last_words = practice.steps[led[0] - 1].prompts[-1].text
    assert "When you like" in last_words
    assert "not deep" in last_words


@every_form
def test_stopping_is_always_fine_where_somebody_turns_toward_what_is_hard(practice):
    turning_toward = [step for step in practice.steps if step.heart_display == "resting"]
    said = " ".join(prompt.text for step in turning_toward for prompt in step.prompts)
    assert not turning_toward or "Stopping is always fine" in said
    assert bool(turning_toward) == (practice.name in TURNS_TOWARD)


@pytest.mark.parametrize("name", sorted(TURNS_TOWARD))
def test_what_is_chosen_is_neither_severe_nor_trivial(name):
    said = " ".join(prompts_of(practice_named(name)))
    assert re.search(r"[Nn]either huge nor tiny|[Nn]either the hardest nor|not the hardest|Not the hardest", said)


@every_form
def test_most_of_a_practice_is_silence(practice):
    said_s = sum(reading_s(text) for text in prompts_of(practice))
    assert said_s < (0.35 if practice.length_s > 60.0 else 0.45) * practice.length_s


@every_form
def test_silence_grows(practice):
    gaps_s = gaps_of(practice)
    if len(gaps_s) < 6:
        return
    # The words that lead out of a practice stand closer together again.
    before_closing_s = gaps_s[: -len(practice.steps[-1].prompts)]
    third = len(before_closing_s) // 3
    assert median(before_closing_s[-third:]) > 1.3 * median(before_closing_s[:third])
    assert max(gaps_s) == max(before_closing_s[-3:])


@every_form
def test_the_end_gives_permission_to_rest(practice):
    if practice.endless or practice.length_s < 300.0:
        return
    last_words = practice.steps[-1].prompts[-1].text
    assert re.search(r"Rest|rest|Stay as long", last_words), last_words


def test_the_breath_is_left_alone_in_affectionate_breathing():
    assert {step.pacing for step in practice_named("affectionate_breathing").steps} == {"listen"}


share_or_nan = st.floats(0.0, 1.0) | st.just(math.nan)
statistics = st.builds(
    Statistics,
    length_s=st.floats(0.0, 1e4),
    silence_s=st.floats(0.0, 1e4) | st.just(math.nan),
    longest_quiet_s=st.floats(0.0, 1e4) | st.just(math.nan),
    heart_rate_bpm=st.floats(30.0, 200.0) | st.just(math.nan),
    coherence_share=share_or_nan,
    swing_bpm=st.floats(0.0, 60.0) | st.just(math.nan),
    breaths_per_min=st.floats(3.0, 12.0) | st.just(math.nan),
    together_s=st.floats(0.0, 1e4),
    corrected_share=share_or_nan,
    away_s=st.floats(0.0, 1e4),
    slept_s=st.just(0.0) | st.floats(0.0, 1e5),
    simulated=st.booleans(),
    markers=st.integers(0, 5),
)


@given(statistics)
def test_whatever_happened_it_is_said_kindly_in_three_sentences_at_most(statistics):
    sentences = summary_lines(statistics, english())
    assert (2 if statistics.listened else 1) <= len(sentences) <= 3  # nothing is said of a heart nobody heard
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence.count(".") - len(re.findall(r"\d\.\d", sentence)) == 1
        assert sentence.endswith(".")
    for text in (
        *sentences,
        *(part for fact in summary_facts(statistics, english()) for part in (fact.label, fact.value, fact.unit)),
    ):
        assert BANNED.search(text) is None, text
        assert "nan" not in text.lower().split()
