"""A short form of every fuzz target: some hundred inputs each; ``make fuzz`` reads as many as one likes."""

import pytest

from tests.fuzz.import_targets import IMPORT_TARGETS
from tests.fuzz.recording_target import RECORDING_TARGET
from tests.fuzz.target import run
from tests.fuzz.text_targets import TEXT_TARGETS
from tests.fuzz.wave_target import WAVE_TARGET

INPUTS = 100
FEWER = {"wfdb": 20}  # whose library takes its time


@pytest.mark.parametrize(
    "target", [RECORDING_TARGET, *TEXT_TARGETS, WAVE_TARGET, *IMPORT_TARGETS], ids=lambda target: target.name
)
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path, monkeypatch, target) -> None:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    inputs = FEWER.get(target.name, INPUTS)
    count = run(target, tmp_path, range(inputs))
    assert count.faults == []
    assert count.accepted > 0
    assert count.refused > 0
    assert count.accepted + count.refused == inputs
