"""Hearts that follow the led breath warm the light; those that do not, and what merely looks like a wave, do not.

The whole way from the heart through strap, packets and stream. `python -m scripts.followers` shows it for 200 people.
"""

import numpy as np
import pytest

from biofeedback.events import BreathPlanned
from devices.simulated_faults import SimulatedFaults
from tests.rigs.hearts.led_hearts import FOLLOWS, LISTENED_S, auc, led_heart, led_record, population, second_by_second
from tests.rigs.signals.breath_tallies import paced_trials
from tests.rigs.suite.long_forms import first_of, short_and_long

LED_S = 120.0


def warmth(seed, mode, after_s=LED_S, **options):
    courses = second_by_second(led_heart(seed, mode, led_s=LED_S, **options).events)
    return courses["warmth_share"][: round(LISTENED_S + after_s)]


@pytest.fixture(scope="module")
def people():
    """Numbers two minutes after leading began, of those who follow and of the others, faults and all."""
    seen = {True: [], False: []}
    for seed, mode in population(16):
        courses = second_by_second(led_heart(seed, mode, led_s=LED_S).events)
        seen[mode == FOLLOWS].append({name: values[-1] for name, values in courses.items()})
    return seen


def separation(people, name):
    return auc(*([person[name] for person in people[follows]] for follows in (True, False)))


def test_followers_and_others_lie_apart_and_further_than_by_the_plain_coherence_ratio(people):
    assert separation(people, "warmth_share") > 0.85
    assert separation(people, "steadiness_share") > 0.8
    assert separation(people, "warmth_share") > separation(people, "coherence_ratio") + 0.1


@pytest.mark.parametrize("seed", first_of([300, 301, 302, 303], 2))
def test_following_at_six_a_minute_warms_within_forty_seconds(seed):
    course = warmth(seed, FOLLOWS, usual=True)
    assert course[round(LISTENED_S) + 40 - 1] > 0.5
    assert course[-1] > 0.85


@pytest.mark.parametrize("mode", ["freely", "another pace"])
@pytest.mark.parametrize("seeds", short_and_long((10_001,), (10_001, 10_002, 10_003)))
def test_another_breath_than_the_led_one_hardly_warms(seeds, mode):
    ends = [warmth(seed, mode, clean=True)[-1] for seed in seeds]
    assert np.mean(ends) < 0.48
    assert max(ends) < 0.6


SPOILED = {
    "noise": SimulatedFaults(noise_ms=60.0),
    "ectopic beats": SimulatedFaults(ectopic_share=0.05),
    "beats unseen and beats too many": SimulatedFaults(missing_share=0.05, extra_share=0.05),
    "all at once": SimulatedFaults(noise_ms=40.0, ectopic_share=0.05, missing_share=0.03, extra_share=0.03),
}


@pytest.mark.parametrize("what", SPOILED)
def test_what_is_spoiled_and_mended_does_not_pretend(what):
    ends = [warmth(seed, "freely", faults=SPOILED[what])[-1] for seed in (21, 22, 23)]
    assert np.mean(ends) < 0.45
    assert max(ends) < 0.55


def test_ectopic_beats_do_not_keep_a_follower_cold():
    assert warmth(31, FOLLOWS, faults=SimulatedFaults(ectopic_share=0.02))[-1] > 0.6


def test_a_steady_breath_of_ones_own_warms_where_nothing_is_led():
    # The heart breathes along with a light that this pipeline never hears of.
    events = [
        event
        for event in led_heart(10_000, FOLLOWS, clean=True, led_s=LED_S).events
        if not isinstance(event, BreathPlanned)
    ]
    courses = second_by_second(events)
    assert courses["warmth_share"][-1] > 0.6
    assert courses["warmth_share"][round(LISTENED_S) - 1] < 0.45


def test_a_real_heart_warms_at_the_pace_it_was_led_at_and_at_no_other(recordings):
    for pace, rr_ms in paced_trials(recordings):
        ends_s = np.cumsum(rr_ms) / 1000.0
        at_pace, elsewhere = (
            second_by_second(led_record(ends_s, rr_ms, per_min))["warmth_share"] for per_min in (pace, 1.3 * pace)
        )
        assert at_pace[-1] > 0.6
        assert elsewhere[-1] < 0.45
