"""Files of other programs become recordings that replay, and are analysed and played as they are."""

import dataclasses
import json
import math
import zipfile
from datetime import UTC, datetime

import numpy as np
import pytest

from biofeedback.app.importing.file_beats import beats_of
from biofeedback.app.importing.file_events import played
from biofeedback.app.importing.file_moment import moment_in_name
from biofeedback.app.importing.file_recording import import_session
from biofeedback.app.importing.several_files import import_files
from biofeedback.app.recordings.history import History
from biofeedback.app.recordings.sharing import share_recording
from biofeedback.app.replaying.as_sensor import played_again
from biofeedback.app.replaying.replay import replay
from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.events import Beat, BeatJudged, Marker, Notice, Packet, SampleBlock
from biofeedback.sensor_timing import SensorTiming
from biofeedback.signals.analysis import analyse
from devices.streams.decoder import Decoder
from sessions.importers.imported import ImportedEvent, ImportedFile, ImportedHeart, ImportedWave, ImportRemark
from sessions.library import Library
from sessions.reader import Recording
from sessions.sealed.header import has_seal
from sessions.sealed.passphrases import GIVEN, Passphrase
from tests.biofeedback.app.importing.conftest import RR_MS, text_of
from tests.rigs.files.wfdb_writer import ECG_MV, RATE_HZ
from tests.rigs.files.wfdb_writer import written as written_record
from tests.rigs.hearts.made_waves import wave as made_wave
from ui.words.languages import english


def imported(library, file, path):
    return import_session(file, path, library).path


@pytest.mark.parametrize("heart", [0, 1])
def test_beats_are_told_without_packets_as_their_packets_tell_them(heart):
    hearts = (
        ImportedHeart(
            rr_ms=(812.5, math.nan, 799.0, 640.25),
            t_s=(-1.0, 3.25, 4.0, 4.7),
            flags=("", "", "Blocker!", ""),
            resolution_ms=1000.0 / 1024.0,
        ),
        ImportedHeart(rr_ms=(900.0, 901.0), name="second"),
    )
    file = ImportedFile(kind="rr_text", hearts=hearts, events=(ImportedEvent(t_s=-3.0, text="before"),))
    source = played(file).sources[heart]
    beats, decoder, timing = beats_of(file, source), Decoder(source), SensorTiming()
    packets = [each for each in played(file).events if isinstance(each, Packet) and each.source == source]
    decoded = [each for packet in packets for each in decoder.feed(packet.channel, packet.data, packet.arrived_s)]
    for each in decoded:
        timing.apply(each)
    told = [each for each in decoded if isinstance(each, Beat)]
    assert np.array_equal(beats.rr_ms, [beat.usable_ms for beat in told], equal_nan=True)
    assert beats.told_s == (None if heart else [beat.told_s for beat in told])
    assert beats.arrived_s == (None if heart else [beat.arrived_s for beat in told])
    assert repr(vars(beats.timing)) == repr(vars(timing))
    assert not math.isnan(timing.resolution_ms) or heart


def test_a_text_becomes_a_recording_that_replays_to_the_bit(tmp_path, library):
    file = text_of(tmp_path / "2026-03-05 07-10-15.txt")
    (outcome,) = import_files([file], library)
    ((_, made),) = outcome.sessions
    assert made.is_new
    with Recording(made.path) as recording:
        report = replay(recording)
        assert report.identical
        assert report.packets == len(RR_MS)
        assert [beat.rr_ms for beat in recording.beats("")] == RR_MS
        assert recording.facts["practice_title"] == file.name
        assert str(tmp_path) not in json.dumps(recording.facts)
        assert not recording.ended_unexpectedly
        again = analyse(
            [beat.rr_ms for beat in recording.beats("")], arrived_s=[b.arrived_s for b in recording.beats("")]
        )
        judged = [event for _, event in recording.events(BeatJudged)]
        assert recording.duration_s == pytest.approx(sum(RR_MS) / 1000, abs=2.0)
    direct = analyse(beats_of(outcome.sessions[0][0]).rr_ms)
    assert again.numbers()["rmssd_ms"] == pytest.approx(direct.numbers()["rmssd_ms"], rel=1e-12)
    assert len(judged) == len(RR_MS)
    (shown,) = History(library.folder, (), english()).refresh()
    assert shown.title == "From the file 2026-03-05 07-10-15.txt"
    assert shown.started.replace(tzinfo=None).isoformat() == "2026-03-05T07:10:15"
    assert shown.rmssd_ms.median > 0


def test_the_same_file_is_not_there_twice_and_another_of_its_name_is(tmp_path, library):
    first, same, other = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    for folder in (first, same, other):
        folder.mkdir()
    files = [
        text_of(first / "2026-03-05_rr.txt"),
        text_of(same / "renamed.txt"),
        text_of(other / "2026-03-05_rr.txt", RR_MS[3:]),
    ]
    made = [outcome.sessions[0][1] for outcome in import_files(files, library)]
    assert [each.is_new for each in made] == [True, False, True]
    assert made[1].path == made[0].path
    assert len(library.paths()) == 2
    assert len({path.name for path in library.paths()}) == 2


def test_flagged_beats_are_kept_and_no_number_is_made_of_them(tmp_path, library):
    flags = tuple("blocker" if 40 <= at < 44 else "" for at in range(len(RR_MS)))
    rr_ms = tuple(1700.0 if flag else float(rr) for rr, flag in zip(RR_MS, flags, strict=True))
    file = ImportedFile(kind="rr_text", hearts=(ImportedHeart(rr_ms=rr_ms, flags=flags, resolution_ms=1.0),))
    path = imported(library, file, text_of(tmp_path / "x.txt"))
    with Recording(path) as recording:
        assert replay(recording).identical
        packets = [event.data for _, event in recording.events(Packet)]
        assert packets[40] == b"1700 blocker"
        beats = recording.beats("")
        assert [(beat.rr_ms, beat.flag) for beat in beats[40:44]] == [(1700.0, "blocker")] * 4
        assert all(math.isnan(beat.usable_ms) for beat in beats[40:44])
    clean = analyse(RR_MS).numbers()["rmssd_ms"]
    assert analyse(beats_of(file).rr_ms).numbers()["rmssd_ms"] == pytest.approx(clean, rel=0.1)
    assert beats_of(file).timing.resolution_ms == 1.0


def test_breaks_keep_their_times_and_nothing_begins_before_the_beginning(tmp_path, library):
    t_s = tuple(float(at) + (60.0 if at >= 50 else 0.0) for at in range(100))
    heart = ImportedHeart(rr_ms=(1000.0,) * 100, t_s=t_s)
    started = datetime(2026, 3, 5, 7, 10, 15, tzinfo=UTC)
    events = (ImportedEvent(t_s=20.0, text="breathing \x1b[2J began"),)
    file = ImportedFile(kind="rr_text", hearts=(heart,), events=events, started_at=started)
    playing = played(file)
    assert playing.moved_s == 1.0
    assert playing.ends_s == 160.0
    path = imported(library, file, text_of(tmp_path / "x.txt"))
    with Recording(path) as recording:
        assert replay(recording).identical
        assert recording.facts["started_at"] == "2026-03-05T07:10:14.000+00:00"
        (mark,) = [event for _, event in recording.events(Marker)]
        assert mark.t_s == 21.0
        assert "\x1b" not in mark.label
        assert recording.duration_s >= 160.0


def test_two_hearts_are_two_sources(tmp_path, library):
    hearts = (ImportedHeart(rr_ms=(800.0,) * 120, name="left"), ImportedHeart(rr_ms=(1000.0,) * 100))
    file = ImportedFile(kind="rr_text", hearts=hearts)
    path = imported(library, file, text_of(tmp_path / "x.txt"))
    with Recording(path) as recording:
        assert recording.sources == ("file", "file#2")
        assert replay(recording).identical
    assert beats_of(file, "file#2").rr_ms == [1000.0] * 100


def test_beats_are_found_in_a_wave_where_the_file_tells_none(tmp_path, library):
    rate_hz, beats_s = 250.0, np.arange(1.0, 30.0, 0.8)
    t_s = np.arange(0.0, 31.0, 1.0 / rate_hz)
    wave = ImportedWave(kind="ecg", unit="uV", rate_hz=rate_hz, values=made_wave("ecg", t_s, beats_s)[:, np.newaxis])
    file = ImportedFile(kind="rr_text", waves=(wave,))
    found = [rr for rr in beats_of(file).rr_ms if not math.isnan(rr)]
    assert np.median(found) == pytest.approx(800.0, abs=4.0)
    path = imported(library, file, text_of(tmp_path / "x.txt"))
    with Recording(path) as recording:
        assert replay(recording).identical
        assert recording.count(Beat) == len(beats_of(file).rr_ms)
        blocks = [event for _, event in recording.events(SampleBlock)]
        samples = np.concatenate([np.frombuffer(block.values, "<f8") for block in blocks])
        assert np.array_equal(samples, wave.values[:, 0])


def test_what_was_not_used_is_in_the_recording(tmp_path, library):
    remarks = (ImportRemark.of(ImportRemarkCode.NOT_USED, part=("speed", "altitude")),)
    file = ImportedFile(kind="rr_text", hearts=(ImportedHeart(rr_ms=(800.0,) * 9),), remarks=remarks)
    path = imported(library, file, text_of(tmp_path / "x.txt"))
    with Recording(path) as recording:
        notices = [dict(event.facts)["remark"] for _, event in recording.events(Notice)]
    assert notices == [ImportRemarkCode.DATE_OF_FILE, ImportRemarkCode.NOT_USED]


def test_a_file_is_played_through_the_same_packets(tmp_path):
    sensor = played_again(str(text_of(tmp_path / "x.txt")), english())
    assert [event.data for event in sensor._played] == [str(rr).encode() for rr in RR_MS]


@pytest.mark.parametrize(
    ("stem", "moment"),
    [
        ("2026-01-17_17-47-13", ("2026-01-17T17:47:13", True)),
        ("2026-01-17 17-47-13", ("2026-01-17T17:47:13", True)),
        ("Polar_H10_86073D21_20230329_181349_RR", ("2023-03-29T18:13:49", True)),
        ("2025-3-5_RR_0001CTRL", ("2025-03-05T12:00:00", False)),
        ("VNS - 0001, 0001 (0) - 15.03.2025 09.07 Langzeit", ("2025-03-15T09:07:00", True)),
        ("subject 20231399", None),
        ("rr", None),
        ("12345678901234", None),
    ],
)
def test_a_name_tells_when_it_began(stem, moment):
    found = moment_in_name(stem)
    assert (found and (found[0].isoformat(), found[1])) == moment


def test_a_folder_a_zip_and_what_cannot_be_read(tmp_path, soften):
    folder = tmp_path / "hrv"
    folder.mkdir()
    text_of(folder / "2026-03-05_07-10.txt")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / ".hidden").write_text("800")
    (folder / "out.txt").symlink_to("/etc/hostname")
    (folder / "nowhere.txt").symlink_to(tmp_path / "not-there.txt")
    (folder / "others").symlink_to("/etc", target_is_directory=True)
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        packed.writestr("one/2026-03-06 08-00-00.txt", "\n".join(map(str, RR_MS[1:])))
        packed.writestr("two/2026-03-06 08-00-00.txt", "\n".join(map(str, RR_MS[2:])))
        packed.writestr("__MACOSX/._x.txt", "x")
        packed.writestr("../../outside.txt", "\n".join(map(str, RR_MS[4:])))
    code, out, err = soften("import", folder, tmp_path / "export.zip", tmp_path / "none.txt")
    assert code == 1
    assert "photo.png looks like a picture" in err
    assert "none.txt" in err
    for link in ("nowhere.txt", "others", "out.txt"):
        assert f"hrv/{link} is a link that leads out of its folder" in " ".join(err.split())
    assert out.count("The recording:") == 4
    assert "outside.txt is a text of intervals" in out
    assert not (tmp_path.parent / "outside.txt").exists()
    listed = soften("sessions", "list")[1]
    assert listed.count("imported, ") == 4
    code, out, _ = soften("import", folder)
    assert code == 0
    assert "The very same file was imported before" in out


def test_a_person_has_their_own(tmp_path, soften):
    soften("people", "add", "Fern")
    assert soften("import", text_of(tmp_path / "x.txt"), "--person", "Fern")[0] == 0
    assert soften("sessions", "list")[1].count("imported, ") == 0
    assert soften("sessions", "list", "--person", "Fern")[1].count("imported, ") == 1


def test_an_analysis_says_how_a_file_was_understood(tmp_path, soften):
    ride = {
        "STARTTIME": "2026/03/05 07:10:15 UTC",
        "XDATA": [{"NAME": "HRV", "SAMPLES": [{"SECS": at, "VALUE": rr} for at, rr in enumerate(RR_MS)]}],
        "SAMPLES": [{"SECS": 0}],
    }
    file = tmp_path / "ride.json"
    file.write_text(json.dumps({"RIDE": ride}))
    out = soften("analyse", file)[1]
    assert out.startswith("ride.json is an activity of GoldenCheetah (JSON). 150 intervals in milliseconds.")
    assert "What was not used: SAMPLES." in out
    printed = json.loads(soften("analyse", file, "--json")[1])["file"]
    assert [each["code"] for each in printed] == ["intervals-of-format", "parts-not-used"]
    code, _, err = soften("analyse", file, "--source", "file#2")
    assert code != 0
    assert "file#2" in err


def test_a_recording_is_no_file_of_another_program(tmp_path, library):
    (made,) = [outcome.sessions[0][1].path for outcome in import_files([text_of(tmp_path / "x.txt")], library)]
    (outcome,) = import_files([made], library)
    assert outcome.error.code is ImportErrorCode.RECORDING_ALREADY


def test_a_file_of_several_sessions_becomes_several_recordings(tmp_path, library, monkeypatch):
    first, second = (datetime(2026, 3, day, 7, tzinfo=UTC) for day in (5, 6))
    session = ImportedFile(kind="rr_text", hearts=(ImportedHeart(rr_ms=(800.0,) * 90),), started_at=second)
    several = dataclasses.replace(session, started_at=first, later=(session,))
    monkeypatch.setattr("biofeedback.app.importing.several_files.read_file", lambda path: several)
    file = text_of(tmp_path / "x.txt")
    for is_new in (True, False):
        (outcome,) = import_files([file], library)
        assert [made.is_new for _, made in outcome.sessions] == [is_new, is_new]
    assert [path.name[:10] for path in library.paths()] == ["2026-03-05", "2026-03-06"]


def test_a_shared_copy_has_the_beats_and_no_word_of_the_file(tmp_path, library):
    marks = (ImportedEvent(t_s=3.0, text="Fern was here"),)
    heart = ImportedHeart(rr_ms=tuple(map(float, RR_MS)), resolution_ms=1.0, name="Fern's strap")
    file = ImportedFile(kind="polar_hrm", hearts=(heart,), events=marks, beside=("Fern_Events.csv",))
    path = imported(library, file, text_of(tmp_path / "Fern.txt"))
    copy = share_recording(path, tmp_path / "copy.soften")
    assert b"Fern" in path.read_bytes()
    assert b"Fern" not in copy.read_bytes()
    with Recording(copy) as recording:
        assert recording.count(Packet) == len(RR_MS)
        assert replay(recording).identical
        assert "imported_sha256" not in recording.facts


def test_nothing_is_left_of_an_import_that_was_broken_off(tmp_path, library, monkeypatch):
    file = text_of(tmp_path / "x.txt")

    def interrupted(share):
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(import_files([file], library, interrupted))
    assert list(library.folder.iterdir()) == []
    (outcome,) = import_files([file], library)
    assert outcome.sessions[0][1].is_new


def test_where_recordings_are_sealed_an_imported_one_is_too(tmp_path, library):
    pytest.importorskip("apsw")
    passphrase = Passphrase("moss and rain")
    file = text_of(tmp_path / "Fern.txt")
    for is_new in (True, False):
        (outcome,) = import_files([file], library, seal=passphrase)
        assert outcome.error is None
        made = outcome.sessions[0][1]
        assert made.is_new == is_new
    assert made.path.stem.endswith("_sealed")
    assert has_seal(made.path.read_bytes()[:100])
    assert b"Fern" not in made.path.read_bytes()
    with Recording(made.path) as recording:
        assert replay(recording).identical
    GIVEN.forget()


def test_import_asks_for_the_passphrase_where_recordings_are_sealed(tmp_path, soften):
    folder = tmp_path / "data" / "sessions"
    Library(folder).seal_new(wanted=True)
    code, _, err = soften("import", text_of(tmp_path / "x.txt"))
    assert code != 0
    assert "passphrase" in err
    assert Library(folder).paths() == []


def test_segments_are_read_with_the_record_that_has_them(tmp_path, library):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a1", "z1"):  # one before the record by name, and one behind it
        written_record(folder, name)
    (folder / "m.hea").write_text(f"m/2 2 {RATE_HZ} {2 * len(ECG_MV)}\na1 {len(ECG_MV)}\nz1 {len(ECG_MV)}\n")
    (outcome,) = import_files([folder], library)
    assert outcome.name == "m.hea"
    assert outcome.error is None
    assert {path.name for path in folder.iterdir()} == {"m.hea", *outcome.sessions[0][0].belonging}
