"""Practice files: read whole, or refused with the file, the key and the reason."""

import math
import re

import pytest

from biofeedback.errors import PracticeError, UsageError
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.answers import Answers, left_unsaid
from biofeedback.practice.script.file import parse_practice
from biofeedback.practice.script.model import Prompt
from biofeedback.practice.script.reading_time import reading_s
from biofeedback.practices import built_in_practices, practice_named
from tests.rigs.words.said_errors import raises_saying, reason_said, said

GOOD = """
name = "small"
title = "Small"
subtitle = "A small practice"

[breath]
start_per_min = 9
aim_per_min = 6.5

[[steps]]
name = "arrive"
title = "Arrive"
purpose = "To arrive."
length_s = 30
pacing = "listen"
prompts = [{ at_s = 4, text = "Here you are." }, { at_s = 14.5, text = "One. Two." }]

[[steps]]
name = "rest"
title = "Rest"
purpose = "To rest."
length_s = 60.5
pacing = "lead"
heart_display = "resting"
"""


def test_a_practice_is_read_whole():
    practice = parse_practice(GOOD, "small.toml")
    assert (practice.name, practice.title, practice.subtitle, practice.credit) == (
        "small",
        "Small",
        "A small practice",
        "",
    )
    assert practice.length_s == 90.5
    assert practice.breath.start == BreathPattern(9.0)
    assert practice.breath.aim == BreathPattern(6.5)
    assert practice.breath.ramp_s == 0.2
    arrive, rest = practice.steps
    assert [prompt.voice for prompt in arrive.prompts] == ["", ""]
    assert arrive.prompts == (Prompt("Here you are.", 4.0), Prompt("One. Two.", 14.5))
    assert (arrive.pacing, arrive.heart_display) == ("listen", "shown")
    assert (rest.pacing, rest.heart_display, rest.prompts) == ("lead", "resting", ())


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('name = "small"', 'nam = "small"', "nam", "known are name, title"),
        ('name = "small"', "", "name", "missing"),
        ('name = "small"', 'name = "Small!"', "name", "small letters"),
        ('title = "Small"', "title = 3", "title", "text is wanted here, not a number"),
        ('title = "Small"', 'title = " "', "title", "empty"),
        ('title = "Small"', 'title = "a\\nb"', "title", "one line"),
        ("aim_per_min = 6.5", "aim_per_min = 2", "breath.aim_per_min", "2 is outside of 3 to 12"),
        ("aim_per_min = 6.5", "aim_per_min = nan", "breath.aim_per_min", "outside"),
        ("aim_per_min = 6.5", "aim_per_min = true", "breath.aim_per_min", "not true or false"),
        ("aim_per_min = 6.5", "", "breath.aim_per_min", "missing"),
        ("aim_per_min = 6.5", "aim_per_min = 6\nin_share = 0.9", "breath.in_share", "0.2 to 0.8"),
        ("aim_per_min = 6.5", "aim_per_min = 6\nlean_s = 0.3", "breath.lean_s", "0.01 to 0.2"),
        ("start_per_min = 9", "start_per_min = 12\nrest_in_s = 4", "breath.start_per_min", "too little time"),
        ("start_per_min = 9", "start_per_mn = 9", "breath.start_per_mn", "known are start_per_min"),
        ("length_s = 30", "length_s = 0", "steps[1].length_s", "more than 0"),
        ("length_s = 30", 'length_s = "30"', "steps[1].length_s", "not text"),
        ("length_s = 30", "length_s = 2020-01-01", "steps[1].length_s", "a date or time"),
        ("length_s = 30", "length_s = 16", "steps[1].prompts[2].at_s", "step ends at 16 s"),
        ('pacing = "lead"', 'pacing = "led"', "steps[2].pacing", "'led' is not one of listen, lead, follow, vanish"),
        ('"resting"', '"hidden"', "steps[2].heart_display", "not one of shown, resting"),
        ('name = "rest"', 'name = "arrive"', "steps[2].name", "earlier step"),
        ("at_s = 14.5", "at_s = 9", "steps[1].prompts[2].at_s", "need until 10 s"),
        ("at_s = 4,", "at_s = -1,", "steps[1].prompts[1].at_s", "-1 is outside"),
        ("at_s = 4,", "", "steps[1].prompts[1].at_s", "missing"),
        ("One. Two.", "One. Two. Three.", "steps[1].prompts[2].text", "one or two sentences"),
        ("One. Two.", "o" * 121, "steps[1].prompts[2].text", "121 characters; 120 fit"),
        ('{ at_s = 4, text = "Here you are." }', '"Here you are."', "steps[1].prompts[1]", "a table is wanted"),
        ("[breath]", "[[breath]]", "breath", "a table is wanted here, not a list"),
        (
            'purpose = "To rest."',
            'purpose = "To rest."\nsound = "bell"',
            "steps[2].sound",
            "a table is wanted here, not text",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_key(old, new, key, reason):
    assert old in GOOD
    with pytest.raises(PracticeError) as caught:
        parse_practice(GOOD.replace(old, new, 1), "small.toml")
    assert caught.value.file == "small.toml"
    assert caught.value.key == key
    assert reason in reason_said(caught.value)
    assert said(caught.value).startswith(f"small.toml: {key}: ")


@pytest.mark.parametrize("steps", ["steps = []", 'steps = "none"', "steps = {}", ""])
def test_a_practice_without_steps_is_refused(steps):
    text = f'name = "a"\ntitle = "A"\nsubtitle = "a"\n{steps}\n[breath]\nstart_per_min = 9\naim_per_min = 6\n'
    with pytest.raises(PracticeError) as caught:
        parse_practice(text, "empty.toml")
    assert caught.value.key == "steps"


def test_a_syntax_error_names_its_line():
    with raises_saying(PracticeError, r"small\.toml: this is not valid TOML: .*line 3"):
        parse_practice(GOOD.replace('title = "Small"', "title = Small", 1), "small.toml")


def test_words_stay_six_to_ten_seconds():
    assert reading_s("Here.") == 6.0
    assert 6.0 < reading_s("x" * 60) < 10.0
    assert reading_s("x" * 120) == 10.0


def test_a_syllable_of_hangul_takes_the_time_of_two_letters():
    assert reading_s("숨" * 30) == pytest.approx(reading_s("x" * 60))
    assert reading_s("！" * 30) == pytest.approx(reading_s("x" * 60))
    assert reading_s("숨이 들어오고, 숨이 나가요. 그대로 괜찮아요. 지금 여기.") > reading_s("x" * 35)


def test_the_built_in_practices_are_complete():
    minutes = {practice.name: practice.length_s / 60.0 for practice in built_in_practices()}
    assert minutes == {
        "soften_soothe_allow": 15.0,
        "compassionate_pause": 3.0,
        "three_breaths": 0.5,
        "soothing_rhythm": 10.0,
        "affectionate_breathing": 10.0,
        "compassionate_colour": 13.0,
        "compassionate_being": 15.0,
        "mandala_of_compassion": 20.0,
        "loving_kindness": 15.0,
        "common_humanity": 12.0,
        "kind_presence": 10.0,
        "free_sitting": math.inf,
    }
    assert len({practice.title for practice in built_in_practices()}) == len(minutes)


def test_soften_soothe_allow_comes_in_three_lengths_with_the_same_steps():
    soften = practice_named("soften_soothe_allow")
    assert soften.minutes == (9, 15, 25)
    for length_min in soften.minutes:
        lasting = soften.lasting(length_min)
        assert lasting.length_s == 60.0 * length_min
        assert [step.name for step in lasting.steps] == [
            "arrive",
            "choose",
            "label",
            "locate",
            "soften",
            "soothe",
            "allow",
            "rest",
            "close",
        ]


@pytest.mark.parametrize("practice", built_in_practices(), ids=lambda practice: practice.name)
def test_a_practice_begins_by_listening_and_credits_whom_it_learnt_from(practice):
    if practice.name == "three_breaths":
        assert not practice.counts
        return
    assert practice.counts
    assert practice.steps[0].pacing == "listen"
    if practice.name not in ("kind_presence", "free_sitting"):
        assert re.search(r"Germer|Gilbert|Neff", practice.credit)
        assert "no affiliation" in practice.credit


def test_what_is_the_persons_own_is_asked_of_them():
    asks = {practice.name: practice.asks for practice in built_in_practices() if practice.asks}
    assert asks == {
        "compassionate_colour": ("colour",),
        "mandala_of_compassion": ("parts",),
        "loving_kindness": ("phrases",),
        "free_sitting": ("bells",),
    }
    colour = practice_named("compassionate_colour").answered(Answers(colour="#4477aa"))
    assert {colour.hue(index) for index in range(len(colour.steps))} == {"#4477aa"}
    two = practice_named("mandala_of_compassion").answered(Answers(parts=("worried", "proud")))
    prompts = [prompt.text for step in two.steps for prompt in step.prompts]
    said = [two.said(text) for text in prompts if not left_unsaid(text, two.answers)]
    assert any("“worried”" in text for text in said)
    assert not any("{" in text for text in said)
    assert len(prompts) - len(said) in (0, 2)


def test_the_heart_is_hidden_while_turning_toward_the_difficulty():
    resting = {step.name for step in practice_named("soften_soothe_allow").steps if step.heart_display == "resting"}
    assert resting == {"choose", "label", "locate"}


def test_an_unknown_practice_is_answered_with_those_there_are():
    with raises_saying(UsageError, "soften_soothe_allow, compassionate_pause"):
        practice_named("juggling")


def test_a_prompt_may_name_the_file_in_which_it_is_spoken():
    spoken = GOOD.replace('text = "Here you are."', 'text = "Here you are.", voice = "here you are 1.WAV"')
    assert parse_practice(spoken, "small.toml").steps[0].prompts[0].voice == "here you are 1.WAV"


@pytest.mark.parametrize("file", ["/etc/here.wav", "../here.wav", "a\\\\here.wav", "c:here.wav", "here.mp3", ".wav"])
def test_a_voice_file_lies_beside_the_practice_file(file):
    spoken = GOOD.replace('text = "Here you are."', f'text = "Here you are.", voice = "{file}"')
    with raises_saying(PracticeError, r"steps\[1\]\.prompts\[1\]\.voice: .* beside the practice file"):
        parse_practice(spoken, "small.toml")
