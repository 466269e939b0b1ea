"""`soften analyse` says it first when a strap counted intervals in milliseconds, whether or not that was recorded."""

import json
import sys

import pytest

from biofeedback.__main__ import main
from tests.rigs.files.strap_of_a_unit import strap_of_a_unit


@pytest.mark.parametrize("with_facts", [True, False])
@pytest.mark.parametrize(("unit", "said"), [(1024, False), (1000, True)])
def test_the_unit_of_a_strap_is_said_before_its_numbers(tmp_path, monkeypatch, capfd, unit, said, with_facts):
    path = strap_of_a_unit(tmp_path / "strap.soften", unit, with_facts=with_facts)
    printed = []
    for words in ((), ("--json",)):
        monkeypatch.setattr(sys, "argv", ["soften", "analyse", str(path), *words])
        with pytest.raises(SystemExit):
            main()
        printed.append(capfd.readouterr().out)
    assert ("in another unit" in printed[0]) is said
    found = json.loads(printed[1])
    assert ("in another unit" in found["caution"]) is said
    assert found["caution_code"] == ({"code": "intervals-in-ms"} if said else None)
    assert found["sensor"]["interval_unit_ms"] == (1.0 if said else None)
