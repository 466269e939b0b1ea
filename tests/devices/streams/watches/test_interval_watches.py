"""What a sensor shows of its intervals, told at the right moment and never of a sound strap."""

import csv
import gzip
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import Beat, Contact
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL, HeartRateMeasurement
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from tests.rigs.words.sentence_of import sentence_of

FILL_TICKS = 512


def packet(rate_bpm, *ticks, in_contact=None):
    return HeartRateMeasurement(heart_rate_bpm=rate_bpm, in_contact=in_contact, rr_ticks=ticks).encode()


class Wearing:
    """A stream that is fed, and what it has come to."""

    def __init__(self):
        self.stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap"))
        self.now_s = 0.0
        self.contacts, self.rr_ms, self.sentences = [], [], [""]

    def feed(self, data, *, after_s=1.0):
        self.now_s += after_s
        for event in self.stream.feed(data, self.now_s):
            if isinstance(event, Contact):
                self.contacts.append(event.state)
            if isinstance(event, Beat):
                self.rr_ms.append(event.rr_ms)
        if sentence_of(self.stream.announcement) != self.sentences[-1]:
            self.sentences.append(sentence_of(self.stream.announcement))

    def wear(self, seconds, ticks=1024):
        for _ in range(seconds):
            self.feed(packet(60, ticks))


# The signal of the heart


@pytest.mark.parametrize(
    ("rates_bpm", "lost"),
    [
        ([60] * 6, False),  # six seconds exactly
        ([60] * 7, True),
        ([61] + [60] * 7, False),  # the rate still moves
        ([61] + [60] * 8, True),
        ([60, 61] * 20, False),  # a strap that has missed beats for long, but has a heart
        ([0] * 8, True),  # and one that says itself that it has none
    ],
)
def test_intervals_that_stop_while_the_rate_stands_still_are_a_lost_signal(rates_bpm, lost):
    worn = Wearing()
    worn.wear(5)
    for rate_bpm in rates_bpm:
        worn.feed(packet(rate_bpm))
    assert ("does not feel your heart" in sentence_of(worn.stream.announcement)) is lost
    assert worn.contacts == (["no"] if lost else [])


def test_the_next_interval_takes_a_lost_signal_back():
    worn = Wearing()
    worn.feed(packet(60, 1024, in_contact=True))
    for _ in range(8):
        worn.feed(packet(60, in_contact=True))
    worn.feed(packet(64, in_contact=True))  # a rate alone is not yet the heart
    worn.feed(packet(64, 960, in_contact=True))
    assert worn.contacts == ["yes", "no", "yes"]
    assert sentence_of(worn.stream.announcement) == ""
    assert len(worn.sentences) == 3


def test_a_zero_interval_does_not_bring_the_signal_back():
    worn = Wearing()
    worn.wear(1)
    for _ in range(8):
        worn.feed(packet(60, 0))
    assert worn.contacts == ["no"]


def test_a_gap_in_the_packets_is_no_lost_signal():
    worn = Wearing()
    worn.wear(5)
    worn.feed(packet(60), after_s=60.0)
    assert sentence_of(worn.stream.announcement) == ""


def test_a_new_link_begins_to_wait_anew():
    worn = Wearing()
    worn.wear(5)
    for _ in range(8):
        worn.feed(packet(60))
    worn.stream.restart()
    worn.feed(packet(60))
    assert sentence_of(worn.stream.announcement) == ""
    assert worn.contacts == ["no", "unknown"]


def test_a_sensor_that_never_sent_intervals_has_lost_nothing():
    worn = Wearing()
    for _ in range(40):
        worn.feed(packet(60))
    assert worn.contacts == []
    assert not any("does not feel your heart" in sentence for sentence in worn.sentences)


# Fill-ins


@pytest.mark.parametrize(("rate_bpm", "fills"), [(66, 1), (99, 1), (100, 0), (120, 0), (140, 0), (141, 1), (0, 0)])
def test_half_a_second_is_a_fill_in_when_the_rate_says_otherwise(rate_bpm, fills):
    worn = Wearing()
    worn.feed(packet(rate_bpm, FILL_TICKS, FILL_TICKS - 1))
    assert worn.stream.remarks["fill-interval"] == fills
    assert worn.rr_ms == [500.0, pytest.approx(499.0234375)]


def test_a_sensor_that_fills_in_again_and_again_is_told_and_its_fill_ins_are_no_intervals():
    worn = Wearing()
    for _ in range(6):
        worn.wear(3, ticks=930)
        worn.feed(packet(66, FILL_TICKS))
    given_ms = [ms for ms in worn.rr_ms if ms != pytest.approx(930 / 1.024)]
    assert given_ms[:3] == [500.0] * 3, "an early beat may well come after half a second"
    assert len(given_ms) == 6
    assert all(math.isnan(ms) for ms in given_ms[3:])
    assert "fills in" in sentence_of(worn.stream.announcement)
    worn.wear(60)
    assert "fills in" in sentence_of(worn.stream.announcement), "what it has shown of itself holds"
    assert worn.sentences == ["", sentence_of(worn.stream.announcement)]
    worn.feed(packet(120, FILL_TICKS))
    assert worn.rr_ms[-1] == 500.0, "a heart of 120 a minute may have it"


def test_early_beats_that_vary_are_no_fill_ins():
    worn = Wearing()
    for beat in range(600):
        early = beat % 2 == 0
        worn.feed(packet(66, 462 + 7 * beat % 101 if early else 1100))
    assert worn.stream.remarks["fill-interval"] > 0
    assert sentence_of(worn.stream.announcement) == ""
    assert not any(math.isnan(ms) for ms in worn.rr_ms)


@pytest.mark.parametrize(
    ("seconds", "said"), [(10, ""), (11, "we keep listening"), (30, "we keep listening"), (31, "breath light goes on")]
)
def test_a_sensor_without_intervals_is_first_waited_for_and_then_told(seconds, said):
    worn = Wearing()
    for _ in range(seconds):
        worn.feed(packet(60))
    assert said in sentence_of(worn.stream.announcement)
    assert bool(sentence_of(worn.stream.announcement)) is bool(said)


# More beats than time allows


def over_counting(worn, seconds, share=1.7):
    for _ in range(seconds):
        worn.feed(packet(66, *[round(1024 * share / 2)] * 2))


def test_more_beats_than_time_allows_are_told_counted_and_kept():
    worn = Wearing()
    over_counting(worn, 39)
    assert sentence_of(worn.stream.announcement) == ""
    over_counting(worn, 10)
    assert "more beats than the time allows" in sentence_of(worn.stream.announcement)
    assert 8 <= worn.stream.remarks["over-count"] <= 10
    assert len(worn.rr_ms) == 2 * 49


@pytest.mark.parametrize(("ticks", "over"), [(1110, False), (1140, True)])
def test_more_than_a_tenth_too_many_beats_are_too_many(ticks, over):
    worn = Wearing()
    worn.wear(60, ticks)
    assert ("more beats than the time allows" in sentence_of(worn.stream.announcement)) is over


def test_it_is_taken_back_when_the_count_is_right_for_long():
    worn = Wearing()
    over_counting(worn, 60)
    worn.wear(50)
    assert sentence_of(worn.stream.announcement) == ""
    assert len(worn.sentences) == 3


def test_a_new_link_forgets_the_count_of_the_old_one():
    worn = Wearing()
    over_counting(worn, 60)
    worn.stream.restart()
    assert sentence_of(worn.stream.announcement) == ""


@pytest.mark.parametrize("stall_s", [3, 6, 12, 25, 60])
def test_a_burst_after_a_stall_is_not_too_many_beats(stall_s):
    worn = Wearing()
    worn.wear(60)
    for _ in range(8):  # again and again
        worn.feed(packet(60, 1023), after_s=stall_s)
        for beat in range(stall_s - 1):
            worn.feed(packet(60, 1024 + beat % 2), after_s=0.06)
        worn.now_s = math.floor(worn.now_s)
        worn.wear(4)
    assert worn.sentences == [""]
    assert worn.stream.remarks["over-count"] == 0


@pytest.mark.parametrize("every_s", [0.3, 0.495, 0.7])
def test_a_radio_that_makes_up_for_a_minute_slowly_does_not_send_too_many_beats(every_s):
    worn = Wearing()
    worn.wear(60)
    worn.feed(packet(60, 1024), after_s=60.0)
    for _ in range(round(59.0 / (1.0 - every_s))):
        worn.feed(packet(60, 1024), after_s=every_s)
    worn.now_s = math.ceil(worn.now_s)
    worn.wear(60)
    assert worn.sentences == [""]
    over_counting(worn, 60)
    assert worn.stream.remarks["over-count"] > 30


@given(st.randoms(use_true_random=False))
def test_no_heart_beats_too_often_however_late_its_packets_come(chance):
    worn, true_s, arrived_s = Wearing(), 0.0, 0.0
    for _ in range(150):
        ticks = chance.randrange(300, 2000)
        true_s += ticks / 1024
        arrived_s = max(arrived_s, true_s + chance.uniform(0.0, 1.5))
        worn.stream.feed(packet(60, ticks), arrived_s)
    assert worn.stream.remarks["over-count"] == 0


# Sound straps


@pytest.mark.parametrize("name", ["hr_2025-09-11_16-54-29.csv.gz", "hr_2025-09-11_20-10-38.csv.gz"])
def test_nothing_is_said_of_a_sound_strap(recordings, name):
    stream, rr_ms = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap")), []
    with gzip.open(recordings / "h10-ble-stream-shared" / name, "rt") as lines:
        for row in csv.DictReader(lines):
            ticks = tuple(round(float(text) * 1.024) for text in row["rr_intervals_ms"].split(";") if text)
            events = stream.feed(packet(int(row["hr_bpm"]), *ticks), float(row["unix_time"]))
            assert sentence_of(stream.announcement) == ""
            rr_ms += [event.rr_ms for event in events if isinstance(event, Beat)]
            assert not any(isinstance(event, Contact) for event in events)
    assert not any(stream.remarks.values())
    assert not any(math.isnan(ms) for ms in rr_ms)


def test_nothing_is_said_of_packets_from_many_straps(recordings):
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("straps"))
    with (recordings / "hrm-packets-shared" / "packets.csv").open() as lines:
        for second, row in enumerate(csv.DictReader(lines)):
            stream.feed(bytes.fromhex(row["hex"]), float(second))
            assert sentence_of(stream.announcement) == ""
    assert stream.remarks["fill-interval"] == stream.remarks["over-count"] == 0
