"""People at the command line: added, given recordings, renamed, removed, and guests of whom nothing stays."""

import json
from types import SimpleNamespace

import pytest

from tests.rigs.words.spoken_commands import run

BEGIN = ("begin", "three_breaths", "--sensor", "none", "--terminal", "--speed", "100")


@pytest.fixture
def data(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "opening_page_shown").touch()
    return data


def recordings(data, *whose):
    said = run("sessions", "list", "--json", *whose, data=data)
    assert said.code == 0, said.err
    return [entry["name"] for entry in json.loads(said.out)]


def test_a_practice_of_somebody_else_and_given_away(data):
    assert run("people", "add", "Fern", data=data).out == "Fern can practise here now.\n"
    assert run(*BEGIN, "--person", "fern", data=data).code == 0
    assert recordings(data) == []
    (name,) = recordings(data, "--person", "Fern")
    assert run("people", "list", data=data).out == "Yourself  0 recordings\nFern  1 recording\n"
    given = run("sessions", "give", name, "--person", "Yourself", data=data)
    assert given.out.startswith("This practice is among your own now.\n")
    assert (recordings(data), recordings(data, "--person", "Fern")) == ([name], [])
    given = run("sessions", "give", name, "--person", "Fern", data=data)
    assert given.out.startswith("This practice is among those of Fern now.\n")
    assert run("sessions", "show", name, data=data).code == 0
    assert run("replay", name, data=data).code == 0


def test_renamed_and_removed(data):
    run("people", "add", "Fern", data=data)
    assert run("people", "rename", "Fern", "Willow", data=data).out == "Fern is called Willow now.\n"
    assert run("people", "remove", "Willow", "--yes", data=data).out == "Willow is deleted.\n"
    assert json.loads(run("people", "list", "--json", data=data).out) == [{"key": "", "name": "", "recordings": 0}]
    stays = run("people", "remove", "Yourself", "--yes", data=data)
    assert (stays.code, stays.out) == (2, "")


def test_nobody_is_asked_for_who_is_not_there(data):
    for words in (("sessions", "list", "--person", "Nobody"), (*BEGIN, "--person", "Nobody")):
        said = run(*words, data=data)
        assert (said.code, said.err) == (
            2,
            "There is nobody called 'Nobody' here. `soften people list` shows who there is.\n",
        )


def test_of_a_guest_nothing_stays(data):
    said = run(*BEGIN, "--guest", data=data)
    assert said.code == 0, said.err
    assert said.out.endswith("Nothing of it is kept.\n")
    assert not list(data.rglob("*.soften"))
    assert not list((data / "sessions").rglob("guest-*"))


def test_a_guest_may_keep_it(data, monkeypatch):
    somebody = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("biofeedback.cli.practising.person.sys", somebody)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "Moss")
    said = run(*BEGIN, "--guest", data=data)
    assert "This practice is among those of Moss now.\n" in said.out
    assert len(recordings(data, "--person", "Moss")) == 1


def test_where_a_place_was_named_a_guests_recording_stays_there(data, tmp_path):
    assert run(*BEGIN, "--guest", "--output", tmp_path / "kept.soften", data=data).code == 0
    assert (tmp_path / "kept.soften").exists()


def test_a_name_of_codes_is_shown_so_that_it_can_be_seen(data):
    said = run("people", "add", "\x1b[2J\u202eFern", data=data)
    assert said.out == "\u241b[2J<U+202E>Fern can practise here now.\n"
    assert "\x1b" not in run("people", "list", data=data).out
