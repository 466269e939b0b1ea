"""What the commands tell of practices with no heart, one, or several."""

import json
import sqlite3
import sys
from collections import Counter
from contextlib import closing

import pytest

from biofeedback.__main__ import main
from biofeedback.app.application import LiveApplication
from biofeedback.errors import UsageError
from biofeedback.events import Beat
from biofeedback.practice.script.file import parse_practice
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.practices.practised_minute import A_MINUTE, FAST, practised
from tests.rigs.words.said_errors import raises_saying


@pytest.fixture
def soften(home, monkeypatch, capfd):
    """Run ``soften`` in this process and return its exit code and all that it printed."""

    def run(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["soften", *map(str, words)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capfd.readouterr()
        return int(exit_.value.code or 0), printed.out + printed.err

    return run


def test_the_command_line_says_only_what_is_true_without_a_sensor(soften, home):
    practice = home / "minute.toml"
    practice.write_text(A_MINUTE)
    code, told = soften("begin", practice, "--sensor", "none", "--terminal", "--speed", "40", "--output", home / "a")
    assert code == 0
    told = told.partition("A minute")[2]
    assert "Without a sensor" in told
    # "your heart keeps to itself" was asked for here, as if a heart were there; "Without a sensor" says what is true.
    assert "your heart" not in told
    assert "You were here for" in told
    for word in ("beats", "Heart rate", "Your heart beat", "clear data", "simulated"):
        assert word not in told
    recording = home / "a.soften"
    code, told = soften("sessions", "show", recording)
    assert code == 0
    assert "sensor: none" in told
    assert "eart" not in told.replace("Here", "")
    code, told = soften("replay", recording)
    assert (code, told) == (0, "This practice was without a sensor; there is no number to compute anew.\n")
    assert json.loads(soften("replay", recording, "--json")[1])["sources"] == []
    code, told = soften("analyse", recording)
    assert code == 1
    assert "a.soften is a practice without a sensor, so there are no beats in it." in told
    code, told = soften("begin", practice, "--sensor", f"replay:{recording}", "--terminal")
    assert code == 1
    assert "there are no beats in it" in told


def test_the_library_tells_a_practice_without_a_sensor_from_a_silent_one(soften, home):
    practised("none")
    practised("simulated:no-rr")
    (silent, alone) = sorted(Library(home / "sessions").entries(), key=lambda entry: entry.without_sensor)
    assert (alone.without_sensor, silent.without_sensor) == (True, False)
    told = soften("sessions", "list")[1]
    assert [line.endswith("0 beats  without a sensor") for line in told.splitlines()] == [False, True]


def test_the_library_says_how_many_hearts_there_are_and_that_something_is_unknown(soften, home):
    path = practised("simulated", "simulated")
    (line,) = soften("sessions", "list")[1].splitlines()
    assert line.endswith("beats  2 hearts")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE beat_judged SET kind = 'no-such' WHERE number % 2")
    (line,) = soften("sessions", "list")[1].splitlines()
    assert line.endswith("beats  2 hearts  some of it is unknown to this Soften")
    path.unlink()
    practised("simulated")
    (line,) = soften("sessions", "list")[1].splitlines()
    assert line.endswith(" beats")


def test_looking_for_a_pace_needs_a_heart(soften, home):
    code, told = soften("assess", "--sensor", "none")
    assert code == 2
    assert "Here a heart is needed" in told
    with LiveApplication() as application, raises_saying(UsageError, "a heart is needed"):
        application.assess("none", sliding=False)
    assert not list(home.rglob("*.soften"))


def test_two_hearts_stay_two_where_the_facts_that_name_them_are_missing(soften, home):
    path = practised("simulated", "simulated:ectopics=0.05")
    whole = soften("analyse", str(path))
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM fact WHERE name LIKE 'source%'")
    connection.commit()
    connection.close()
    with Recording(path) as recording:
        assert set(recording.sources) == {"simulated", "simulated#2"}
        beats = Counter(event.source for _, event in recording.events(Beat))
        first = recording.sources[0]
    (entry,) = Library(home / "sessions").entries()
    assert entry.beats == beats[first]
    code, told = soften("analyse", str(path))
    assert code == 0
    assert f"{beats[first]} beats" in told
    assert f"this is {first}." in told
    code, told = soften("analyse", str(path), "--source", "simulated")
    assert (code, told) == whole
    assert f"this is {first}." in soften("sessions", "show", path.name)[1]


def test_the_command_line_takes_several_sensors_and_tells_of_the_first(soften, home):
    practice = home / "minute.toml"
    practice.write_text(A_MINUTE)
    two = ("--sensor", "simulated", "--sensor", "simulated:no-rr")
    code, told = soften("begin", practice, *two, "--terminal", "--speed", "40", "--output", home / "a")
    assert code == 0
    # Of two with one name each says which it is; "Simulated heart" alone was asked for here, which either could be.
    assert "\nSimulated heart (first) · for trying things out" in told
    assert "  Simulated heart (second) · for trying things out · no beats yet" in told.replace("good contact · ", "")
    assert "  Simulated heart (first): The simulated heart is beating." in told
    assert "  Simulated heart (second): The simulated heart is beating." in told
    assert "it beat about" in told
    recording = home / "a.soften"
    assert "bit for bit" in soften("replay", recording)[1]
    first, second = (soften("analyse", recording, *which)[1] for which in ((), ("--source", "simulated#2")))
    assert "a.soften: 0 beats" in second
    assert "a.soften: 0 beats" not in first
    assert soften("analyse", recording, "--source", "simulated")[1] == first
    code, told = soften("analyse", recording, "--source", "nobody")
    assert code == 2
    assert "simulated, simulated#2" in told
    code, told = soften("begin", practice, "--sensor", "none", "--sensor", "simulated", "--terminal")
    assert code == 2
    with LiveApplication(speed=FAST) as application:
        session = application.begin(parse_practice(A_MINUTE, "a_minute.toml"), f"replay:{recording}", None)
        assert session.sources == ("replay",)
        session.finish()
