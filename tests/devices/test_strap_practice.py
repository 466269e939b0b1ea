"""A whole practice with a strap: real bleak, a lost link in the middle, the recording, and its replay."""

import json
import math
import threading
from itertools import pairwise

import pytest

from biofeedback.commands.house import LivedHouse
from biofeedback.commands.replaying import replay
from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    DeviceFact,
    Gap,
    LinkChanged,
    Packet,
    PracticeEnded,
    Tick,
)
from biofeedback.practice.script_file import parse_practice
from devices.protocols.heart_rate_service import HeartRateMeasurement
from sessions.reader import Recording
from tests.rigs.fake_strap import FakeStrap

PATIENCE_S = 30.0

A_DOZEN_SECONDS = """
name = "a_dozen_seconds"
title = "A dozen seconds"
subtitle = "For the tests"

[breath]
start_per_min = 12.0
aim_per_min = 12.0

[[steps]]
name = "breathe"
title = "Breathe"
purpose = "breathe"
length_s = 12.5
pacing = "lead"
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    with LivedHouse() as lived:
        yield lived


def heart(index: int) -> bytes:
    """A packet with one interval, each a little different from the one before."""
    return HeartRateMeasurement(heart_rate_bpm=62, in_contact=True, rr_ticks=(960 + index % 7,)).encode()


class Wearer:
    """Wears the strap: one packet a second of real time, as long as somebody listens."""

    def __init__(self, radio, strap):
        self._radio = radio
        self._strap = strap
        self._off = threading.Event()
        self._thread = threading.Thread(target=self._beat)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._off.set()
        self._thread.join()

    def _beat(self):
        index = 0
        while not self._off.wait(0.94):
            self._radio.send(self._strap, heart(index))
            index += 1


def test_a_lost_strap_leaves_a_gap_and_the_breath_goes_on(radio, house):
    strap = radio.add(FakeStrap())
    practice = parse_practice(A_DOZEN_SECONDS, "a_dozen_seconds.toml")
    with Wearer(radio, strap):
        sitting = house.begin(practice, "bluetooth", None)
        heard, comes_back_s, ended = 0, math.inf, False
        while not ended:
            items = sitting.inbox.wait(PATIENCE_S)
            assert items
            for _, event in items:
                heard += isinstance(event, Packet)
                ended |= isinstance(event, PracticeEnded)
                if isinstance(event, Packet) and heard == 3:
                    radio.vanish(strap)
                if isinstance(event, LinkChanged) and event.state == "lost":
                    comes_back_s = event.t_s + 2.0
                if isinstance(event, Tick) and event.t_s > comes_back_s:
                    comes_back_s = math.inf
                    radio.come_back(strap)
        path = sitting.finish()

    with Recording(path) as recording:
        events = [event for _, event in recording.events()]
        report = replay(recording)
        assert recording.facts["sensor"] == "bluetooth"
    assert report.identical, report.first_difference
    states = [event.state for event in events if isinstance(event, LinkChanged)]
    assert states[:4] == ["searching", "connecting", "streaming", "lost"]
    assert states[-2:] == ["streaming", "closed"]
    assert states.count("streaming") == 2
    packets = [event for event in events if isinstance(event, Packet)]
    beats = [event for event in events if isinstance(event, Beat)]
    assert len(packets) == len(beats) >= 5
    assert [beat.index for beat in beats] == list(range(len(beats)))
    (gap,) = [event for event in events if isinstance(event, Gap)]
    assert 1.0 < gap.until_s - gap.from_s < 5.0
    assert len([event for event in events if isinstance(event, BeatJudged)]) == len(beats)
    breaths = [event.t_s for event in events if isinstance(event, BreathPlanned)]
    assert [round(b - a, 6) for a, b in pairwise(breaths)] == [5.0] * (len(breaths) - 1)
    assert "Test Strap 01" in [event.value for event in events if isinstance(event, DeviceFact)]


def test_straps_in_reach_are_watched_until_a_practice_begins(radio, house):
    radio.add(FakeStrap())
    seen, both = [], threading.Event()

    def on_seen(sensor):
        seen.append(sensor)
        if {sensor.kind for sensor in seen} == {"simulated", "bluetooth"}:
            both.set()

    house.watch_sensors(on_seen, pytest.fail)
    assert both.wait(PATIENCE_S)
    sitting = house.begin(house.practices[0], seen[-1].spec, None)
    try:
        while not any(isinstance(event, LinkChanged) and event.state == "connecting" for event in drained(sitting)):
            pass
    finally:
        sitting.finish()


def drained(sitting):
    items = sitting.inbox.wait(PATIENCE_S)
    assert items
    return [event for _, event in items]


def test_the_command_lists_a_strap_as_json(radio, tmp_path, monkeypatch, capfd):
    from biofeedback.commands.sensors import sensors

    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    radio.add(FakeStrap())
    sensors(seconds=2.0, as_json=True)
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [sensor["kind"] for sensor in found[:2]] == ["simulated", "bluetooth"]
    assert found[1]["spec"] == "bluetooth:C0:FF:EE:00:00:01"
    assert found[1]["label"] == "Test Strap 01"


def test_without_bluetooth_the_command_says_so_and_leaves_with_an_error(bus, tmp_path, monkeypatch, capfd):
    import typer

    from biofeedback.commands.sensors import sensors

    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    with pytest.raises(typer.Exit) as exit_:
        sensors(seconds=1.0, as_json=False)
    assert exit_.value.exit_code == 1
    printed = capfd.readouterr()
    assert "Simulated heart" in printed.out
    assert "Bluetooth" in printed.err
    assert len(printed.err.splitlines()) == 1
