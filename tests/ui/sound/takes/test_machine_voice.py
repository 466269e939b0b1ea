"""A voice of this machine speaks words beforehand: levelled like takes, kept beside them, spoken after all others."""

import sys
from pathlib import Path

import numpy as np
import pytest

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from tests.rigs.practices.small_practice import PRACTICE, SPOKEN
from tests.rigs.sound.pretend_microphone import speech
from tests.rigs.sound.sound_measures import level_db
from ui.sound.takes import machine_voice
from ui.sound.takes.machine_voice import PROGRAMS, render, spoken_by_machine, voice_of
from ui.sound.takes.store import TakeStore
from ui.sound.takes.take import LOUDEST, MARGIN_S, SPOKEN_DB, Take
from ui.sound.takes.taken_voice import InTurn, TakenVoice

VOICES = """\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  cmn             --/M      Chinese_(Mandarin,_latin_as_English) sit/cmn              (zh-cmn 5)(zh 5)
 5  de              --/M      German             gmw/de
 6  de              --/F      german-mbrola-1    mb/mb-de1
 5  en-029          --/M      English_(Caribbean) gmw/en-029           (en 10)
 2  en-gb           --/M      English_(Great_Britain) gmw/en            (en 2)
 5  nb              --/M      Norwegian_Bokmål  gmq/nb               (no 5)
 5  pt              --/M      Portuguese_(Portugal) roa/pt
 5  pt-br           --/M      Portuguese_(Brazil) roa/pt-BR
 5  yue             --/M      Chinese_(Cantonese) sit/yue              (zh-yue 5)(zh 8)"""

SAY_VOICES = """\
Anna                de_DE    # Hallo! Ich heiße Anna.
Eddy (Deutsch (Deutschland)) de_DE    # Hallo! Ich heiße Eddy.
Daniel              en_GB    # Hello! My name is Daniel.
Yuna                ko_KR    # 안녕하세요. 제 이름은 유나입니다."""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program of the name espeak-ng that writes what it is asked as a WAV file of sound, and notes its arguments."""
    if sys.platform == "win32":
        pytest.skip("a script cannot be run as a program there")
    written = tmp_path / "spoken.wav"
    samples = np.concatenate((np.zeros(8_000), speech(1.0, 16_000.0, level=0.05), np.zeros(8_000)))
    store = TakeStore(PRACTICE, tmp_path / "made")
    store.keep("x", Take(samples, 16_000.0))
    store.path("x").rename(written)
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "espeak-ng"
    script.write_text(
        f'#!/bin/sh\n[ "$1" = --voices ] && {{ echo "{VOICES}"; exit; }}\n'
        f'echo "$@" >> {tmp_path}/asked\ncat >> {tmp_path}/asked\ncp {written} "$2"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return tmp_path / "asked"


def test_words_are_spoken_trimmed_and_levelled(program):
    take = spoken_by_machine("; rm -rf ~ \x1b[2J", "de_AT")
    assert take.length_s == pytest.approx(1.0 + 2.0 * MARGIN_S, abs=0.1)
    assert np.abs(take.samples).max() <= LOUDEST
    margin = round(MARGIN_S * take.rate_hz)
    assert level_db(take.samples[margin:-margin]) == pytest.approx(SPOKEN_DB, abs=1.5)
    arguments, words = program.read_text().splitlines()[:2]
    assert " -v de --stdin" in arguments
    assert words == "; rm -rf ~ \x1b[2J"
    assert "rm" not in arguments


def test_each_sentence_is_spoken_once_and_kept_apart_from_takes(program, tmp_path):
    store = TakeStore(PRACTICE, tmp_path)
    assert render(store.by_machine, [SPOKEN, "And again."], "en") == 2
    assert render(store.by_machine, [SPOKEN, "And again."], "en") == 0
    assert not store.has(SPOKEN)
    assert store.by_machine.has(SPOKEN)
    assert store.by_machine.folder.parent == store.folder


def test_the_persons_own_voice_goes_before_it(program, tmp_path):
    store = TakeStore(PRACTICE, tmp_path)
    render(store.by_machine, [SPOKEN, "And again."], "en")
    store.keep(SPOKEN, Take(np.full(480, 0.25), 48_000.0))
    voice = InTurn([TakenVoice(store), TakenVoice(store.by_machine)])
    assert len(voice.clip(SPOKEN, 48_000.0).samples) == 480
    assert len(voice.clip("And again.", 48_000.0).samples) > 48_000
    assert voice.clip("Never said.", 48_000.0) is None


def test_without_a_program_its_package_is_named(monkeypatch):
    monkeypatch.setattr(machine_voice.shutil, "which", lambda _name: None)
    with pytest.raises(SoundError) as caught:
        spoken_by_machine(SPOKEN, "en")
    assert caught.value.code == SoundErrorCode.NO_MACHINE_VOICE


@pytest.mark.parametrize("script", ["exit 1", "exit 0", 'echo nonsense > "$2"'])
def test_a_program_that_does_not_speak_is_named(program, tmp_path, script):
    listing = f'[ "$1" = --voices ] && {{ echo "{VOICES}"; exit; }}'
    (tmp_path / "bin" / "espeak-ng").write_text(f"#!/bin/sh\n{listing}\ncat > /dev/null\n{script}\n")
    with pytest.raises(SoundError) as caught:
        spoken_by_machine(SPOKEN, "en")
    assert caught.value.code == SoundErrorCode.MACHINE_VOICE_SILENT


@pytest.mark.parametrize(
    ("program", "told", "language", "name"),
    [
        ("espeak-ng", VOICES, "de", "de"),
        ("espeak-ng", VOICES, "de_AT", "de"),
        ("espeak-ng", VOICES, "en", "en-gb"),
        ("espeak-ng", VOICES, "en_US", "en-029"),
        ("espeak-ng", VOICES, "pt_BR", "pt-br"),
        ("espeak-ng", VOICES, "pt", "pt"),
        ("espeak-ng", VOICES, "ko", None),
        ("espeak-ng", VOICES, "zh_CN", "cmn"),
        ("espeak-ng", VOICES, "zh_YUE", "yue"),
        ("espeak-ng", VOICES, "no", "nb"),
        ("espeak-ng", VOICES, "nb_NO", "nb"),
        ("espeak-ng", VOICES.splitlines()[0], "de", None),
        ("say", SAY_VOICES, "de", "Anna"),
        ("say", SAY_VOICES, "ko", "Yuna"),
        ("say", SAY_VOICES, "ja", None),
    ],
)
def test_a_voice_is_one_of_the_language(program, told, language, name):
    assert voice_of(PROGRAMS[program].voice, told, language) == name


@pytest.mark.parametrize(
    ("language", "chosen", "name"),
    [
        ("en", "en_US\n", ""),
        ("en_GB", "en_US\n", "Daniel"),
        ("en_GB", "en_GB\n", ""),
        ("de", "en_US\n", "Anna"),
        ("ja", "ja_JP\n", ""),
        ("en", "undefined\n", "Daniel"),
        ("en", "", "Daniel"),
    ],
)
def test_the_voice_that_somebody_chose_goes_before_the_first_of_the_language(language, chosen, name):
    assert voice_of(PROGRAMS["say"].voice, SAY_VOICES, language, chosen) == name
    asked = PROGRAMS["say"].arguments(Path("a.wav"), name)
    assert asked[:2] == (("-v", name) if name else ("-o", "a.wav"))


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot be run as a program there")
@pytest.mark.parametrize(
    ("answer", "asked"), [("echo en_US", "-o"), ("exit 1", "-v Daniel -o"), (None, "-v Daniel -o")]
)
def test_macos_is_asked_which_voice_that_is(program, tmp_path, monkeypatch, answer, asked):
    (tmp_path / "bin" / "say").write_text(
        f'#!/bin/sh\n[ "$2" = "?" ] && {{ echo "{SAY_VOICES}"; exit; }}\necho "$@" > {tmp_path}/asked\n'
        f'while [ "$1" != -o ]; do shift; done\ncat > /dev/null\ncp {tmp_path}/spoken.wav "$2"\n'
    )
    (tmp_path / "bin" / "say").chmod(0o755)
    if answer is not None:
        (tmp_path / "bin" / "osascript").write_text(f"#!/bin/sh\n{answer}\n")
        (tmp_path / "bin" / "osascript").chmod(0o755)
    found = {"say": str(tmp_path / "bin" / "say")}
    monkeypatch.setattr(machine_voice.shutil, "which", found.get)
    assert spoken_by_machine(SPOKEN, "en").has_sound
    assert program.read_text().startswith(f"{asked} ")


def test_where_no_voice_speaks_the_language_nothing_is_spoken(program):
    with pytest.raises(SoundError) as caught:
        spoken_by_machine("숨이 들어와요.", "ko")
    assert caught.value.code == SoundErrorCode.MACHINE_VOICE_OF_OTHER_LANGUAGE
    assert not program.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system brings another voice")
@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("May I be kind to myself.", "en"),
        ("Möge ich freundlich zu mir sein.", "de"),
        ("내가 나에게 다정하기를.", "ko"),
    ],
)
def test_the_real_program_speaks(words, language):
    take = spoken_by_machine(words, language)
    assert 1.0 < take.length_s < 6.0
    assert np.abs(take.samples).max() > 0.1
