"""`soften methods` says what a recording knows, names what it cannot know, and claims nothing else."""

import gzip
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.__main__ import main
from biofeedback.app.by_hand.editing import BeatEditing
from biofeedback.events import StepBegan, Tick
from biofeedback.hub import Hub
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit
from scripts.check_release import version
from sessions.recorder import Recorder
from tests.rigs.files.hostile_text import HOSTILE
from tests.rigs.files.recorded_practice import record

OLDER = Path(__file__).parents[3] / "sessions" / "older"

GRAPH = ["1a", "1b", "1c", "1d", "1e", "2a", "2b", "3a", "3b", "3c", "3d", "4a", "4b"]
"""Every item of table 1 of Quintana, Alvares and Heathers 2016."""

LALANZA = {"0": 1, "1": 6, "2": 5, "3": 4, "4": 6, "5": 4}
"""How many items each section has: of table 2 of Lalanza 2023, and of section 5 what its abstract names."""


@pytest.fixture(scope="module")
def recording(tmp_path_factory) -> Path:
    return record(tmp_path_factory.mktemp("methods") / "one.soften", faults="ectopics=0.02", silent=(60.0, 85.0))


@pytest.fixture
def said(capsys, monkeypatch):
    """Return what the command prints."""

    def run(path: Path, *options: str) -> str:
        monkeypatch.setattr("sys.argv", ["soften", "methods", str(path), *options])
        with pytest.raises(SystemExit) as left:
            main()
        assert not left.value.code
        return capsys.readouterr().out

    return run


@pytest.fixture
def sentences(said):
    """Return what it prints as JSON."""
    return lambda path: json.loads(said(path, "--json"))


def items(found: dict, name: str) -> dict[str, dict]:
    (checklist,) = [each for each in found["checklists"] if each["name"] == name]
    return {f"{item['number']} {item['name']}": item for item in checklist["items"]}


def test_the_paragraph_says_how_it_was_made(sentences, recording):
    said = sentences(recording)["paragraph"]
    for fact in (
        "The heart was a simulated one",
        f"Soften {version()} (Python 3.",
        "“A compassionate pause” lasted",
        "Tuesday, 3 March 2026 at 09:05 (UTC+01:00)",
        "It had 6 steps: Arrive ",
        "Breath was led by a light: ",
        "Lipponen and Tarvainen (2019",
        " % were corrected (",
        "How the person breathed was not measured.",
        "Rhythm coherence (v1)",
        "64 s stepped by 5 s",
    ):
        assert fact in said
    (covered,) = re.findall(r"The intervals that were computed with cover ([\d.]+) %", said)
    assert 70.0 < float(covered) < 95.0


def test_every_item_of_both_checklists_is_there_and_says_what_is_known_or_what_to_say(sentences, recording):
    found = sentences(recording)
    graph = items(found, "GRAPH")
    assert [item["number"] for item in graph.values()] == GRAPH
    lalanza = [item["number"] for item in items(found, "Lalanza").values()]
    assert {number: lalanza.count(number) for number in lalanza} == LALANZA
    for item in (*graph.values(), *items(found, "Lalanza").values()):
        assert item["said"] or item["to_say"]
        assert item["state"] == ("author" if not item["said"] else "partly" if item["to_say"] else "known")


def test_what_no_recording_can_know_is_left_to_the_author(sentences, recording):
    found = sentences(recording)
    of_people = [item for number, item in items(found, "GRAPH").items() if number.startswith("1")]
    of_people += [item for number, item in items(found, "Lalanza").items() if number[0] in "012"]
    assert {item["state"] for item in of_people} == {"author"}
    for part in ("posture", "medication", "age"):
        assert any(part in item["to_say"] for item in items(found, "GRAPH").values())
    assert items(found, "Lalanza")["5 Position of the body"]["said"] == ""


def test_without_a_sensor_nothing_is_claimed_of_the_heart(sentences, tmp_path):
    path = tmp_path / "none.soften"
    recorder = Recorder(path, {"practice": "compassionate_pause", "sensor": "none"}, print)
    hub = Hub()
    inbox = hub.subscribe()
    recorder.start(inbox)
    hub.publish(StepBegan(t_s=0.0, index=0, name="arrive", title="Arrive", heart_display="shown"), Tick(t_s=60.0))
    hub.close(inbox)
    recorder.join()
    found = sentences(path)
    assert found["paragraph"].startswith("No sensor listened to the heart in this session.")
    for word in ("corrected", "Artefacts", "Welch", "coherence", "RMSSD"):
        assert word not in found["paragraph"]
    assert items(found, "GRAPH")["3b How artefacts were found"]["state"] == "author"


@pytest.mark.parametrize("version", [1, 2, 3])
def test_recordings_of_before_have_methods_as_well(sentences, tmp_path, version):
    path = tmp_path / "older.soften"
    path.write_bytes(gzip.decompress((OLDER / f"version_{version}.soften.gz").read_bytes()))
    assert "lasted" in sentences(path)["paragraph"]


def test_hostile_words_of_others_are_said_in_a_form_that_can_be_seen(said, tmp_path):
    path = record(tmp_path / "hostile.soften")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE fact SET value = ? WHERE name IN ('practice_title', 'program_version')", (HOSTILE,))
        connection.execute("UPDATE device_fact SET value = ? WHERE name = 'model'", (HOSTILE,))
        connection.execute("UPDATE step_began SET title = ?", (HOSTILE,))
    connection.close()
    lines = said(path).splitlines()
    assert all(line.isprintable() for line in lines)


def test_text_for_a_terminal_has_the_sources_of_both_lists(said, recording):
    text = said(recording)
    assert "GRAPH (Quintana, Alvares, Heathers 2016, doi 10.1038/tp.2016.73)" in text
    assert "Lalanza (Lalanza et al. 2023, doi 10.1007/s10484-023-09582-6)" in text
    assert "For you to say: " in text
    assert max(map(len, text.splitlines())) <= 100


def test_numbers_are_of_the_automatic_correction_unless_those_by_hand_are_asked_for(
    said, sentences, recording, tmp_path
):
    path = tmp_path / "edited.soften"
    path.write_bytes(recording.read_bytes())
    layer = "Layer “Automatic”: the numbers are of the beats as they were corrected by rule."
    assert f"{layer} Nobody edited a beat by hand." in sentences(path)["paragraph"]
    BeatEditing(path).edit(HandEdit(kind=EditKind.DELETE, first=BeatPlace(57), last=BeatPlace(57)))
    paragraph = sentences(path)["paragraph"]
    assert f"{layer} The recording holds 1 edit by hand, which these numbers leave aside." in paragraph
    by_hand = json.loads(said(path, "--json", "--by-hand"))["paragraph"]
    assert "Layer “By hand”" in by_hand
    assert "of the heartbeats were edited by hand" in by_hand


def test_of_an_imported_file_neither_sensor_nor_breath_is_claimed(sentences, recording, tmp_path):
    path = tmp_path / "imported.soften"
    path.write_bytes(recording.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE fact SET value = 'replay:rr.txt' WHERE name = 'sensor'")
        connection.execute("INSERT INTO fact VALUES ('imported_format', 'rr_text')")
        connection.execute("DELETE FROM breath_planned")
    found = sentences(path)
    assert found["paragraph"].startswith(
        "The recording was imported from a file of another program: a text of intervals. It was imported"
    )
    assert "rr.txt" not in found["paragraph"]
    assert "UTC" not in found["paragraph"]
    assert "measured" not in found["paragraph"]
    assert items(found, "GRAPH")["2a Sensor and electrodes"]["to_say"].startswith("which sensor it was")
    assert items(found, "Lalanza")["4 Kind of breathing"]["state"] == "author"
