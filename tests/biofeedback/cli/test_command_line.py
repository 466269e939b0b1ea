"""The command line as a person meets it: what it prints, and its exit code."""

import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing

import pytest

from biofeedback.app.profile_store import remember
from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from sessions.reader import Recording
from tests.rigs.suite import programs
from ui.preferences import Preferences
from ui.sound.settings import SoundSettings


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """One recorded practice for the commands that read."""
    folder = tmp_path_factory.mktemp("recorded")
    path = folder / "pause.soften"
    command = [
        sys.executable,
        "-m",
        "biofeedback",
        "begin",
        "compassionate_pause",
        "--sensor",
        "simulated",
        "--terminal",
    ]
    done = programs.run(
        [*command, "--speed", "40", "--seed", "4", "--output", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"SOFTEN_DATA": str(folder)},
    )
    return path, done.stdout


def test_a_practice_in_the_terminal_ends_by_naming_the_recording_and_its_summary(recorded):
    path, printed = recorded
    assert "simulated" in printed.lower()
    assert "A compassionate pause" in printed
    assert printed.rstrip().endswith(f"The recording: {path}")
    with Recording(path) as recording:
        assert recording.facts["seed"] == "4"


def test_the_opening_page_comes_before_the_first_practice_on_a_machine_and_never_again(soften, tmp_path):
    begin = ("begin", "three_breaths", "--sensor", "simulated", "--terminal", "--speed", "100")
    code, first, _ = soften(*begin)
    assert code == 0
    assert first.index("Before you begin") < first.index("Three breaths")
    assert "atrial fibrillation" in first
    code, second, _ = soften(*begin)
    assert code == 0
    assert "Before you begin" not in second
    (tmp_path / "opening_page_shown").unlink()
    assert "Before you begin" in soften(*begin)[1]


def test_the_path_is_read_whole_or_by_the_chapter(soften):
    code, listed, _ = soften("path")
    assert code == 0
    assert "\n  3  Compassion for yourself\n" in listed
    code, chapter, _ = soften("path", "3")
    assert code == 0
    assert chapter.startswith("3  Compassion for yourself\n")
    assert "soften begin soften_soothe_allow" in chapter
    assert "For daily life:" in chapter
    code, _, said = soften("path", "9")
    assert (code, said) == (2, "There is no chapter 9; the path has chapters 1 to 8.\n")


@pytest.mark.parametrize(
    ("sensor", "said"),
    [
        ((), ("Simulated heart", "within ten seconds", "further: by", "(mean of 6 breaths)", "it is nobody's")),
        (("--sensor", "none"), ("No heart was heard", "The light led 7 slow breaths")),
    ],
)
def test_a_demonstration_in_the_terminal_is_told_with_its_numbers_and_leaves_nothing(soften, tmp_path, sensor, said):
    (tmp_path / "opening_page_shown").touch()
    code, shown, _ = soften("demonstrate", "--terminal", "--speed", "100", "--seed", "3", *sensor)
    assert code == 0
    for words in said:
        assert words in shown
    assert shown.rstrip().endswith("Nothing of it is kept.")
    assert list(tmp_path.rglob("*.soften")) == []


def test_the_page_of_care_is_read_whole(soften):
    code, page, _ = soften("care")
    assert code == 0
    assert page.startswith("Care for those you lead\n")
    for said in ("Begin with something mild.", "feet on the floor", "Stay beside them", "9789241548205"):
        assert said in " ".join(page.split())
    assert max(map(len, page.splitlines())) <= 88


def test_version_needs_neither_numpy_nor_qt():
    heavy = ("numpy", "scipy", "PySide6", "pyqtgraph", "bleak")
    code = f"""
import sys
from biofeedback.__main__ import main
from biofeedback.app.profile_store import remember
from biofeedback.errors import UsageError
sys.argv = ["soften", "--version"]
try:
    main()
except SystemExit:
    print([name for name in {heavy} if name in sys.modules])
"""
    done = programs.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("soften ")
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("shell", "surroundings"),
    [
        ("bash", {"COMP_WORDS": "soften export --format e", "COMP_CWORD": "3"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "soften export --format e"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "soften export --format e", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
    ],
)
def test_a_shell_that_completes_a_line_is_answered_and_no_window_opens(soften, monkeypatch, shell, surroundings):
    for name, value in {"_SOFTEN_COMPLETE": f"complete_{shell}", **surroundings}.items():
        monkeypatch.setenv(name, value)
    code, said, errors = soften()
    assert (code, errors) == (0, "")
    assert "edf" in said
    assert "kubios" not in said


@pytest.mark.parametrize("command", [[], ["begin"], ["sensors"], ["sessions"], ["analyse"], ["replay"]])
def test_help_has_an_example(soften, command):
    code, out, _ = soften(*command, "--help")
    assert code == 0
    assert "soften" in out
    assert "Example" in out or command == ["sessions"]


def test_analyse_prints_every_promised_number_of_a_recording(soften, recorded):
    code, out, _ = soften("analyse", recorded[0], "--json")
    assert code == 0
    found = json.loads(out)
    assert set(found) >= {
        "beats", "duration_s", "corrected_ratio", "mean_hr_bpm", "rmssd_ms", "sdnn_ms", "peak_hz",
        "coherence_share", "coherence_ratio", "coherence_peak_hz", "coherence_windows",
    }  # fmt: skip
    assert found["beats"] > 100
    assert 170 < found["duration_s"] < 200
    assert 0.05 < found["peak_hz"] < 0.3


def test_analyse_says_beside_rmssd_what_a_coarse_clock_adds(soften, recorded, tmp_path):
    code, out, _ = soften("analyse", recorded[0])
    assert code == 0
    assert "clock" not in next(line for line in out.splitlines() if line.startswith("  RMSSD "))
    coarse = tmp_path / "coarse.soften"
    shutil.copy(recorded[0], coarse)
    with closing(sqlite3.connect(coarse)) as connection, connection:
        latest = connection.execute("SELECT max(number) FROM tick").fetchone()[0]
        connection.execute(
            "INSERT INTO device_fact (number, source, t_s, name, value) "
            "VALUES (?, 'simulated', 1, 'rmssd_floor_ms', 11.8)",
            (latest + 1000,),
        )
    code, out, _ = soften("analyse", coarse)
    assert code == 0
    line = next(line for line in out.splitlines() if line.startswith("  RMSSD "))
    assert line.endswith(" ms · the sensor's clock adds up to 12 ms")
    sensor = json.loads(soften("analyse", coarse, "--json")[1])["sensor"]
    assert sensor == {"resolution_ms": None, "rmssd_floor_ms": 11.8, "rmssd_noise_ms": None, "interval_unit_ms": None}


def test_a_recording_is_known_by_its_first_bytes_and_not_by_its_name(soften, recorded, tmp_path):
    renamed = tmp_path / "näme ü.txt"
    shutil.copy(recorded[0], renamed)
    code, out, _ = soften("analyse", renamed, "--json")
    assert code == 0
    assert json.loads(out)["beats"] > 100


def test_a_recording_gets_its_suffix_and_no_other(soften, tmp_path):
    fast = ["begin", "--sensor", "simulated", "--terminal", "--speed", "40", "--output"]
    assert soften(*fast, tmp_path / "morning")[0] == 0
    assert (tmp_path / "morning.soften").exists()
    code, _, err = soften(*fast, tmp_path / "morning.txt")
    assert code == 2
    assert ".soften" in err


def test_replay_says_that_the_numbers_are_equal(soften, recorded):
    code, out, _ = soften("replay", recorded[0])
    assert code == 0
    assert "bit for bit" in out
    code, out, _ = soften("replay", recorded[0], "--json")
    assert json.loads(out)["identical"] is True


def test_replay_notices_a_number_that_was_changed(soften, recorded, tmp_path):
    changed = tmp_path / "changed.soften"
    shutil.copy(recorded[0], changed)
    connection = sqlite3.connect(changed)
    connection.execute("UPDATE metric SET value = value * 1.001 WHERE name = 'rmssd_ms' AND value IS NOT NULL")
    connection.commit()
    connection.close()
    code, out, err = soften("replay", changed)
    assert code == 1
    assert "recorded was RMSSD at " in out
    assert "; what came out is RMSSD at " in out
    assert "Metric(" not in out
    assert "changed.soften" in err


def test_sessions_are_listed_shown_and_deleted(soften, tmp_path):
    assert soften("begin", "--sensor", "simulated", "--terminal", "--speed", "40")[0] == 0
    code, out, _ = soften("sessions", "list", "--json")
    (found,) = json.loads(out)
    assert code == 0
    assert found["beats"] > 100
    assert found["ended_unexpectedly"] is False
    code, out, _ = soften("sessions", "show", found["name"])
    assert code == 0
    assert "A compassionate pause" in out
    assert "program_version" in out
    code, out, _ = soften("sessions", "delete", found["name"], "--yes")
    assert code == 0
    assert list((tmp_path / "sessions").iterdir()) == []
    code, out, _ = soften("sessions", "list")
    assert "No recordings yet" in out


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (["begin", "no_such_practice", "--sensor", "simulated"], 2, "compassionate_pause"),
        (["begin", "--sensor", "telepathy"], 2, "telepathy"),
        (["begin", "--sensor", "simulated:ectopix=1"], 2, "ectopix"),
        (["begin", "--sensor", "bluetooth", "--speed", "30"], 2, "--speed"),
        (["begin", "--sensor", "simulated", "--breaths-per-min", "20"], 2, "--breaths-per-min"),
        (["begin", "--sensor", "simulated", "--speed", "0"], 2, "--speed"),
        (["begin", "--sensor", "simulated", "--sound", "thunder"], 2, "tone, waves, off"),
        (["begin", "--sensor", "simulated", "--voice", "parrot"], 2, "recorded, system, off"),
        (["begin", "--sensor", "simulated", "--terminal", "--voice", "system"], 2, "in the window"),
        (["begin", "--sensor", "simulated", "--volume", "2"], 2, "volume"),
        (["begin", "--sensor", "simulated", "--bells-volume", "-1"], 2, "bells volume"),
        (["begin", "--sensor", "replay:/nowhere/there.soften"], 1, "there.soften"),
        (["analyse", "/nowhere/rr.txt"], 1, "rr.txt"),
        (["replay", "/nowhere/there.soften"], 1, "there.soften"),
        (["sessions", "show", "nothing"], 1, "nothing"),
        (["begin", "--no-such-option"], 2, "--no-such-option"),
        ([], 1, "--terminal"),
    ],
)
def test_an_error_is_said_in_one_sentence_with_its_exit_code(soften, words, code, expected):
    got, _, err = soften(*words)
    assert got == code
    assert expected in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], SoundSettings(breath="waves", volume=0.2)),
        (["--sound", "tone", "--bells-volume", "0.6"], SoundSettings(volume=0.2, bells_volume=0.6)),
        (["--no-sound"], SoundSettings(breath="waves", volume=0.0)),
    ],
)
def test_what_is_not_said_of_the_sound_is_as_it_was_chosen_in_the_window(soften, monkeypatch, said, expected):
    remember(Preferences(sound=SoundSettings(breath="waves", volume=0.2), attuned=False))
    begun = []

    class Application:
        def __init__(self, *, preferences, **_):
            begun.append(preferences)
            raise UsageError(SensorSpecErrorCode.CLOSED)

    monkeypatch.setattr("biofeedback.app.application.LiveApplication", Application)
    assert soften("begin", "--sensor", "simulated", *said)[0] == 2
    assert [(each.sound, each.attuned) for each in begun] == [(expected, False)]
