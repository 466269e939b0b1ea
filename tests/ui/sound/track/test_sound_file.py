"""Sound files of every kind: what can be used is, and what cannot is named with its reason."""

import builtins
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from tests.rigs.sound.made_tracks import tell_chapters, tone, write_track
from ui.sound.track.chapters import MOST_CHAPTERS, chapters_of, title_and_chapters
from ui.sound.track.sound_file import examined, for_two_ears, sha256_of
from ui.sound.track.stream import TrackReader

LENGTH_S = 6.0


def refused(path: Path) -> SoundErrorCode:
    with pytest.raises(SoundError) as caught:
        examined(path)
    return caught.value.code


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus", ".wav", ".aiff"])
def test_every_format_is_read_to_its_true_length(tmp_path, suffix):
    path = write_track(tmp_path / f"teacher{suffix}", tone(LENGTH_S, 48_000), 48_000)
    facts = examined(path)
    assert facts.length_s == pytest.approx(LENGTH_S, abs=0.06 if suffix == ".mp3" else 1e-6)
    assert facts.promised_s == pytest.approx(facts.length_s, abs=0.06)


@pytest.mark.parametrize(("channels", "rate_hz"), [(1, 8_000), (8, 48_000), (2, 192_000), (8, 192_000), (6, 44_100)])
def test_any_number_of_channels_and_any_rate_are_read(tmp_path, channels, rate_hz):
    path = write_track(tmp_path / "t.wav", tone(1.5, rate_hz, channels=channels), rate_hz)
    assert examined(path).length_s == 1.5


def test_two_ears_hear_every_channel():
    eight = np.zeros((10, 8), np.float32)
    eight[:, 7] = 0.8
    np.testing.assert_allclose(for_two_ears(eight), 0.1)
    np.testing.assert_array_equal(for_two_ears(np.full((4, 1), 0.5, np.float32)), 0.5)
    assert np.isfinite(for_two_ears(np.array([[np.nan, np.inf]], np.float32))).all()


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".wav"])
def test_of_a_file_that_breaks_off_what_is_there_is_used(tmp_path, suffix):
    noise = np.random.default_rng(1).uniform(-0.3, 0.3, ((60 * 44_100), 2))
    whole = write_track(tmp_path / f"whole{suffix}", noise, 44_100).read_bytes()
    for share in (0.3, 0.7):
        path = tmp_path / f"{share}{suffix}"
        path.write_bytes(whole[: round(share * len(whole))])
        assert examined(path).length_s == pytest.approx(60.0 * share, rel=0.1), share


def test_what_is_no_sound_is_named(tmp_path):
    path = tmp_path / "t.mp3"
    assert refused(path) == SoundErrorCode.TRACK_MISSING
    path.write_bytes(b"")
    assert refused(path) == SoundErrorCode.TRACK_EMPTY
    path.write_bytes(b"dear diary, " * 4000)
    assert refused(path) == SoundErrorCode.TRACK_NO_SOUND
    path.write_bytes(os.urandom(200_000))
    assert refused(path) in (SoundErrorCode.TRACK_NO_SOUND, SoundErrorCode.TRACK_EMPTY)
    assert refused(tmp_path) == SoundErrorCode.TRACK_NOT_ORDINARY
    assert refused(tmp_path / "nul\0") == SoundErrorCode.TRACK_UNREADABLE
    write_track(tmp_path / "short.wav", tone(0.4, 8_000), 8_000)
    assert refused(tmp_path / "short.wav") == SoundErrorCode.TRACK_EMPTY


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "t.mp3")
    assert refused(tmp_path / "t.mp3") == SoundErrorCode.TRACK_NOT_ORDINARY


def test_twelve_hours_are_refused_at_once(tmp_path):
    path = write_track(tmp_path / "night.wav", tone(2.0, 8_000, channels=1), 8_000)
    said = bytearray(path.read_bytes())
    frames = 12 * 3600 * 8_000
    said[40:44] = (2 * frames).to_bytes(4, "little")
    said[4:8] = (2 * frames + 36).to_bytes(4, "little")
    path.write_bytes(said)
    with path.open("ab") as file:
        file.truncate(44 + 2 * frames)
    with pytest.raises(SoundError) as caught:
        examined(path)
    assert caught.value.code == SoundErrorCode.TRACK_TOO_LONG
    assert dict(caught.value.facts)["hours"] == pytest.approx(12.0)


def test_without_its_library_one_sentence_names_the_command(tmp_path, monkeypatch):
    path = write_track(tmp_path / "t.wav", tone(2.0, 8_000), 8_000)
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "soundfile":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    assert refused(path) == SoundErrorCode.NO_SOUND_READER


def test_the_hash_is_that_of_the_file(tmp_path):
    (tmp_path / "t").write_bytes(b"abc")
    assert sha256_of(tmp_path / "t") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus"])
def test_chapters_are_read_with_their_titles(tmp_path, suffix):
    path = write_track(tmp_path / f"t{suffix}", tone(30.0, 48_000), 48_000)
    tell_chapters(path, "Twenty minutes", [(0.0, "Arriving"), (10.5, "Kindness"), (20.0, "")])
    title, chapters = title_and_chapters(path, 30.0)
    assert title == "Twenty minutes"
    assert [(each.begins_s, each.length_s, each.title) for each in chapters] == [
        (0.0, 10.5, "Arriving"),
        (10.5, 9.5, "Kindness"),
        (20.0, 10.0, ""),
    ]


def test_a_cue_sheet_has_chapters_without_titles(tmp_path):
    import mutagen.flac

    path = write_track(tmp_path / "t.flac", tone(30.0, 44_100), 44_100)
    file = mutagen.flac.FLAC(path)
    sheet = mutagen.flac.CueSheet(None)
    for number, begins in ((1, 0), (2, 441_000), (170, 1_323_000)):
        sheet.tracks.append(mutagen.flac.CueSheetTrack(number, begins))
    file.cuesheet = sheet
    file.metadata_blocks.append(sheet)
    file.save()
    _, chapters = title_and_chapters(path, 30.0)
    assert [(each.begins_s, each.length_s) for each in chapters] == [(0.0, 10.0), (10.0, 20.0)]


def test_a_file_without_chapters_has_none(tmp_path):
    path = write_track(tmp_path / "t.ogg", tone(2.0, 48_000), 48_000)
    assert title_and_chapters(path, 2.0) == ("", ())
    (tmp_path / "t.mp3").write_bytes(b"ID3" + os.urandom(2000))
    assert title_and_chapters(tmp_path / "t.mp3", 2.0) == ("", ())


@pytest.mark.parametrize(
    ("begun", "covered"),
    [
        ([], []),
        ([(float("nan"), "x"), (-5.0, "y"), (99.0, "z")], []),
        ([(30.0, "b"), (0.0, "a")], [(0.0, 30.0, "a"), (30.0, 30.0, "b")]),
        ([(12.0, "late")], [(0.0, 12.0, ""), (12.0, 48.0, "late")]),
        ([(0.4, "almost")], [(0.0, 60.0, "almost")]),
        ([(0.0, "a"), (0.3, "too near"), (59.9, "too late")], [(0.0, 60.0, "a")]),
        ([(0.0, "\x1b[2Jclear\u202e")], [(0.0, 60.0, "␛[2Jclear")]),
    ],
)
def test_chapters_cover_the_whole_in_order_whatever_a_file_says(begun, covered):
    chapters = chapters_of(begun, 60.0)
    assert [(each.begins_s, each.length_s) for each in chapters] == [each[:2] for each in covered]
    for chapter, (_, _, title) in zip(chapters, covered, strict=True):
        assert chapter.title.startswith(title)
        assert chapter.title.isprintable()


def test_a_thousand_chapters_are_no_more_than_can_be_seen():
    chapters = chapters_of([(float(number), str(number)) for number in range(0, 5000, 5)], 5000.0)
    assert len(chapters) == MOST_CHAPTERS
    assert sum(each.length_s for each in chapters) == pytest.approx(5000.0)


@pytest.mark.parametrize("damage", ["cut", "text", "noise"])
def test_the_reader_writes_no_remarks_across_a_terminal(tmp_path, damage, capfd):
    path = write_track(tmp_path / "t.mp3", np.random.default_rng(2).uniform(-0.3, 0.3, (160_000, 1)), 16_000)
    content = path.read_bytes()
    path.write_bytes({"cut": content[: len(content) // 2], "text": b"dear diary, " * 4000, "noise": content}[damage])
    if damage == "text":
        assert refused(path) == SoundErrorCode.TRACK_NO_SOUND
    else:
        examined(path)
        reader = TrackReader(path, 48_000.0)
        reader.seek(48_000)
        while len(reader.read()):
            pass
        reader.close()
    assert capfd.readouterr() == ("", "")
    os.write(2, b"still heard")
    assert capfd.readouterr().err == "still heard"
