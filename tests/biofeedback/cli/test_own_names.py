"""What has a name of ours is called so in the person's language: practices in a list, and sensors without a brand."""

import sys
from collections.abc import Callable

import pytest

from biofeedback.__main__ import main
from biofeedback.app.sensor_model_words import model_name
from devices.sensor_models import MODELS
from tests.rigs.files.recorded_practice import record
from ui.words.languages import english, first_language

Soften = Callable[..., str]


@pytest.fixture
def soften(tmp_path, monkeypatch, capfd) -> Soften:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))

    def run(code: str, *words: object) -> str:
        monkeypatch.setenv("SOFTEN_LANGUAGE", code)
        monkeypatch.setattr(sys, "argv", ["soften", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        assert not left.value.code
        return capfd.readouterr().out

    return run


def test_a_practice_of_ours_is_listed_by_its_title(soften: Soften, tmp_path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    record(folder / "2026-11-30_15-53-18_three_breaths.soften", "three_breaths")
    assert "  Drei Atemzüge, 0,5 min" in soften("de", "sessions", "list")
    assert "  Three breaths, 0.5 min" in soften("en", "sessions", "list")
    assert '"practice": "three_breaths"' in soften("de", "sessions", "list", "--json")


def test_a_sensor_is_described_and_found_by_its_name_in_the_language(soften: Soften) -> None:
    printed = soften("de", "sensors", "--describe", "Jeder andere serielle Sensor")
    assert "  Jeder andere serielle Sensor    --sensor serial" in printed
    assert printed == soften("de", "sensors", "--describe", "Any other serial sensor")
    assert "그 밖의 시리얼 센서" in soften("ko", "sensors", "--describe")


@pytest.mark.parametrize("code", ["de", "ko"])
def test_names_of_words_are_translated_and_those_of_makers_stay(code: str) -> None:
    language = first_language([code])
    names = {model.name: model_name(model, language) for model in MODELS}
    assert all(model_name(model, english()) == model.name for model in MODELS)
    assert names["Polar H10"] == "Polar H10"
    assert [
        name for name, called in names.items() if name == called and any(w[0].islower() for w in name.split())
    ] == []
