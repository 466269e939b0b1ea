"""A program: lead a quick practice by the real guide with its real sound, and tell as JSON lines what was led and when.

    python -m tests.rigs.sound.sounding_practice tone 1.0

It ends with the practice, or when its input ends.
"""

import dataclasses
import json
import select
import sys
import time

from biofeedback.clock import HostClock
from biofeedback.hub import Hub
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from ui.sound.settings import SoundSettings
from ui.sound.sound_out import SoundOut

PRACTICE = """
name = "quick"
title = "Quick"
subtitle = "For the tests"

[breath]
start_per_min = 12
aim_per_min = 11
in_share = 0.45

[[steps]]
name = "arrive"
title = "Arrive"
purpose = "So that the loudspeaker is there."
length_s = 2
pacing = "listen"
sound = { bell = "end" }

[[steps]]
name = "one"
title = "One"
purpose = "Breath"
length_s = 6.3
pacing = "lead"
sound = { bell = "end" }

[[steps]]
name = "two"
title = "Two"
purpose = "Breath"
length_s = 6.1
pacing = "lead"
sound = { bell = "end" }
"""


def main(breath: str, bells_volume: str) -> None:
    practice = parse_practice(PRACTICE, "quick.toml")
    guide, hub = Guide(practice), Hub()
    sound = SoundOut(SoundSettings(breath=breath, volume=1.0, bells_volume=float(bells_volume)))
    clock = HostClock()
    began_s = time.perf_counter() - clock.now_s()
    say("clock", began_s=began_s)
    sound.follow(practice, clock, hub.subscribe(), lambda error: say("trouble", code=error.code))
    leaving = False
    while not (guide.ended or leaving):
        for event in guide.advance(clock.now_s()):
            hub.publish(event)
            say(type(event).__name__, **dataclasses.asdict(event))
        if not guide.ended:
            leaving = wanted_to_end(clock.until_s(guide.next_due_s))
    say("latency", latency_s=sound.latency_s)
    if guide.ended:
        wanted_to_end(2.0)  # the last bell
    sound.close()
    say("closed")


def wanted_to_end(after_s: float) -> bool:
    """Wait, and return whether our input ended meanwhile."""
    return bool(select.select([sys.stdin], [], [], after_s)[0]) and not sys.stdin.readline()


def say(what: str, **facts: object) -> None:
    sys.stdout.write(json.dumps({"what": what, **facts}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
