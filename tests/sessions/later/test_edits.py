"""Edits of beats lie beside what was recorded: a log that grows, is undone by entries, and spoils nothing."""

import gzip
import math
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.error_codes import BeatEditErrorCode, RecordingErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit
from sessions.beat_layers import edits_by_position, layer_beats
from sessions.later.edits import EditEntry, Step, add_edits, check_step, hand_edits, standing
from sessions.reader import Recording
from sessions.sharing import OwnWords, share
from tests.rigs.files.recorded_practice import record

OLDER = Path(__file__).parents[1] / "older"
NOW = datetime.fromisoformat("2026-03-04T08:00:00+01:00")


def entry(change, source="strap"):
    return EditEntry(written=NOW, who="Fern", program_version="1.0", source=source, change=change)


def change(kind, index, before_ms=0.0):
    place = BeatPlace(index, before_ms)
    return HandEdit(kind=EditKind(kind), first=place, last=place)


DELETED, PUT_IN, LEFT_OUT = change("delete", 20), change("insert", 31, 402.5), change("distrust", 50)


def entries(path):
    with Recording(path) as recording:
        return recording.beat_edits()


def everything(path):
    with Recording(path) as recording:
        return list(recording.events()), recording.facts, recording.versions, recording.remarks, replay(recording)


def test_the_log_keeps_all_of_it_and_the_recording_is_as_it_was(tmp_path):
    path = record(tmp_path / "a.soften")
    before = everything(path)
    assert before[-1].identical
    log = tuple(map(entry, (DELETED, PUT_IN, Step.UNDO, Step.REDO, LEFT_OUT)))
    add_edits(path, log[:2])
    add_edits(path, log[2:])
    assert entries(path) == log
    assert repr(everything(path)) == repr(before)
    assert [each.name for each in tmp_path.iterdir()] == ["a.soften"]


def test_what_holds_follows_from_the_log():
    log = [entry(each) for each in (DELETED, PUT_IN, Step.UNDO)]
    assert hand_edits(log, "strap") == (DELETED,)
    assert check_step(log, "strap", Step.REDO).change == PUT_IN
    log.append(entry(Step.REDO))
    assert hand_edits(log, "strap") == (DELETED, PUT_IN)
    log += [entry(Step.UNDO), entry(LEFT_OUT)]
    assert hand_edits(log, "strap") == (DELETED, LEFT_OUT)
    with pytest.raises(UsageError) as told:
        check_step(log, "strap", Step.REDO)
    assert told.value.code is BeatEditErrorCode.NOTHING_TO_REDO
    with pytest.raises(UsageError) as told:
        check_step(log, "another", Step.UNDO)
    assert told.value.code is BeatEditErrorCode.NOTHING_TO_UNDO
    many = [entry(change("distrust", index)) for index in range(60)] + [entry(Step.UNDO)] * 60
    assert standing(many, "strap") == ()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_older_recordings_take_edits_too(tmp_path, version):
    path = tmp_path / "older.soften"
    path.write_bytes(gzip.decompress((OLDER / f"version_{version}.soften.gz").read_bytes()))
    with Recording(path) as recording:
        before = list(recording.events())
        source = next(iter(recording.sources or ()), "")
    add_edits(path, [entry(DELETED, source)])
    with Recording(path) as recording:
        assert repr(list(recording.events())) == repr(before)
        assert hand_edits(recording.beat_edits(), source) == (DELETED,)


def test_what_is_no_entry_is_passed_over_and_remarked(tmp_path):
    path = record(tmp_path / "a.soften")
    add_edits(path, [entry(DELETED)])
    with closing(sqlite3.connect(path)) as other, other:
        copied = "INSERT INTO later_beat_edit SELECT number + {}, {} FROM later_beat_edit WHERE number = 1"
        columns = ["written_at", "who", "program_version", "source", "what", "first_index", "first_before_ms"]
        columns += ["last_index", "last_before_ms", "parts", "leaves_break"]
        for number, (name, value) in enumerate(
            [("what", "'burn'"), ("written_at", "'some day'"), ("first_before_ms", "-1.0"), ("parts", "4000")], start=1
        ):
            strange = [value if each == name else each for each in columns]
            other.execute(copied.format(number, ", ".join(strange)))
    with Recording(path) as recording:
        assert recording.beat_edits() == (entry(DELETED),)
        assert {each.code for each in recording.remarks} == {RecordingErrorCode.UNKNOWN_VALUE}
        assert len(recording.remarks) == 2  # the word that is unknown, and three rows with one that is known


def test_a_copy_to_give_away_has_no_edits(tmp_path):
    path = record(tmp_path / "a.soften")
    add_edits(path, [entry(DELETED)])
    copy = tmp_path / "copy.soften"
    share(path, copy, OwnWords(words=frozenset(), is_channel=lambda _: True))
    assert entries(copy) == ()
    assert b"Fern" not in copy.read_bytes()


def test_an_edit_that_cannot_be_written_is_told_and_changes_nothing(tmp_path):
    path = record(tmp_path / "a.soften")
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordingError) as told:
            add_edits(path, [entry(DELETED), entry(PUT_IN)])
    assert told.value.code is BeatEditErrorCode.NOT_KEPT
    assert path.read_bytes() == before


def test_each_layer_has_its_beats(tmp_path):
    path = record(tmp_path / "a.soften")
    with Recording(path) as recording:
        source = recording.sources[0]
        raw, automatic = layer_beats(recording, "raw"), layer_beats(recording, "automatic")
        assert repr(layer_beats(recording, "hand")) == repr(automatic)
        sent = recording.beats(source)
    assert [beat.rr_ms for beat in raw] == [beat.rr_ms for beat in sent]
    assert not any(beat.by_hand for beat in automatic)
    add_edits(path, [entry(each, source) for each in (DELETED, PUT_IN, LEFT_OUT)])
    with Recording(path) as recording:
        assert repr(layer_beats(recording, "automatic")) == repr(automatic)
        made = layer_beats(recording, "hand", source)
    assert [beat.index for beat in made if beat.by_hand] == [21, 31, 31, 50]
    put_in = next(beat for beat in made if beat.by_hand and math.isnan(beat.rr_ms))
    assert put_in.t_s == pytest.approx(next(beat.t_s for beat in raw if beat.index == 31) - 0.4025)
    assert math.isnan(next(beat.nn_ms for beat in made if beat.index == 50))
    known, unknown = edits_by_position([DELETED, change("delete", 99_999)], sent)
    assert (len(known), [each.first.index for each in unknown]) == (1, [99_999])
