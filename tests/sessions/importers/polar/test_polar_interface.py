"""Intervals as Polar's interface sends them: a session, one exercise, or its samples by themselves."""

import json
import math
from datetime import datetime, timedelta, timezone

import pytest

from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file

RR_MS = [0, 812, 806, 0, 798, 830, 1, 844]
RATES = {"recording-rate": 5, "sample-type": "0", "data": "70,71,72"}
SAMPLES = {"recording-rate": 0, "sample-type": "11", "data": ",".join(map(str, RR_MS))}
EXERCISE = {
    "id": "2AC312F",
    "start-time": "2026-03-05T14:02:11",
    "start-time-utc-offset": 120,
    "samples": [RATES, SAMPLES],
}
LAYOUTS = {
    "exercise": EXERCISE,
    "exercises": [EXERCISE],
    "underscores": {key.replace("-", "_"): value for key, value in EXERCISE.items()}
    | {"samples": [{key.replace("-", "_"): value for key, value in SAMPLES.items()}]},
    "samples alone": SAMPLES,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_read(tmp_path, layout):
    path = tmp_path / "exercise.json"
    path.write_text(json.dumps(LAYOUTS[layout]))
    file = read_file(path)
    assert [rr for rr in file.hearts[0].rr_ms if not math.isnan(rr)] == [812, 806, 798, 830, 844]
    assert file.kind == "polar_flow"
    if layout != "samples alone":
        assert file.started_at == datetime(2026, 3, 5, 14, 2, 11, tzinfo=timezone(timedelta(hours=2)))


def test_rates_alone_are_refused(tmp_path):
    path = tmp_path / "rates.json"
    path.write_text(json.dumps(EXERCISE | {"samples": [RATES]}))
    with pytest.raises(RecordingError):
        read_file(path)
