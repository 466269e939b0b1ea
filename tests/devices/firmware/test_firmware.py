import csv
import gzip
import math

import numpy as np
import pytest

from biofeedback.events import Beat, Contact, SampleBlock
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from devices.protocols.soften_lines import BeatLine, ContactLine, PulseHeader, SoftenFramer, WaveLine
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from tests.rigs.hearts.pulse_waves import PERIOD_US, RATE_HZ, counts, even_heart, pulse_wave, stamps
from tests.rigs.serial.soften_board import SKETCH, SoftenBoard
from tests.rigs.signals.beat_matching import figures, matched
from tests.rigs.suite.shared_data import column

LISTENS_S = 4.6
"""The board listens for four seconds before its first beat, which has no interval yet."""


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    return SoftenBoard(tmp_path_factory.mktemp("firmware"))


def lines_of(said):
    framer = SoftenFramer()
    lines = framer.feed(said)
    assert framer.malformed == 0
    return lines


def only(kind, lines):
    return [line for line in lines if isinstance(line, kind)]


def events_of(said, kind, chunk=997):
    stream = stream_for("soften", BeatCount("board"))
    events = []
    for first in range(0, len(said), chunk):
        events += stream.feed(said[first : first + chunk], 1.0 + first / 7000)
    return [event for event in events if isinstance(event, kind)]


def beats_of(said):
    """Return when the board's beats were, counted on across the wrap of its clock, and their intervals in us."""
    beats = only(BeatLine, lines_of(said))
    stamped_s = np.unwrap([line.us / 1e6 for line in beats], period=2**32 / 1e6)
    return stamped_s, np.array([line.interval_us for line in beats])


def interval_errors_ms(said, true_s, start_s=0.0):
    """Return found less true interval, of each interval between two beats that were both found."""
    found_s, interval_us = beats_of(said)
    pairs = dict(matched(found_s - start_s, true_s))
    return np.array(
        [
            interval_us[at] / 1e3 - 1e3 * (true_s[beat] - true_s[beat - 1])
            for beat, at in pairs.items()
            if pairs.get(beat - 1) == at - 1 and interval_us[at]
        ]
    )


def received(true_s):
    return true_s[true_s > LISTENS_S]


@pytest.mark.parametrize(("mean_s", "most_ms"), [(0.36, 2.5), (0.5, 1.5), (0.85, 1.0), (1.2, 1.0), (1.6, 1.0)])
def test_intervals_of_a_clean_wave_are_right_within_a_millisecond_or_so(board, mean_s, most_ms):
    true_s = even_heart(90, mean_s=mean_s, swing_s=0.06 * mean_s)
    dicrotic = 0.35 if mean_s > 0.6 else 0.0
    said = board.says(stamps(90), counts(pulse_wave(stamps(90) / 1e6, true_s, dicrotic=dicrotic), bits=12))
    errors_ms = interval_errors_ms(said, true_s)
    assert len(errors_ms) >= len(received(true_s)) - 3
    assert errors_ms.std() < 0.7
    assert abs(errors_ms).max() < most_ms, "waves of a fast heart run into each other"
    assert figures(beats_of(said)[0], true_s)[1] == 1.0


@pytest.mark.parametrize(("noise", "most_ms"), [(0.005, 0.8), (0.01, 1.3), (0.02, 2.5), (0.05, 6.5)])
def test_noise_costs_no_beats_and_known_milliseconds(board, noise, most_ms):
    true_s = even_heart(90)
    wave = pulse_wave(stamps(90) / 1e6, true_s, noise=noise, seed=1)
    said = board.says(stamps(90), counts(wave, bits=10, swing=0.15), bits=10)
    assert figures(beats_of(said)[0], received(true_s))[:2] > (0.98, 0.98)
    assert interval_errors_ms(said, true_s).std() < most_ms


def test_hum_of_the_mains_hardly_moves_a_beat(board):
    true_s = even_heart(90)
    t_s = stamps(90) / 1e6
    for mains_hz in (50.0, 60.0):
        wave = pulse_wave(t_s, true_s) + 0.05 * np.sin(2 * np.pi * mains_hz * t_s)
        errors_ms = interval_errors_ms(board.says(stamps(90), counts(wave, bits=12)), true_s)
        assert len(errors_ms) > 90
        assert errors_ms.std() < (0.7 if mains_hz == 50.0 else 2.5)


@pytest.mark.parametrize("dicrotic", [0.5, 0.6])
@pytest.mark.parametrize("mean_s", [0.85, 1.3])
def test_a_strong_dicrotic_wave_is_no_beat(board, dicrotic, mean_s):
    true_s = even_heart(90, mean_s=mean_s)
    wave = pulse_wave(stamps(90) / 1e6, true_s, dicrotic=dicrotic, noise=0.01)
    assert figures(beats_of(board.says(stamps(90), counts(wave, bits=12)))[0], received(true_s))[:2] > (0.98, 0.98)


def test_ectopic_beats_are_found_where_they_are(board):
    true_s = even_heart(120)
    early = np.arange(12, len(true_s) - 1, 10)
    height = np.ones(len(true_s))
    true_s[early] -= 0.25  # a third of an interval too early, and weaker
    height[early] = 0.8
    said = board.says(stamps(120), counts(pulse_wave(stamps(120) / 1e6, true_s, height=height, noise=0.005), bits=12))
    found_s, _ = beats_of(said)
    sensitivity, precision, _ = figures(found_s, received(true_s))
    assert sensitivity > 0.98
    assert precision > 0.98
    assert set(early) <= {beat for beat, _ in matched(found_s, true_s)}
    assert abs(interval_errors_ms(said, true_s)).max() < 12.0


def test_intervals_go_on_where_the_clock_of_the_board_begins_again(board):
    us = stamps(60, start_us=2**32 - 30_000_000)
    true_s = even_heart(60)
    values = counts(pulse_wave((us - us[0]) / 1e6, true_s), bits=12)
    said = board.says(us, values)
    assert interval_errors_ms(said, true_s, start_s=us[0] / 1e6) == pytest.approx(
        interval_errors_ms(board.says(stamps(60), values), true_s), abs=0.01
    )
    assert min(line.us for line in only(WaveLine, lines_of(said))) < 30_000_000
    assert [math.isnan(beat.rr_ms) for beat in events_of(said, Beat)].count(True) == 1
    device_s = np.concatenate([np.frombuffer(block.device_s) for block in events_of(said, SampleBlock)])
    assert np.diff(device_s) == pytest.approx(np.full(len(us) - 1, 0.004))


def test_a_signal_that_stands_still_is_told_and_no_interval_is_made_across_it(board):
    true_s = even_heart(60)
    values = counts(pulse_wave(stamps(60) / 1e6, true_s), bits=12)
    values[25 * RATE_HZ : 35 * RATE_HZ] = values[25 * RATE_HZ]
    said = board.says(stamps(60), values)
    contacts = [line.contact for line in only(ContactLine, lines_of(said))]
    assert list(dict.fromkeys(contacts)) == ["clear", "flat"]
    assert contacts[-1] == "clear"
    assert [(event.state) for event in events_of(said, Contact)] == ["yes", "no", "yes"]
    found_s, interval_us = beats_of(said)
    assert not any((found_s > 25.3) & (found_s < 35))
    assert interval_us[found_s > 35][0] == 0
    rr_ms = np.array([beat.rr_ms for beat in events_of(said, Beat)])
    assert np.flatnonzero(np.isnan(rr_ms)).tolist() == [0, int(np.argmax(found_s > 35))]
    assert np.array_equal(rr_ms[~np.isnan(rr_ms)], interval_us[interval_us > 0] / 1000)


def test_a_wave_beyond_the_converter_is_told(board):
    wave = pulse_wave(stamps(40) / 1e6, even_heart(40), drift=0.0)
    values = counts(wave, bits=12)
    values[20 * RATE_HZ :] = counts(wave, bits=12, swing=3.0)[20 * RATE_HZ :]
    contacts = [line.contact for line in only(ContactLine, lines_of(board.says(stamps(40), values)))]
    assert (contacts[0], contacts[-1]) == ("clear", "clipped")


def test_noise_of_the_last_bit_alone_is_no_heart(board):
    values = 512 + np.random.default_rng(2).integers(-1, 2, 60 * RATE_HZ)
    lines = lines_of(board.says(stamps(60), values, bits=10))
    assert only(BeatLine, lines) == []
    assert {line.contact for line in only(ContactLine, lines)} == {"flat"}


def test_a_jolt_is_no_beat_and_breaks_the_chain(board):
    true_s = even_heart(40)
    wave = pulse_wave(stamps(40) / 1e6, true_s, drift=0.0)
    jolt = np.searchsorted(stamps(40) / 1e6, true_s[25] + 0.35)
    said = board.says(stamps(40), counts(np.where(np.arange(wave.size) < jolt, wave, wave + 2.0), bits=12, middle=0.2))
    found_s, interval_us = beats_of(said)
    assert abs(found_s - jolt / RATE_HZ).min() > 0.1
    assert interval_us[found_s > jolt / RATE_HZ][0] == 0
    assert np.count_nonzero(interval_us == 0) == 2


def test_a_finger_laid_on_late_is_heard_within_six_seconds(board):
    true_s = even_heart(60)
    noise = np.random.default_rng(3).integers(-15, 16, 60 * RATE_HZ)
    values = counts(pulse_wave(stamps(60) / 1e6, true_s), bits=12)
    values[: 20 * RATE_HZ] = 1000 + noise[: 20 * RATE_HZ]
    found_s, interval_us = beats_of(board.says(stamps(60), values))
    assert found_s[(found_s > 20) & (interval_us > 0)][0] < 26.0
    assert figures(found_s[found_s > 26.0], true_s[true_s > 26.0])[:2] == (1.0, 1.0)
    assert not any(found_s < 20.0), "noise is no heart"


def test_the_header_comes_first_and_every_five_seconds(board):
    lines = lines_of(board.says(stamps(30), counts(pulse_wave(stamps(30) / 1e6, even_heart(30)), bits=12)))
    at = [place for place, line in enumerate(lines) if isinstance(line, PulseHeader)]
    assert at[0] == 0
    assert set(only(PulseHeader, lines)) == {PulseHeader(rate_hz=RATE_HZ, adc_bits=12, board="host")}
    waves = [sum(isinstance(line, WaveLine) for line in lines[:place]) for place in at]
    assert waves == list(range(0, 30 * RATE_HZ, 5 * RATE_HZ))
    assert all(isinstance(lines[place + 1], ContactLine) for place in at[1:]), "who comes late learns the contact too"


def test_every_line_is_numbered_and_every_sample_sent(board):
    values = counts(pulse_wave(stamps(300) / 1e6, even_heart(300)), bits=12)
    lines = lines_of(board.says(stamps(300), values))
    numbers = [line.sequence for line in lines if not isinstance(line, PulseHeader)]
    assert numbers == [number % 65536 for number in range(len(numbers))]
    assert len(numbers) > 65536
    assert [(line.us, line.value) for line in only(WaveLine, lines)] == list(zip(stamps(300), values, strict=True))


def test_the_slowest_port_has_room_for_a_third_more(board):
    us = stamps(60, start_us=4_000_000_000)  # ten digits
    values = counts(pulse_wave(stamps(60) / 1e6, even_heart(60, mean_s=0.4), dicrotic=0.0), bits=12)
    said = board.says(us, values)
    assert len(said) / 60 < 0.65 * 11_520
    longest = WaveLine(sequence=65535, us=2**32 - 1, value=4095).encode() + b"\n"
    assert RATE_HZ * len(longest) < 0.65 * 11_520
    at_pace = board.says(us, values, bytes_a_sample=11_520 // RATE_HZ)
    assert at_pace == said, "and nothing is left out at that pace"


def test_a_port_that_is_too_slow_loses_whole_lines_and_shows_which(board):
    values = counts(pulse_wave(stamps(60) / 1e6, even_heart(60)), bits=12)
    said = board.says(stamps(60), values, bytes_a_sample=20)
    lines = lines_of(said)
    stream = stream_for("soften", BeatCount("board"))
    stream.feed(said, 1.0)
    told = len(lines) - len(only(PulseHeader, lines))
    sent = only(WaveLine, lines)[-1].sequence + 1
    assert stream.lost_lines == sent - told > 0


def test_samples_left_out_break_the_chain(board):
    us, true_s = stamps(40), even_heart(40)
    values = counts(pulse_wave(us / 1e6, true_s), bits=12)
    there = (us < 20_000_000) | (us > 20_100_000)
    found_s, interval_us = beats_of(board.says(us[there], values[there]))
    assert interval_us[found_s > 20.1][0] == 0


@pytest.mark.parametrize("start_us", [0, 2**32 - 50_000])
def test_samples_are_due_evenly_and_lateness_does_not_add_up(board, start_us):
    random = np.random.default_rng(5)
    now_us = start_us + np.cumsum(random.integers(4, 900, 2000))
    due = board.due(now_us.tolist(), start_us=start_us)
    taken_us = now_us[due] - start_us
    steps = taken_us // PERIOD_US
    assert steps.tolist() == sorted(set(steps.tolist())), "one sample a step"
    assert set(steps[1:]) == set(range(1, steps[-1] + 1)), "and none left out"


def test_a_long_wait_is_one_late_sample_and_not_a_burst(board):
    assert board.due([0, 50_000, 50_010, 51_000, 52_000]) == [True, True, False, False, True]


def test_a_real_finger_on_the_cheapest_sensor(board, recordings):
    wave = column(recordings / "heartpy-samples" / "data.csv", skip=0)
    compare_with_our_own_search(board, wave, 100.0, bits=10, fewest=18, most_ms=0.5)


def test_ten_minutes_of_a_real_finger_clip(board, recordings):
    with gzip.open(recordings / "smartcare-ppg" / "ppg_smartcare.csv.gz", "rt") as rows:
        wave = np.array([float(row["PLETH"]) for row in csv.DictReader(rows)])
    compare_with_our_own_search(board, wave / 16, 100.0, bits=12, fewest=640, most_ms=1.0)


def compare_with_our_own_search(board, wave, rate_hz, *, bits, fewest, most_ms):
    """Two searches that share no code, at 250 Hz on the board and at the record's own rate here, agree on intervals."""
    us = stamps(len(wave) / rate_hz)
    at_250_hz = np.interp(us / 1e6, np.arange(len(wave)) / rate_hz, wave)
    said = board.says(us, np.clip(np.round(at_250_hz), 0, 2**bits - 1).astype(int), bits=bits)
    errors_ms = interval_errors_ms(said, review_pulse_beats(wave, rate_hz).t_s)
    assert len(errors_ms) >= fewest
    assert errors_ms.std() < most_ms


def test_the_headers_know_nothing_of_arduino():
    for header in SKETCH.glob("*.h"):
        text = header.read_text(encoding="ascii")
        assert not any(word in text for word in ("Arduino.h", "Serial.", "analogRead", "pinMode", "micros() ;")), header
