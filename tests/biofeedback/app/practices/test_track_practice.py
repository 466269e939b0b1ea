"""A practice made of a sound file: kept with a copy that nobody else can read, checked, recorded by its hash."""

import os
import shutil
import stat
import sys

import pytest

from biofeedback.app.practices.practice_library import own_practices, practice_meant, read_file
from biofeedback.app.practices.track_practice import AFTER_S, practice_of_sound
from biofeedback.app.session_metadata import session_facts
from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import SoftenError, SoundError
from biofeedback.events import BellRang, PracticeEnded, StepBegan
from biofeedback.practice.guide.guide import Guide
from biofeedback.wall_clock import local_now
from sessions.reader import Recording
from tests.rigs.sound.made_tracks import tell_chapters, tone, write_track
from tests.rigs.suite import programs
from ui.sound.track.sound_file import sha256_of
from ui.words.languages import english
from ui.words.track_words import track_words


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "practices"


def teacher(tmp_path, name="teacher.mp3", length_s=30.0):
    return write_track(tmp_path / name, tone(length_s, 16_000), 16_000)


def test_a_sound_file_is_a_practice_with_a_copy_of_it_beside(tmp_path, folder):
    source = teacher(tmp_path)
    made = practice_of_sound(source, english(), volume=0.7)
    practice = made.practice
    assert (practice.name, practice.title) == ("teacher", "Teacher")
    assert [step.pacing for step in practice.steps] == ["listen"]
    assert practice.length_s == pytest.approx(30.0 + AFTER_S, abs=0.1)
    track = practice.track
    assert track.volume == 0.7
    copy = folder / track.file
    assert copy.read_bytes() == source.read_bytes()
    assert track.sha256 == sha256_of(source)
    assert track.size_bytes == source.stat().st_size
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE((folder / "teacher.toml").stat().st_mode) == 0o600
    assert sorted(each.name for each in folder.iterdir()) == sorted(["teacher.toml", track.file])
    assert practice_meant("teacher") == practice
    source.unlink()
    assert [each.practice for each in own_practices()] == [practice]


def test_its_chapters_are_its_steps(tmp_path):
    source = teacher(tmp_path, "a.flac", 60.0)
    tell_chapters(source, "Kind “quotes” \\ and $name", [(5.0, "Arriving"), (20.0, "Opening\x1b[2J"), (40.0, "")])
    made = practice_of_sound(source, english())
    assert made.chapters == 4
    assert made.practice.title == "Kind “quotes” \\ and $name"
    assert [step.title for step in made.practice.steps] == ["Part 1", "Arriving", "Opening␛[2J", "Part 4"]
    assert [step.length_s for step in made.practice.steps] == pytest.approx([5.0, 15.0, 20.0, 20.0 + AFTER_S], abs=0.01)
    guide, begun, ended = Guide(made.practice), [], []
    while (due_s := guide.next_due_s) is not None:
        for event in guide.advance(due_s):
            begun += [event.t_s] if isinstance(event, StepBegan) else []
            ended += [event.t_s] if isinstance(event, PracticeEnded) else []
    assert begun == pytest.approx([0.0, 5.0, 20.0, 40.0], abs=0.01)
    assert ended == pytest.approx([60.0 + AFTER_S], abs=0.01)


@pytest.mark.parametrize(
    "name",
    ["夜.wav", "\x1b[31mred\x07.wav", "three_breaths.wav", "a" * 200 + ".wav", "-rf.wav", "…\u202egpj.wav", " .wav"],
)
def test_whatever_it_is_called_it_can_be_practised(tmp_path, name):
    made = practice_of_sound(teacher(tmp_path, name, 2.0), english())
    again = practice_meant(made.practice.name)
    assert again == made.practice
    assert again.title.isprintable()
    assert again.title
    assert all(sentence.isprintable() for sentence in track_words(made, english()))


def test_the_same_sound_is_kept_once_and_another_of_its_name_beside_it(tmp_path, folder):
    first = practice_of_sound(teacher(tmp_path), english())
    again = practice_of_sound(teacher(tmp_path), english())
    assert again.there_already
    assert again.practice == first.practice
    other = practice_of_sound(teacher(tmp_path, length_s=10.0), english())
    assert other.practice.name == "teacher_2"
    assert len(list(folder.iterdir())) == 4


def test_of_a_file_that_breaks_off_what_is_there_is_practised(tmp_path):
    source = write_track(tmp_path / "t.wav", tone(60.0, 8_000), 8_000)
    source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    made = practice_of_sound(source, english())
    assert made.practice.length_s == pytest.approx(30.0 + AFTER_S, abs=0.1)


@pytest.mark.parametrize("content", [b"", b"no sound at all" * 500])
def test_what_cannot_be_used_leaves_nothing_behind(tmp_path, folder, content):
    (tmp_path / "t.mp3").write_bytes(content)
    with pytest.raises(SoundError):
        practice_of_sound(tmp_path / "t.mp3", english())
    assert not folder.exists()


def test_a_full_disk_leaves_nothing_behind(tmp_path, folder, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("biofeedback.files.whole.open_private", full)
    with pytest.raises(SoftenError):
        practice_of_sound(teacher(tmp_path), english())
    monkeypatch.setattr("biofeedback.app.practices.track_practice.open_private", full)
    with pytest.raises(SoftenError):
        practice_of_sound(teacher(tmp_path, length_s=5.0), english())
    assert list(folder.iterdir()) == []


def test_a_sound_that_is_gone_or_another_is_a_fault_of_the_practice(tmp_path, folder):
    made = practice_of_sound(teacher(tmp_path), english())
    copy = folder / made.practice.track.file
    with copy.open("ab") as file:
        file.write(b"more")
    assert [each.code for each in read_file(made.path).faults] == [PracticeErrorCode.TRACK_OF_OTHER_SIZE]
    copy.unlink()
    assert [each.code for each in read_file(made.path).faults] == [PracticeErrorCode.TRACK_MISSING]


def test_it_is_shared_as_its_two_files(tmp_path, folder, monkeypatch):
    made = practice_of_sound(teacher(tmp_path), english())
    theirs = tmp_path / "theirs" / "practices"
    shutil.copytree(folder, theirs)
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "theirs"))
    assert practice_meant("teacher").track == made.practice.track


def test_a_recording_keeps_the_hash_of_the_sound_and_none_of_it(tmp_path):
    made = practice_of_sound(teacher(tmp_path), english())
    assert session_facts(made.practice, local_now())["track_sha256"] == made.practice.track.sha256


def test_what_is_said_names_length_chapters_and_size(tmp_path, monkeypatch):
    source = teacher(tmp_path, "a.flac", 120.0)
    tell_chapters(source, "Two minutes", [(0.0, "One"), (60.0, "Two")])
    (said,) = track_words(practice_of_sound(source, english()), english())
    assert "Two minutes is among your practices now: 2 min, 2 chapters. Its sound was copied (" in said
    assert "MB)" in said
    monkeypatch.setattr("biofeedback.app.practices.track_practice.chapters_readable", lambda: False)
    monkeypatch.setattr("ui.sound.track.chapters.find_spec", lambda _name: None)
    said = list(track_words(practice_of_sound(teacher(tmp_path, "b.wav", 5.0), english()), english()))
    assert 'pip install "soften[chapters]"' in said[-1]


def test_a_practice_of_it_is_recorded_with_its_hash_and_replays_to_the_last_bit(tmp_path):
    made = practice_of_sound(teacher(tmp_path, length_s=20.0), english())
    recording = tmp_path / "practised.soften"
    words = ["begin", "teacher", "--terminal", "--speed", "100", "--sensor", "simulated", "--seed", "3"]
    for command in ([*words, "--output", str(recording)], ["replay", str(recording)]):
        done = programs.run([sys.executable, "-m", "biofeedback", *command], capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr
    with Recording(recording) as kept:
        assert kept.facts["track_sha256"] == made.practice.track.sha256
        assert [event.index for _, event in kept.events(StepBegan)] == [0]
        assert not list(kept.events(BellRang))
    sound = (tmp_path / "teacher.mp3").read_bytes()
    assert sound[20_000:20_064] not in recording.read_bytes()
