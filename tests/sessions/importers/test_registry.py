"""Files of other programs are known by what is in them, and read by the importer that knows them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode, RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedHeart
from sessions.importers.registry import IMPORTERS, importer_of, read_file
from tests.rigs.suite.shared_data import SHARED
from ui.words.languages import english
from ui.words.recordings.import_words import format_names

RR_MS = [960.0, 995.0, 1006.0, 1002.0, 982.0, 959.0, 916.0, 887.0, 892.0, 904.0]


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def ride(samples: list[dict[str, object]], **more: object) -> str:
    hrv = {"NAME": "HRV", "VALUE": "R-R", "UNIT": "msecs", "SAMPLES": samples}
    return json.dumps({"RIDE": {"STARTTIME": "2026/03/05 07:10:15 UTC", "RECINTSECS": 1, "XDATA": [hrv], **more}})


def test_every_importer_is_there_and_a_stranger_is_left_to_the_last(tmp_path: Path) -> None:
    head = head_of(written(tmp_path / "x", b"\x00\x01\x02 nothing that anybody wrote"))
    assert importer_of(head)[0] == IMPORTERS[-1] == "rr_text"


def test_every_kind_of_file_has_words() -> None:
    unnamed = {each.rpartition(".")[2] for each in IMPORTERS} - format_names(english()).keys()
    assert not unnamed, f"{unnamed}: words in format_names of ui/words/recordings/import_words.py"


def test_a_file_is_known_whatever_it_is_called(tmp_path: Path) -> None:
    path = written(tmp_path / "rr.csv", ride([{"SECS": t, "KM": 0, "VALUE": rr} for t, rr in enumerate(RR_MS)]))
    assert read_file(path).kind == "goldencheetah"


@pytest.mark.parametrize("padding", [1, 100, 70_000])
def test_zeros_behind_a_text_are_passed_over(tmp_path: Path, padding: int) -> None:
    rows = "\n".join(f"{sum(RR_MS[: at + 1]) / 1000},{rr}" for at, rr in enumerate(RR_MS))
    for content in ("\n".join(map(str, RR_MS)), f"time,rr\n{rows}\n", json.dumps({"rr": RR_MS})):
        read = read_file(written(tmp_path / "x.txt", content.encode() + bytes(padding)))
        assert read.hearts[0].rr_ms == tuple(RR_MS)


def test_plain_intervals_are_read_as_before(tmp_path: Path) -> None:
    read = read_file(written(tmp_path / "x.dat", "\n".join(map(str, RR_MS))))
    assert read.kind == "rr_text"
    assert repr(read.hearts) == repr((ImportedHeart(rr_ms=tuple(RR_MS)),))
    assert [remark.code for remark in read.remarks] == [ImportRemarkCode.INTERVALS_READ]


def test_an_activity_of_goldencheetah(tmp_path: Path) -> None:
    ends = [sum(RR_MS[: at + 1]) / 1000 for at in range(len(RR_MS))]
    samples: list[dict[str, object]] = [{"SECS": t, "VALUES": [rr, 1]} for t, rr in zip(ends, RR_MS, strict=True)]
    samples[5]["VALUES"] = [RR_MS[5], -1]
    samples.insert(3, {"SECS": ends[2], "VALUES": [0, 0]})
    read = read_file(written(tmp_path / "x", ride(samples, SAMPLES=[{"SECS": 0, "HR": 60}])))
    assert read.hearts[0].rr_ms == tuple(RR_MS)
    assert read.hearts[0].t_s == tuple(ends)
    assert [at for at, flag in enumerate(read.hearts[0].flags) if flag] == [5]
    assert read.started_at == datetime(2026, 3, 5, 7, 10, 15, tzinfo=UTC)
    said = {remark.code: dict(remark.facts) for remark in read.remarks}
    assert said[ImportRemarkCode.ROWS_SET_ASIDE] == {"count": 1, "first_line": 4}
    assert said[ImportRemarkCode.NOT_USED] == {"part": "SAMPLES"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ride([]), ImportErrorCode.WITHOUT_INTERVALS),
        (ride([{"SECS": 1, "VALUE": 960}])[:-30], ImportErrorCode.DAMAGED_AT),
        ('{"RIDE": {"STARTTIME": ' + "[" * 200_000, ImportErrorCode.DAMAGED),
        ('{"steps": [800]}', TextErrorCode.OTHER_KIND),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_kind(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(RecordingError) as raised:
        read_file(written(tmp_path / "x", content))
    assert raised.value.code == code


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    for path, code in ((tmp_path, TextErrorCode.IS_FOLDER), (tmp_path / "none", RecordingErrorCode.FILE_MISSING)):
        with pytest.raises(RecordingError) as raised:
            read_file(path)
        assert raised.value.code == code


def test_a_head_that_ends_within_a_letter_is_text_all_the_same() -> None:
    data = "Zeit;RR-Intervall\näö".encode()[:-1]
    assert Head(Path("x"), data, len(data) + 1).lines == ("Zeit;RR-Intervall",)
    assert Head(Path("x"), "größe".encode("cp1252"), 5).text == "größe"

    with pytest.raises(ValueError, match="flag"):
        ImportedHeart(rr_ms=(800.0,), flags=("", ""))


@pytest.mark.skipif(not (SHARED / "cases" / "native").is_dir(), reason="no native cases here")
def test_the_activity_among_the_cases() -> None:
    native = SHARED / "cases" / "native"
    truth = tuple(map(float, (native / "plain_ms.txt").read_text().split()))
    assert read_file(native / "goldencheetah.json").hearts[0].rr_ms == truth


def test_a_file_in_which_nothing_is_an_interval_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "IBI.csv", "1772694615.000000, IBI\n" + "0.8,0.0008\n" * 9)
    with pytest.raises(RecordingError) as raised:
        read_file(path)
    assert raised.value.code is RecordingErrorCode.NO_INTERVALS
