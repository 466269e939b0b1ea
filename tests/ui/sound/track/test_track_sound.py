"""A track as it is heard: at the right rate and place, waiting with the practice, ending gently, memory flat."""

import threading
import time
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from biofeedback.events import BellRang, BreathPlanned, ClosingBegan, Paused, PracticeEnded, Resumed
from biofeedback.practice.script.model import Track
from tests.rigs.practices.small_practice import PRACTICE, began, went_on
from tests.rigs.sound.made_tracks import sweep, tone, write_noise, write_track
from tests.rigs.sound.sound_measures import click_db, level_db, pitch_hz
from tests.rigs.suite.long_forms import short_and_long
from ui.sound.mix import Mix, SoundPlan
from ui.sound.settings import SoundSettings
from ui.sound.track.stream import AHEAD_S, TrackReader, TrackStream
from ui.sound.track.track_part import CLOSING_S, PAUSE_S

RATE_HZ = 48_000
PATIENCE_S = 30.0
BLOCK = 960


class ReadAtOnce:
    """The frames of a track, read when they are asked for; a test may say that they are late."""

    def __init__(self, path, rate_hz: float = RATE_HZ) -> None:
        self._reader = TrackReader(path, rate_hz)
        self._pending = np.zeros((0, 2), np.float32)
        self.late = False
        self.sought: list[int] = []

    def seek(self, frame: int) -> None:
        self.sought.append(frame)
        self._reader.seek(frame)
        self._pending = np.zeros((0, 2), np.float32)

    def take(self, frames: int):
        if self.late:
            return None
        while len(self._pending) < frames:
            block = self._reader.read()
            if not len(block):
                block = np.zeros((frames, 2), np.float32)
            self._pending = np.concatenate((self._pending, block))
        taken, self._pending = self._pending[:frames], self._pending[frames:]
        return taken

    def close(self) -> None:
        self._reader.close()


class Listening:
    """A practice of one track, and what is heard of it."""

    def __init__(self, path, *, volume: float = 1.0, master: float = 1.0, **settings) -> None:
        practice = replace(PRACTICE, track=Track(path.name, "0" * 64, 1, volume))
        self.source = ReadAtOnce(path)
        self.plan = SoundPlan(practice)
        self.mix = Mix(self.plan, SoundSettings(volume=master, **settings), RATE_HZ, self.source)
        self.now_s = 0.0

    def tell(self, *events) -> None:
        for event in events:
            self.mix.apply(event)

    def listen(self, length_s: float) -> np.ndarray:
        sound = np.zeros((round(length_s * RATE_HZ), 2), np.float32)
        for begins in range(0, len(sound), BLOCK):
            part = sound[begins : begins + BLOCK]
            first = self.mix._frame - len(self.mix._made)
            now_s = self.now_s
            self.mix.render(part, lambda frame, first=first, now_s=now_s: now_s + (frame - first) / RATE_HZ)
            self.now_s += len(part) / RATE_HZ
        return sound[:, 0].astype(np.float64)


@pytest.fixture(scope="module")
def rising(tmp_path_factory):
    """A minute in which the pitch tells the second: 100 Hz more in each."""
    return write_track(tmp_path_factory.mktemp("rising") / "rising.wav", sweep(60.0, 44_100, until_hz=6000.0), 44_100)


def second_heard(sound: np.ndarray) -> float:
    """Which second of the rising track is heard in the middle of a tenth of a second."""
    return pitch_hz(sound, RATE_HZ) / 100.0


def read_all(reader: TrackReader) -> np.ndarray:
    blocks = []
    while len(block := reader.read()):
        blocks.append(block)
    return np.concatenate(blocks)


@pytest.mark.parametrize("from_hz", [8_000, 22_050, 44_100, 48_000, 96_000, 192_000])
def test_at_another_rate_it_is_as_long_to_the_sample_and_as_clean(tmp_path, from_hz):
    path = write_track(tmp_path / "t.wav", tone(3.0, from_hz, hz=997.0), from_hz, subtype="FLOAT")
    sound = read_all(TrackReader(path, RATE_HZ))
    assert abs(len(sound) - 3.0 * RATE_HZ) <= 1
    middle = sound[RATE_HZ // 2 : -RATE_HZ // 2, 0].astype(np.float64)
    assert pitch_hz(middle, RATE_HZ) == pytest.approx(997.0, abs=0.2)
    assert level_db(middle) == pytest.approx(20.0 * np.log10(0.5 / np.sqrt(2.0)), abs=0.01)
    spectrum = np.abs(np.fft.rfft(middle * np.kaiser(len(middle), 20.0)))
    hz = np.fft.rfftfreq(len(middle), 1.0 / RATE_HZ)
    beside = spectrum[np.abs(hz - 997.0) > 20.0].max() / spectrum.max()
    assert 20.0 * np.log10(beside) < -105.0


def test_what_could_not_be_heard_does_not_come_back_as_something_else(tmp_path):
    path = write_track(tmp_path / "t.wav", tone(2.0, 192_000, hz=40_000.0), 192_000)
    assert level_db(read_all(TrackReader(path, RATE_HZ))[4800:-4800, 0]) < -85.0


def test_it_is_where_the_practice_is_and_as_loud_as_it_is(rising):
    heard = Listening(rising, master=0.5)
    heard.tell(began(0, 0.0))
    sound = heard.listen(10.0)
    for second in (2.0, 5.0, 9.0):
        at = round(second * RATE_HZ)
        assert second_heard(sound[at - 2400 : at + 2400]) == pytest.approx(second, abs=0.02)
    assert level_db(sound[2 * RATE_HZ :]) == pytest.approx(20.0 * np.log10(0.25 * 0.5 / np.sqrt(2.0)), abs=0.1)
    softer = Listening(rising, master=0.5, volume=0.5)
    softer.tell(began(0, 0.0))
    np.testing.assert_allclose(softer.listen(10.0), sound / 4.0, atol=1e-6)


def test_breath_bells_and_voice_are_silent_beside_it(rising):
    heard, alone = Listening(rising, bells_volume=1.0), Listening(rising, breath="off", bells_volume=0.0)
    heard.tell(
        began(0, 0.0), BellRang(t_s=0.0), BreathPlanned(t_s=0.5, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)
    )
    alone.tell(began(0, 0.0))
    np.testing.assert_array_equal(heard.listen(9.0), alone.listen(9.0))


def test_where_the_practice_waits_it_waits_softly_and_goes_on_where_it_was(rising):
    heard = Listening(rising, master=0.5)
    heard.tell(began(0, 0.0))
    before = heard.listen(5.0)
    heard.tell(Paused(t_s=5.0, mode="pause"))
    waiting = heard.listen(20.0)
    heard.tell(Resumed(t_s=25.0))
    after = heard.listen(5.0)
    assert np.abs(waiting[round((PAUSE_S + 0.1) * RATE_HZ) :]).max() == 0.0
    assert np.abs(waiting[: round(0.1 * RATE_HZ)]).max() > 0.02
    at = RATE_HZ
    assert second_heard(after[at - 2400 : at + 2400]) == pytest.approx(6.0, abs=0.02)
    # The rising tone is below 2 kHz all this time.
    whole = np.concatenate((before[RATE_HZ:], waiting, after[: 4 * RATE_HZ]))
    whole[:480] *= np.linspace(0.0, 1.0, 480)
    whole[-480:] *= np.linspace(1.0, 0.0, 480)
    assert click_db(whole, RATE_HZ, 9000.0) < -85.0


def test_many_waits_leave_it_where_the_practice_is(rising):
    heard = Listening(rising)
    heard.tell(began(0, 0.0))
    for number in range(6):
        heard.listen(2.0)
        heard.tell(Paused(t_s=heard.now_s, mode="rest" if number % 2 else "pause"))
        heard.listen(3.0)
        heard.tell(Resumed(t_s=heard.now_s))
    sound = heard.listen(2.0)
    at = RATE_HZ
    assert second_heard(sound[at - 2400 : at + 2400]) == pytest.approx(13.0, abs=0.02)


def test_after_a_sleep_it_goes_on_where_the_practice_went_to_wait(rising):
    heard = Listening(rising)
    heard.tell(began(0, 0.0))
    heard.listen(5.0)
    heard.now_s = 3605.0  # an hour in which nothing was asked for
    heard.listen(0.02)
    heard.tell(Paused(t_s=5.0, mode="pause"))
    heard.listen(2.0)
    heard.tell(Resumed(t_s=heard.now_s))
    sound = heard.listen(2.0)
    assert second_heard(sound[RATE_HZ - 2400 : RATE_HZ + 2400]) == pytest.approx(6.0, abs=0.02)


def test_a_device_that_stood_still_is_caught_up_with_softly(rising):
    heard = Listening(rising)
    heard.tell(began(0, 0.0))
    heard.listen(5.0)
    heard.now_s += 10.0
    sound = heard.listen(4.0)
    at = 3 * RATE_HZ
    assert second_heard(sound[at - 2400 : at + 2400]) == pytest.approx(18.0, abs=0.02)
    assert len(heard.source.sought) == 2


def test_a_slow_disk_brings_silence_and_then_the_right_place(rising):
    heard = Listening(rising)
    heard.source.late = True
    heard.tell(began(0, 0.0))
    assert not heard.listen(0.7).any()
    heard.source.late = False
    sound = heard.listen(3.0)
    assert second_heard(sound[RATE_HZ - 2400 : RATE_HZ + 2400]) == pytest.approx(1.7, abs=0.02)
    heard.source.late = True
    heard.listen(8.0)
    heard.source.late = False
    sound = heard.listen(2.0)
    assert second_heard(sound[RATE_HZ - 2400 : RATE_HZ + 2400]) == pytest.approx(12.7, abs=0.02)


def test_who_ends_the_practice_hears_it_fade(rising):
    heard = Listening(rising, master=0.5)
    heard.tell(began(0, 0.0))
    heard.listen(5.0)
    heard.tell(ClosingBegan(t_s=5.0, ends_s=15.0))
    sound = heard.listen(8.0)
    levels = [level_db(sound[round(at_s * RATE_HZ) :][:4800]) for at_s in (0.0, 1.0, 2.0, 3.0)]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] > levels[3] + 6.0
    assert not sound[round((CLOSING_S + 0.1) * RATE_HZ) :].any()


def test_at_its_end_there_is_silence_and_the_practice_may_end(tmp_path):
    path = write_track(tmp_path / "t.wav", tone(3.0, 44_100), 44_100)
    heard = Listening(path)
    heard.tell(began(0, 0.0))
    sound = heard.listen(5.0)
    assert np.abs(sound[round(2.8 * RATE_HZ) : round(2.9 * RATE_HZ)]).max() > 0.3
    assert not sound[round(3.01 * RATE_HZ) :].any()
    heard.tell(*went_on(5.0), PracticeEnded(t_s=5.0, mode="complete"))
    assert not heard.listen(1.0).any()


def test_a_stream_gives_the_very_samples_of_the_file(tmp_path):
    path = write_track(tmp_path / "t.wav", np.random.default_rng(5).uniform(-0.5, 0.5, (20 * 44_100, 2)), 44_100)
    expected = read_all(TrackReader(path, RATE_HZ))
    stream = TrackStream(path, RATE_HZ)
    blocks = []
    while sum(map(len, blocks)) < len(expected):
        blocks.append(taken(stream, 1000))
    np.testing.assert_array_equal(np.concatenate(blocks)[: len(expected)], expected)
    assert not taken(stream, 1000).any()
    stream.seek(5 * RATE_HZ)
    again = np.concatenate([taken(stream, 1000) for _ in range(100)])
    np.testing.assert_allclose(again[2000:], expected[5 * RATE_HZ + 2000 : 5 * RATE_HZ + 100_000], atol=2e-4)
    stream.close()
    assert not any(thread.name == "track" and thread.is_alive() for thread in threading.enumerate())


def taken(stream: TrackStream, frames: int) -> np.ndarray:
    until_s = time.monotonic() + PATIENCE_S
    while (sound := stream.take(frames)) is None:
        assert time.monotonic() < until_s
        time.sleep(0.001)
    return sound


@pytest.mark.parametrize("minutes", short_and_long(60, 180))
def test_hours_need_no_more_memory_than_a_minute(minutes, tmp_path):
    rate_hz = 8_000  # so that hours are read within seconds; what is held is counted in frames of any rate
    stream = TrackStream(write_noise(tmp_path / "long.wav", 60.0 * minutes, rate_hz), rate_hz)
    tracemalloc.start()
    most_held = 0
    peaks = []
    try:
        for minute in range(minutes):
            for _ in range(60):
                taken(stream, rate_hz)
                most_held = max(most_held, stream.held)
            if minute in (0, minutes - 1):
                peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
        stream.close()
    assert most_held < 2.0 * AHEAD_S * rate_hz
    assert peaks[1] < 1.2 * peaks[0]
