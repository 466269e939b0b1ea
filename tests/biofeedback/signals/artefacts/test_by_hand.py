"""The layer of beats that a person edited: what every edit keeps, what it refuses, and what it leaves as it was."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.error_codes import BeatEditErrorCode as Code
from biofeedback.errors import UsageError
from biofeedback.signals.analysis import analyse
from biofeedback.signals.artefacts.by_hand import by_hand, edited_beats
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit, applied
from biofeedback.signals.timing.raw_record import RawRecord, raw_record


def edit(kind, first, last=None, before_ms=0.0, **how):
    place = BeatPlace(first, before_ms)
    return HandEdit(kind=EditKind(kind), first=place, last=place if last is None else BeatPlace(last), **how)


def heart(beats=200, seed=3):
    """A heart with an extra beat, one that was not seen, an ectopic beat, and one out of range."""
    random = np.random.default_rng(seed)
    rr_ms = (850.0 + 50.0 * np.sin(np.arange(beats) / 5.0) + random.normal(0.0, 10.0, beats)).round()
    rr_ms[40] = 430.0
    rr_ms[41] = 420.0
    rr_ms[80] += rr_ms[81]
    rr_ms[120:122] += (-320.0, 320.0)
    rr_ms[160] = 2600.0
    return raw_record(rr_ms, None)


def layer(raw, *edits):
    return by_hand(raw, correct(raw.rr_ms, t_s=raw.t_s, segment=raw.segment), edits)


def edited(raw, *edits):
    beats = edited_beats(raw)
    for each in edits:
        beats.apply(each)
    return beats.beats


def rows(source_index, beats):
    return [*zip(source_index.tolist(), beats.t_s.tolist(), map(repr, beats.nn_ms.tolist()), strict=True)]


def lengths(beats):
    return [beat.interval_ms for beat in beats]


@st.composite
def edits_in_order(draw, beats=200):
    """Draw edits that each leave a few beats free around them, so that none is about another's."""
    found, at = [], draw(st.integers(2, 20))
    while at < beats - 10:
        kind = draw(st.sampled_from(list(EditKind)))
        span = draw(st.integers(1, 2)) if kind in (EditKind.DISTRUST, EditKind.KEEP) else 0
        span = 1 if kind is EditKind.MERGE else span
        before_ms = draw(st.floats(210.0, 215.0)) if kind is EditKind.INSERT else 0.0
        leaves_break = kind is EditKind.DELETE and draw(st.booleans())
        found.append(edit(kind, at, at + span or None, before_ms, leaves_break=leaves_break) if span else
                     edit(kind, at, None, before_ms, leaves_break=leaves_break))  # fmt: skip
        at += draw(st.integers(6, 40))
    return found


def test_without_edits_it_is_the_automatic_layer_to_the_last_bit():
    raw = heart()
    automatic = correct(raw.rr_ms, t_s=raw.t_s, segment=raw.segment)
    made = by_hand(raw, automatic, [])
    for name in ("t_s", "nn_ms", "segment", "is_corrected"):
        assert getattr(made.beats, name).tobytes() == getattr(automatic.beats, name).tobytes()
    assert made.kind == automatic.kind
    assert not made.by_hand.any()
    assert repr(analyse(raw.rr_ms, edits=[]).numbers()) == repr(analyse(raw.rr_ms).numbers())


@given(edits_in_order())
def test_the_time_that_passed_stays(edits):
    raw = heart()
    beats = edited_beats(raw)
    passed_over = applied(beats, edits)
    assert math.fsum(lengths(beats.beats)) == pytest.approx(math.fsum(raw.rr_ms), abs=1e-6)
    assert len(passed_over) < max(1, len(edits))
    made = layer(raw, *edits)
    assert np.all(np.diff(made.record.t_s) > 0.0)
    assert made.record.t_s[-1] == raw.t_s[-1]


@given(edits_in_order(), st.randoms(use_true_random=False))
def test_the_order_of_edits_that_are_not_about_one_another_does_not_matter(edits, random):
    raw = heart()
    shuffled = random.sample(edits, len(edits))
    one, other = layer(raw, *edits), layer(raw, *shuffled)
    assert repr(one.beats.nn_ms.tolist()) == repr(other.beats.nn_ms.tolist())
    assert one.beats.t_s.tolist() == other.beats.t_s.tolist()
    assert one.kind == other.kind


@given(edits_in_order())
def test_what_nobody_edited_is_as_the_automatic_layer_has_it(edits):
    raw = heart()
    automatic = correct(raw.rr_ms, t_s=raw.t_s, segment=raw.segment)
    made = by_hand(raw, automatic, edits)
    far = [
        not any(each.first.index - 3 <= index <= each.last.index + 3 for each in edits)
        for index in automatic.source_index
    ]
    there = [rows(automatic.source_index, automatic.beats), rows(made.source_index, made.beats)]
    assert {row for row, is_far in zip(there[0], far, strict=True) if is_far} <= {*there[1]}


def test_a_deletion_joins_the_intervals_on_both_sides():
    raw = heart()
    beats = edited(raw, edit("delete", 40))
    assert lengths(beats)[39:42] == [raw.rr_ms[39], 850.0, raw.rr_ms[42]]
    assert layer(raw, edit("delete", 40)).beats.nn_ms[40] == 850.0


def test_a_deletion_of_several_leaves_a_break_where_it_is_asked_to():
    raw = heart()
    made = layer(raw, edit("delete", 50, 55, leaves_break=True))
    assert made.record.t_s.size == raw.t_s.size - 6
    hole = made.source_index.tolist().index(56)
    assert math.isnan(made.beats.nn_ms[hole])
    assert made.beats.is_corrected[hole]


def test_the_last_beat_before_a_break_has_nothing_to_be_joined_with():
    raw = RawRecord(np.array([1.0, 2.0, 9.0]), np.array([1000.0, 1000.0, 900.0]), np.array([0, 0, 1]))
    beats = edited(raw, edit("delete", 1))
    assert lengths(beats) == [1000.0, 900.0]
    assert beats[1].begins
    with pytest.raises(UsageError) as told:
        edited(raw, edit("merge", 1, 2))
    assert told.value.code is Code.ACROSS_BREAK


def test_a_split_and_its_merge_are_as_before():
    raw = heart()
    beats = edited(raw, edit("split", 80, parts=4))
    assert lengths(beats)[80:84] == [raw.rr_ms[80] / 4.0] * 4
    assert [beat.place.before_ms for beat in beats[80:84]] == [raw.rr_ms[80] / 4.0 * part for part in (3, 2, 1, 0)]
    together = edited_beats(raw)
    together.apply(edit("split", 80, parts=4))
    first, last = together.beats[80].place, together.beats[83].place
    together.apply(HandEdit(kind=EditKind.MERGE, first=first, last=last))
    assert lengths(together.beats) == pytest.approx(raw.rr_ms.tolist(), abs=1e-9)


def test_a_beat_is_put_in_where_it_was_asked_for_and_can_be_deleted_again():
    raw = heart()
    beats = edited_beats(raw)
    beats.apply(edit("insert", 80, before_ms=500.0))
    assert lengths(beats.beats)[80:82] == [raw.rr_ms[80] - 500.0, 500.0]
    place = beats.beats[80].place
    beats.apply(HandEdit(kind=EditKind.DELETE, first=place, last=place))
    assert lengths(beats.beats) == raw.rr_ms.tolist()
    assert not beats.deleted


def test_what_is_not_to_be_trusted_is_left_out_and_can_be_kept_again():
    raw = heart()
    made = layer(raw, edit("distrust", 60, 62))
    assert np.isnan(made.record.rr_ms[60:63]).all()
    rows = [made.source_index.tolist().index(index) for index in (60, 61, 62)]
    assert np.isnan(made.beats.nn_ms[rows]).all()
    kept = layer(raw, edit("distrust", 60, 62), edit("keep", 60, 62))
    assert kept.record.rr_ms.tolist() == raw.rr_ms.tolist()


def test_a_verdict_on_a_beat_that_was_edited_holds_no_more_for_all_that_it_moved():
    raw = heart()
    automatic = correct(raw.rr_ms, t_s=raw.t_s, segment=raw.segment)
    assert automatic.kind[120] == "ectopic"
    made = layer(raw, edit("keep", 121))
    rows = [made.source_index.tolist().index(index) for index in (120, 121)]
    assert made.beats.nn_ms[rows].tolist() == raw.rr_ms[120:122].tolist()
    assert made.kind[120] == "normal"
    assert made.kind[40] == automatic.kind[40] == "extra"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (edit("delete", 999), Code.NO_SUCH_BEAT),
        (edit("distrust", 30, 20), Code.BACKWARDS),
        (edit("merge", 30), Code.NOTHING_TO_MERGE),
        (edit("insert", 30, before_ms=5000.0), Code.NOT_IN_INTERVAL),
        (edit("insert", 30, before_ms=0.0), Code.NOT_IN_INTERVAL),
        (edit("insert", 30, before_ms=199.0), Code.TOO_SHORT),
        (edit("split", 30, parts=5), Code.TOO_SHORT),
        (edit("split", 30, parts=1), Code.PARTS_OUT_OF_RANGE),
        (edit("split", 30, parts=21), Code.PARTS_OUT_OF_RANGE),
        (edit("delete", 30, 36), Code.TOO_LONG),
        (edit("merge", 30, 40), Code.TOO_LONG),
        (edit("split", 0), Code.NO_INTERVAL),
        (edit("delete", 0), Code.NO_LENGTH),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_and_changes_nothing(change, code):
    whole = heart()
    raw = RawRecord(whole.t_s, np.where(np.arange(200) == 0, math.nan, whole.rr_ms), whole.segment)
    beats = edited_beats(raw)
    before = repr(beats.beats)
    with pytest.raises(UsageError) as told:
        beats.apply(change)
    assert told.value.code is code
    assert repr(beats.beats) == before
    assert layer(raw, change).passed_over == (change,)


def test_the_analysis_says_its_layer_and_how_much_was_edited():
    raw = heart()
    changes = [edit("delete", 40), edit("split", 80), edit("keep", 120, 121)]
    found = analyse(raw.rr_ms, edits=changes)
    assert (found.layer, analyse(raw.rr_ms).layer, analyse(raw.rr_ms, corrected=False).layer) == (
        "hand",
        "automatic",
        "raw",
    )
    assert dict(found.cautions[-1].facts) == {"edited_share": 5 / 200}  # the beat that went, and the one after it
    assert not any(each.code == "edited-by-hand" for each in analyse(raw.rr_ms).cautions)
    assert found.beats == raw.t_s.size - 1 + 1
    assert found.duration_s == analyse(raw.rr_ms).duration_s
    by_person = analyse(raw.rr_ms, edits=changes, window_s=(0.0, 60.0))
    assert dict(by_person.cautions[-1].facts)["edited_share"] > 5 / 200
    assert found.corrections["extra"] == 0
    # A heart without its one ectopic beat moved changes more from beat to beat.
    assert found.rmssd_ms > analyse(raw.rr_ms).rmssd_ms
