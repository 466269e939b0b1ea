"""A small protocol for tests: a baseline that is jittered, and a practice that differs by three conditions."""

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
