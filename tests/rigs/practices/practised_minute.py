"""A practice of a minute, lived with any sensors."""

from pathlib import Path

from biofeedback.app.application import LiveApplication
from biofeedback.events import PracticeEnded
from biofeedback.practice.script.file import parse_practice
from tests.rigs.practices.followed import inbox_of

PATIENCE_S = 60
FAST = 40.0

A_MINUTE = """
name = "a_minute"
title = "A minute"
subtitle = "For the tests"

[breath]
start_per_min = 12.0
aim_per_min = 11.5

[[steps]]
name = "breathe"
title = "Breathe"
purpose = "breathe"
length_s = 60.0
pacing = "lead"
prompts = [{ at_s = 0.5, text = "Here is a breath." }]
"""


def practised(sensor: str, *beside: str, speed: float = FAST) -> Path:
    """Live a practice of a minute and return its recording."""
    with LiveApplication(speed=speed, seed=7) as application:
        session = application.begin(parse_practice(A_MINUTE, "a_minute.toml"), sensor, None, beside=beside)
        try:
            ended = False
            while not ended:
                items = inbox_of(session).wait(PATIENCE_S)
                assert items, "the practice stands still"
                ended = any(isinstance(event, PracticeEnded) for _, event in items)
        finally:
            path = session.finish()
    return path
