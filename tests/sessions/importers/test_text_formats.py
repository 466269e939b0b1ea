"""Every text format of other programs, in each layout: what is truly in it comes out, and nothing goes unsaid."""

import math
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from biofeedback.signals.timing.timeline import rebuild_timeline
from sessions.importers.imported import ImportedFile
from sessions.importers.registry import read_file
from sessions.importers.rows import step_of
from tests.rigs.files import foreign_files as made
from tests.rigs.files.foreign_files import BEGAN, ENDS_MS, GAP_AT, GAP_MS, RR_MS
from tests.rigs.suite.shared_data import RECORDINGS, SHARED

LAYOUTS: dict[str, tuple[str, Callable[[], str]]] = {
    "HRV Logger, older": ("hrv_logger", made.hrv_logger_older),
    "HRV Logger, older, whole seconds": ("hrv_logger", lambda: made.hrv_logger_older(to_the_second=True)),
    "HRV Logger, newer": ("hrv_logger", made.hrv_logger_newer),
    "Polar Sensor Logger, RR": ("polar_sensor_logger", made.polar_sensor_logger_rr),
    "Polar Sensor Logger, PPI": ("polar_sensor_logger", made.polar_sensor_logger_ppi),
    "Polar Sensor Logger, PPI, other order": (
        "polar_sensor_logger",
        lambda: made.polar_sensor_logger_ppi(other_order=True),
    ),
    "Polar HRM": ("polar_hrm", made.polar_hrm),
    "GoldenCheetah": ("goldencheetah", made.goldencheetah),
    "Empatica E4": ("empatica", made.empatica_e4),
    "Empatica E4, quotes": ("empatica", lambda: made.empatica_e4_saved_anew(quotes=True)),
    "Empatica E4, tabs": ("empatica", lambda: made.empatica_e4_saved_anew(mark="\t")),
    "Empatica E4, decimal commas": (
        "empatica",
        lambda: made.empatica_e4_saved_anew(mark=";", comma=True),
    ),
    "Empatica E4, tabs, quotes and decimal commas": (
        "empatica",
        lambda: made.empatica_e4_saved_anew(mark="\t", comma=True, quotes=True),
    ),
    "EmbracePlus": ("empatica", made.empatica_embrace),
    "Kubios, text": ("kubios_report", made.kubios_report),
    "Kubios, decimal commas": ("kubios_report", lambda: made.kubios_report(mark=";", comma=True)),
    "Kubios, tabs and ms": ("kubios_report", lambda: made.kubios_report(mark="\t", in_ms=True)),
    "VNS Analyse": ("vns_analyse", made.vns_analyse),
    "Polar Flow, training": ("polar_flow", made.polar_flow_training),
    "Polar Flow, training, numbers": ("polar_flow", lambda: made.polar_flow_training(durations=False)),
    "Polar Flow, days": ("polar_flow", made.polar_flow_days),
    "Movesense, lines": ("movesense", lambda: made.movesense("lines")),
    "Movesense, converted": ("movesense", lambda: made.movesense("converted")),
    "Movesense, stamps": ("movesense", lambda: made.movesense("stamps")),
    "Movesense, table": ("movesense", lambda: made.movesense_table()),
    "Movesense, table with semicolons": ("movesense", lambda: made.movesense_table(";")),
    "emWave, table": ("emwave", made.emwave_table),
    "emWave, JSON": ("emwave", made.emwave_json),
    "packets": ("rr_packets", made.packet_table),
    "packets, brackets": ("rr_packets", lambda: made.packet_table(brackets=True)),
    "times of beats": ("rr_text", lambda: "\n".join(f"{end / 1000:.3f}" for end in (0, *ENDS_MS))),
    "Elite HRV, Welltory": ("rr_text", lambda: " ".join(map(str, RR_MS))),
}

WITH_GAP = (
    "HRV Logger, older",
    "HRV Logger, older, whole seconds",
    "HRV Logger, newer",
    "Empatica E4",
    "Polar Flow, days",
)


def written(path: Path, content: str) -> Path:
    path.write_bytes(content.encode())
    return path


def said(file: ImportedFile) -> dict[ImportRemarkCode, list[dict[str, object]]]:
    found: dict[ImportRemarkCode, list[dict[str, object]]] = {}
    for remark in file.remarks:
        found.setdefault(remark.code, []).append(dict(remark.facts))
    return found


@pytest.fixture(params=LAYOUTS, ids=lambda name: name.replace(" ", "-"))
def layout(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str, ImportedFile]:
    kind, make = LAYOUTS[request.param]
    return request.param, kind, read_file(written(tmp_path / "anything.dat", make()))


def test_the_intervals_are_all_there(layout: tuple[str, str, ImportedFile]) -> None:
    name, kind, file = layout
    assert file.kind == kind, name
    (heart,) = file.hearts
    assert heart.rr_ms == pytest.approx(RR_MS, abs=1e-6)
    counted = [
        facts["count"]
        for remarks in (said(file),)
        for code in remarks
        if "intervals-" in code
        for facts in remarks[code]
    ]
    assert len(RR_MS) in counted


def test_times_are_those_of_the_beats_and_gaps_stay(layout: tuple[str, str, ImportedFile]) -> None:
    name, _, file = layout
    (heart,) = file.hearts
    gap_s = GAP_MS / 1000 if name in WITH_GAP else 0.0
    if heart.t_s is None:
        assert not gap_s
        return
    flags = heart.flags or ("",) * len(heart.rr_ms)
    unflagged_ms = [math.nan if flag else rr for rr, flag in zip(heart.rr_ms, flags, strict=True)]
    timeline = rebuild_timeline(heart.t_s, unflagged_ms)
    passed_s = float(timeline.t_s[-1] - timeline.t_s[0])
    assert passed_s == pytest.approx((ENDS_MS[-1] - ENDS_MS[0]) / 1000 + gap_s, abs=1.6 if "whole" in name else 0.6)
    if gap_s:
        assert heart.t_s[GAP_AT] - heart.t_s[GAP_AT - 1] == pytest.approx(gap_s + 0.9, abs=1.2)


@pytest.mark.parametrize(
    ("name", "began", "zone"),
    [
        ("HRV Logger, older", BEGAN, False),
        ("HRV Logger, older, whole seconds", BEGAN, True),
        ("HRV Logger, newer", BEGAN, True),
        ("Polar Sensor Logger, RR", BEGAN, False),
        ("Polar HRM", BEGAN, False),
        ("GoldenCheetah", BEGAN, True),
        ("Empatica E4", BEGAN, True),
        ("EmbracePlus", BEGAN, True),
        ("Kubios, text", BEGAN, False),
        ("Polar Flow, training", BEGAN - timedelta(hours=2), True),
        ("Polar Flow, days", BEGAN, False),
        ("emWave, JSON", BEGAN, True),
        ("packets", BEGAN, False),
    ],
)
def test_a_file_tells_when_it_began(name: str, began: object, zone: bool, tmp_path: Path) -> None:
    file = read_file(written(tmp_path / "x", LAYOUTS[name][1]()))
    assert file.started_at is not None
    assert (file.started_at.tzinfo is not None) == zone
    heart = file.hearts[0]
    first_s = 0.0 if heart.t_s is None else heart.t_s[0] - heart.rr_ms[0] / 1000
    told = (file.started_at if zone else file.started_at.replace(tzinfo=UTC)) + timedelta(seconds=first_s)
    # A clock of whole seconds, packets of five beats, and files that tell whole seconds.
    assert told.timestamp() == pytest.approx(began.timestamp(), abs=1.1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("other_order", [False, True])
def test_what_an_optical_sensor_doubts_is_flagged_and_kept(other_order: bool, tmp_path: Path) -> None:
    file = read_file(written(tmp_path / "x", made.polar_sensor_logger_ppi(other_order=other_order)))
    heart = file.hearts[0]
    assert {at: flag for at, flag in enumerate(heart.flags) if flag} == {
        at: told[0] for at, told in made.PPI_FLAGS.items()
    }
    assert heart.rr_ms[30] == RR_MS[30]
    flagged = {facts["flag"]: facts["count"] for facts in said(file)[ImportRemarkCode.FLAGGED]}
    assert flagged == {"blocker": 2, "no-contact": 1, "large-error": 1}


@pytest.mark.parametrize(
    ("rr", "events", "intervals", "marks"),
    [
        (
            "2026-3-5_RR_0001CTRL.csv",
            "2026-3-5_Events_0001CTRL.csv",
            made.hrv_logger_older,
            made.hrv_logger_events_older,
        ),
        ("morning_RRIntervals.csv", "morning_Events.csv", made.hrv_logger_newer, made.hrv_logger_events_newer),
        ("RR.csv", "Events.csv", made.hrv_logger_newer, made.hrv_logger_events_newer),
    ],
)
def test_marked_moments_lie_beside(
    rr: str, events: str, intervals: Callable[[], str], marks: Callable[[], str], tmp_path: Path
) -> None:
    beside = written(tmp_path / events, marks())
    file = read_file(written(tmp_path / rr, intervals()))
    assert file.beside == (events,)
    assert [event.text for event in file.events] == ["Start Ruhe", "Ende; äöü"]
    assert [event.t_s for event in file.events] == pytest.approx([20.0, 100.0], abs=0.01)
    with pytest.raises(RecordingError) as raised:
        read_file(beside)
    assert raised.value.code is ImportErrorCode.EVENTS_ALONE


def test_rows_that_were_written_twice_count_once(tmp_path: Path) -> None:
    header, *rows = made.hrv_logger_older(gap=False).splitlines()
    file = read_file(written(tmp_path / "x", "\n".join([header, *rows[:50], *rows[49:]])))
    assert file.hearts[0].rr_ms == tuple(RR_MS)
    assert said(file)[ImportRemarkCode.ROWS_TWICE] == [{"count": 1}]


def test_times_that_go_back_a_little_keep_their_gaps(tmp_path: Path) -> None:
    header, *rows = made.hrv_logger_newer().split("\r\n")[:-1]
    cells = [row.split(",") for row in rows if row]
    for row in cells[10::7]:
        row[0] = str(int(row[0]) - 1200)
    file = read_file(written(tmp_path / "x", "\n".join([header, *map(",".join, cells)])))
    heart = file.hearts[0]
    assert heart.t_s is not None
    assert heart.t_s[-1] == pytest.approx((ENDS_MS[-1] + GAP_MS) / 1000, abs=1.3)
    assert said(file)[ImportRemarkCode.TIMES_STEADIED][0]["count"] > 10  # type: ignore[operator]


def test_intervals_of_emwave_have_nothing_to_do_with_the_times_beside_them(tmp_path: Path) -> None:
    file = read_file(written(tmp_path / "x", made.emwave_table()))
    assert file.hearts[0].t_s is None
    assert said(file)[ImportRemarkCode.NOT_USED] == [{"part": "HeartRate"}]
    assert ImportRemarkCode.ROWS_SET_ASIDE not in said(file)
    assert len(read_file(written(tmp_path / "y", made.emwave_json())).later) == 1


def test_a_report_says_what_had_been_changed_before(tmp_path: Path) -> None:
    file = read_file(written(tmp_path / "x", made.kubios_report(correction="Automatic")))
    assert said(file)[ImportRemarkCode.CORRECTED_BEFORE] == [{"how": "Automatic"}]
    assert ImportRemarkCode.CORRECTED_BEFORE not in said(read_file(written(tmp_path / "y", made.kubios_report())))


def test_of_two_series_the_raw_one_is_taken_with_its_notes(tmp_path: Path) -> None:
    file = read_file(written(tmp_path / "x", made.vns_analyse()))
    assert [(event.t_s, event.text) for event in file.events] == [(pytest.approx(ENDS_MS[20] / 1000), "Start Ruhe")]
    assert said(file)[ImportRemarkCode.NOT_USED] == [{"part": "RR-Intervalle - Korrigierte Werte (Aktiv)"}]


def test_laps_and_a_note_of_an_older_polar_are_marks(tmp_path: Path) -> None:
    file = read_file(written(tmp_path / "x", made.polar_hrm()))
    assert [(event.t_s, event.text) for event in file.events] == [(60.5, "00:01:00.5"), (0.0, "quiet morning")]
    assert said(file)[ImportRemarkCode.NOT_USED] == [{"part": "[hrzones]"}]


@pytest.mark.parametrize("name", ["Summary-123", "Summary-TH", "HRZones"])
def test_a_section_of_an_older_polar_below_its_beats_is_one(tmp_path: Path, name: str) -> None:
    content = f"{made.polar_hrm()}\n[{name}]\n1860\t0\t1240\t620\n"
    file = read_file(written(tmp_path / "x", content))
    assert file.hearts[0].rr_ms == read_file(written(tmp_path / "y", made.polar_hrm())).hearts[0].rr_ms
    assert f"[{name.lower()}]" in [each["part"] for each in said(file)[ImportRemarkCode.NOT_USED]] or name == "HRZones"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (made.polar_hrm().replace("Interval=238", "Interval=5"), "polar_hrm"),
        (
            "Name,Sport,Date,Start time,Duration,Total distance (km)\nx,RUNNING,05-03-2026,07:10:14,00:30:00,5\n",
            "polar_flow",
        ),
        (
            '{"startTime": "2026-03-05T07:10:14", "exercises": [{"samples": {"heartRate": []}}]}',
            "polar_flow",
        ),
        ('{"Body": {"average": 60, "rrData": []}}', "movesense"),
        ("1772694614.250000, IBI\n", "empatica"),
        ("HRV ANALYSIS RESULTS\nKubios HRV\n\nMean RR (ms):, 800\n", "kubios_report"),
        ("date,rr,since start\n", "hrv_logger"),
        ("Date,HRV,rMSSD,lnRmssd,SDNN,AVNN\n2026-03-05,60,45,3.8,50,900\n2026-03-06,61,44,3.7,51,910\n", "results"),
        ("Time Offset,HeartRate,rawIBI\n0.0,66,\n0.5,66,\n", "emwave"),
    ],
)
def test_a_known_kind_without_intervals_is_named(content: str, form: str, tmp_path: Path) -> None:
    with pytest.raises(RecordingError) as raised:
        read_file(written(tmp_path / "x", content))
    assert raised.value.code is ImportErrorCode.WITHOUT_INTERVALS, raised.value
    assert ("format", form) in raised.value.facts


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_that_was_cut_off_anywhere_is_read_as_far_as_it_goes_or_refused(name: str, tmp_path: Path) -> None:
    content = LAYOUTS[name][1]()
    for share in (0.02, 0.3, 0.77, 0.999):
        try:
            file = read_file(written(tmp_path / "x", content[: int(share * len(content))]))
        except RecordingError:
            continue
        rr_ms = [rr for rr in file.hearts[0].rr_ms if not math.isnan(rr)]
        if name.startswith("Kubios"):  # two samples lie side by side, and both are cut
            rr_ms = rr_ms[: len(rr_ms) // 2]
        if name == "times of beats" and share < 0.1:  # three lines may be intervals that grow
            continue
        assert rr_ms[:-1] == pytest.approx(RR_MS[: len(rr_ms) - 1], abs=1e-6), share


@pytest.mark.skipif(not (SHARED / "cases" / "native").is_dir(), reason="no native cases here")
@pytest.mark.parametrize(
    "name", ["E4_IBI.csv", "polar.hrm", "psl_ppi.txt", "unix_ms_gap.csv", "kubios_two_columns.txt"]
)
def test_the_native_cases(name: str) -> None:
    native = SHARED / "cases" / "native"
    truth = list(map(float, (native / "plain_ms.txt").read_text().split()))
    assert read_file(native / name).hearts[0].rr_ms == pytest.approx(truth, abs=1e-6)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="no real recordings here")
def test_real_recordings_of_straps() -> None:
    for folder, name, kind in (
        ("psl-rr-shared", "subjE_BA_60_RR_2", "polar_sensor_logger"),
        ("hrvpy-exercise", "exercise_rri", "polar_hrm"),
        ("elite-polar-exports-shared", "polarSample01", "rr_text"),
    ):
        (path,) = (RECORDINGS / folder).glob(f"{name}.*")
        told = [each for each in (RECORDINGS / folder).glob("*rr_ms.txt") if each.name.startswith((name, "rr_ms"))]
        file = read_file(path)
        assert file.kind == kind
        assert file.hearts[0].rr_ms == pytest.approx(list(map(float, told[0].read_text().split())), abs=0.51)


def test_how_fine_intervals_are_is_told_where_they_keep_to_a_step() -> None:
    assert step_of([800.0, 812.0, math.nan]) == 1.0
    assert math.isnan(step_of([800.0, 812.5]))
    # 39 and 51 of 64 steps a second, by a clock that is a little off, as an E4 writes them.
    assert step_of([609.403, 796.911], 1000 / 64) == 1000 / 64


def test_every_marked_moment_is_kept_or_counted(tmp_path: Path) -> None:
    rr = written(tmp_path / "2026_RR.csv", made.hrv_logger_older(gap=False))
    at = [f"{BEGAN + timedelta(seconds=each):%Y-%m-%d %H:%M:%S.%f}"[:-3] for each in (-3, 10, 20)]
    rows = [f"{at[0]},early,-3000", f"{at[1]},one,10000", "31.02.,two,x", f"{at[2]},,20000"]
    written(tmp_path / "2026_Events.csv", "\n".join(["date, event, since start", *rows]))
    file = read_file(rr)
    assert [event.text for event in file.events] == ["early", "one"]
    assert [event.t_s for event in file.events] == pytest.approx([0.0, 10.0], abs=0.01)
    name = "2026_Events.csv"
    assert said(file)[ImportRemarkCode.EVENTS_READ] == [{"count": 2, "file": name}]
    assert said(file)[ImportRemarkCode.EVENTS_AT_BEGINNING] == [{"count": 1}]
    assert said(file)[ImportRemarkCode.EVENTS_SET_ASIDE] == [{"count": 2, "first_line": 4, "file": name}]
    with pytest.raises(RecordingError) as raised:
        read_file(tmp_path / name)
    assert raised.value.code is ImportErrorCode.EVENTS_ALONE
