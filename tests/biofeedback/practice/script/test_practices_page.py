"""The page about writing a practice is what its generator writes, and its examples are practices."""

import importlib.util
import re
from pathlib import Path

import pytest

from biofeedback.practice.script.file import parse_practice

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("write_practices_page", ROOT / "scripts" / "write_practices_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_is_written(script):
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "please run: make docs"


def test_the_smallest_practice_on_the_page_is_one(script):
    example = re.search(r"```toml\n(name = .*?)```", script.page(), re.DOTALL)
    practice = parse_practice(example[1], "one_quiet_minute.toml")
    assert [step.pacing for step in practice.steps] == ["listen", "lead"]
    assert practice.breath.ramp_s == 0.1
