"""A whole practice with a strap: real bleak, a lost link in the middle, the recording, and its replay."""

import json
import math
import threading
from itertools import pairwise

import numpy as np
import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.codes import NoticeCode
from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    DeviceFact,
    Gap,
    LinkChanged,
    Notice,
    Packet,
    SampleBlock,
    Tick,
)
from biofeedback.practice.script.file import parse_practice
from devices.protocols.polar_control_point import POLAR_DATA
from devices.protocols.polar_measurement import POLAR_CHANNEL
from sessions.reader import Recording
from tests.rigs.practices.followed import inbox_of
from tests.rigs.practices.held_practice import BREATHING, end_now, followed, held_application, worn
from tests.rigs.radio.fake_polar import fake_h10
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.radio.polar_frames import ecg_frames, ecg_uv, even_beats
from tests.rigs.words.sentence_of import sentence_of, words_of
from ui.words.languages import english

PATIENCE_S = 60.0
"""How long a test waits for what must come; reached only when it does not come."""

ENOUGH = 7
"""How many packets of the heart are heard before the practice is ended."""


@pytest.fixture
def application(tmp_path, monkeypatch, held):
    with held_application(held, tmp_path, monkeypatch) as lived:
        yield lived


def test_a_lost_strap_leaves_a_gap_and_the_breath_goes_on(radio, application, held):
    strap = radio.add(FakeStrap())
    practice = parse_practice(BREATHING, "breathing.toml")
    with worn(radio, strap):
        session = application.begin(practice, "bluetooth", None)
        received, comes_back_s = 0, math.inf
        for event in followed(session, held):
            received += isinstance(event, Packet)
            if isinstance(event, Packet) and received == 3:
                radio.vanish(strap)
            if isinstance(event, Packet) and received == ENOUGH:
                end_now(session)
            if isinstance(event, LinkChanged) and event.state == "lost":
                comes_back_s = event.t_s + 2.0
            if isinstance(event, Tick) and event.t_s > comes_back_s:
                comes_back_s = math.inf
                radio.come_back(strap)
        path = session.finish()

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
    lost_s = next(event.t_s for event in events if isinstance(event, LinkChanged) and event.state == "lost")
    back_s = min(packet.arrived_s for packet in packets if packet.arrived_s > lost_s)
    assert back_s > lost_s + 2.0
    assert gap.from_s <= lost_s
    assert back_s - 1.1 < gap.until_s <= back_s  # it ends where the first interval begins
    assert len([event for event in events if isinstance(event, BeatJudged)]) == len(beats)
    breaths = [event.t_s for event in events if isinstance(event, BreathPlanned)]
    assert [round(b - a, 6) for a, b in pairwise(breaths)] == [5.0] * (len(breaths) - 1)
    assert "Test Strap 01" in [event.value for event in events if isinstance(event, DeviceFact)]


def test_an_ecg_is_kept_beside_the_beats_and_comes_out_the_same_again(radio, application, held):
    polar = fake_h10()
    strap = radio.add(polar.strap)
    samples_uv = ecg_uv(even_beats(30.0), 30.0)
    frames = ecg_frames(samples_uv)
    practice = parse_practice(BREATHING, "breathing.toml")
    with worn(radio, strap):
        session = application.begin(practice, "bluetooth:Polar H10,also=ecg", None)
        inbox_of(session)
        radio.wait_for_deed(strap, "02 00 00 01 82 00 01 01 0e 00")
        sent, received = 0, 0
        for event in followed(session, held):
            if isinstance(event, Packet) and event.channel == "2a37":
                received += 1
                if received == ENOUGH:
                    end_now(session)
                for frame in frames[sent : sent + 2]:
                    radio.send(strap, frame.encode(), POLAR_DATA)
                sent += 2
        path = session.finish()
    radio.wait_for_disconnection(strap)
    assert strap.deeds[-2:] == ["03 00", "disconnect"]

    with Recording(path) as recording:
        events = [event for _, event in recording.events()]
        report = replay(recording)
        assert recording.facts["sensor"] == "bluetooth:Polar H10,also=ecg"
    assert report.identical, report.first_difference
    packets = [event for event in events if isinstance(event, Packet) and event.channel == POLAR_CHANNEL]
    blocks = [event for event in events if isinstance(event, SampleBlock)]
    assert report.sample_blocks == len(blocks) == len(packets) >= 10
    kept = np.concatenate([np.frombuffer(block.values, "<f8") for block in blocks])
    assert kept.tolist() == samples_uv[: kept.size].tolist()
    assert report.beats == len([event for event in events if isinstance(event, Beat)]) >= 5


def test_straps_in_reach_are_watched_until_a_practice_begins(radio, application):
    radio.add(FakeStrap())
    seen, both = [], threading.Event()

    def on_seen(sensor):
        seen.append(sensor)
        if {sensor.kind for sensor in seen} == {"simulated", "bluetooth"}:
            both.set()

    application.watch_sensors(on_seen, pytest.fail)
    assert both.wait(PATIENCE_S)
    session = application.begin(application.practices[0], seen[-1].spec, None)
    try:
        while not any(isinstance(event, LinkChanged) and event.state == "connecting" for event in drained(session)):
            pass
    finally:
        session.finish()


def test_a_band_that_the_catalogue_knows_is_remarked_on_in_the_list_and_told_of_once_when_it_is_met(radio, application):
    radio.add(FakeStrap(name="TICKR FIT 5F12"))
    seen, found = [], threading.Event()

    def on_seen(sensor):
        seen.append(sensor)
        if sensor.kind == "bluetooth":
            found.set()

    application.watch_sensors(on_seen, pytest.fail)
    assert found.wait(PATIENCE_S)
    assert seen[-1].detail == "strong signal · tells no single beats"
    session = application.begin(application.practices[0], seen[-1].spec, None)
    events = []
    try:
        while not any(isinstance(event, DeviceFact) and event.name == "firmware" for event in events):
            events += drained(session)
    finally:
        session.finish()
    said = [
        sentence_of(event)
        for event in events
        if isinstance(event, Notice) and event.code is not NoticeCode.FIRST_PRACTICE
    ]
    assert said == [words_of(NoticeCode.SENSOR_NOT_FOR_HRV, model="Wahoo TICKR FIT")]


def drained(session):
    items = inbox_of(session).wait(PATIENCE_S)
    assert items
    return [event for _, event in items]


def test_the_command_lists_a_strap_as_json(radio, tmp_path, monkeypatch, capfd):
    from biofeedback.cli.sensors import sensors

    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    radio.add(FakeStrap())
    sensors(english(), seconds=4.0, as_json=True)
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [sensor["kind"] for sensor in found[:2]] == ["simulated", "bluetooth"]
    assert found[1]["spec"] == "bluetooth:C0:FF:EE:00:00:01"
    assert found[1]["label"] == "Test Strap 01"


def test_the_command_lists_a_device_that_says_nothing_of_itself_when_it_is_named(radio, tmp_path, monkeypatch, capfd):
    from biofeedback.cli.sensors import sensors

    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    radio.add(FakeStrap(name="Shy Strap 7", advertised=()))
    radio.add(FakeStrap(name="A screen", address="C0:FF:EE:00:00:02", advertised=()))
    radio.add(FakeStrap(name="WHOOP 4A1", address="C0:FF:EE:00:00:03", advertised=()))
    sensors(english(), named="shy", seconds=4.0, as_json=True)
    found = {each["label"]: each for each in map(json.loads, capfd.readouterr().out.splitlines())}
    assert "A screen" not in found
    assert found["Shy Strap 7"]["detail"] == "strong signal · known by its name alone"
    assert found["WHOOP 4A1"]["by_name_alone"], "the catalogue knows it"


def test_without_bluetooth_the_command_says_so_and_leaves_with_an_error(bus, tmp_path, monkeypatch, capfd):
    import typer

    from biofeedback.cli.sensors import sensors

    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    with pytest.raises(typer.Exit) as exit_:
        sensors(english(), seconds=1.0, as_json=False)
    assert exit_.value.exit_code == 1
    printed = capfd.readouterr()
    assert "Simulated heart" in printed.out
    assert "Bluetooth" in printed.err
    assert len(printed.err.splitlines()) == 1
