"""`soften analyse`: its options, what it prints for a program, and what it prints for a person."""

import json
import math
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np
import pytest

from biofeedback.__main__ import main
from biofeedback.cli.recordings.analyse import _begun
from biofeedback.signals.definitions import DEFINITIONS, GROUP_TITLES

PROMISED = {
    "beats", "duration_s", "corrected_ratio", "corrections", "corrections_live", "mean_nn_ms", "mean_hr_bpm", "sdnn_ms",
    "rmssd_ms", "sdsd_ms", "nn50", "pnn50_ratio", "sd1_ms", "sd2_ms", "vlf_ms2", "lf_ms2", "hf_ms2", "lf_hf_ratio",
    "peak_hz", "coherence_share", "coherence_ratio", "coherence_score", "coherence_peak_hz", "coherence_windows",
    "breath_rate_per_min", "breath_confidence", "dfa_alpha1", "sample_entropy",
    "approximate_entropy", "fuzzy_entropy", "multiscale_entropy_short", "multiscale_entropy_long", "triangular_index",
    "inflection_share", "inverse_segment", "short_segment_share", "alternation_share", "deceleration_capacity_ms",
    "acceleration_capacity_ms", "coverage_share", "six_a_minute_swing_bpm", "six_a_minute_error_bpm", "definitions",
}  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Ten minutes of six breaths a minute in whole milliseconds, with one early beat."""
    random = np.random.default_rng(5)
    now_s, rr_ms = 0.0, []
    while now_s < 600.0:
        rr_ms.append(round(900.0 + 60.0 * math.sin(2 * math.pi * 0.1 * now_s) + random.normal(0.0, 12.0)))
        now_s += rr_ms[-1] / 1000.0
    rr_ms[200] -= 350
    rr_ms[201] += 350
    path = tmp_path_factory.mktemp("analyse") / "rr.txt"
    path.write_text("\n".join(map(str, rr_ms)))
    return path


@pytest.fixture
def analyse(monkeypatch, capfd, file):
    """Run ``soften analyse`` in this process and return its exit code, output and error output."""

    def run(*words, path=file):
        monkeypatch.setattr(sys, "argv", ["soften", "analyse", str(path), *map(str, words)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capfd.readouterr()
        return int(exit_.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def numbers(analyse):
    def run(*words):
        code, out, err = analyse("--json", *words)
        assert code == 0, err
        return json.loads(out)

    return run


def test_every_promised_key_is_there_and_every_number_is_defined(numbers):
    found = numbers()
    assert set(found) >= PROMISED
    others = {
        *("caution", "caution_code", "caution_codes", "definitions", "file", "layer"),
        *("reason_codes", "reasons", "sensor", "settings", "versions"),
    }
    assert found["definitions"].keys() == found.keys() - others
    for definition in found["definitions"].values():
        assert definition["text"]
        assert definition["source"]
    assert found["nn50"] == int(found["nn50"])
    assert isinstance(found["nn50"], int)


def test_a_number_that_cannot_be_known_is_null_with_a_reason(numbers):
    found = numbers("--window", "0:90")
    assert found["vlf_ms2"] is None
    assert "five minutes" in found["reasons"]["vlf_ms2"]
    assert all(found[name] is None for name in found["reasons"])
    assert found["reason_codes"].keys() == found["reasons"].keys()
    assert found["reason_codes"]["vlf_ms2"] == {"code": "vlf-too-short", "needed_s": 296.0}


def test_correction_is_the_default(numbers):
    mended, raw = numbers(), numbers("--no-correction")
    assert sum(mended["corrections"].values()) >= 1
    assert sum(raw["corrections"].values()) == 0
    assert raw["corrected_ratio"] == 0.0
    assert raw["rmssd_ms"] > mended["rmssd_ms"]
    assert raw["corrections_live"] == mended["corrections_live"]


def test_the_window_cuts(numbers):
    found = numbers("--window", "60:360")
    assert 298.0 < found["duration_s"] < 302.0
    assert found["beats"] == pytest.approx(300 / 0.9, abs=5)
    assert found["settings"]["window_s"] == [60.0, 360.0]


@pytest.mark.parametrize("window", ["60", "60:", ":60", "a:b", "60:30", "60:60", "-5:60", "1:2:3", "nan:5", "0:inf"])
def test_a_window_that_is_none_is_a_usage_error(analyse, window):
    code, out, err = analyse(f"--window={window}")
    assert (code, out) == (2, "")
    assert window in err
    assert "60:360" in err
    assert len(err.strip().splitlines()) == 1


def test_a_window_without_heartbeats_is_a_usage_error(analyse):
    code, _, err = analyse("--window", "5000:6000")
    assert code == 2
    assert "no heartbeats" in err


@pytest.mark.parametrize(("option", "value"), [("--detrend", "cubic"), ("--spectrum", "burg")])
def test_an_unknown_choice_names_those_there_are(analyse, option, value):
    code, _, err = analyse(option, value)
    assert code == 2
    assert value in err


def test_detrending_and_method_change_powers_and_nothing_else(numbers):
    plain = numbers()
    powers = {"vlf_ms2", "lf_ms2", "hf_ms2", "lf_hf_ratio"}
    for words in (("--detrend", "smoothness-priors"), ("--detrend", "linear"), ("--spectrum", "lomb")):
        other = numbers(*words)
        assert other["lf_ms2"] == pytest.approx(plain["lf_ms2"], rel=0.1)
        assert other["lf_ms2"] != plain["lf_ms2"]
        for name in DEFINITIONS.keys() & plain.keys() - powers:
            assert other[name] == plain[name], name
    assert numbers("--detrend", "smoothness-priors")["vlf_ms2"] < 0.5 * plain["vlf_ms2"]


def test_a_person_reads_groups_names_and_what_they_mean(analyse):
    code, out, _ = analyse()
    assert code == 0
    lines = out.splitlines()
    assert "milliseconds" in lines[0]
    for group, title in GROUP_TITLES.items():
        assert (title in lines) == (group not in ("practice", "together"))
    read = " ".join(out.split())
    for name in ("rmssd_ms", "coherence_share", "sample_entropy", "corrections_live"):
        assert DEFINITIONS[name].title in read
        assert DEFINITIONS[name].text in read
    assert "nan" not in read.lower().split()


def test_a_person_reads_why_a_number_is_not_there(analyse):
    _, out, _ = analyse("--window", "0:100")
    line = next(line for line in out.splitlines() if line.strip().startswith("VLF power"))
    assert "five minutes" in line


def test_times_in_the_file_show_gaps(analyse, tmp_path):
    rr_ms = np.full(300, 900.0) + 30.0 * np.sin(np.arange(300.0))
    t_s = np.cumsum(rr_ms) / 1000.0
    t_s[150:] += 20.0
    path = tmp_path / "gap.csv"
    path.write_text("time,rr\n" + "\n".join(f"{t:.3f},{rr:.1f}" for t, rr in zip(t_s, rr_ms, strict=True)))
    _, out, _ = analyse("--json", path=path)
    assert json.loads(out)["duration_s"] == pytest.approx(t_s[-1], abs=0.5)


def test_kinds_have_words():
    from biofeedback.signals.analysis import analyse as analyse_beats
    from ui.words.analysis_words import KIND_COUNTS

    assert set(KIND_COUNTS) == set(analyse_beats([]).corrections)


def test_what_has_not_begun_beside_is_computed_where_it_is_asked_for():
    go_on = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as beside:
        first = _begun(beside, go_on.wait)
        second = _begun(beside, threading.get_ident)
        assert second() == threading.get_ident()
        go_on.set()
        assert first() is True
        third = _begun(beside, threading.get_ident)
        wait([beside.submit(bool)])
        assert third() != threading.get_ident()
