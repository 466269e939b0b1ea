"""The words with which events say what kind of thing they are of."""

from typing import Literal, TypeAlias

BeatKind: TypeAlias = Literal["normal", "range", "ectopic", "long", "short", "missed", "extra"]
"""What is thought of a beat (Lipponen and Tarvainen 2019).

``normal``: taken as it is. ``range``: its interval is outside 300 to 2000 ms. ``ectopic``: too early or too late
between two ordinary ones. ``long``, ``short``: far from where it should lie in another way. ``missed``: the sensor did
not see a beat. ``extra``: the sensor saw one that was none.
"""

Layer: TypeAlias = Literal["raw", "automatic", "hand"]
"""Of which beats a number is: as the sensor sent them, as they were corrected automatically, or as a person edited them
by hand (`biofeedback.signals.artefacts.by_hand`)."""

LinkState: TypeAlias = Literal["searching", "connecting", "streaming", "weak", "lost", "unavailable", "closed"]

ContactState: TypeAlias = Literal["yes", "no", "unknown"]

SampleKind: TypeAlias = Literal["ecg", "pulse", "acceleration", "breath"]
"""What a wave is of; ``breath`` is that of a belt or of the air."""

PauseMode: TypeAlias = Literal["pause", "rest"]
"""``pause``: everything stands still. ``rest``: words and steps wait, the breath light goes on as it is."""

PAUSE_STEPS: PauseMode = "rest"
"""To pause the steps alone, in the word that recordings have for it."""

BlockKind: TypeAlias = Literal["settle", "baseline", "practice", "recovery", "deep_breathing"]
"""What a step of a protocol is for: to settle, a spontaneous baseline, what is practised, recovery, deep breathing."""

HeartDisplay: TypeAlias = Literal["shown", "resting"]

NoteKind: TypeAlias = Literal["before", "after", "note"]

FormMoment: TypeAlias = Literal["before", "after"]
"""When a form was asked: before the practice, or after it."""

QuestionKind: TypeAlias = Literal["visual_analogue", "likert", "words"]
"""A place on a line between two ends; one of a few named points; free words."""

Offer: TypeAlias = Literal["own_pace", "stay"]
"""``own_pace``: the light can begin at the pace the heart shows. ``stay``: the pace can stay where it is."""

AnswerKind: TypeAlias = Literal["colour", "phrase", "inner_part"]

PaceOrigin: TypeAlias = Literal["hand", "heart", "easy"]
"""``hand``: the person showed it; ``heart``: the person accepted it from the heart; ``easy``: that of the practice."""

PaceRequest: TypeAlias = Literal["stay", "quicker", "slower", "too_slow", "go_on"]
"""``stay`` at the pace of the running breath; a breath two tenths of a second shorter (``quicker``) or longer
(``slower``); back by a whole second (``too_slow``), since it is too slow; ``go_on`` toward the aim of the practice."""
