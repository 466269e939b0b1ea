"""Looking back by layer: what was computed anew is as it was computed live, and undone edits leave no trace."""

import math
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from biofeedback.app.by_hand.editing import BeatEditing
from biofeedback.app.by_hand.layers import LayeredEvents, layered_review
from biofeedback.app.recordings.review import review_of
from biofeedback.app.replaying.replay import replay
from biofeedback.error_codes import BeatEditErrorCode, CommandErrorCode
from biofeedback.errors import UsageError
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit
from sessions.later.edits import EditEntry, Step, add_edits
from sessions.reader import Recording
from tests.rigs.files.recorded_practice import STARTED, record
from ui.words.languages import english
from ui.words.recordings.layer_words import layer_sentences

ENGLISH = english()
FAULTS = "missing=0.02,ectopics=0.03,dropout=8s@100s"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    return record(tmp_path_factory.mktemp("layers") / "a.soften", faults=FAULTS)


@pytest.fixture
def path(recorded, tmp_path):
    return Path(shutil.copy(recorded, tmp_path))


def edit(kind, first, last=None, **how):
    place = BeatPlace(first)
    return HandEdit(kind=EditKind(kind), first=place, last=place if last is None else BeatPlace(last), **how)


def numbers(review):
    return [[(each.name, repr(each.value)) for each in step.numbers] for step in review.steps]


def test_without_edits_the_layer_by_hand_is_the_automatic_one(path):
    automatic = review_of(path, ENGLISH)
    assert repr(replace(layered_review(path, ENGLISH, "hand"), layer="automatic")) == repr(automatic)


def test_what_is_computed_anew_is_as_it_was_live(path, monkeypatch):
    monkeypatch.setattr(
        LayeredEvents, "_is_touched", lambda _, metric: metric.name in ("rmssd_ms", "coherence_share", "swing_bpm")
    )
    automatic = review_of(path, ENGLISH)
    assert any(beat.kind != "normal" for beat in automatic.beats)
    assert not all(math.isnan(share) for _, share in automatic.coherence)
    assert repr(replace(layered_review(path, ENGLISH, "hand"), layer="automatic")) == repr(automatic)


def test_the_raw_layer_has_the_intervals_of_the_sensor(path):
    raw, automatic = layered_review(path, ENGLISH, "raw"), review_of(path, ENGLISH)
    with Recording(path) as recording:
        sent = {beat.index: beat.rr_ms for beat in recording.beats()}
    assert all(beat.nn_ms == sent[beat.index] for beat in raw.beats if not math.isnan(beat.nn_ms))
    assert {beat.kind for beat in raw.beats} <= {"normal", "range"}
    assert raw.layer == "raw"
    assert numbers(raw) != numbers(automatic)


def test_edits_change_what_looks_back_on_them_and_nothing_else(path):
    automatic = review_of(path, ENGLISH)
    editing = BeatEditing(path, who="Fern")
    at = next(beat.index for beat in automatic.beats if beat.t_s > 30.0)
    editing.edit(edit("split", at), edit("distrust", at + 1, at + 3))
    by_hand = layered_review(path, ENGLISH, "hand")
    assert by_hand.layer == "hand"
    assert len(by_hand.by_hand_s) == 5
    assert by_hand.edited_share == pytest.approx(4 / len(automatic.beats), rel=0.2)
    assert sum(math.isnan(beat.nn_ms) for beat in by_hand.beats) >= 3
    before = dict(automatic.coherence)
    changed = [t_s for t_s, share in by_hand.coherence if repr(before[t_s]) != repr(share)]
    assert changed
    assert all(25.0 < t_s < 30.0 + 130.0 for t_s in changed)
    assert by_hand.warmth == automatic.warmth
    assert repr(review_of(path, ENGLISH)) == repr(automatic)
    with Recording(path) as recording:
        assert replay(recording).identical


def test_more_than_fifty_edits_are_taken_back_to_the_last_bit(path):
    before = layered_review(path, ENGLISH, "hand")
    editing = BeatEditing(path)
    beats = list(editing.beats)
    for index in range(20, 75):
        editing.edit(edit("distrust", editing.recorded.sent[index].index))
    assert editing.undoable == 55
    assert repr(layered_review(path, ENGLISH, "hand")) != repr(before)
    for _ in range(55):
        editing.step(Step.UNDO)
    assert list(editing.beats) == beats
    assert (editing.undoable, editing.redoable) == (0, 55)
    assert repr(layered_review(path, ENGLISH, "hand")) == repr(before)
    with pytest.raises(UsageError) as told:
        editing.step(Step.UNDO)
    assert told.value.code is BeatEditErrorCode.NOTHING_TO_UNDO


def test_edits_that_do_not_fit_are_counted(path):
    with Recording(path) as recording:
        source = recording.sources[0]
    strange = edit("delete", 99_999), edit("merge", 30)
    entries = [EditEntry(written=STARTED, who="", program_version="", source=source, change=each) for each in strange]
    add_edits(path, entries)
    by_hand = layered_review(path, ENGLISH, "hand")
    assert by_hand.edits_passed_over == 2
    sentences = layer_sentences(by_hand, ENGLISH)
    assert "2 edits by hand do not fit the beats here, and were passed over." in sentences
    of_the_light = "Warmth and steadiness are those of the light at the time, in every layer."
    assert sentences[-1] == of_the_light == layer_sentences(layered_review(path, ENGLISH, "raw"), ENGLISH)[-1]
    assert of_the_light not in layer_sentences(layered_review(path, ENGLISH, "automatic"), ENGLISH)
    assert len(BeatEditing(path).passed_over) == 2


def test_two_windows_edit_one_recording(path):
    one, other = BeatEditing(path, who="Fern"), BeatEditing(path, who="Moss")
    one.edit(edit("distrust", 30))
    other.edit(edit("distrust", 40))
    assert other.undoable == 2
    assert other.step(Step.UNDO).first.index == 40
    one.edit(edit("keep", 50))
    assert [entry.who for entry in one.entries] == ["Fern", "Moss", "Moss", "Fern"]
    assert one.undoable == 2


def test_a_heart_that_is_not_there_is_named(path):
    with pytest.raises(UsageError) as told:
        BeatEditing(path, "another")
    assert told.value.code is CommandErrorCode.SOURCE_UNKNOWN


DAMAGE = (
    "UPDATE beat_judged SET t_s = CASE number % 3 WHEN 0 THEN NULL ELSE 9000.0 END WHERE number % 50 = 3",
    "UPDATE beat_judged SET nn_ms = CASE number % 3 WHEN 0 THEN 0.0 ELSE 1e9 END WHERE number % 50 = 3",
    "UPDATE beat_judged SET kind = CASE number % 3 WHEN 0 THEN 'missed' ELSE 'extra' END WHERE number % 50 = 3",
    'UPDATE beat_judged SET "index" = 5 WHERE number % 50 = 3',
    'UPDATE beat SET rr_ms = 1e308, "index" = "index" - number % 3 WHERE number % 50 = 3',
    "DELETE FROM beat_judged",
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_beats_of_a_damaged_recording_are_edited_as_far_as_there_are_any(path, damage):
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(damage)
    editing = BeatEditing(path)
    for at in range(5, len(editing.beats) - 5, 60):
        for kind in EditKind:
            place = editing.beats[at].place
            with suppress(UsageError):
                editing.edit(HandEdit(kind=kind, first=place, last=place, leaves_break=kind is EditKind.DELETE))
    for layer in ("raw", "hand"):
        assert layered_review(path, ENGLISH, layer).layer == layer
