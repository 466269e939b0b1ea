"""The moment of the next bell, known beforehand, is the one at which the guide then tells of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biofeedback.events import BellRang, PracticeEnded
from biofeedback.practice.guide.bell_moments import BellMoments
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from biofeedback.requests import EndGently
from tests.rigs.practices.small_practice import PRACTICE, began, begun, went_on

REQUESTS = ("pause", "rest", "resume", "end_gently")
RINGING = parse_practice(
    """
name = "ringing"
title = "Ringing"
subtitle = "A bell wherever one can be"
[breath]
start_per_min = 9
aim_per_min = 6
[[steps]]
name = "arrive"
title = "Arrive"
purpose = "p"
length_s = 40
pacing = "listen"
sound = { bell = "both" }
bells_at_s = [7.5, 20]
[[steps]]
name = "lead"
title = "Lead"
purpose = "p"
length_s = 60
pacing = "lead"
sound = { bell = "begin" }
bell_every_s = 15
[[steps]]
name = "let_go"
title = "Let go"
purpose = "p"
length_s = 33
pacing = "vanish"
[[steps]]
name = "close"
title = "Close"
purpose = "p"
length_s = 30
pacing = "lead"
sound = { bell = "both" }
""",
    "ringing.toml",
)


@given(st.lists(st.tuples(st.floats(0.1, 60.0), st.sampled_from(REQUESTS)), max_size=6), st.floats(0.0, 50.0))
@example([], 0.0)
@example([], 7.840564648519866e-09)
@example([(95.0, "resume"), (60.0, "rest"), (4.0, "pause")], 0.0)  # the breath after the last is withdrawn
def test_every_bell_rings_when_it_was_foretold(requests, begins_s):
    guide, moments, rang = Guide(RINGING), BellMoments(RINGING), 0

    def take_in(events):
        nonlocal rang
        for event in events:
            if isinstance(event, BellRang) and event.t_s > begins_s:
                assert moments.next_s == pytest.approx(event.t_s, abs=1e-9)
                rang += 1
            moments.apply(event)

    take_in(guide.advance(begins_s))
    now_s = begins_s
    for after_s, request in requests:
        now_s += after_s
        take_in(guide.advance(now_s))
        if request == "resume":
            take_in(guide.resume(now_s))
        elif request == "end_gently":
            take_in(guide.request(now_s, EndGently()))
        else:
            take_in(guide.pause(now_s, request))
    take_in(guide.resume(now_s))
    while not guide.ended:
        assert moments.next_s is None or moments.next_s >= guide.next_due_s - 1e-9
        take_in(guide.advance(guide.next_due_s))
    assert moments.next_s is None
    assert requests or rang == 8


def test_nothing_is_foretold_before_the_beginning_while_it_waits_and_after_the_end():
    moments = BellMoments(PRACTICE)
    assert moments.next_s is None
    for event in begun(3.0):
        moments.apply(event)
    assert moments.next_s == 11.0
    moments.apply(PracticeEnded(t_s=5.0, mode="early"))
    assert moments.next_s is None


def test_the_bell_of_the_next_beginning_is_foretold_and_an_end_without_one_is_not():
    moments = BellMoments(RINGING)
    moments.apply(began(1, 40.0))
    moments.apply(BellRang(t_s=85.0))
    assert moments.next_s is None
    moments.apply(began(2, 100.0))
    assert moments.next_s == 133.0


def test_who_comes_late_learns_it_from_any_step():
    moments = BellMoments(PRACTICE)
    for event in went_on(127.0):
        moments.apply(event)
    assert moments.next_s == 135.0


def test_the_end_of_counted_breaths_is_not_foretold():
    counted = parse_practice(
        'name = "three"\ntitle = "Three"\nsubtitle = "s"\n[[steps]]\nname = "a"\ntitle = "A"\npurpose = "p"\n'
        'breaths = 3\npacing = "lead"\nsound = { bell = "both" }\n',
        "three.toml",
    )
    moments = BellMoments(counted)
    moments.apply(began(0, 0.0))
    assert moments.next_s == 0.0
    moments.apply(BellRang(t_s=0.0))
    assert moments.next_s is None
