"""Intervals in JSON are found whatever their names and layout, and all that is left aside is said."""

import json
import math
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.errors import RecordingError
from sessions.importers.imported import ImportedFile
from sessions.importers.registry import read_file
from tests.rigs.files import foreign_files as made
from tests.rigs.words.said_errors import raises_saying

RR_MS = [round(830 + 60 * math.sin(beat / 4) + beat % 5) for beat in range(80)]
ENDS_S = [end / 1000 for end in accumulate(RR_MS)]


def codes(file: ImportedFile) -> set[ImportRemarkCode]:
    return {remark.code for remark in file.remarks}


@pytest.fixture
def read(tmp_path: Path):
    def made_of(content: Any) -> ImportedFile:
        path = tmp_path / "x.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return read_file(path)

    return made_of


@pytest.mark.parametrize(
    "content",
    [
        RR_MS,
        {"rr": RR_MS},
        {"rrIntervals": [rr / 1000 for rr in RR_MS]},
        {"RRIntervalsMs": [str(rr) for rr in RR_MS]},
        {"ibis": RR_MS, "device": "strap"},
        {"session": {"name": "morning", "data": {"rr_list": RR_MS}}},
        [{"start": "2026-03-05T07:10:14Z", "nn": RR_MS}],
        [{"beat": at, "rr": rr} for at, rr in enumerate(RR_MS)],
    ],
)
def test_intervals_without_times(read, content) -> None:
    (heart,) = read(content).hearts
    assert heart.rr_ms == pytest.approx(RR_MS)
    assert heart.t_s is None


@pytest.mark.parametrize(
    "content",
    [
        [{"t": end, "rr": rr, "hr": 70} for end, rr in zip(ENDS_S, RR_MS, strict=True)],
        {"time_ms": [end * 1000 for end in ENDS_S], "RRms": RR_MS, "user": "x"},
        {"rr": [[end, rr] for end, rr in zip(ENDS_S, RR_MS, strict=True)]},
        {"rr": [{"ts": round(end * 1000), "value": rr} for end, rr in zip(ENDS_S, RR_MS, strict=True)]},
        "\n".join(json.dumps({"t": end, "rr": rr}) for end, rr in zip(ENDS_S, RR_MS, strict=True)),
    ],
)
def test_times_beside_the_intervals_are_taken(read, content) -> None:
    (heart,) = read(content).hearts
    assert heart.rr_ms == pytest.approx(RR_MS)
    assert heart.t_s == pytest.approx(ENDS_S)


FRAME = pandas.DataFrame({"t": ENDS_S, "rr": RR_MS})
STAMPS = [1_742_191_504_000 + round(end * 1000) for end in ENDS_S]


@pytest.mark.parametrize("orient", ["columns", "index", "split", "records", "values", "table"])
def test_what_pandas_writes_is_read_in_every_orientation(read, orient: str) -> None:
    (heart,) = read(FRAME.to_json(orient=orient)).hearts
    assert heart.rr_ms == pytest.approx(RR_MS)
    assert heart.t_s == pytest.approx(ENDS_S)
    (alone,) = read(FRAME[["rr"]].to_json(orient=orient)).hearts
    assert alone.rr_ms == pytest.approx(RR_MS)
    assert alone.t_s is None


@pytest.mark.parametrize("orient", ["columns", "index", "split", "records", "values"])
def test_a_series_of_pandas_is_read_with_gaps(read, orient: str) -> None:
    content = (
        FRAME["rr"].astype(float).where(FRAME.index != 7).to_json(orient="index" if orient == "columns" else orient)
    )
    (heart,) = read(content).hearts
    assert math.isnan(heart.rr_ms[7])
    assert (*heart.rr_ms[:7], *heart.rr_ms[8:]) == pytest.approx((*RR_MS[:7], *RR_MS[8:]))


def test_times_in_the_index_of_pandas_are_taken(read) -> None:
    file = read(pandas.DataFrame({"rr": RR_MS}, index=STAMPS).to_json())
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS)
    assert np.diff(file.hearts[0].t_s) == pytest.approx(np.diff(ENDS_S))
    assert file.started_at is not None


@pytest.mark.parametrize("nothing", ["NaN", "null", "-Infinity"])
@pytest.mark.parametrize("at", [0, 9])
def test_what_is_not_there_in_a_list_is_a_break(read, nothing: str, at: int) -> None:
    texts = [*map(str, RR_MS[:at]), nothing, *map(str, RR_MS[at:])]
    for content in (f"[{', '.join(texts)}]", f'{{"rr": [{", ".join(texts)}]}}'):
        if at or nothing != "-Infinity":
            (heart,) = read(content).hearts
            assert [rr for rr in heart.rr_ms if not math.isnan(rr)] == pytest.approx(RR_MS)


def test_pairs_without_names_are_times_and_intervals(read) -> None:
    for pairs in (
        [[end, rr] for end, rr in zip(ENDS_S, RR_MS, strict=True)],
        [[stamp, rr] for stamp, rr in zip(STAMPS, RR_MS, strict=True)],
        {"session": {"user": "x", "data": [[end, rr] for end, rr in zip(ENDS_S, RR_MS, strict=True)], "rr": None}},
    ):
        (heart,) = read(pairs).hearts
        assert heart.rr_ms == pytest.approx(RR_MS)
        assert np.diff(heart.t_s) == pytest.approx(np.diff(ENDS_S))


def test_packets_of_several_intervals_are_one_heart(read) -> None:
    packets = [{"timestamp": round(ENDS_S[at + 1] * 1000), "rr": RR_MS[at : at + 2]} for at in range(0, 80, 2)]
    (heart,) = read(packets).hearts
    assert heart.rr_ms == pytest.approx(RR_MS)
    assert heart.t_s is not None
    assert heart.t_s[-1] - heart.t_s[0] == pytest.approx(ENDS_S[-1] - ENDS_S[1])


def test_lists_of_their_own_are_sessions_of_their_own(read) -> None:
    file = read([{"start": f"2026-03-0{day}T07:10:14", "ibi": RR_MS} for day in (5, 6)])
    assert [each.started_at for each in file.sessions] == [
        datetime.fromisoformat(f"2026-03-0{day}T07:10:14") for day in (5, 6)
    ]


def test_what_is_no_interval_and_what_is_not_used_is_said(read) -> None:
    file = read({"rr": [*RR_MS[:40], None, 0, -3, "x", *RR_MS[40:]], "device": "strap"})
    (heart,) = file.hearts
    assert [rr for rr in heart.rr_ms if not math.isnan(rr)] == pytest.approx(RR_MS)
    said = {remark.code: dict(remark.facts) for remark in file.remarks}
    assert said[ImportRemarkCode.VALUES_SET_ASIDE] == {"count": 4, "title": "rr"}
    assert said[ImportRemarkCode.NOT_USED] == {"part": "device"}


def test_lines_are_read_up_to_one_that_was_cut_off(read) -> None:
    lines = "\n".join(json.dumps({"t": end, "rr": rr}) for end, rr in zip(ENDS_S, RR_MS, strict=True))
    file = read(lines[:-7])
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS[:-1])
    assert ImportRemarkCode.FILE_DAMAGED in codes(file)
    assert ImportRemarkCode.FILE_DAMAGED not in codes(read(lines))
    log = made.movesense("lines")
    whole, cut = read(log), read(log.rstrip()[:-9])
    assert (whole.kind, cut.kind) == ("movesense", "movesense")
    assert cut.hearts[0].rr_ms == whole.hearts[0].rr_ms[: len(cut.hearts[0].rr_ms)]
    assert 0 < len(whole.hearts[0].rr_ms) - len(cut.hearts[0].rr_ms) < 10
    assert ImportRemarkCode.FILE_DAMAGED in codes(cut)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"rr": []}, "looks like intervals in JSON, but holds no times from beat to beat"),
        ({"rr": ["a"] * 9}, "looks like intervals in JSON, but holds no times"),
        ({"rr": {f"beat {at}": rr for at, rr in enumerate(RR_MS)}}, "its numbers lie in it in a way that is not known"),
        ([[rr, [rr]] for rr in RR_MS] + [[1]], "its numbers lie in it in a way that is not known here"),
        ({"rr": [70, 72, 71]}, "typical value is 71.*heart rates"),
        ([round(end * 1000) for end in ENDS_S], "times of beats"),
        (json.dumps(RR_MS)[:-9], "intervals in JSON, but at line 1 it was cut off"),
        ({"hr": RR_MS}, "looks like JSON"),
        ({"rr": {"rr": {"rr": {"rr": {"rr": {"rr": {"rr": {"rr": {"rr": RR_MS}}}}}}}}}, "holds no times"),
    ],
)
def test_what_holds_none_is_named(read, content, says: str) -> None:
    with raises_saying(RecordingError, says):
        read(content)
