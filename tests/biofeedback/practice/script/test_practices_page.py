"""The examples on the page about writing a practice are practices."""

import re

from biofeedback.practice.script.file import parse_practice
from scripts.write_practices_page import page


def test_the_smallest_practice_on_the_page_is_one():
    example = re.search(r"```toml\n(name = .*?)```", page(), re.DOTALL)
    practice = parse_practice(example[1], "one_quiet_minute.toml")
    assert [step.pacing for step in practice.steps] == ["listen", "lead"]
    assert practice.breath.ramp_s == 0.1
