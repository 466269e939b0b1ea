"""What else a practice file may say: lengths, breaths that are counted, the person's own, light, sound, bells."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import PracticeError, UsageError
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.file import parse_practice, read_practice
from biofeedback.practice.script.model import Prompt, StepLight, StepSound
from tests.rigs.words.said_errors import raises_saying, reason_said

HEAD = 'name = "small"\ntitle = "Small"\nsubtitle = "A small practice"\n'
BREATH = "[breath]\nstart_per_min = 6\naim_per_min = 6\n"


def step(name: str, *lines: str) -> str:
    return "\n".join(["", "[[steps]]", f'name = "{name}"', 'title = "Step"', 'purpose = "p"', *lines, ""])


LED = 'pacing = "lead"'
QUIET = 'pacing = "listen"'
LENGTHS = (
    HEAD
    + BREATH
    + step("a", "length_s = 60", QUIET, 'prompts = [{ at_s = 30, text = "Here." }, { at_s = 45, text = "There." }]')
    + step("b", "length_s = 240", LED, "bells_at_s = [120]", 'prompts = [{ at_s = 8, text = "Long.", minutes = [9] }]')
    + "\n[[lengths]]\nminutes = 9\nb = 480\n\n[[lengths]]\nminutes = 1\na = 60\nb = 0\n"
)


def faults_of(text: str) -> list[tuple[str, str]]:
    practice, faults = read_practice(text, "small.toml")
    assert (practice is None) == bool(faults)
    return [(fault.key, reason_said(fault)) for fault in faults]


def test_what_may_be_left_out_may_be_empty():
    assert faults_of(LENGTHS.replace('title = "Small"', 'title = "Small"\ncredit = " "', 1)) == []
    assert [key for key, _ in faults_of(LENGTHS.replace('title = "Small"', 'title = " "', 1))] == ["title"]


def test_a_practice_has_the_lengths_it_says():
    practice = parse_practice(LENGTHS, "small.toml")
    assert practice.minutes == (1, 5, 9)
    assert practice.length_s == 300.0
    assert practice.steps[1].prompts == ()
    longer = practice.lasting(9)
    assert [each.length_s for each in longer.steps] == [60.0, 480.0]
    assert longer.steps[1].prompts == (Prompt("Long.", 16.0),)
    assert longer.steps[1].bells_at_s == (240.0,)
    assert [each.name for each in practice.lasting(1).steps] == ["a"]
    assert longer.lasting(5) == practice.lasting(5)
    with raises_saying(UsageError, "1, 5, 9"):
        practice.lasting(7)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("b = 480", "b = 470", "lengths[1].minutes", "530 s together; 9 minutes are 540 s"),
        ("b = 480", "c = 480", "lengths[1].c", "known are minutes, a, b"),
        ("a = 60\nb = 0", "a = 20\nb = 40", "steps[1].prompts[2].at_s", "in the 1 minute, these words need until 21"),
        ("a = 60\nb = 0", "a = 14\nb = 46", "steps[1].prompts[2].at_s", "the words before these need until"),
        ("minutes = 1\n", "minutes = 5\n", "lengths[2].minutes", "a length of 5 minutes already"),
        ("minutes = [9]", "minutes = [8]", "steps[2].prompts[1].minutes[1]", "no length of 8 minutes"),
        ("length_s = 240", "length_s = 250", "lengths", "whole minutes"),
        ("length_s = 240", "endless = true", "lengths", "without end"),
    ],
)
def test_what_is_wrong_with_a_length_is_said(old, new, key, reason):
    assert old in LENGTHS
    found = faults_of(LENGTHS.replace(old, new, 1))
    assert any(each == key and reason in why for each, why in found), found


def test_a_length_may_have_a_long_step():
    text = LENGTHS.replace("minutes = 9\nb = 480", "minutes = 20\nb = 1140").replace("[9]", "[20]")
    assert [each.length_s for each in parse_practice(text, "small.toml").lasting(20).steps] == [60.0, 1140.0]


def test_a_step_may_count_breaths():
    text = HEAD + BREATH + step("a", "breaths = 3", LED, 'prompts = [{ at_breath = 2, text = "Softly." }]')
    (only,) = parse_practice(text, "small.toml").steps
    assert (only.breaths, only.length_s) == (3, 30.0)
    assert only.prompts == (Prompt("Softly.", 10.0, at_breath=2),)


def test_a_practice_may_have_no_end():
    text = HEAD + step("a", "endless = true", QUIET, "bells_at_s = [600, 1200]", "bell_every_s = 60", "silence = true")
    practice = parse_practice(
        text.replace("\n[[steps]]", '\nasks = ["bells"]\ncounts = false\n[[steps]]'), "small.toml"
    )
    assert practice.endless
    assert practice.length_s == math.inf
    assert practice.steps[0].silence
    assert not practice.counts
    assert (practice.steps[0].bells_at_s, practice.steps[0].bell_every_s) == ((600.0, 1200.0), 60.0)
    chosen = practice.answered(Answers(bells_at_s=(300.0, 90.0)))
    assert (chosen.steps[0].bells_at_s, chosen.steps[0].bell_every_s) == ((90.0, 300.0), 0.0)
    assert practice.answered(Answers()).steps == practice.steps
    with raises_saying(UsageError, "until you end it"):
        practice.lasting(5)


def test_what_is_not_written_of_light_and_sound_is_as_a_step_has_it_by_itself():
    (only,) = parse_practice(HEAD + step("a", "length_s = 30", QUIET), "small.toml").steps
    assert (only.light, only.sound) == (StepLight(), StepSound())
    assert only.light == StepLight("honey", 1.0, 0)


def test_light_and_sound_of_a_step():
    text = HEAD + step(
        "a",
        "length_s = 30",
        QUIET,
        'light = { hue = "sage", brightness_share = 0.5, others = 3 }',
        'sound = { bell = "both", breath = false }',
    )
    (only,) = parse_practice(text, "small.toml").steps
    assert only.light == StepLight("sage", 0.5, 3)
    assert only.sound == StepSound("both", breath=False)


def test_the_persons_own_words_are_said_and_not_kept_in_events():
    head = HEAD + 'asks = ["phrases", "parts", "colour"]\nphrases = ["May you be safe", "May you be at ease"]\n'
    prompts = (
        'prompts = [{ at_s = 0, text = "{phrase1}." }, { at_s = 15, text = "{phrase2}." },'
        ' { at_s = 30, text = "Here is {part1}." }]'
    )
    practice = parse_practice(
        head + step("a", "length_s = 60", QUIET, prompts, 'light = { hue = "own" }'), "small.toml"
    )
    assert [practice.said(prompt.text) for prompt in practice.steps[0].prompts] == [
        "May you be safe.",
        "May you be at ease.",
        "Here is {part1}.",
    ]
    assert practice.hue(0) == "honey"
    answered = practice.answered(Answers(colour="#0A0b0c", phrases=("Rest  now",), parts=("the tired one",)))
    assert [answered.said(prompt.text) for prompt in answered.steps[0].prompts] == [
        "Rest now.",
        "{phrase2}.",
        "Here is the tired one.",
    ]
    assert answered.hue(0) == "#0a0b0c"
    assert answered.steps == practice.steps


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (Answers(colour="mud"), "not a colour known here"),
        (Answers(phrases=("x" * 61,)), "at most 60"),
        (Answers(phrases=("{part1}",)), "no braces"),
        (Answers(phrases=("a }",)), "no braces"),
        (Answers(parts=("one",) * 9), "room for 8"),
        (Answers(bells_at_s=(0.0,)), "Bells ring"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_said(answers, reason):
    text = HEAD + 'asks = ["phrases", "parts", "colour", "bells"]\n' + step("a", "length_s = 60", QUIET)
    with raises_saying(UsageError, reason):
        parse_practice(text, "small.toml").answered(answers)


def test_a_preset_gives_a_shape_and_leading_begins_without_its_holds():
    breath = '[breath]\nstart_per_min = 9\npreset = "box"\n'
    practice = parse_practice(HEAD + breath + step("a", "length_s = 60", LED), "small.toml")
    assert practice.breath.start == BreathPattern(9.0, 0.5)
    assert practice.breath.aim == BreathPattern(3.75, 0.5, 4.0, 4.0)


@pytest.mark.parametrize(
    ("lines", "key", "reason"),
    [
        (("pacing = 'lead'",), "length_s", "a step has length_s, breaths or endless"),
        (("length_s = 9", "breaths = 3", LED), "breaths", "one length"),
        (("breaths = 2.5", LED), "breaths", "not a whole number"),
        (("length_s = 30", QUIET, "light = { others = 2.5 }"), "light.others", "not a whole number"),
        (("breaths = 3", QUIET), "breaths", "where the light leads"),
        (("length_s = 30", QUIET, "silence = true", 'prompts = [{ at_s = 1, text = "A." }]'), "prompts", "a silence"),
        (("length_s = 30", QUIET, 'prompts = [{ at_breath = 1, text = "A." }]'), "prompts[1].at_breath", "no breaths"),
        (("breaths = 2", LED, 'prompts = [{ at_breath = 3, text = "A." }]'), "prompts[1].at_breath", "not one of the"),
        (("length_s = 30", QUIET, 'prompts = [{ at_s = 1, text = "A.", voice = "../a.wav" }]'), "prompts[1].voice", ""),
        (("length_s = 30", QUIET, 'prompts = [{ at_s = 1, text = "A.", voice = "a.mp3" }]'), "prompts[1].voice", "wav"),
        (
            ("length_s = 30", QUIET, 'prompts = [{ at_s = 1, text = "{phrase1}" }]'),
            "prompts[1].text",
            "phrase1 is not there",
        ),
        (("length_s = 30", QUIET, 'prompts = [{ at_s = 1, text = "{part1}" }]'), "prompts[1].text", "parts"),
        (
            ("length_s = 30", QUIET, f'prompts = [{{ at_s = 1, text = "{"a" * 90} {{part1}} {{part2}}" }}]'),
            "prompts[1].text",
            "140",
        ),
        (("length_s = 30", QUIET, 'light = { hue = "own" }'), "light.hue", "colour"),
        (("length_s = 30", QUIET, 'light = { hue = "red" }'), "light.hue", "not one of honey"),
        (("length_s = 30", QUIET, "sound = { bell = true }"), "sound.bell", "not one of none"),
        (("length_s = 30", QUIET, "bells_at_s = [20, 10]"), "bells_at_s[2]", "in order"),
        (("length_s = 30", QUIET, "bells_at_s = [30]"), "bells_at_s[1]", "the step ends"),
        (("length_s = 30", QUIET, 'bells_at_s = [20, "x"]'), "bells_at_s[2]", "number"),
        (("length_s = 0", QUIET), "length_s", "more than 0"),
        (("length_s = 30", QUIET, "bell_every_s = 5"), "bell_every_s", "10 s apart"),
        (("length_s = 30", QUIET, 'silence = "yes"'), "silence", "true or false"),
    ],
)
def test_what_is_wrong_with_a_step_is_said(lines, key, reason):
    found = faults_of(HEAD + BREATH + step("a", *lines))
    assert (found[0][0]) == f"steps[1].{key}"
    assert reason in found[0][1]


def test_one_mistake_is_one_fault():
    assert len(faults_of(HEAD + step("a", 'length_s = "long"', QUIET))) == 1


def test_everything_that_is_wrong_is_found_at_once():
    text = HEAD.replace("Small", "") + BREATH.replace("6", "60", 1) + step("A", "length_s = 0", 'pacing = "led"')
    assert [key for key, _ in faults_of(text)] == [
        "title",
        "breath.start_per_min",
        "steps[1].name",
        "steps[1].length_s",
        "steps[1].pacing",
    ]


toml_values = st.recursive(
    st.none().map(lambda _: "1979-05-27")
    | st.booleans().map(lambda each: str(each).lower())
    | st.integers().map(str)
    | st.floats().map(str)
    | st.sampled_from(['"honey"', '"own"', '"lead"', '"{phrase1} {part9}"', '""', "nan", "inf", "9" * 5000]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]")
        | st.dictionaries(st.sampled_from(["text", "at_s", "hue", "bell", "minutes"]), inner, max_size=3).map(
            lambda each: "{" + ", ".join(f"{key} = {value}" for key, value in each.items()) + "}"
        )
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(st.sampled_from(LENGTHS.splitlines()), toml_values), max_size=4))
def test_any_value_anywhere_is_read_or_refused(changes):
    text = LENGTHS
    for line, value in changes:
        if " = " in line:
            text = text.replace(line, f"{line.split(' = ')[0]} = {value}")
    practice, faults = read_practice(text, "small.toml")
    assert (practice is None) == bool(faults)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with pytest.raises(PracticeError):
        parse_practice(text, "small.toml")


def test_nested_without_end_is_refused():
    with raises_saying(PracticeError, "not valid TOML"):
        parse_practice("a = " + "[" * 100_000, "small.toml")
