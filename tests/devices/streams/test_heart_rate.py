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

ONE_BEAT = bytes.fromhex("16 3C 00 04")
RATE_ALONE = bytes.fromhex("06 3C")


def beats_of(events):
    return [event for event in events if isinstance(event, Beat)]


def test_beats_come_oldest_first_with_one_count_through_the_session():
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap"))
    first = stream.feed(bytes.fromhex("10 48 40 03 5A 03"), 1.0)
    second = stream.feed(bytes.fromhex("10 48 00 04"), 2.0)
    expected = [
        Beat(source="strap", index=0, arrived_s=1.0, rr_ms=812.5),
        Beat(source="strap", index=1, arrived_s=1.0, rr_ms=837.890625),
        Beat(source="strap", index=2, arrived_s=2.0, rr_ms=1000.0),
    ]
    assert repr([*first, *second]) == repr(expected)
    assert len(first) == 2


def test_a_zero_interval_is_a_beat_without_an_interval():
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap"))
    beats = beats_of(stream.feed(bytes.fromhex("10 3C 00 04 00 00 00 04"), 1.0))
    assert [beat.index for beat in beats] == [0, 1, 2]
    assert math.isnan(beats[1].rr_ms)
    assert stream.remarks["zero-interval"] == 1


def test_contact_is_told_when_it_changes():
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap"))
    states = []
    for second, packet in enumerate(["10 3C 00 04", "16 3C 00 04", "16 3C 01 04", "14 3C 02 04", "10 3C 00 04"]):
        events = stream.feed(bytes.fromhex(packet), float(second))
        assert len(beats_of(events)) == 1, "beats without contact are kept raw"
        states += [(event.t_s, event.state) for event in events if isinstance(event, Contact)]
    assert states == [(1.0, "yes"), (3.0, "no"), (4.0, "unknown")]


def test_bytes_that_mean_nothing_are_counted():
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap"))
    assert stream.feed(b"", 0.0) == []
    assert stream.feed(bytes.fromhex("01 12"), 1.0) == []
    stream.feed(bytes.fromhex("18 46 2C"), 2.0)
    stream.feed(bytes.fromhex("10 12 03 04 05"), 3.0)
    stream.feed(bytes.fromhex("00 48 40 03"), 4.0)
    remarked = {remark: count for remark, count in stream.remarks.items() if count}
    assert remarked == {"malformed": 2, "truncated": 1, "leftover": 2}
    assert stream.remarks["duplicate"] == 0


def counts_after(*arrivals_s, packet=ONE_BEAT):
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap"))
    beats = sum(len(beats_of(stream.feed(packet, arrived_s))) for arrived_s in arrivals_s)
    return beats, stream.remarks["duplicate"]


@pytest.mark.parametrize(
    ("arrivals_s", "beats", "duplicates"),
    [
        ((1.0, 1.001, 2.0, 2.001), 2, 2),  # a doubled subscription
        ((1.0, 1.001, 1.002, 2.0), 2, 2),  # threefold
        ((1.0, 1.19, 2.0), 2, 1),
        ((1.0, 1.21, 2.0), 3, 0),
        ((1.0, 2.0, 3.0), 3, 0),  # an even heart
        ((1.0, 6.0, 6.1, 6.2, 6.3), 5, 0),  # an even heart after a stall
        ((1.0, 6.0, 6.1, 6.149), 3, 1),  # closer than any two packets
        ((1.0, 6.0, 6.1, 7.0, 7.1), 4, 1),  # the burst is over
    ],
)
def test_a_packet_delivered_twice_counts_once(arrivals_s, beats, duplicates):
    assert counts_after(*arrivals_s) == (beats, duplicates)


@pytest.mark.parametrize("apart_s", [0.001, 0.005, 0.03, 0.15])
@pytest.mark.parametrize("held_s", [0.97, 1.9, 4.0])
def test_equal_packets_in_a_burst_are_two_when_there_was_time_for_both(apart_s, held_s):
    # The last packets before 31 s wait until then, each as it was sent; none comes twice.
    sent_s = [float(second) for second in range(1, 41)]
    waits = [31.0 - held_s - 0.01 <= second <= 31.0 for second in sent_s]
    arrived_s = [
        31.0 + apart_s * sum(waits[:at]) if wait else second + 0.01 * (at % 3)
        for at, (second, wait) in enumerate(zip(sent_s, waits, strict=True))
    ]
    assert counts_after(*arrived_s) == (40, 0)


@pytest.mark.parametrize("apart_s", [0.0, 0.005, 0.02, 0.1])
def test_the_burst_after_a_minute_holds_as_many_packets_as_were_sent(apart_s):
    # Those that waited say nothing of how late packets are; else the last twenty of them found no time for themselves.
    before_s, waited_s = [float(second) for second in range(1, 61)], [121.0 + apart_s * at for at in range(60)]
    assert counts_after(*before_s, *waited_s, *(128.0 + second for second in range(20))) == (140, 0)


def test_a_packet_that_came_twice_after_a_stall_is_one_where_the_sum_has_no_room():
    sent_s = [float(second) for second in range(1, 31)]
    # A packet of an even heart, 1.6 s after the one before, of whose time 0.6 s is its own lateness.
    assert counts_after(*sent_s, 31.6, 31.605) == (31, 1)


def test_of_a_doubled_subscription_no_burst_counts_twice():
    arrived_s = [second + again for second in range(1, 31) for again in (0.0, 0.001)]
    burst_s = [35.0 + 0.01 * at + again for at in range(4) for again in (0.0, 0.001)]
    assert counts_after(*arrived_s) == (30, 30)
    beats, doubles = counts_after(*arrived_s, *burst_s)
    assert beats + doubles == 68
    assert beats <= 34


def test_a_strap_that_sends_every_two_seconds_is_in_no_burst_all_the_time():
    arrived_s = [second + again for second in range(1, 81, 2) for again in (0.0, 0.06)]
    beats, doubles = counts_after(*arrived_s)
    # Until its usual step is known, ten packets of it are taken twice.
    assert beats + doubles == 80
    assert beats <= 51


def test_equal_packets_without_intervals_are_nothing_to_remark():
    assert counts_after(1.0, 1.001, packet=RATE_ALONE) == (0, 0)


def feed_rate_alone(stream, from_s, until_s):
    for second in range(from_s, until_s + 1):
        stream.feed(RATE_ALONE, float(second))


def test_patience_with_a_sensor_that_sends_no_intervals():
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("band"))
    feed_rate_alone(stream, 0, 9)
    assert sentence_of(stream.announcement) == ""
    feed_rate_alone(stream, 10, 10)
    preliminary = sentence_of(stream.announcement)
    assert preliminary != ""
    feed_rate_alone(stream, 11, 30)
    assert sentence_of(stream.announcement) not in ("", preliminary)
    stream.feed(ONE_BEAT, 31.0)
    assert sentence_of(stream.announcement) == ""


def test_a_gap_or_a_silent_heart_does_not_use_up_the_patience():
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap"))
    feed_rate_alone(stream, 0, 3)
    stream.feed(RATE_ALONE, 60.0)
    for second in range(61, 90):
        stream.feed(bytes.fromhex("04 00"), float(second))
    assert sentence_of(stream.announcement) == ""


def test_a_zero_interval_proves_no_ability():
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("band"))
    for second in range(12):
        stream.feed(bytes.fromhex("10 3C 00 00"), float(second))
    assert "has not sent the single beats yet" in sentence_of(stream.announcement)


packets = st.lists(st.tuples(st.binary(max_size=24), st.floats(0.0, 3.0)), max_size=30)


@given(packets)
def test_any_packets_give_numbered_beats_and_the_same_again(steps):
    def run():
        stream, events, now_s = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap")), [], 0.0
        for data, step_s in steps:
            now_s += step_s
            events += stream.feed(data, now_s)
        return events

    events = run()
    assert [beat.index for beat in beats_of(events)] == list(range(len(beats_of(events))))
    assert repr(events) == repr(run())


def test_a_real_strap_of_twenty_minutes(recordings):
    stream, sent_ms, received_ms = stream_for(MEASUREMENT_CHANNEL, BeatCount("strap")), [], []
    with gzip.open(recordings / "h10-ble-stream-shared" / "hr_2025-09-11_16-54-29.csv.gz", "rt") as lines:
        for row in csv.DictReader(lines):
            rr_ms = [float(text) for text in row["rr_intervals_ms"].split(";") if text]
            ticks = tuple(round(rr * 1.024) for rr in rr_ms)
            packet = HeartRateMeasurement(heart_rate_bpm=int(row["hr_bpm"]), rr_ticks=ticks).encode()
            sent_ms += rr_ms
            received_ms += [beat.rr_ms for beat in beats_of(stream.feed(packet, float(row["unix_time"])))]
    assert len(received_ms) == 1553
    assert received_ms == pytest.approx(sent_ms, abs=0.051)
    assert sentence_of(stream.announcement) == ""
    assert stream.remarks["duplicate"] == 0


def test_what_was_remarked_is_accounted_for_at_the_end():
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount("s"))
    assert stream.final_statistics(1.0) == []
    for data in ("", "01", "16 48 40 03", "10 3E B1 03 DE"):
        stream.feed(bytes.fromhex(data), 2.0)
    assert {fact.name: fact.value for fact in stream.final_statistics(3.0)} == {
        "leftover-packets": 1,
        "malformed-packets": 2,
    }
