"""Requests that cannot be met: what was typed, chosen or answered."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.practices import practice_library
from biofeedback.app.protocol_start import protocol_start
from biofeedback.app.study_session import unblinded
from biofeedback.cli import capture, sensors
from biofeedback.cli.practising import begin_practice, checked
from biofeedback.cli.recordings import analyse, replay
from biofeedback.practice.assessment import Assessment, stepped
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.blocks import Condition, StudyProtocol
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.presets import preset_named
from biofeedback.practice.script.protocol import with_condition
from biofeedback.practices import eight_weeks, practice_named
from devices.catalogue import parse_sensor, parse_sensors
from devices.sensor_models import model_named
from devices.streams.bitalino import BitalinoSettings
from devices.streams.polar_channel import PolarChannel
from tests.ui.words.provoked.kept import kept_errors
from tests.ui.words.provoked.surroundings import surroundings_errors
from ui.sound.settings import SoundSettings
from ui.words.languages import english

ASKS = ("colour", "phrases", "parts", "bells")

SPECS = {
    "sensor unknown": "strap",
    "sensor without a name": "bluetooth:",
    "sensor unknown, without a name": "strap:",
    "replay without a file": "replay",
    "sensor needed": "none",
    "extra unknown": "bluetooth:H10,also=gyro",
    "extras twice": "bluetooth:H10,also=ecg,also=acc",
    "fault twice": "simulated:noise=8ms,noise=9ms",
    "fault with a value": "simulated:no-rr=3",
    "fault unknown": "simulated:rain=3",
    "fault out of range": "simulated:latency=9.5s",
    "fault out of range, share": "simulated:ectopics=much",
    "fault with a decimal comma": "simulated:ectopics=0,02",
    "dropout with a decimal comma": "simulated:missing=0.01,dropout=5s@30,5s",
    "dropout out of range": "simulated:dropout=5s@90000s",
    "dropout without a time": "simulated:dropout=5s",
    "dropout of nothing": "simulated:dropout=0s@5s",
    "dropouts that touch": "simulated:dropout=20s@60s,dropout=5.5s@70s",
    "baud": "serial:/dev/ttyUSB0,baud=9600x",
    "serial option unknown": "serial:/dev/ttyUSB0,colour=red",
    "serial option without a value": "serial:/dev/ttyUSB0,kind",
    "serial option twice": "serial:/dev/ttyUSB0,baud=9600,baud=9600",
    "serial option value unknown": "serial:/dev/ttyUSB0,kind=wave",
    "serial option of a known protocol": "serial:/dev/ttyUSB0,protocol=cms50,kind=ecg",
    "serial option of another": "serial:/dev/ttyUSB0,heart=A2",
}


def _sensors(**given: object) -> None:
    sensors.sensors(english(), **{"name": None, "seconds": 8.0, "as_json": False, "describing": False, **given})  # type: ignore[arg-type]


def _replay_that_differs(patch: pytest.MonkeyPatch, path: Path) -> None:
    from biofeedback.app.replaying import replay as replaying
    from tests.ui.words.made_files import recording

    report = replaying.ReplayReport.__new__(replaying.ReplayReport)
    with patch.context() as other:
        other.setattr(replaying, "replay", lambda recording, on_progress: report)
        other.setattr(replaying.ReplayReport, "equal", property(lambda self: False), raising=False)
        other.setattr(replay, "_in_words", lambda report, language: [])
        replay.replay(english(), recording(path))


def _other_speed(sensor: str) -> None:
    with LiveApplication(speed=2.0) as application:
        application.check(practice_named("three_breaths"), sensor, None, BreathChoice())


def usage_errors(folder: Path, patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error."""
    for name, spec in SPECS.items():
        yield name, lambda spec=spec: parse_sensor(spec)
    yield "sensor twice", lambda: parse_sensors(("bluetooth:H10", "bluetooth:H10,also=ecg"))
    yield "none twice", lambda: parse_sensors(("none", "none"))
    yield "none beside a sensor", lambda: parse_sensors(("simulated", "none"))
    yield "model unknown", lambda: model_named("toaster")
    yield "model ambiguous", lambda: model_named("polar")
    yield "polar channel", lambda: PolarChannel.from_options({"gain": "3"})
    yield "bitalino channels", lambda: BitalinoSettings.from_options({"channels": "A1+A9"})
    yield "bitalino heart", lambda: BitalinoSettings.from_options({"channels": "A2", "heart": "A1"})
    yield "bitalino kind", lambda: BitalinoSettings.from_options({"kind": "wave"})
    yield "bitalino rate", lambda: BitalinoSettings.from_options({"rate_hz": "7"})
    yield "other speed", lambda: _other_speed("bluetooth")
    yield "practice unknown", lambda: practice_library.practice_meant("it's")
    yield "built-in practice unknown", lambda: practice_named("it's")
    yield "practice file of no name", lambda: practice_library.name_from(Path("9.toml"))
    yield "practice file there already", lambda: practice_library.write_new(folder / "file", "")
    yield "practice file not written", lambda: practice_library.write_new(folder / "file" / "below" / "a.toml", "")
    yield "breath too quick", lambda: BreathPattern(13.5)
    yield "breath, share", lambda: BreathPattern(6.0, 0.95)
    yield "breath, rest", lambda: BreathPattern(6.0, 0.4, math.nan)
    yield "breath, no time", lambda: BreathPattern(7.5, 0.4, 8.0)
    usual = practice_named("three_breaths")
    yield "ramp", lambda: BreathChoice(ramp_s=0.5).guidance(usual.breath)
    yield "pace no number", lambda: BreathChoice(breaths_per_min=math.nan).guidance(usual.breath)
    yield "preset unknown", lambda: preset_named("it's")
    yield "chapter unknown", lambda: eight_weeks().chapter(9)
    yield "assessment without paces", lambda: stepped(())
    yield "assessment too short", lambda: stepped(step_s=30.0)
    yield "assessment without steps", lambda: Assessment(())
    yield "length of an endless one", lambda: practice_named("free_sitting").lasting(5)
    yield "length unknown", lambda: practice_named("compassionate_pause").lasting(77)
    yield "practice without conditions", lambda: with_condition(usual, "real")
    two = StudyProtocol(conditions=(Condition("real"), Condition("sham", "replayed")))
    yield "condition unknown", lambda: with_condition(replace(usual, protocol=two), "other")
    yield "condition missing", lambda: protocol_start(replace(usual, protocol=two), unblinded())
    yield "no protocol", lambda: protocol_start(usual, unblinded())
    yield "protocol in a room", lambda: LiveApplication().begin_room(replace(usual, protocol=two), None)
    yield "length unknown, of one", lambda: replace(usual, lengths=()).lasting(77)
    for name, answers in {
        "colour": Answers(colour="mud"),
        "phrases, most": Answers(phrases=("x",) * 7),
        "phrase, longest": Answers(phrases=("it's " + "x" * 61,)),
        "phrase, braces": Answers(phrases=("{part1}",)),
        "parts, most": Answers(parts=("x",) * 9),
        "part, longest": Answers(parts=("x" * 25,)),
        "part, line": Answers(parts=("a\x1bb",)),
        "part, braces": Answers(parts=("a }",)),
        "bells": Answers(bells_at_s=(0.0,)),
    }.items():
        yield f"answer: {name}", lambda answers=answers: answers.about(ASKS, phrases=(), parts=())
    for part in ("volume", "breath_volume", "bells_volume", "voice_volume"):
        yield f"sound: {part}", lambda part=part: SoundSettings(**{part: 1.25})
    yield "sound: breath", lambda: SoundSettings(breath="sea")
    yield "sound: voice", lambda: SoundSettings(voice="it's")
    yield "sound: warmth", lambda: SoundSettings(warmth="a little")
    yield "speed", lambda: checked.checked_speed(0.0)
    yield "speed, too quick", lambda: checked.checked_speed(1000.5)
    yield "output", lambda: checked.recording_path(Path("morning.txt"))
    yield (
        "pace of the command",
        lambda: begin_practice.begin(english(), begin_practice.BeginOptions(breaths_per_min=13.5)),
    )
    yield "no pace today", lambda: begin_practice._pace_of_today(LiveApplication())
    yield "capture seconds", lambda: capture.capture(english(), "simulated", folder / "c.txt", math.inf)
    yield "sensors seconds", lambda: _sensors(seconds=math.nan)
    yield "sensors name", lambda: _sensors(name="Polar H10")
    yield "analyse: no beats", lambda: analyse.analyse(english(), _rr(folder / "rr.txt"), window="9000:9060")
    yield "analyse: no intervals", lambda: _nothing_to_analyse(patch, folder / "rr.txt")
    yield "replay differs", lambda: _replay_that_differs(patch, folder / "replayed.soften")
    yield from surroundings_errors(folder, patch)
    yield from kept_errors(folder, patch)


def _rr(path: Path) -> Path:
    path.write_text("800\n810\n" * 60)
    return path


def _nothing_to_analyse(patch: pytest.MonkeyPatch, path: Path) -> None:
    from sessions import rr_text
    from sessions.importers import rr_text as importer

    empty = rr_text.RrText(rr_ms=(), t_s=None, unit="ms")
    with patch.context() as within:
        within.setattr(importer, "read_rr_text", lambda file: empty)
        analyse._of_file(_rr(path), english())
