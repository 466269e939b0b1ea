"""What `soften sensors` says of the sensors there are, without looking for any."""

import json

import pytest

from devices.sensor_model import GROUP_TITLES
from devices.sensor_models import MODELS


def test_sensors_always_knows_the_simulated_heart(soften):
    _, out, _ = soften("sensors", "--seconds", "0", "--json")
    assert json.loads(out.splitlines()[0])["spec"] == "simulated"


def test_sensors_describes_every_model_in_a_hundred_columns_without_looking(soften):
    code, out, err = soften("sensors", "--describe")
    assert (code, err) == (0, "")
    for model in MODELS:
        assert f"  {model.name}    --sensor " in out
    assert all(title in out for title in GROUP_TITLES.values())
    assert max(map(len, out.splitlines())) <= 100


def test_sensors_describes_one_model(soften):
    code, out, _ = soften("sensors", "--describe", "Polar H10 7A2C31")
    assert code == 0
    assert "Polar H10" in out
    assert "Polar H9" not in out
    assert "Does not connect: Wet the electrodes" in out
    code, out, _ = soften("sensors", "--describe", "cms50", "--json")
    found = json.loads(out)
    assert (found["protocol"], found["rmssd_floor_ms"], found["delay_s"]) == ("cms50", 2.5, None)
    assert [each["name"] for each in json.loads(soften("sensors", "--describe", "--json")[1])] == [
        model.name for model in MODELS
    ]


@pytest.mark.parametrize(
    ("words", "expected"), [(["--describe", "theremin"], "Polar H10"), (["Polar H10"], '--describe "Polar H10"')]
)
def test_sensors_says_what_it_could_describe(soften, words, expected):
    code, _, err = soften("sensors", *words)
    assert code == 2
    assert expected in err
