"""`soften analyse --group`: the recordings of the seats of one room, and the hearts of one recording."""

import json
import sqlite3
import sys
from contextlib import closing

import numpy as np
import pytest

from biofeedback.__main__ import main
from biofeedback.app.recordings.recorded_group import recorded_group
from biofeedback.signals.definitions import DEFINITIONS
from tests.rigs.hearts.led_hearts import even_breaths
from tests.rigs.hearts.made_groups import ALONE, FOLLOWS, beats_of
from tests.rigs.practices.made_rooms import room, seat

# Names in an order that is neither that of how they breathe nor of who is in step most.
PEOPLE = {"Clover": ALONE, "Fern": FOLLOWS, "Moss": ALONE, "Sage": FOLLOWS, "Thyme": FOLLOWS}
FOLLOWERS = {name for name, manner in PEOPLE.items() if manner == FOLLOWS}


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    return room(tmp_path_factory.mktemp("rooms") / "hall", PEOPLE, until_s=200.0)


@pytest.fixture
def analyse(monkeypatch, capfd, tmp_path):
    """Run ``soften analyse ... --group`` in this process and return its exit code, output and error output."""
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))

    def run(path, *words):
        monkeypatch.setattr(sys, "argv", ["soften", "analyse", str(path), "--group", *map(str, words)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capfd.readouterr()
        return int(exit_.value.code or 0), printed.out, printed.err

    return run


def test_a_person_reads_who_was_in_step_when(analyse, hall):
    code, out, err = analyse(hall)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("hall: 5 hearts, laid side by side by when each recording says it began: to 1 s")
    assert any(line.startswith("     3:00  with the light") and "3 of 5 (by chance up to 1)" in line for line in lines)
    named = [line.split()[1] for line in lines[lines.index("Each heart") + 1 :][: len(PEOPLE)]]
    assert named == list(PEOPLE)
    read = " ".join(out.split())
    for name in ("in_step_share", "in_step_chance_share", "group_locking_share", "pair_locking_share"):
        assert DEFINITIONS[name].title in read
        assert " ".join(DEFINITIONS[name].text.split()) in read
    assert "nan" not in read.lower().split()
    assert max(map(len, lines)) < 240


def test_a_program_gets_every_number(analyse, hall):
    code, out, _ = analyse(hall, "--json")
    assert code == 0
    found = json.loads(out)
    assert [heart["name"] for heart in found["hearts"]] == found["pairs"]["hearts"] == list(PEOPLE)
    assert {heart["name"] for heart in found["hearts"] if heart["in_step_share"] == 1.0} == FOLLOWERS
    last = found["moments"][-1]
    assert last["with"] == "breath"
    assert last["in_step_share"] == pytest.approx(0.6)
    assert {heart["name"] for heart in last["hearts"] if heart["in_step"]} == FOLLOWERS
    first = found["moments"][0]
    assert first["in_step_share"] is None
    assert first["reason_code"]["code"] == "too-few-hearts"
    locking = np.array(found["pairs"]["pair_locking_share"])
    chance = np.array(found["pairs"]["chance_share"])
    assert {(row, column) for row, column in np.argwhere(locking > chance).tolist() if row < column} == {
        (1, 3), (1, 4), (3, 4)
    }  # fmt: skip
    assert found["clock"] == {"by": "started", "uncertain_s": 1.0}
    assert found["definitions"].keys() <= found["versions"].keys()


def test_the_clock_of_a_room_goes_before_the_hour_that_each_recording_tells(tmp_path):
    def facts(place):
        return {
            "room": "a7",
            "seat": f"Seat {place}",
            "room_clock_s": str(100.0 + 7.25 * place),
            # A computer whose clock is an hour off.
            "started_at": f"2026-03-03T{9 + place:02d}:05:00+01:00",
        }

    where = room(tmp_path / "hall", dict.fromkeys("ab", ALONE), until_s=60.0, facts=facts)
    group = recorded_group(where)
    assert (group.clock, group.uncertain_s) == ("room", 0.0)
    assert list(group.hearts) == ["Seat 0", "Seat 1"]
    first = recorded_group(where / "b.soften").hearts["Seat 1"]
    assert group.hearts["Seat 1"].beats.t_s == pytest.approx(first.beats.t_s + 7.25)


@pytest.mark.parametrize("clock_s", ["", "soon", "nan", "inf"])
def test_a_clock_of_a_room_that_says_nothing_is_passed_over(tmp_path, clock_s):
    where = room(tmp_path / "hall", dict.fromkeys("ab", ALONE), until_s=30.0, facts=lambda _: {"room_clock_s": clock_s})
    assert recorded_group(where).clock == "started"


def test_a_start_that_is_told_finely_and_another_speed_are_taken_as_they_are(tmp_path):
    def facts(place):
        return {"started_at": f"2026-03-03T09:05:0{place}.500000+01:00", "speed": "2"}

    group = recorded_group(room(tmp_path / "hall", dict.fromkeys("ab", ALONE), until_s=30.0, facts=facts))
    assert group.uncertain_s == 0.0
    here, there = group.hearts.values()
    assert there.beats.t_s[0] - here.beats.t_s[0] == pytest.approx(2.0, abs=1.5)


def test_the_hearts_of_one_recording_are_a_group(analyse, tmp_path):
    breaths = even_breaths(0.0, 200.0, 6.0)
    hearts = {f"00:0{place}": beats_of(place, FOLLOWS, breaths, 200.0) for place in range(2)}
    path = seat(tmp_path / "both.soften", hearts, breaths=breaths)
    code, out, _ = analyse(path, "--json")
    assert code == 0
    found = json.loads(out)
    assert [heart["name"] for heart in found["hearts"]] == ["00:00", "00:01"]
    assert found["clock"] == {"by": "recording", "uncertain_s": 0.0}
    assert found["moments"][-1]["in_step_share"] == 1.0


def test_what_cannot_be_read_is_said_and_keeps_nobody_else_back(analyse, tmp_path):
    where = room(tmp_path / "hall", dict.fromkeys("ab", ALONE), until_s=60.0)
    (where / "c.soften").write_bytes(b"no recording at all")
    (where / "notes.txt").write_text("not asked for")
    code, out, err = analyse(where, "--json")
    assert code == 0
    found = json.loads(out)
    assert len(found["hearts"]) == 2
    assert [path.endswith("c.soften") for path in found["not_read"]] == [True]
    assert "c.soften" in err
    assert all(heart["reason_code"]["code"] == "too-few-seconds" for heart in found["hearts"])


def test_what_is_not_as_it_should_be_in_one_of_them_is_said(analyse, tmp_path):
    where = room(tmp_path / "hall", dict.fromkeys("ab", ALONE), until_s=60.0)
    with closing(sqlite3.connect(where / "b.soften")) as connection:
        connection.execute("DROP TABLE metric")
    code, out, err = analyse(where, "--json")
    assert code == 0
    assert len(json.loads(out)["hearts"]) == 2
    assert "b.soften" in err
    assert "metric" in err
    assert "a.soften" not in err


def test_equal_names_stay_apart(tmp_path):
    where = room(tmp_path / "hall", dict.fromkeys("ab", ALONE), until_s=30.0, facts=lambda _: {"seat": "Fern"})
    assert list(recorded_group(where).hearts) == ["Fern", "Fern 2"]


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--window", "0:60"), "--window"), (("--layer", "raw"), "--layer"), (("--detrend", "linear"), "--detrend")],
)
def test_options_of_one_heart_are_refused(analyse, hall, words, said):
    code, out, err = analyse(hall, *words)
    assert (code, out) == (2, "")
    assert f"please leave out {said}" in err


def test_a_folder_without_hearts_is_said(analyse, tmp_path):
    (tmp_path / "quiet").mkdir()
    code, out, err = analyse(tmp_path / "quiet")
    assert (code, out) == (2, "")
    assert err == "quiet: there is no recording with a heart in this folder that can be read.\n"
