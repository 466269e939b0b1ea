"""Of the numbers of a recording, those that are asked for by name."""

import gzip
from pathlib import Path

import pytest

from biofeedback.app.recordings.review import review_of
from biofeedback.events import Metric, Tick
from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record
from ui.words.languages import english

OLDER = Path(__file__).with_name("older")


def test_the_numbers_that_are_named_and_no_others(tmp_path):
    path = record(tmp_path / "a.soften")
    named = {"coherence_share", "swing_bpm"}
    with Recording(path) as recording:
        everything = list(recording.events(Metric, Tick))
        some = list(recording.events(Metric, Tick, metrics=named))
    assert repr(some) == repr([item for item in everything if isinstance(item.event, Tick) or item.event.name in named])
    assert {item.event.name for item in some if isinstance(item.event, Metric)} == named


def test_the_reasons_stay_with_their_numbers(tmp_path):
    path = record(tmp_path / "a.soften")
    with Recording(path) as recording:
        everything = [item.event for item in recording.events(Metric) if item.event.name == "coherence_share"]
        named = [item.event for item in recording.events(Metric, metrics=("coherence_share",))]
    assert [each.facts for each in named] == [each.facts for each in everything]
    assert any(each.facts for each in named)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_older_recordings_too(tmp_path, version):
    path = tmp_path / "older.soften"
    path.write_bytes(gzip.decompress((OLDER / f"version_{version}.soften.gz").read_bytes()))
    with Recording(path) as recording:
        everything = list(recording.events(Metric))
        name = everything[0].event.name
        some = list(recording.events(Metric, metrics={name}))
    assert repr(some) == repr([item for item in everything if item.event.name == name])
    assert 0 < len(some) < len(everything)
    assert review_of(path, english()).steps
