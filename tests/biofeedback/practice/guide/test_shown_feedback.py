"""What screens and sound are told of the heart in a protocol, and when the light has the warmth of another."""

import itertools
import math
from dataclasses import replace

import pytest

from biofeedback.events import Beat, BeatJudged, BlockBegan, Event, Metric, Paused, Resumed, StepBegan, Tick
from biofeedback.practice.guide.block_time import BlockTime
from biofeedback.practice.guide.donor_warmth import DonorWarmth
from biofeedback.practice.guide.shown_feedback import ShownFeedback
from biofeedback.practice.script.file import parse_practice
from biofeedback.practice.script.model import Practice
from biofeedback.practice.script.protocol import with_condition
from biofeedback.practice.warmth import HELD_SHARE, RISE_S
from tests.rigs.practices.protocols import PROTOCOL


def metric(t_s: float, value: float, name: str = "warmth_share", source: str = "strap") -> Metric:
    return Metric(source=source, name=name, t_s=t_s, value=value, unit="1", window_s=0.0, quality_share=0.7)


def began(index: int, t_s: float) -> tuple[Event, ...]:
    kind = ("baseline", "practice")[index]
    step = StepBegan(t_s=t_s, index=index, name=kind, title=kind, heart_display="shown")
    return step, BlockBegan(t_s=t_s, block=index + 1, kind=kind, label="A1")


def protocol(condition: str, *, blinded: bool = True) -> Practice:
    practice = with_condition(parse_practice(PROTOCOL, "two.toml"), condition)
    return replace(practice, protocol=replace(practice.protocol, shows_numbers=not blinded))


DONOR = DonorWarmth(
    (
        *began(0, 0.0),
        *(metric(1.0 + at, 0.5) for at in range(60)),
        *began(1, 60.0),
        metric(60.5, 0.6),
        metric(61.5, 0.7),
        Paused(t_s=62.0, mode="pause"),
        metric(62.5, 0.99),
        Resumed(t_s=72.0),
        metric(72.5, 0.8),
        metric(72.5, 0.1, source="other"),
        metric(73.5, math.nan),
    ),
    "strap",
)


def warmths(shown: ShownFeedback, *events: Event) -> list[float]:
    filtered = (shown.filtered(event) for event in events)
    return [event.value for event in filtered if isinstance(event, Metric)]


def at(donor: DonorWarmth, block: int, block_s: float) -> float:
    time = BlockTime()
    for event in (*began(0, 0.0), *(began(1, 60.0) if block == 2 else ())):
        time.apply(event)
    return donor.at(time, block_s + (60.0 if block == 2 else 0.0))


def test_a_donor_has_a_course_of_each_block_without_its_pauses():
    assert [at(DONOR, 2, each) for each in (0.5, 1.5, 2.5, 2.4)] == [0.6, 0.7, 0.8, 0.8]
    assert at(DONOR, 1, 30.2) == 0.5
    assert math.isnan(at(DONOR, 2, 5.0))
    assert math.isnan(at(DonorWarmth(), 1, 0.0))
    assert DONOR.known
    assert not DonorWarmth().known


def test_a_donor_without_blocks_has_one_course_of_its_whole_practice():
    step, _ = began(0, 2.0)
    donor = DonorWarmth(
        (step, metric(3.0, 0.4), Paused(t_s=3.5, mode="pause"), Resumed(t_s=9.5), metric(63.0, 0.9)), "strap"
    )
    assert [at(donor, 1, 1.0), at(donor, 2, -5.0)] == [0.4, 0.9]


def test_the_light_has_the_warmth_of_the_donor_at_the_same_time_of_the_same_block():
    shown = ShownFeedback(protocol("sham"), "strap", DONOR)
    # Whatever this heart does, and whenever the block began here.
    filtered = warmths(shown, *began(0, 0.0), metric(1.0, 0.9), *began(1, 45.0), metric(45.5, 0.4))
    assert filtered[0] == HELD_SHARE  # its baseline shows nothing
    assert filtered[1] == HELD_SHARE  # from where it was it goes over softly
    late = [0.7, 0.8]
    filtered = warmths(shown, metric(46.5, 0.4), metric(47.5, 1.0))
    offsets = [(HELD_SHARE - 0.6) * math.exp(-at / RISE_S) for at in (1.0, 2.0)]
    assert filtered == pytest.approx([warmth + offset for warmth, offset in zip(late, offsets, strict=True)])


def test_where_the_donor_has_no_warmth_the_light_goes_to_rest_as_for_an_unknown():
    shown = ShownFeedback(protocol("sham"), "strap", DONOR)
    warmths(shown, *began(1, 45.0), metric(45.5, 0.4))
    filtered = warmths(shown, *(metric(45.5 + at, 0.9) for at in range(1, 400)))
    assert filtered[-1] == pytest.approx(HELD_SHARE, abs=1e-6)
    assert max(abs(later - before) for before, later in itertools.pairwise(filtered)) < 0.12


def test_time_of_a_block_stands_still_while_the_practice_waits():
    shown = ShownFeedback(protocol("sham"), "strap", DONOR)
    filtered = warmths(
        shown,
        *began(1, 0.0),
        metric(0.5, 0.4),
        Paused(t_s=1.0, mode="pause"),
        *(metric(0.5 + at, 0.4) for at in range(1, 200)),
        Resumed(t_s=200.5),
        metric(201.0, 0.4),
    )
    assert filtered[-2] == pytest.approx(0.6, abs=0.11)  # as it was 1 s into the block
    assert filtered[-1] == pytest.approx(0.7, abs=1e-3)


def test_real_feedback_is_the_warmth_of_this_heart_to_the_bit():
    shown = ShownFeedback(protocol("real"), "strap", DONOR)
    warmths(shown, *began(1, 0.0))
    assert warmths(shown, metric(1.0, 0.41), metric(2.0, 0.43)) == [0.41, 0.43]


def test_no_number_and_no_beat_is_told_of_a_session_in_which_nobody_knows():
    beat = Beat(source="strap", index=0, arrived_s=1.0, rr_ms=800.0)
    judged = BeatJudged(source="strap", index=0, t_s=1.0, kind="normal", nn_ms=800.0)
    for condition in ("real", "sham", "quick"):
        shown = ShownFeedback(protocol(condition), "strap", DONOR)
        filtered = [
            shown.filtered(event) for event in (*began(1, 0.0), beat, judged, metric(1.0, 60.0, "heart_rate_bpm"))
        ]
        assert filtered[0].heart_display == "resting"
        assert filtered[1].label == ""
        assert filtered[2:] == [None, None, None]
        assert shown.filtered(Tick(t_s=1.0)) == Tick(t_s=1.0)
        assert shown.filtered(metric(2.0, 0.5)).quality_share == 1.0
        assert shown.filtered(metric(2.0, 0.5, source="another")) is None


def test_whoever_knows_the_condition_sees_numbers_where_feedback_is_real():
    shown = ShownFeedback(protocol("real", blinded=False), "strap", DONOR)
    rate = metric(1.0, 60.0, "heart_rate_bpm")
    step, _ = began(0, 0.0)
    assert shown.filtered(step).heart_display == "resting"
    assert shown.filtered(rate) is None  # the baseline has none
    step, _ = began(1, 60.0)
    assert shown.filtered(step) == step
    assert shown.filtered(rate) == rate
