"""What keeps this machine from it: no screen, no loudspeaker, no voice, no library, no files left, no home."""

import ctypes
import os
import wave
from collections.abc import Callable, Iterable
from pathlib import Path

import platformdirs
import pytest

from biofeedback.app import paths, window
from biofeedback.cli import last_resort
from biofeedback.cli.practising import beforehand
from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from devices.io_thread import IoThread
from sessions import extras
from tests.rigs.sound.pretend_speaker import PretendSpeaker
from tests.ui.words.patched import in_folder, in_patch
from ui.desktop import display
from ui.sound.chosen_speaker import ChosenSpeaker
from ui.sound.speaker import PortAudioSpeaker
from ui.sound.voice import read_wave
from ui.words.languages import english


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
        beforehand.expect_speech(in_terminal=False, language=english())


def _library(patch: pytest.MonkeyPatch, problem: str | None) -> None:
    def imported(name: str) -> None:
        raise ModuleNotFoundError(name=name) if problem is None else ImportError(problem)

    patch.setattr(extras, "import_module", imported)
    extras.needed("files", "pyarrow.parquet")


def _no_coroutine() -> object:
    async def nothing() -> None:
        pass

    return IoThread().submit(nothing())


def surroundings_errors(folder: Path, patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield what keeps this machine from it."""
    yield "io closed", _no_coroutine
    yield "extra missing", lambda: _library(patch, None)
    yield "extra unusable", lambda: _library(patch, "a.so is not there")
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
        lambda: in_folder(patch, folder / "file" / "below", last_resort.of_ours, ZeroDivisionError("by nought")),
    )
    yield "speech in the terminal", lambda: beforehand.expect_speech(in_terminal=True, language=english())
    yield "speech without the extra", lambda: _speech(patch, extra=False)
    yield "speech without a voice", lambda: _speech(patch, extra=True)
    yield "speech of another language", lambda: _speech(patch, extra=True, locales=())
    yield "window without a screen", lambda: _window_without_a_screen(patch)
    yield "screen: none", lambda: _display({})
    yield "screen: silent", lambda: _display({"DISPLAY": "nowhere"})
    yield "screen: no library", lambda: in_patch(patch, _display_without_a_library)
    yield "screen: no qt", lambda: in_patch(patch, _display_without_qt)


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
