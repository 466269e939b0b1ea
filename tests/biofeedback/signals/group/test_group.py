"""A group of simulated hearts, live and over a whole record."""

import functools
import math
import time

import numpy as np
import pytest

from biofeedback.reasons import ReasonCode
from biofeedback.signals.artefacts.disorder import DisorderedStretches
from biofeedback.signals.group.record import GroupHeart, group_heart, group_record
from biofeedback.signals.group.watch import MOMENTS, NEEDED_S, GroupWatch
from biofeedback.signals.timing.beats import JudgedBeats
from tests.rigs.hearts.led_hearts import even_breaths
from tests.rigs.hearts.made_groups import ALONE, FOLLOWS, PARTLY, beats_of, made_group

UNTIL_S = 260.0
BREATHS = even_breaths(0.0, UNTIL_S, 6.0)


@pytest.fixture(scope="module")
def hearts() -> dict[str, GroupHeart]:
    """Six people led at six a minute: three follow, two breathe on their own, one follows in part."""
    return made_group([FOLLOWS, ALONE, FOLLOWS, PARTLY, ALONE, FOLLOWS], seed=3, until_s=UNTIL_S)


@functools.cache
def follower(seed):
    """Return intervals and times of arrival of somebody who follows the breath of six a minute."""
    return beats_of(seed, FOLLOWS, BREATHS, UNTIL_S)


@pytest.fixture(scope="module")
def record(hearts):
    return group_record(hearts)


def test_who_follows_is_in_step_and_who_does_not_is_not(record):
    last = record.moments[-1]
    assert last.is_led
    assert last.counted == 6
    found = {heart.name.split()[0]: heart for heart in last.hearts}
    assert all(found[place].in_step and found[place].locking_share > 0.95 for place in "025")
    assert not any(found[place].in_step for place in "14")
    assert {heart.name.split()[1] for heart in last.hearts if heart.in_step} <= {FOLLOWS, PARTLY}
    assert last.share == last.in_step / 6


def test_hearts_that_follow_with_different_lags_are_locked_to_one_another(record):
    lags = [record.moments[-1].hearts[place].lag_rad for place in (0, 2, 5)]
    assert np.ptp(lags) > 0.3
    share, chance = record.pairs.share, record.pairs.chance_of_all_share
    assert share[0, 2] > chance[0, 2]
    assert share[2, 5] > chance[2, 5]
    assert share[1, 4] < chance[1, 4]


def test_a_breath_that_nobody_follows_brings_nobody_in_step():
    alone = made_group([ALONE] * 6, seed=11, until_s=UNTIL_S)
    last = group_record(alone).moments[-1]
    assert last.is_led
    assert last.counted == 6
    assert last.share <= last.chance_share


def test_before_the_window_is_full_it_says_so(record):
    early = record.moments[int(60 / 5)]
    assert math.isnan(early.share)
    assert early.reason.code is ReasonCode.TOO_FEW_HEARTS
    assert {heart.reason.code for heart in early.hearts} == {ReasonCode.TOO_FEW_SECONDS}
    first = next(moment.t_s for moment in record.moments if moment.counted == 6)
    assert NEEDED_S <= first <= NEEDED_S + 15.0


def test_live_and_over_a_record_the_numbers_are_the_same(hearts, record):
    """Beats come as they would: each up to 3 s late, several at once, hearts in any order."""
    watch, chance = GroupWatch(), np.random.default_rng(4)
    for name in hearts:
        watch.join(name)
    due = []
    for name, heart in hearts.items():
        came_s = np.maximum.accumulate(heart.beats.t_s + chance.uniform(0.0, 3.0, heart.beats.t_s.size))
        rows = zip(heart.beats.t_s, heart.beats.nn_ms, heart.phase_rad, heart.beats.is_corrected, strict=True)
        due += [(float(came), name, row) for came, row in zip(came_s, rows, strict=True)]
    due.sort(key=lambda each: each[0])
    live = {}
    for now_s in np.arange(0.0, UNTIL_S + 6.0, 0.25):
        while due and due[0][0] <= now_s:
            _, name, (t_s, nn_ms, phase_rad, is_corrected) = due.pop(0)
            watch.add(name, float(t_s), float(nn_ms), phase_rad, is_corrected=bool(is_corrected))
        watch.advance(float(now_s))
        live[float(now_s)] = watch.moment() if now_s % 5.0 == 0.0 else None
    compared = 0
    for moment in record.moments:
        assert repr(live[moment.t_s].hearts) == repr(moment.hearts)
        assert live[moment.t_s].share == moment.share or math.isnan(moment.share)
        compared += moment.reason is None
    assert compared > 25


def fed(watch, name, beats, from_s=0.0, until_s=math.inf):
    heart = group_heart(*beats, BREATHS)
    for t_s, nn_ms, phase_rad in zip(
        heart.beats.t_s.tolist(), heart.beats.nn_ms.tolist(), heart.phase_rad, strict=True
    ):
        if from_s <= t_s < until_s:
            watch.add(name, t_s, nn_ms, phase_rad)


def test_hearts_join_and_leave_and_count_while_they_cover_the_window():
    watch = GroupWatch()
    beats = [follower(seed) for seed in (31, 32, 33)]
    counted = {}
    fed(watch, "stays", beats[0])
    fed(watch, "leaves", beats[1], until_s=140.0)
    watch.advance(60.0)
    fed(watch, "joins", beats[2], from_s=60.0)
    for second in range(61, 261):
        watch.advance(float(second))
        counted[second] = {heart.name for heart in watch.moment().hearts if heart.is_counted}
    assert counted[130] == {"stays", "leaves"}
    assert counted[200] == counted[260] == {"stays", "joins"}
    first = min(second for second, names in counted.items() if "joins" in names)
    assert 60.0 + NEEDED_S <= first <= 60.0 + NEEDED_S + 10.0
    reasons = {heart.name: heart.reason for heart in watch.moment().hearts}
    assert reasons["leaves"].code in (ReasonCode.TOO_FEW_SECONDS, ReasonCode.NO_RECENT_BEATS)
    watch.remove("leaves")
    assert [heart.name for heart in watch.moment().hearts] == ["stays", "joins"]


def test_a_heart_without_order_is_not_counted_and_said():
    watch = GroupWatch()
    for seed, name in ((31, "calm"), (32, "noisy")):
        fed(watch, name, follower(seed))
    for second in range(150):
        watch.advance(float(second), {"noisy"} if second >= 100 else ())
    found = {heart.name: heart for heart in watch.moment().hearts}
    assert found["calm"].in_step
    assert found["noisy"].reason.code is ReasonCode.BEATS_IRREGULAR
    for second in range(150, 261):
        watch.advance(float(second))
    assert all(heart.is_counted for heart in watch.moment().hearts)


def test_over_a_record_beats_without_order_are_left_out():
    chance = np.random.default_rng(8)
    rr_ms = chance.uniform(500.0, 1300.0, 320)
    noise = group_heart(rr_ms, np.cumsum(rr_ms) / 1000.0, BREATHS)
    calm = group_heart(*follower(31), BREATHS)
    record = group_record({"noise": noise, "calm": calm})
    assert record.courses[0].reason.code is ReasonCode.BEATS_IRREGULAR
    assert record.courses[0].counted_share == 0.0
    assert record.courses[1].in_step_share > 0.9
    assert math.isnan(record.pairs.share[0, 1])


def test_a_heart_that_was_much_corrected_and_one_that_beats_evenly_are_not_counted():
    watch = GroupWatch()
    heart = group_heart(*follower(31), BREATHS)
    for index, (t_s, nn_ms) in enumerate(zip(heart.beats.t_s.tolist(), heart.beats.nn_ms.tolist(), strict=True)):
        watch.add("mended", t_s, nn_ms, heart.phase_rad[index], is_corrected=index % 5 == 0)
    for index in range(1, 260):
        watch.add("clock", float(index), 1000.0, 0.6 * index % 6.0)
    watch.advance(200.0)
    reasons = {each.name: each.reason.code for each in watch.moment().hearts}
    assert reasons == {"mended": ReasonCode.BEATS_CORRECTED, "clock": ReasonCode.TOO_EVEN_HEART}


def test_where_no_breath_is_led_hearts_are_looked_at_with_one_another():
    breaths = even_breaths(0.0, UNTIL_S, 7.0)
    beats = [beats_of(seed, FOLLOWS, breaths, UNTIL_S) for seed in range(40, 43)]
    record = group_record({str(place): group_heart(*each) for place, each in enumerate(beats)})
    last = record.moments[-1]
    assert not last.is_led
    assert last.rate_hz * 60.0 == pytest.approx(7.0, abs=0.6)
    assert last.share == 1.0


def test_a_machine_that_slept_goes_on_from_what_it_has():
    watch = GroupWatch()
    for seed in (31, 32):
        fed(watch, str(seed), follower(seed))
    watch.advance(30.0)
    began = time.process_time()
    watch.advance(UNTIL_S)
    watch.advance(1e7)
    assert time.process_time() - began < 1.0
    assert watch.moment().counted == 0
    assert all(heart.reason.code is ReasonCode.NO_RECENT_BEATS for heart in watch.moment().hearts)


def test_one_heart_alone_is_a_group_where_a_breath_is_led():
    record = group_record({"alone": group_heart(*follower(31), BREATHS)})
    assert record.moments[-1].share == 1.0
    assert record.courses[0].locking_share > 0.95
    assert record.pairs.share.tolist() == [[1.0]]


def test_no_beats_are_no_group():
    none = GroupHeart(JudgedBeats.none(), (), DisorderedStretches(np.empty(0), np.empty(0)))
    record = group_record({"silent": none})
    assert math.isnan(record.moments[-1].share)
    assert record.courses[0].reason.code is ReasonCode.NO_RECENT_BEATS
    assert group_record({}).names == ()


def test_an_offset_moves_a_heart_and_not_its_breath(hearts):
    beats = follower(31)
    here, later = group_heart(*beats, BREATHS), group_heart(*beats, BREATHS, offset_s=100.0)
    assert later.beats.t_s == pytest.approx(here.beats.t_s + 100.0)
    assert later.phase_rad == here.phase_rad
    assert MOMENTS == 101
