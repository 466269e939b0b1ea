"""Every way of `make soak`, walked once: what is promised of faults holds."""

import dataclasses
import sys
from pathlib import Path

import pytest

from tests.soak.__main__ import KINDS, page
from tests.soak.row import SHORT, Row

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="disks of its own and such limits are there on Linux")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_promised_of_faults_holds(tmp_path: Path, kind: str) -> None:
    rows = list(KINDS[kind][1](tmp_path, SHORT))
    assert rows
    assert {row.fault: row.broken for row in rows if row.broken} == {}


def test_the_page_says_what_did_not_hold() -> None:
    row = Row(fault="a | b", seen="“Sorry.”", lost="all", measured="3 s (1 s)")
    assert r"| a \| b | “Sorry.” | all | 3 s (1 s) |" in page({"kills": [row]})
    assert "**not held:** torn" in page({"kills": [dataclasses.replace(row, broken=("torn",))]})
