"""Beats of files lie where these tell it: a hole is a break, and rounded times or those of packets are no holes."""

import csv
import math
from itertools import accumulate, pairwise

import numpy as np
import pytest

from biofeedback.app.importing.beat_times import beat_times
from biofeedback.app.importing.file_beats import beats_of
from biofeedback.app.importing.file_recording import import_session
from biofeedback.app.importing.several_files import read_one
from biofeedback.app.recordings.sharing import own_words
from biofeedback.app.replaying.replay import replay
from biofeedback.events import Beat, BeatJudged, Gap, Metric
from biofeedback.reasons import GapReason
from biofeedback.signals.analysis import analyse
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportedWave
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.hearts.made_waves import beat_times as made_beats
from tests.rigs.hearts.made_waves import wave as made_wave

COUNT = 600


def heart(seed=1, count=COUNT):
    """A heart that breathes: intervals in whole ms, and when each ended in s."""
    rng = np.random.default_rng(seed)
    beat = np.arange(count)
    rr_ms = np.round(850.0 + 40.0 * np.sin(beat / 2.1) + rng.normal(0.0, 8.0, count))
    return rr_ms, np.cumsum(rr_ms) / 1000.0


def left_out(share, seed=2, count=COUNT):
    """Which beats stay where a share of them is left out at random; the first stays."""
    stays = np.random.default_rng(seed).random(count) >= share
    stays[0] = True
    return stays


def truth(rr_ms, stays):
    """RMSSD in ms over neighbours that are both there, and the share of the time that the others cover."""
    last = int(np.flatnonzero(stays)[-1])
    steps = [
        after - before for before, after, both in zip(rr_ms, rr_ms[1:], stays[:-1] & stays[1:], strict=False) if both
    ]
    return math.sqrt(np.mean(np.square(steps))), rr_ms[stays].sum() / rr_ms[: last + 1].sum()


def e4(rr_ms, t_s):
    rows = "".join(f"{at:.6f}, {rr / 1000.0:.6f}\n" for at, rr in zip(t_s, rr_ms, strict=True))
    return "e4.csv", f"1741586704.000000, IBI\n{rows}"


def table(rr_ms, t_s):
    return "t.csv", "time,rr\n" + "".join(f"{at:.3f},{rr:.0f}\n" for at, rr in zip(t_s, rr_ms, strict=True))


def begins(rr_ms, t_s):
    return table(rr_ms, t_s - rr_ms / 1000.0)


def json_rows(rr_ms, t_s):
    rows = ", ".join(f'{{"t": {at:.3f}, "rr": {rr:.0f}}}' for at, rr in zip(t_s, rr_ms, strict=True))
    return "t.json", f"[{rows}]"


def hrv_logger(rr_ms, t_s):
    rows = "".join(
        f"2025-03-17 06:{int(at // 60):02}:{at % 60:06.3f} +0000, {rr:.0f}, {at * 1000.0:.0f}\n"
        for at, rr in zip(t_s, rr_ms, strict=True)
    )
    return "2025-03-17_RR.csv", "date, rr, since start\n" + rows


def numbers_of(file):
    beats = beats_of(file)
    return analyse(beats.rr_ms, arrived_s=beats.arrived_s, told_s=beats.told_s, corrected=False)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5])
@pytest.mark.parametrize("written", [e4, table, json_rows, hrv_logger])
def test_no_difference_is_taken_over_beats_that_are_left_out(tmp_path, written, share):
    rr_ms, t_s = heart()
    stays = left_out(share)
    name, text = written(rr_ms[stays], t_s[stays])
    (tmp_path / name).write_text(text)
    analysis = numbers_of(read_one(tmp_path / name))
    rmssd_ms, coverage_share = truth(rr_ms, stays)
    assert analysis.numbers()["rmssd_ms"] == pytest.approx(rmssd_ms, abs=0.01)
    assert analysis.coverage_share == pytest.approx(coverage_share, abs=0.002)


def test_a_recording_has_the_same_beats_at_the_same_times_and_replays(tmp_path):
    rr_ms, t_s = heart(count=150)
    stays = left_out(0.1, count=150)
    name, text = e4(rr_ms[stays], t_s[stays])
    (tmp_path / name).write_text(text)
    made = import_session(read_one(tmp_path / name), tmp_path / name, Library(tmp_path / "kept"))
    with Recording(made.path) as recording:
        assert replay(recording).identical
        sent = recording.beats("")
        judged = [event for _, event in recording.events(BeatJudged) if isinstance(event, BeatJudged)]
        gaps = [event for _, event in recording.events(Gap) if isinstance(event, Gap)]
        seen = {event.index: event.t_s for event in judged if event.kind == "normal"}
        metrics = [event for _, event in recording.events(Metric) if isinstance(event, Metric)]
    assert [beat.told_s for beat in sent] == pytest.approx(t_s[stays].tolist(), abs=1e-5)
    assert max(abs(seen[index] - at) for index, at in enumerate(t_s[stays].tolist()) if index in seen) < 1e-5
    assert len(seen) > 0.9 * stays.sum()
    holes = int(np.count_nonzero(np.diff(np.flatnonzero(stays)) > 1))
    assert len(gaps) == holes
    assert {gap.reason for gap in gaps} == {GapReason.NOT_IN_FILE}
    assert {metric.name for metric in metrics}  # numbers go on across breaks


def test_times_of_beginnings_are_moved_to_the_ends(tmp_path):
    rr_ms, t_s = heart()
    stays = left_out(0.2)
    times_s = beat_times(ImportedHeart(rr_ms=tuple(rr_ms[stays]), t_s=tuple((t_s - rr_ms / 1000.0)[stays])))
    assert times_s == pytest.approx(t_s[stays].tolist(), abs=1e-6)


def _rounded(t_s, rr_ms):
    return np.floor(t_s)


def _rounded_to_minutes(t_s, rr_ms):
    return np.floor(t_s / 60.0) * 60.0


def _packets(t_s, rr_ms):
    """Arrival of packets that a strap sends each second, late by up to 0.2 s."""
    return np.ceil(t_s) + np.random.default_rng(5).random(int(np.ceil(t_s[-1])) + 1)[np.ceil(t_s).astype(int)] * 0.2


def _packets_of_five(t_s, rr_ms):
    """Arrival of packets of five beats each."""
    return t_s[np.minimum(np.arange(t_s.size) // 5 * 5 + 4, t_s.size - 1)]


@pytest.mark.parametrize("times", [_rounded, _rounded_to_minutes, _packets, _packets_of_five])
@pytest.mark.parametrize("usual_ms", [0.0, 150.0, 170.0])
def test_rounded_times_and_arrivals_of_packets_are_no_holes(times, usual_ms):
    rr_ms, _ = heart()
    rr_ms = np.round(rr_ms + usual_ms) if usual_ms < 160.0 else np.round(1020.0 + (rr_ms - 850.0) / 20.0)
    t_s = np.cumsum(rr_ms) / 1000.0
    told_s = beat_times(ImportedHeart(rr_ms=tuple(rr_ms), t_s=tuple(times(t_s, rr_ms))))
    off_s = [after - before - rr / 1000.0 for (before, after), rr in zip(pairwise(told_s), rr_ms[1:], strict=True)]
    assert max(map(abs, off_s)) < 0.15
    assert told_s[-1] - told_s[0] == pytest.approx(t_s[-1] - t_s[0], rel=0.002)


def test_a_long_pause_between_rounded_times_is_one_break():
    rr_ms, t_s = heart()
    t_s[300:] += 200.0
    for grid_s in (1.0, 60.0):
        told_s = beat_times(ImportedHeart(rr_ms=tuple(rr_ms), t_s=tuple(np.floor(t_s / grid_s) * grid_s)))
        off_s = np.diff(told_s) - rr_ms[1:] / 1000.0
        assert np.flatnonzero(np.abs(off_s) > 0.15).tolist() == [299]
        assert off_s[299] == pytest.approx(200.0, abs=grid_s)


@pytest.mark.parametrize("has_times", [True, False])
def test_flagged_beats_keep_value_and_word_in_every_export_and_move_no_times(tmp_path, has_times):
    rr_ms, t_s = heart(count=200)
    flags = tuple("blocker" if at % 7 == 3 else "" for at in range(200))
    one = ImportedHeart(rr_ms=tuple(rr_ms.tolist()), t_s=tuple(t_s.tolist()) if has_times else None, flags=flags)
    (tmp_path / "x.txt").write_text("x")
    made = import_session(ImportedFile(kind="rr_text", hearts=(one,)), tmp_path / "x.txt", Library(tmp_path / "kept"))
    with Recording(made.path) as recording:
        assert replay(recording).identical
    export(made.path, [ExportFormat.CSV], tmp_path / "out", own_words())
    with next((tmp_path / "out").rglob("beats.csv")).open() as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] != "missed"]
    assert [float(row["rr_ms"]) for row in rows] == rr_ms.tolist()
    assert [row["flag"] for row in rows] == list(flags)
    assert all(not row["nn_ms"] for row in rows if row["flag"])
    assert [float(row["time_s"]) for row in rows] == pytest.approx(t_s.tolist(), abs=1e-6)


def test_beats_found_in_an_ecg_of_a_file_lie_at_their_peaks(tmp_path):
    sample_s, peaks_s = np.arange(0.0, 30.0, 1 / 250.0), made_beats(30.0, swing_s=0.05)
    values = 1000.0 * made_wave("ecg", sample_s, peaks_s, noise=0.01)
    wave = ImportedWave(kind="ecg", unit="uV", rate_hz=250.0, values=values[:, np.newaxis], start_s=3.0)
    (tmp_path / "x.edf").write_text("x")
    made = import_session(ImportedFile(kind="edf", waves=(wave,)), tmp_path / "x.edf", Library(tmp_path / "kept"))
    with Recording(made.path) as recording:
        assert replay(recording).identical
        judged = [event for _, event in recording.events(BeatJudged) if isinstance(event, BeatJudged)]
        beats = [event for _, event in recording.events(Beat) if isinstance(event, Beat)]
    assert len(beats) > 25
    for event in judged:
        if event.kind == "normal":
            assert min(abs(event.t_s - 3.0 - at) for at in peaks_s) < 0.02


def test_what_follows_without_times_is_one_beat_long_at_a_break():
    assert beat_times(ImportedHeart(rr_ms=(800.0, math.nan, 900.0))) == pytest.approx(
        list(accumulate((0.8, 0.85, 0.9)))
    )
