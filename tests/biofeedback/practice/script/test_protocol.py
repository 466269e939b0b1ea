"""A protocol is a practice with blocks and conditions: how it is read, held in one condition, and drawn."""

import math
from dataclasses import replace

import pytest

from biofeedback.errors import UsageError
from biofeedback.practice.script.blocks import Block, StudyProtocol
from biofeedback.practice.script.file import parse_practice, read_practice
from biofeedback.practice.script.model import Practice
from biofeedback.practice.script.protocol import drawn, replays, with_condition
from tests.rigs.practices.protocols import PROTOCOL
from tests.rigs.words.said_errors import raises_saying, reason_said


@pytest.fixture
def protocol() -> Practice:
    return parse_practice(PROTOCOL, "two_minutes.toml")


def test_a_protocol_says_its_blocks_conditions_and_forms(protocol):
    assert protocol.protocol == StudyProtocol(("how_it_is",), (), protocol.protocol.conditions, "")
    assert [each.name for each in protocol.protocol.conditions] == ["real", "sham", "quick"]
    baseline, practice = (step.block for step in protocol.steps)
    assert replace(baseline, rate_per_min=0.0) == Block("baseline", "B0", 20, "none", 0.0)
    assert (practice.by_condition, practice.feedback, protocol.steps[1].shortest_s) == (True, "real", 55.0)


def test_a_practice_that_says_nothing_of_it_is_none():
    plain = parse_practice(
        'name = "a"\ntitle = "A"\nsubtitle = "b"\n[[steps]]\nname = "c"\ntitle = "C"\npurpose = "d"\n'
        'length_s = 9\npacing = "listen"\n',
        "a.toml",
    )
    assert plain.protocol is None
    assert plain.steps[0].block is None
    assert drawn(plain, 7) == plain
    with raises_saying(UsageError, "no conditions"):
        with_condition(plain, "real")


@pytest.mark.parametrize(
    ("name", "feedback", "rate_per_min"),
    [("real", "real", math.nan), ("sham", "replayed", math.nan), ("quick", "real", 12)],
)
def test_a_condition_changes_the_blocks_that_say_so_and_leaves_no_name(protocol, name, feedback, rate_per_min):
    held = with_condition(protocol, name)
    assert held.steps[0] == protocol.steps[0]
    assert held.steps[1].block.feedback == feedback
    assert held.steps[1].block.rate_per_min == pytest.approx(rate_per_min, nan_ok=True)
    assert held.protocol.conditions == ()
    assert held.protocol.forms_before == ("how_it_is",)
    assert replays(held) == (name == "sham")
    assert not any(other in repr(held) for other in {"sham", "quick"})


def test_a_condition_that_is_not_there_is_refused(protocol):
    with raises_saying(UsageError, "real, sham, quick"):
        with_condition(protocol, "placebo")


def test_lengths_are_drawn_evenly_in_whole_seconds_and_again_by_the_same_seed(protocol):
    lengths = [drawn(protocol, seed).steps[0].length_s for seed in range(2000)]
    counts = [lengths.count(40.0 + each) for each in range(41)]
    assert sum(counts) == 2000
    # Of 2,000 draws each of 41 lengths comes 49 times, give or take 7; four times that holds for all of them.
    assert 21 <= min(counts) <= max(counts) <= 77
    assert {drawn(protocol, seed).steps[1].length_s for seed in range(200)} == {55.0 + each for each in range(11)}
    assert drawn(protocol, 5) == drawn(protocol, 5)
    assert [step.length_s for step in drawn(protocol, 5).steps] == [
        step.length_s for step in drawn(with_condition(protocol, "sham"), 5).steps
    ]


def test_a_seed_draws_what_it_always_drew(protocol):
    """A recording keeps the seed alone: what it drew must not change with a version of ours or of Python."""
    assert [[step.length_s for step in drawn(protocol, seed).steps] for seed in (1, 2)] == [[45.0, 64.0], [79.0, 65.0]]


def test_words_have_their_time_in_the_shortest_length_drawn():
    _, faults = read_practice(PROTOCOL.replace("jitter_s = 5", "jitter_s = 15"), "two.toml")
    assert [(fault.key, reason_said(fault)) for fault in faults] == [
        ("steps[2].prompts[1].at_s", "these words need until 46 s, but their step ends at 45 s")
    ]
    _, faults = read_practice(PROTOCOL.replace("length_s = 60", "length_s = 60\nbells_at_s = [40]", 1), "two.toml")
    assert [fault.key for fault in faults] == ["steps[1].bells_at_s[1]"]
