"""A small protocol for tests, and one whose conditions have names that stand nowhere else, to be looked for."""

from pathlib import Path

from biofeedback.app.live_session import LiveSession
from biofeedback.app.study_session import StudySession
from biofeedback.events import Event, PracticeEnded

PROTOCOL = """
name = "two_minutes"
title = "Two minutes"
subtitle = "A protocol"

[protocol]
forms_before = ["how_it_is"]

[breath]
start_per_min = 6
aim_per_min = 6

[[conditions]]
name = "real"

[[conditions]]
name = "sham"
feedback = "replayed"

[[conditions]]
name = "quick"
rate_per_min = 12

[[steps]]
name = "baseline"
title = "Rest"
purpose = "A spontaneous baseline."
length_s = 60
pacing = "listen"
block = "baseline"
label = "B0"
jitter_s = 20
feedback = "none"

[[steps]]
name = "practice"
title = "Breathe"
purpose = "What is tried."
length_s = 60
pacing = "lead"
block = "practice"
label = "P1"
jitter_s = 5
by_condition = true
prompts = [{ at_s = 40, text = "Soft." }]
"""

CONDITIONS = {"zephyr": "real", "quillon": "sham", "vortex": "quick", "umbral": "none"}
"""The conditions of what `write_protocol` writes, with what they are."""

SECRETS = (*CONDITIONS, "replayed", "plinth", "feedback", "condition", "donor", "sham")
"""What no recording, log, screen or file name of a blinded session may say; ``plinth`` is in the name of the donor."""

_PATIENCE_S = 60.0
_UMBRAL = '\n[[conditions]]\nname = "umbral"\nfeedback = "none"\n'


def write_protocol(path: Path) -> Path:
    """Write a shorter protocol with these conditions, and return its path."""
    text = PROTOCOL.replace("length_s = 60", "length_s = 20", 1).replace("jitter_s = 20", "jitter_s = 2")
    text = text.replace("at_s = 40", "at_s = 4")
    for ours, kind in list(CONDITIONS.items())[:3]:
        text = text.replace(f'name = "{kind}"', f'name = "{ours}"')
    path.write_text(text.replace("\n[[steps]]", _UMBRAL + "\n[[steps]]", 1))
    return path


def session_of(condition: str, donor: Path | None) -> StudySession:
    """Return a blinded session of a study."""
    return StudySession(study="Calm", participant="P01", session="S1", condition=condition, donor=donor, seed=5)


def lived_through(session: LiveSession) -> list[Event]:
    """Follow a session to its end, finish it, and return what a screen was told."""
    inbox = session.subscribe()
    events: list[Event] = []
    try:
        while not (inbox.ended or any(isinstance(event, PracticeEnded) for event in events)):
            events += [item.event for item in inbox.wait(_PATIENCE_S)]
    finally:
        session.finish()
    return events
