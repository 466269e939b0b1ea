"""The text of a new practice file: small, ready to be practised, with a note on every key."""

_TEMPLATE = """\
# A practice of your own. docs/practices.md tells every key there is; lines that begin with # are notes.
#
#   soften practices check {file}      whether it can be practised, and why not
#   soften practices preview {file}    its whole course in words
#   soften begin {file}                practise it

name = "{name}"
title = "{title}"
subtitle = "A line that says what it is"
credit = ""                       # who thought of it

[breath]
start_per_min = 9                 # where leading begins, for somebody whose own pace is not known
aim_per_min = 6                   # where it leans
lean_s = 0.1                      # how much longer than the one before a breath may be

# Listen first. Nothing is asked, and the light waits.
[[steps]]
name = "arrive"
title = "Arrive"
purpose = "Sit or lie, and settle. (A note for you; nobody else sees it.)"
length_s = 60
pacing = "listen"                 # listen, lead, follow or vanish
prompts = [
    {{ at_s = 4, text = "Let yourself arrive." }},
    {{ at_s = 40, text = "When you like, let the light lead your breath. Soft and small, not deep." }},
]

# One instruction, then several breaths.
[[steps]]
name = "soften"
title = "Soften"
purpose = "Ease around what is tight. heart_display rests where somebody turns toward a difficulty."
length_s = 120
pacing = "lead"
heart_display = "shown"           # or "resting"
light = {{ hue = "honey", brightness_share = 1.0 }}
sound = {{ bell = "none", breath = true }}
prompts = [
    {{ at_s = 8, text = "Let the breath be easy. If the light feels too slow, breathe your own way." }},
    {{ at_s = 60, text = "Where something is tight, soften around it a little." }},
]

# Silence is what remains.
[[steps]]
name = "rest"
title = "Rest"
purpose = "A silence. The light breathes on."
length_s = 60
pacing = "lead"
silence = true

# The light lets go, and the breath finds its own way.
[[steps]]
name = "close"
title = "Close"
purpose = "Widen, and come back."
length_s = 60
pacing = "vanish"
sound = {{ bell = "end" }}
prompts = [
    {{ at_s = 6, text = "Let the breath find its own way again." }},
    {{ at_s = 40, text = "Take your time." }},
]

# Another length of the same practice: seconds for the steps that change, 300 being the sum of them all.
#
# [[lengths]]
# minutes = 8
# soften = 240
# rest = 120
"""


def template(name: str, file: str) -> str:
    """Return the text of a new practice called ``name``, to be kept in ``file``."""
    return _TEMPLATE.format(name=name, title=name.replace("_", " ").capitalize(), file=file)
