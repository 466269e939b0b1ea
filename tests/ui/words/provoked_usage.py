"""Requests that cannot be met: what was typed, chosen or answered, and what keeps this machine from it."""

import ctypes
import datetime
import json
import math
import os
import wave
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import platformdirs
import pytest

from biofeedback.app import paths, profile_store, window
from biofeedback.app.application import LiveApplication
from biofeedback.app.people import LivePeople
from biofeedback.app.people_names import NAMES
from biofeedback.app.practices import practice_library
from biofeedback.app.protocol_start import protocol_start
from biofeedback.app.study_session import unblinded
from biofeedback.cli import begin, capture, last_resort, options, sensors
from biofeedback.cli.recordings import analyse, replay
from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoftenError, SoundError
from biofeedback.practice.assessment import Assessment, stepped
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.blocks import Condition, StudyProtocol
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.presets import preset_named
from biofeedback.practice.script.protocol import with_condition
from biofeedback.practices import eight_weeks, practice_named
from devices.catalogue import parse_sensor, parse_sensors
from devices.io_thread import IoThread
from devices.sensor_models import model_named
from devices.streams.bitalino import BitalinoSettings
from devices.streams.polar_channel import PolarChannel
from sessions import extras
from tests.rigs.pretend_speaker import PretendSpeaker
from tests.ui.words.provoked_folders import folder_errors
from ui.desktop import display
from ui.people import Person
from ui.preferences import Preferences
from ui.sound.chosen_speaker import ChosenSpeaker
from ui.sound.settings import SoundSettings
from ui.sound.speaker import PortAudioSpeaker
from ui.sound.voice import read_wave
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


class FakeSoundDevice:
    """A PortAudio without a loudspeaker."""

    PortAudioError = ArithmeticError

    def _terminate(self) -> None:
        raise self.PortAudioError

    _initialize = _terminate


def _with_speaker_that_does_not_start() -> None:
    class Stream:
        samplerate = latency = 1.0

        def start(self) -> None:
            raise ArithmeticError

        def close(self, *, ignore_errors: bool) -> None:
            pass

    class Sounding(FakeSoundDevice):
        def _terminate(self) -> None:
            pass

        _initialize = _terminate

        def OutputStream(self, **_: object) -> Stream:
            return Stream()

    PortAudioSpeaker(Sounding()).start(lambda block, lead_s: None)


def _from_the_usual_loudspeaker() -> SoundError | None:
    def opener(name: str) -> PretendSpeaker:
        if name:
            raise SoundError(SoundErrorCode.NO_SPEAKER)
        return PretendSpeaker()

    return ChosenSpeaker(opener, "HDMI (hall)").open(lambda speaker: speaker)[1]


def _wav(path: Path, *, width: int = 2, rate_hz: int = 8000, frames: int = 8) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(width)
        file.setframerate(rate_hz)
        file.writeframes(bytes(width * frames))
    return path


def _wav_of_40_bits(path: Path) -> Path:
    content = bytearray(_wav(path).read_bytes())
    content[34:36] = (40).to_bytes(2, "little")
    path.write_bytes(content)
    return path


def _sensors(**given: object) -> None:
    sensors.sensors(english(), **{"name": None, "seconds": 8.0, "as_json": False, "describing": False, **given})  # type: ignore[arg-type]


def _preferences_of(text: str) -> SoftenError | str:
    profile_store.data_folder().mkdir(exist_ok=True)
    (profile_store.data_folder() / profile_store.PREFERENCES).write_text(text)
    return profile_store.remembered_preferences()[1]


def _preferences_that_are_a_pipe() -> SoftenError | None:
    path = profile_store.data_folder() / profile_store.PREFERENCES
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    try:
        return profile_store.remembered_preferences()[1]
    finally:
        path.unlink()


def _pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _display(environment: dict[str, str]) -> object:
    return display.display_error(environment, "linux")


def _no_library(name: str) -> None:
    raise OSError(name)


def _display_without_a_library(patch: pytest.MonkeyPatch) -> object:
    patch.setattr(display, "_x_answers", lambda display: True)
    patch.setattr(ctypes, "CDLL", _no_library)
    return _display({"DISPLAY": ":7"})


def _display_without_qt(patch: pytest.MonkeyPatch) -> object:
    import sys

    patch.setitem(sys.modules, "PySide6.QtWidgets", None)
    return display.display_error({}, "win32")


def _window_without_a_screen(patch: pytest.MonkeyPatch) -> object:
    with patch.context() as without:
        without.setattr(window, "display_error", lambda: _display({}))
        return window.open_window()


def _speech(patch: pytest.MonkeyPatch, *, extra: bool, locales: tuple[()] | None = None) -> None:
    from ui.desktop import speech

    with patch.context() as without:
        without.setattr(speech, "find_spec", lambda name: object() if extra else None)
        without.setattr(speech, "_known_locales", lambda: locales)
        without.setitem(__import__("sys").modules, "PySide6.QtTextToSpeech", None)
        begin._expect_speech(in_terminal=False, language=english())


def _replay_that_differs(patch: pytest.MonkeyPatch, path: Path) -> None:
    from biofeedback.app.replaying import replay as replaying
    from tests.ui.words.provoked_recordings import recording

    report = replaying.ReplayReport.__new__(replaying.ReplayReport)
    with patch.context() as other:
        other.setattr(replaying, "replay", lambda recording, on_progress: report)
        other.setattr(replaying.ReplayReport, "equal", property(lambda self: False), raising=False)
        other.setattr(replay, "_in_words", lambda report, language: [])
        replay.replay(english(), recording(path))


def _library(patch: pytest.MonkeyPatch, problem: str | None) -> None:
    def imported(name: str) -> None:
        raise ModuleNotFoundError(name=name) if problem is None else ImportError(problem)

    patch.setattr(extras, "import_module", imported)
    extras.needed("files", "pyarrow.parquet")


def _no_coroutine() -> object:
    async def nothing() -> None:
        pass

    return IoThread().submit(nothing())


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
    yield "io closed", _no_coroutine
    yield "extra missing", lambda: _library(patch, None)
    yield "extra unusable", lambda: _library(patch, "a.so is not there")
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
    yield "sound: no loudspeaker", lambda: PortAudioSpeaker(FakeSoundDevice())
    yield "sound: not from the loudspeaker of the room", _from_the_usual_loudspeaker
    yield "sound: loudspeaker does not start", _with_speaker_that_does_not_start
    yield "voice: longest", lambda: read_wave(_wav(folder / "long.wav", rate_hz=10, frames=1300))
    yield "voice: missing", lambda: read_wave(folder / "nowhere.wav")
    yield "voice: below a file", lambda: read_wave(folder / "file" / "a.wav")
    yield "voice: no ordinary file", lambda: read_wave(_pipe(folder / "pipe.wav"))
    yield "voice: no wav", lambda: read_wave(folder / "file")
    yield "voice: bits", lambda: read_wave(_wav_of_40_bits(folder / "wide.wav"))
    yield "system", lambda: last_resort.of_system(OSError(28, "No space left on device"))
    yield "system, somewhere", lambda: last_resort.of_system(OSError(28, "No space left on device", "/a/file"))
    yield "system: few files", lambda: _with_few_files(patch)
    yield "system: no home", lambda: _without_home(patch)
    yield "fault of ours", lambda: last_resort.of_ours(ZeroDivisionError("by nought"))
    yield (
        "fault of ours, nowhere to keep it",
        lambda: _in_folder(patch, folder / "file" / "below", last_resort.of_ours, ZeroDivisionError("by nought")),
    )
    yield "speed", lambda: options.checked_speed(0.0)
    yield "speed, too quick", lambda: options.checked_speed(1000.5)
    yield "output", lambda: options.recording_path(Path("morning.txt"))
    yield "pace of the command", lambda: begin.begin(english(), begin.BeginOptions(breaths_per_min=13.5))
    yield "speech in the terminal", lambda: begin._expect_speech(in_terminal=True, language=english())
    yield "speech without the extra", lambda: _speech(patch, extra=False)
    yield "speech without a voice", lambda: _speech(patch, extra=True)
    yield "speech of another language", lambda: _speech(patch, extra=True, locales=())
    yield "no pace today", lambda: begin._pace_of_today(LiveApplication())
    yield "capture seconds", lambda: capture.capture(english(), "simulated", folder / "c.txt", math.inf)
    yield "sensors seconds", lambda: _sensors(seconds=math.nan)
    yield "sensors name", lambda: _sensors(name="Polar H10")
    yield "analyse: no beats", lambda: analyse.analyse(english(), _rr(folder / "rr.txt"), window="9000:9060")
    yield "analyse: no intervals", lambda: _nothing_to_analyse(patch, folder / "rr.txt")
    yield "replay differs", lambda: _replay_that_differs(patch, folder / "replayed.soften")
    yield "window without a screen", lambda: _window_without_a_screen(patch)
    yield "screen: none", lambda: _display({})
    yield "screen: silent", lambda: _display({"DISPLAY": "nowhere"})
    yield "screen: no library", lambda: _in(patch, _display_without_a_library)
    yield "screen: no qt", lambda: _in(patch, _display_without_qt)
    for name, text in {
        "json": '{"sound": ',
        "too long": " " * (profile_store.LARGEST_BYTES + 1),
        "list": "[]",
        "value": json.dumps({"sound": {"volume": 3.5}}),
        "answer": json.dumps({"answers": {"colour": "mud"}}),
    }.items():
        yield f"preferences: {name}", lambda text=text: _preferences_of(text)
    yield "preferences: a pipe", _preferences_that_are_a_pipe
    yield "preferences: unreadable", lambda: _in_folder(patch, folder / "file", profile_store.remembered_preferences)
    yield "preferences: not kept", lambda: _in_folder(patch, folder / "file", profile_store.remember, Preferences())
    yield from folder_errors(folder)
    today = datetime.date(2026, 11, 22)
    yield from _people_errors(folder, patch)
    yield "pace not kept", lambda: _in_folder(patch, folder / "file", profile_store.keep_today, 6.0, today)


def _people_errors(folder: Path, patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    named = LivePeople()
    yield "people: unknown", lambda: named.named("Nobody", "Yourself")
    yield "people: several", lambda: _two_of_a_name(folder / "several", patch)
    yield "people: empty", lambda: named.add("  \u200b ")
    yield "people: too long", lambda: named.add("a" * 81)
    yield "people: taken", lambda: named.rename(named.add("Fern"), "Moss") and named.add("moss")
    yield "people: owner", lambda: named.remove(Person("", ""))
    yield "people: unreadable", lambda: _names_that_are_no_json(folder / "names", patch)
    yield "people: not kept", lambda: _in_folder(patch, folder / "file", named.add, "Willow")


def _two_of_a_name(folder: Path, patch: pytest.MonkeyPatch) -> None:
    with patch.context() as within:
        within.setenv("SOFTEN_DATA", str(folder))
        people = LivePeople()
        people.add("Rowan")
        people.add("Rosemary")
        people.named("Ro", "Yourself")


def _names_that_are_no_json(folder: Path, patch: pytest.MonkeyPatch) -> SoftenError | None:
    folder.mkdir()
    (folder / NAMES).write_text("people\n")
    with patch.context() as within:
        within.setenv("SOFTEN_DATA", str(folder))
        return LivePeople().error


def _in(patch: pytest.MonkeyPatch, ask: Callable[[pytest.MonkeyPatch], object]) -> object:
    with patch.context() as within:
        return ask(within)


def _in_folder(patch: pytest.MonkeyPatch, folder: Path, ask: Callable[..., object], *given: object) -> object:
    with patch.context() as within:
        within.setenv("SOFTEN_DATA", str(folder / "below"))
        found = ask(*given)
        return found[1] if isinstance(found, tuple) else found


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


def _with_few_files(patch: pytest.MonkeyPatch) -> None:
    import resource

    with patch.context() as few:
        few.setattr(resource, "getrlimit", lambda _: (12, 12))
        few.setattr(resource, "setrlimit", lambda *_: None)
        last_resort.prepare_surroundings()


def _without_home(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **_more: object) -> None:
        raise RuntimeError("no home")

    with patch.context() as homeless:
        homeless.delenv("SOFTEN_DATA")
        homeless.setattr(platformdirs, "user_data_path", refuse)
        paths.data_folder()
