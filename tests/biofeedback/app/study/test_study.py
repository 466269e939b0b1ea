"""Studies: each file for itself, the same whatever the order, taken up again, and in long tables."""

import hashlib
import json
import math
import shutil

import pandas
import pyarrow.parquet
import pytest

from biofeedback.__main__ import main
from biofeedback.app.recordings.recorded_beats import recorded_beats
from biofeedback.app.study.columns import EXCLUSIONS, NUMBERS
from biofeedback.app.study.files import files_of
from biofeedback.app.study.kept import KeptResults
from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.app.study.planning import Pace
from biofeedback.app.study.result import FileResult
from biofeedback.app.study.running import run
from biofeedback.app.study.tables import Ended, gather
from biofeedback.app.study.workers import LONGEST_FILE_S, LocalWorkers
from biofeedback.error_codes import StudyErrorCode
from biofeedback.events import StepBegan
from biofeedback.signals.analysis import analyse
from sessions.reader import Recording
from tests.rigs.files import poisonous_files
from tests.rigs.files.recorded_practice import record
from tests.rigs.files.strap_of_a_unit import strap_of_a_unit

SETTINGS = StudySettings()


def text(path, seed=0):
    rr_ms = (round(850 + 60 * math.sin(beat / (2.0 + seed)) + (beat * 7919 + seed) % 23) for beat in range(150))
    path.write_text("\n".join(map(str, rr_ms)))
    return path


@pytest.fixture(scope="module")
def practised(tmp_path_factory):
    return record(tmp_path_factory.mktemp("practised") / "led.soften")


@pytest.fixture
def folder(tmp_path):
    where = tmp_path / "study"
    (where / "second day").mkdir(parents=True)
    for seed in range(3):
        text(where / f"p{seed}.txt", seed)
    text(where / "second day" / "p0.txt", 5)
    (where / "letter.txt").write_text("Dear all,\nthere is nothing here.\n")
    (where / ".hidden.txt").write_text("800\n" * 100)
    return where


class Hands(LocalWorkers):
    """Workers of whom the one at the endless file is given two seconds, and no other, however busy the machine is."""

    def hand_out(self, path):
        self._longest_s = 2.0 if path.name == poisonous_files.HANGS else LONGEST_FILE_S
        return super().hand_out(path)


def ran(folder, results, *, workers, hands=LocalWorkers, **others):
    kept, hands = KeptResults(results, SETTINGS), hands(workers, SETTINGS, **others)
    return {done.name: done for done in run(folder, files_of(folder), kept, hands)}


def test_a_file_that_kills_or_hangs_its_worker_costs_that_file_alone(folder, tmp_path):
    for name in (poisonous_files.KILLS, poisonous_files.HANGS, poisonous_files.STUMBLES):
        text(folder / name)
    done = ran(folder, tmp_path / "kept", workers=2, hands=Hands, analyse=poisonous_files.analysed)
    assert {name: each.result.problem.code for name, each in done.items() if each.error is not None} == {
        poisonous_files.KILLS: StudyErrorCode.WORKER_DIED,
        poisonous_files.HANGS: StudyErrorCode.TOOK_TOO_LONG,
        poisonous_files.STUMBLES: StudyErrorCode.STUMBLED,
    }
    healthy = [each for name, each in done.items() if name.rpartition("/")[2].startswith("p") and each.error is None]
    assert len(healthy) == 4
    assert all(each.result.problem is None for each in healthy)
    again = ran(folder, tmp_path / "kept", workers=2)
    assert sorted(name for name, each in again.items() if not each.was_there) == sorted(
        (poisonous_files.KILLS, poisonous_files.HANGS, poisonous_files.STUMBLES)
    )
    assert all(again[each].result.problem is None for each in (poisonous_files.KILLS, poisonous_files.HANGS))


def test_the_same_numbers_whatever_the_order_and_the_number_of_workers(folder, tmp_path):
    ran(folder, tmp_path / "one", workers=1)
    kept = KeptResults(tmp_path / "three", SETTINGS)
    list(run(folder, files_of(folder)[::-1], kept, LocalWorkers(3, SETTINGS)))
    contents = [
        {each.relative_to(where): each.read_bytes() for each in where.rglob("*.json")}
        for where in (tmp_path / "one", tmp_path / "three")
    ]
    assert contents[0] == contents[1]
    assert len(contents[0]) == 5


def test_another_content_setting_or_name_has_another_result(folder, tmp_path):
    path, kept = folder / "p0.txt", KeptResults(tmp_path, SETTINGS)
    before = kept.place(path)
    assert KeptResults(tmp_path, StudySettings(detrend="linear")).place(path) != before
    assert kept.place(folder / "p1.txt") != before
    path.write_text(path.read_text() + "\n801")
    assert kept.place(path) != before


def test_what_is_no_result_is_computed_anew(folder, tmp_path):
    kept = KeptResults(tmp_path, SETTINGS)
    place = kept.place(folder / "p0.txt")
    kept.keep(place, analyse_file(folder / "p0.txt", SETTINGS))
    whole = place.path.read_bytes()
    for spoiled in (b"", whole[:-40], b"[]", b"null", b'{"kind": 1}', b"\xff\xfe"):
        place.path.write_bytes(spoiled)
        assert kept.get(place) is None
    place.path.write_bytes(whole)
    assert kept.get(place) == FileResult.from_json(whole.decode())


def test_every_step_of_a_practice_is_a_block_of_its_own(practised):
    (heart,) = analyse_file(practised, SETTINGS).hearts
    with Recording(practised) as recording:
        steps = [event for _, event in recording.events(StepBegan)]
        beats = recorded_beats(recording)
    assert [block.name for block in heart.blocks] == ["", *(step.name for step in steps)]
    assert [block.from_s for block in heart.blocks[1:]] == [step.t_s for step in steps]
    assert [block.until_s for block in heart.blocks[1:-1]] == [step.t_s for step in steps[1:]]
    block = heart.blocks[2]
    taken = [
        rr_ms for rr_ms, at_s in zip(beats.rr_ms, beats.arrived_s, strict=True) if block.from_s < at_s <= block.until_s
    ]
    assert abs(block.beats - len(taken)) <= 2, "beats are placed a little before they arrive"
    whole = analyse(beats.rr_ms, arrived_s=beats.arrived_s, quality=beats.quality, breaths_s=beats.breaths_s)
    numbers = {number.name: number.value for number in heart.blocks[0].numbers}
    assert numbers["rmssd_ms"] == whole.rmssd_ms
    assert numbers["coherence_share"] == whole.coherence_share


@pytest.mark.parametrize(("unit", "cautions"), [(1024, ()), (1000, ("intervals-in-ms",))])
def test_the_caution_on_the_clock_of_a_strap_stands_in_every_block(unit, cautions, tmp_path):
    (heart,) = analyse_file(strap_of_a_unit(tmp_path / "strap.soften", unit), SETTINGS).hearts
    assert {block.cautions[: len(cautions)] for block in heart.blocks} == {cautions}


def test_tables_are_long_and_say_what_was_left_out(folder, practised, tmp_path):
    (folder / "led.soften").write_bytes(practised.read_bytes())
    record(folder / "sparse.soften", silent=(10.0, 400.0))
    results = folder / "results"
    results.mkdir()
    kept = KeptResults(results / ".computed", SETTINGS)
    places = {name: kept.place(folder / name) for name in files_of(folder)}
    for name, place in places.items():
        kept.keep(place, analyse_file(folder / name, SETTINGS))
    gathered = gather(results, kept, {name: Ended(place, None) for name, place in places.items()})
    assert (gathered.files, gathered.hearts, gathered.without_numbers) == (7, 6, 1)
    numbers = pandas.read_csv(results / "numbers.csv", keep_default_na=False, na_values={"value": [""]})
    assert list(numbers.columns) == [column.name for column in NUMBERS]
    table = pyarrow.parquet.read_table(results / "numbers.parquet")
    assert table.column("value").to_pylist() == [None if math.isnan(each) else each for each in numbers.value]
    assert json.loads(table.schema.metadata[b"columns"])["value"]["unit"] == ""
    assert json.loads(table.schema.metadata[b"columns"])["from_s"] == {
        "unit": "s",
        "what": "Where the block begins, from the beginning of the recording.",
    }
    assert json.loads(table.schema.metadata[b"soften"])["settings"] == {
        "detrend": "none",
        "spectrum": "welch",
        "notes": False,
    }
    whole = numbers[(numbers.block == 0) & (numbers.number == "rmssd_ms")]
    assert sorted(whole.file) == ["led.soften", "p0.txt", "p1.txt", "p2.txt", "second day/p0.txt", "sparse.soften"]
    assert set(whole.unit) == {"ms"}
    unknown = numbers[numbers.value.isna()]
    assert (unknown.reason != "").all(), "what is not known says why"
    sparse = numbers[(numbers.file == "sparse.soften") & (numbers.block > 0)]
    assert set(sparse.excluded) == {"low-coverage"}, "nothing of the heart came after 10 s"
    left_out = pandas.read_csv(results / "exclusions.csv", keep_default_na=False)
    assert list(left_out.columns) == [column.name for column in EXCLUSIONS]
    assert set(left_out.file) >= {"letter.txt", "sparse.soften"}
    assert (left_out.said != "").all()
    assert str(tmp_path) not in (results / "exclusions.csv").read_text()
    files = pandas.read_csv(results / "files.csv", keep_default_na=False).set_index("file")
    assert files.sha256["p1.txt"] == hashlib.sha256((folder / "p1.txt").read_bytes()).hexdigest()
    assert files.remarks["p1.txt"].startswith("p1.txt is a text of intervals. 150 intervals")
    assert files.kind["led.soften"] == "recording"
    about = json.loads((results / "provenance.json").read_text())
    assert about["versions"]["rmssd_ms"] >= 1
    assert about["definitions"]["rmssd_ms"]["unit"] == "ms"


def test_the_command_goes_on_where_it_was_and_takes_up_what_was_added(folder, monkeypatch, capsys):
    def soften(*arguments, act="run"):
        monkeypatch.setattr("sys.argv", ["soften", "study", act, str(folder), *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out, printed.err

    code, out, _ = soften("--workers", "1", "--files", "1000", act="plan")
    assert code == 0
    assert "5 files were analysed for this: about " in out
    assert "1000 files like these take about " in out
    code, out, _ = soften("--workers", "1", act="plan")
    assert "Everything in there was computed before" in out
    shutil.rmtree(folder / "results")
    code, out, _ = soften("--workers", "1")
    assert code == 0
    assert "5 files with 4 hearts; computed now: 5, without numbers: 1." in out
    text(folder / "late.txt", 9)
    code, out, _ = soften("--workers", "1")
    assert "6 files with 5 hearts; computed now: 1, without numbers: 1." in out
    assert (folder / "results" / "numbers.parquet").exists()


def test_a_plan_is_of_the_pace_after_the_workers_began():
    pace = Pace(files=101, begun_s=2.0, later_s=10.0)
    assert pace.per_min == pytest.approx(600.0)
    assert pace.takes_s(6000) == pytest.approx(2.0 + 600.0)
    assert pace.takes_s(6000, machines=4) == pytest.approx(2.0 + 150.0)
    assert Pace(files=1, begun_s=3.0, later_s=0.0).per_min == pytest.approx(20.0)
