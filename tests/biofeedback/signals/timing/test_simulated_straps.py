"""Straps at random: what their radios and clocks do to packets invents no gap, and hides none."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.events import Beat
from biofeedback.reasons import GapReason
from biofeedback.signals.timing.placed import MissingBeats, TimedBeat
from biofeedback.signals.timing.timeline import BeatTimeline, rebuild_timeline

BEATS = 600


@dataclass(frozen=True)
class Strap:
    """How a made-up strap sends what it has."""

    seed: int
    mean_s: float
    sends: str
    batch: int
    skew: float
    jitter_s: float
    step_s: float
    wander_s: float
    stalls: tuple[tuple[float, float], ...]

    def record(self):
        """Return when each beat happened and arrived, in seconds, and its interval in ms."""
        random = np.random.default_rng(self.seed)
        rr_s, now_s = np.empty(BEATS), 0.0
        for at in range(BEATS):
            swing_s = 0.06 * self.mean_s * math.sin(2.0 * math.pi * 0.1 * now_s)
            rr_s[at] = round(1024.0 * (self.mean_s + swing_s + 0.015 * self.mean_s * random.normal())) / 1024.0
            now_s += rr_s[at]
        t_s = np.cumsum(rr_s) * (1.0 + self.skew)
        if self.sends == "by the second":
            made_s = np.ceil(t_s + 0.3)
        elif self.sends == "at moments of the radio":
            made_s = np.ceil(np.ceil(t_s + 0.3) / 0.495) * 0.495
        else:
            newest = np.minimum(np.arange(BEATS) // self.batch * self.batch + self.batch - 1, BEATS - 1)
            made_s = t_s[newest] + 0.3
        made_s = made_s + self.step_s * (made_s > 150.0) + self.wander_s * (1.0 + np.sin(made_s / 20.0))
        packets_s, packet = np.unique(made_s, return_inverse=True)
        arrived_s = np.maximum.accumulate(packets_s + random.exponential(self.jitter_s, packets_s.size))
        for at_share, lasts_s in self.stalls:
            from_s = at_share * arrived_s[-1]
            arrived_s[(arrived_s > from_s) & (arrived_s < from_s + lasts_s)] = from_s + lasts_s
        return t_s, arrived_s[packet], 1000.0 * rr_s


straps = st.builds(
    Strap,
    seed=st.integers(0, 10_000),
    mean_s=st.floats(0.55, 1.25),
    sends=st.sampled_from(["by the second", "at moments of the radio", "in batches"]),
    batch=st.integers(1, 9),
    skew=st.floats(-3e-4, 3e-4),
    jitter_s=st.sampled_from([0.003, 0.03, 0.08]),
    step_s=st.floats(0.0, 0.3),
    wander_s=st.floats(0.0, 0.1),
    stalls=st.lists(st.tuples(st.floats(0.1, 0.9), st.floats(0.5, 6.0)), max_size=2).map(tuple),
)


def lived(arrived_s, rr_ms):
    """Return what came of a record live."""
    timeline, placed = BeatTimeline(), []
    for index, (arrived, interval) in enumerate(zip(arrived_s.tolist(), rr_ms.tolist(), strict=True)):
        placed += timeline.feed(Beat(source="", index=index, arrived_s=arrived, rr_ms=interval))
    return placed + timeline.break_off()


def beats_and_gaps(placed):
    return [each for each in placed if isinstance(each, TimedBeat)], [
        each for each in placed if isinstance(each, MissingBeats)
    ]


def worst_in_two_minutes_s(error_s, t_s, segment):
    worst = 0.0
    for its in np.unique(segment):
        error, at = error_s[segment == its], t_s[segment == its]
        until = np.searchsorted(at, at + 120.0, side="right")
        worst = max(worst, *(np.ptp(error[row:last]) for row, last in enumerate(until)))
    return worst


LIKE_A_LOSS = Strap(
    seed=1,
    mean_s=0.55,
    sends="at moments of the radio",
    batch=1,
    skew=0.0,
    jitter_s=0.003,
    step_s=0.28125,
    wander_s=0.0625,
    stalls=((0.5, 1.0),),
)
"""Found by chance: all lags grow by 0.74 of an interval within a minute, and a stall hides when."""

NEARLY_A_BEAT = replace(LIKE_A_LOSS, seed=12, batch=2, jitter_s=0.08, step_s=0.3, wander_s=0.1, stalls=())
"""The same by 0.91 of an interval, the most of the straps above: 160 of 375 such were taken for a loss by their lags
alone, and none once the seconds at which packets come are looked at."""


@pytest.mark.parametrize("strap", [LIKE_A_LOSS, NEARLY_A_BEAT])
def test_a_delay_as_long_as_a_beat_is_no_loss(strap):
    _, arrived_s, rr_ms = strap.record()
    assert beats_and_gaps(lived(arrived_s, rr_ms))[1] == []


@given(strap=straps)
@settings(deadline=None, max_examples=40)
def test_without_a_loss_no_strap_shows_a_gap_or_a_beat_in_the_future(strap):
    t_s, arrived_s, rr_ms = strap.record()
    beats, gaps = beats_and_gaps(lived(arrived_s, rr_ms))
    whole = rebuild_timeline(arrived_s, rr_ms)
    live_s, segment = np.array([beat.t_s for beat in beats]), np.array([beat.segment for beat in beats])
    assert gaps == []
    assert whole.gaps == ()
    assert set(whole.segment) == {0}
    assert not any(math.isnan(beat.rr_ms) for beat in beats)
    assert np.all(live_s <= arrived_s)
    assert np.all(whole.t_s <= arrived_s)
    assert np.all(np.diff(live_s) > 0.0)
    # A clock that is off by more than 100 ppm cannot be followed before it is known.
    allowed_s = 0.02 + 120.0 * max(0.0, abs(strap.skew) - 1e-4)
    assert worst_in_two_minutes_s(live_s - t_s, t_s, segment) < allowed_s
    assert worst_in_two_minutes_s(whole.t_s - t_s, t_s, whole.segment) < allowed_s


def after_a_stall(arrived_s, from_s, lasts_s, every_s, kept):
    """Return arrivals of a radio that was silent and then sends a packet ``every_s``, and which beats came."""
    packets_s, packet = np.unique(arrived_s, return_inverse=True)
    waited = (packets_s > from_s) & (packets_s < from_s + lasts_s)
    at = np.flatnonzero(waited)
    lost = {"all": at[:0], "the last": at[: 2 * at.size // 3], "the first": at[at.size // 3 :], "none": at}[kept]
    free_s, came_s = -math.inf, packets_s.copy()
    for each in np.setdiff1d(np.arange(packets_s.size), lost):
        came_s[each] = max(from_s + lasts_s if waited[each] else packets_s[each], free_s)
        free_s = came_s[each] + every_s
    return came_s[packet], ~np.isin(packet, lost)


@given(
    strap=straps.map(lambda strap: replace(strap, stalls=())),
    lasts_s=st.floats(4.0, 60.0),
    at_share=st.floats(0.4, 0.6),
    every=st.floats(0.0, 0.5),
)
@settings(deadline=None, max_examples=30)
def test_a_stall_that_is_made_up_for_lost_nothing_however_slowly(strap, lasts_s, at_share, every):
    t_s, arrived_s, rr_ms = strap.record()
    packet_s = (arrived_s[-1] - arrived_s[0]) / np.unique(arrived_s).size
    arrived_s, _ = after_a_stall(arrived_s, at_share * arrived_s[-1], lasts_s, every * packet_s, "all")
    beats, gaps = beats_and_gaps(lived(arrived_s, rr_ms))
    assert gaps == []
    assert not any(math.isnan(beat.rr_ms) for beat in beats)
    assert all(beat.t_s <= arrived for beat, arrived in zip(beats, arrived_s, strict=True))
    live_s, segment = np.array([beat.t_s for beat in beats]), np.array([beat.segment for beat in beats])
    allowed_s = 0.02 + 120.0 * max(0.0, abs(strap.skew) - 1e-4)
    assert worst_in_two_minutes_s(live_s - t_s, t_s, segment) < allowed_s


@pytest.mark.parametrize("kept", ["none", "the last", "the first"])
@pytest.mark.parametrize("sends", ["by the second", "at moments of the radio", "in batches"])
@pytest.mark.parametrize("every_s", [0.0, 0.02, 0.4])
def test_what_a_minute_of_silence_lost_is_told_as_long_as_it_was(kept, sends, every_s):
    t_s, arrived_s, rr_ms = Strap(3, 0.85, sends, 2, 1e-4, 0.02, 0.0, 0.0, ()).record()
    arrived_s, came = after_a_stall(arrived_s, 250.2, 60.0, every_s, kept)
    (gap,) = beats_and_gaps(lived(arrived_s[came], rr_ms[came]))[1]
    assert gap.reason is GapReason.NO_BEATS
    assert gap.until_s - gap.from_s == pytest.approx(rr_ms[~came].sum() / 1000.0, abs=1.0)
    assert gap.from_s == pytest.approx(t_s[came & (t_s < 255.0)][-1], abs=1.0) or kept == "the first"


@given(strap=straps, lost=st.integers(1, 9), at=st.integers(250, 400))
@settings(deadline=None, max_examples=40)
def test_lost_beats_are_found_as_long_as_they_were(strap, lost, at):
    _, arrived_s, rr_ms = strap.record()
    kept = np.ones(BEATS, dtype=bool)
    kept[at : at + lost] = False
    missing_s = rr_ms[~kept].sum() / 1000.0
    near_step = abs(arrived_s[at] - 150.0) < 60.0
    in_step = strap.sends != "in batches" and abs(strap.mean_s - 1.0) < 0.05
    beats, gaps = beats_and_gaps(lived(arrived_s[kept], rr_ms[kept]))
    assert all(beat.t_s <= arrived for beat, arrived in zip(beats, arrived_s[kept], strict=True))
    if lost < 2 or near_step or in_step or strap.stalls or strap.wander_s > 0.05:
        # One beat among radios that wander by as much, or in step with the packets, may go unnoticed; no more is told.
        assert sum(gap.until_s - gap.from_s for gap in gaps) < missing_s + 0.8
        return
    found_s = sum(gap.until_s - gap.from_s for gap in gaps)
    assert found_s == pytest.approx(missing_s, abs=0.6)


@pytest.mark.parametrize("mean_s", [0.6, 0.8, 1.15])
@pytest.mark.parametrize("sends", ["by the second", "at moments of the radio", "in batches"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_lost_beat_of_a_steady_radio_is_found_within_a_minute(mean_s, sends, seed):
    t_s, arrived_s, rr_ms = Strap(seed, mean_s, sends, 1, 1e-4, 0.02, 0.0, 0.0, ()).record()
    kept = np.arange(BEATS) != 300
    (gap,) = beats_and_gaps(lived(arrived_s[kept], rr_ms[kept]))[1]
    assert gap.reason is GapReason.BEATS_LOST
    assert gap.until_s - gap.from_s == pytest.approx(rr_ms[300] / 1000.0, abs=0.3)
    assert gap.from_s < t_s[300] + 60.0


@pytest.mark.parametrize("later_s", [0.0, 0.2, 0.35, 0.45])
def test_a_packet_early_once_and_all_later_for_good_lost_nothing(later_s):
    t_s = 0.8 * np.arange(1, 1200)
    packets_s, packet = np.unique(np.ceil(t_s), return_inverse=True)
    arrived_s = packets_s + 0.3
    arrived_s[200] -= 1.0
    arrived_s[230:] += later_s
    arrived_s = np.maximum.accumulate(arrived_s)[packet]
    beats, gaps = beats_and_gaps(lived(arrived_s, np.full(t_s.size, 800.0)))
    assert gaps == []
    assert all(beat.t_s <= arrived for beat, arrived in zip(beats, arrived_s, strict=True))
    assert rebuild_timeline(arrived_s, np.full(t_s.size, 800.0)).gaps == ()
