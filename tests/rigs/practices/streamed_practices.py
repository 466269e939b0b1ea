"""Practices that go out live, and what they say of it."""

import time

from biofeedback.events import Notice
from biofeedback.facts import fact_values
from biofeedback.practices import practice_named

PATIENCE_S = 60.0
"""For what must come; reached only when it does not."""


def begun(application):
    return application.begin(practice_named("compassionate_pause"), "simulated", None)


def events_until(inbox, wanted):
    """Everything up to the first event that is wanted."""
    events, until_s = [], time.monotonic() + PATIENCE_S
    while not (events and wanted(events[-1])):
        assert time.monotonic() < until_s
        for item in inbox.wait(0.5):
            events.append(item.event)
            if wanted(item.event):
                break
    return events


def codes(events):
    notices = [event for event in events if isinstance(event, Notice)]
    return [code for notice in notices for code in fact_values(notice.facts, "error")]
