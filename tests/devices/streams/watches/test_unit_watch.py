"""A strap that counts its intervals in milliseconds is told apart, and no other strap is ever taken for one."""

import csv
import gzip
import math
import random
from collections import deque
from itertools import accumulate

import pytest

from biofeedback.events import Beat, DeviceFact, Notice
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL, HeartRateMeasurement
from devices.streams.decoder import Decoder
from devices.streams.watches.unit_by_clock import TOO_SHORT, slope_of
from devices.streams.watches.unit_watch import UnitWatch
from tests.rigs.words.sentence_of import sentence_of

STANDARD, MILLISECONDS = 1024, 1000
LENGTH_S = 300.0
EACH_SECOND = "each second"
PACKETS = (EACH_SECOND, EACH_SECOND, 1, 2, 3, "one to three")
"""How a strap packs its beats: all of the last second, or so many together."""


def heart(chance, bpm, *, swing=0.04, ectopic=0.0, trend_bpm_per_s=0.0):
    """Return the intervals of a heart in seconds."""
    rr_s, now_s, rest_s = [], 0.0, 0.0
    while now_s < LENGTH_S:
        each_s = 60.0 / (bpm + trend_bpm_per_s * now_s)
        each_s *= 1.0 + swing * math.sin(0.6 * now_s) + chance.gauss(0.0, swing / 3)
        if rest_s:
            each_s, rest_s = rest_s, 0.0
        elif chance.random() < ectopic:
            each_s, rest_s = 0.65 * each_s, 1.35 * each_s
        rr_s.append(each_s)
        now_s += each_s
    return rr_s


def packed(chance, rr_s, pack):
    """Return (when, intervals) of each packet."""
    packets, waiting, now_s, ready_s = [], [], 0.0, 1.0
    size = chance.randint(1, 3) if pack == "one to three" else pack
    for each_s in rr_s:
        now_s += each_s
        while pack == EACH_SECOND and ready_s < now_s:
            packets.append((ready_s, waiting))
            waiting, ready_s = [], ready_s + 1.0
        waiting.append(each_s)
        if pack != EACH_SECOND and len(waiting) >= size:
            packets.append((now_s, waiting))
            waiting, size = [], chance.randint(1, 3) if pack == "one to three" else pack
    return packets


def sent(chance, unit, rr_s, pack, *, rate_over=8, cut_off=False, lost=0.0, stalls=False, drift=0.0):
    """Return (arrival, measurement) of each packet that arrives."""
    arrivals, last_s, stalled_until_s, recent = [], 0.0, 0.0, deque(maxlen=rate_over)
    for ready_s, intervals_s in packed(chance, rr_s, pack):
        recent.extend(intervals_s)
        if not recent or chance.random() < lost:
            continue
        rate_bpm = 60.0 * len(recent) / sum(recent)
        if stalls and ready_s > stalled_until_s + 30.0:
            stalled_until_s = ready_s + chance.uniform(1.5, 15.0)
        last_s = max(last_s + 0.002, ready_s + chance.uniform(0.0, 0.12), stalled_until_s)
        ticks = tuple(round(each_s * unit) for each_s in intervals_s)
        rate = math.floor(rate_bpm) if cut_off else round(rate_bpm)
        arrivals.append((last_s * (1.0 + drift), HeartRateMeasurement(heart_rate_bpm=rate, rr_ticks=ticks)))
    return arrivals


def without_rate(packets):
    """Return the same of a strap that tells no heart rate of its own."""
    return [(at_s, HeartRateMeasurement(heart_rate_bpm=0, rr_ticks=each.rr_ticks)) for at_s, each in packets]


def without_beats(packets, every):
    """Return the same of a strap that leaves out one beat in so many."""
    kept, count = [], 0
    for at_s, each in packets:
        numbered = list(enumerate(each.rr_ticks, count))
        count += len(numbered)
        ticks = tuple(tick for number, tick in numbered if number % every)
        kept.append((at_s, HeartRateMeasurement(heart_rate_bpm=0, rr_ticks=ticks)))
    return kept


def found(packets):
    """Return after how many seconds the watch tells the unit; None when it does not."""
    watch = UnitWatch()
    for arrived_s, measurement in packets:
        watch.see(measurement, arrived_s)
        if watch.shown:
            return arrived_s - packets[0][0]
    return None


HARD = {
    "packets lost": ({}, {"lost": 0.024}),
    "packets lost, rate cut off": ({}, {"lost": 0.024, "cut_off": True}),
    "many packets lost": ({}, {"lost": 0.06}),
    "stalls": ({}, {"stalls": True}),
    "ectopic beats": ({"ectopic": 0.1}, {}),
    "a slow rate": ({"trend_bpm_per_s": 0.08}, {"rate_over": 60}),
    "a slow rate, falling": ({"trend_bpm_per_s": -0.05}, {"rate_over": 60}),
    "a quick crystal": ({}, {"drift": -5e-4}),
    "a slow crystal": ({}, {"drift": 5e-4}),
    "a rate cut off": ({}, {"cut_off": True}),
    "an even heart": ({"swing": 0.0}, {"cut_off": True}),
    "a rate of each beat": ({}, {"rate_over": 1}),
}


@pytest.mark.parametrize("name", HARD)
def test_no_sound_strap_is_taken_for_one(name):
    of_heart, of_strap = HARD[name]
    for seed in range(30):
        chance = random.Random(seed)
        bpm = chance.uniform(45.0, 150.0) if seed % 2 else chance.uniform(45.0, 65.0)
        packets = sent(chance, STANDARD, heart(chance, bpm, **of_heart), PACKETS[seed % 6], **of_strap)
        assert found(packets) is None, (seed, bpm)
        if seed < 12:
            assert found(without_rate(packets)) is None, (seed, bpm)


def test_nearly_every_strap_in_milliseconds_is_told_within_two_minutes():
    after_s = []
    for seed in range(90):
        chance = random.Random(seed)
        packets = sent(
            chance,
            MILLISECONDS,
            heart(chance, 45.0 + 105.0 * seed / 89),
            PACKETS[seed % 6],
            rate_over=chance.randint(1, 16),
            cut_off=seed % 4 == 0,
            drift=chance.uniform(-5e-4, 5e-4),
        )
        after_s.append(found(packets) or math.inf)
    assert sum(each_s < 125.0 for each_s in after_s) >= 85
    assert min(after_s) >= 90.0


def test_of_straps_without_a_rate_most_in_milliseconds_are_told_by_the_clock():
    after_s = []
    for seed in range(24):
        chance = random.Random(seed)
        rr_s = heart(chance, 45.0 + 105.0 * seed / 23)
        packets = sent(chance, MILLISECONDS, rr_s, EACH_SECOND, drift=chance.uniform(-5e-4, 5e-4))
        after_s.append(found(without_rate(packets)) or math.inf)
    assert sum(each_s < 245.0 for each_s in after_s) >= 18
    assert min(after_s) >= 240.0


@pytest.mark.parametrize("swing", [0.0, 0.04])
def test_one_beat_left_out_in_so_many_that_as_much_time_is_missing_is_no_unit(swing):
    slopes = []
    for seed in range(12):
        chance = random.Random(seed)
        rr_s = heart(chance, 45.0 + 105.0 * seed / 11, swing=swing)
        for every in (41, 43, 45):
            packets = without_beats(sent(chance, STANDARD, rr_s, EACH_SECOND), every)
            assert found(packets) is None, (seed, every)
            slopes.append(slope_of(running(packets)))
    # These do fall behind the clock as much as milliseconds do.
    assert sum(abs(slope - TOO_SHORT) < 0.0025 for slope in slopes) > 30


def running(packets):
    """Return when each packet came, and the seconds of all intervals until then."""
    sums = accumulate(sum(each.rr_ticks) / STANDARD for _, each in packets)
    return [(at_s, sent_s) for (at_s, _), sent_s in zip(packets, sums, strict=True)]


def test_a_strap_that_sends_one_beat_a_packet_at_most_may_leave_beats_out_and_is_not_told():
    for seed in range(12):
        chance = random.Random(seed)
        rr_s = heart(chance, 60.0 / TOO_SHORT, swing=0.01 * (seed % 3))
        packets = [
            (at_s, HeartRateMeasurement(heart_rate_bpm=0, rr_ticks=each.rr_ticks[-1:]))
            for at_s, each in sent(chance, STANDARD, rr_s, EACH_SECOND)
        ]
        assert slope_of(running(packets)) == pytest.approx(TOO_SHORT, abs=0.004)
        assert found(packets) is None, seed


@pytest.mark.parametrize("ectopic", [0.02, 0.1])
def test_extra_beats_do_not_hide_it(ectopic):
    told = []
    for seed in range(12):
        chance = random.Random(seed)
        rr_s = heart(chance, chance.uniform(50.0, 120.0), ectopic=ectopic)
        told.append(found(sent(chance, MILLISECONDS, rr_s, EACH_SECOND)) is not None)
    assert sum(told) >= 11


def test_neither_witness_is_believed_alone():
    chance = random.Random(3)
    packets = sent(chance, MILLISECONDS, heart(chance, 70.0), 1)
    assert found(packets)
    assert found([(at_s * 1000 / 1024, measurement) for at_s, measurement in packets]) is None  # the rate alone
    by_ticks = [
        (at_s, HeartRateMeasurement(heart_rate_bpm=round(60 * 1024 / ticks[0]), rr_ticks=ticks))
        for at_s, measurement in packets
        for ticks in [measurement.rr_ticks]
    ]
    assert found(by_ticks) is None  # the clock alone


def test_it_is_said_once_and_kept_as_a_fact_and_the_beats_stay_as_sent():
    chance = random.Random(4)
    packets = sent(chance, MILLISECONDS, heart(chance, 70.0), EACH_SECOND)
    decoder, told, beats = Decoder("strap"), [], []
    for at_s, measurement in packets:
        events = decoder.feed(MEASUREMENT_CHANNEL, measurement.encode(), at_s)
        told += [event for event in events if isinstance(event, DeviceFact | Notice)]
        beats += [event.rr_ms for event in events if isinstance(event, Beat)]
    fact, notice = told
    assert (fact.name, fact.value, fact.t_s) == ("interval_unit_ms", 1.0, notice.t_s)
    assert "2.4 % too high" in sentence_of(notice)
    assert beats == [rr_ms for _, measurement in packets for rr_ms in measurement.rr_ms]


def test_a_new_link_begins_anew_and_what_is_known_stays():
    chance = random.Random(5)
    packets = sent(chance, MILLISECONDS, heart(chance, 70.0), EACH_SECOND)
    watch = UnitWatch()
    for at_s, measurement in packets[:200]:
        watch.see(measurement, at_s)
        if at_s < 180.0 and round(at_s) % 60 == 0:
            watch.restart()
    assert not watch.shown
    for at_s, measurement in packets[200:]:
        watch.see(measurement, at_s)
    assert watch.shown
    watch.restart()
    assert watch.shown


@pytest.mark.parametrize(("unit", "told"), [(STANDARD, False), (MILLISECONDS, True)])
@pytest.mark.parametrize(
    ("name", "has_rate"),
    [("h10-ble-night-shared", True), ("h10-ble-night-shared", False), ("h10-ble-stream-shared", True)],
)
def test_a_strap_of_the_field_is_sound_and_would_be_told_if_it_were_not(recordings, name, has_rate, unit, told):
    for path in sorted((recordings / name).glob("*.csv.gz")):
        watch = UnitWatch()
        with gzip.open(path, "rt") as lines:
            for row in csv.DictReader(lines):
                ticks = tuple(round(float(text) / 1000 * unit) for text in row["rr_intervals_ms"].split(";") if text)
                measurement = HeartRateMeasurement(heart_rate_bpm=has_rate * int(row["hr_bpm"]), rr_ticks=ticks)
                watch.see(measurement, float(row["unix_time"]))
        assert watch.shown is told
