"""What a study costs beside the bare analysis of its files, and what a second worker brings."""

import math
import time

import pytest

from biofeedback.app.study.files import files_of
from biofeedback.app.study.kept import KeptResults
from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.app.study.planning import measured
from biofeedback.app.study.running import run
from biofeedback.app.study.workers import LocalWorkers

FILES = 1000
"""Recordings of five minutes, as the figures were asked of."""

SETTINGS = StudySettings()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("study")
    for number in range(FILES):
        rr_ms = (
            round(850 + 60 * math.sin(beat / (3.0 + number / FILES)) + (beat * 7919 + number * 31) % 41)
            for beat in range(350)
        )
        (where / f"p{number:04}.txt").write_text("\n".join(map(str, rr_ms)))
    return where


def bare_s(folder):
    began_s = time.perf_counter()
    for name in files_of(folder):
        analyse_file(folder / name, SETTINGS)
    return time.perf_counter() - began_s


def run_s(folder, results, workers):
    names = files_of(folder)
    began_s = time.perf_counter()
    done = list(run(folder, names, KeptResults(results, SETTINGS), LocalWorkers(workers, SETTINGS)))
    assert len(done) == FILES
    assert all(each.result.problem is None for each in done)
    return time.perf_counter() - began_s


def test_a_study_on_one_and_on_two_workers(folder, tmp_path, benchmark):
    bare = bare_s(folder)
    one = run_s(folder, tmp_path / "one", 1)
    two = benchmark.pedantic(run_s, (folder, tmp_path / "two", 2), rounds=1)
    names = files_of(folder)
    pace = measured(folder, names, KeptResults(tmp_path / "plan", SETTINGS), LocalWorkers(2, SETTINGS))
    planned = pace.takes_s(FILES)
    benchmark.extra_info |= {
        "bare_s": bare,
        "one worker_s": one,
        "two workers_s": two,
        "two workers as planned_s": planned,
    }
    assert 0.8 * two <= planned <= 1.25 * two, f"{planned:.1f} s were planned, and {two:.1f} s passed"
    assert one <= 1.15 * bare, f"{one:.1f} s with one worker, {bare:.1f} s bare"
    assert one / two >= 0.9 * 2, f"{one:.1f} s with one worker, {two:.1f} s with two"
