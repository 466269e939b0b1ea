"""Beats of a pulse wave found live and in review."""

from biofeedback.signals.detection.pulse_beats import pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats

LIVE_AND_REVIEW = [pulse_beats, review_pulse_beats]
