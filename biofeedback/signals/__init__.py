"""Numbers from beats: arrays and events in, values out.

What a notebook needs is here by name; each module says what it is for. Nothing in this package knows a clock, a thread
or a file.
"""

from biofeedback.signals.analysis import Analysis, analyse
from biofeedback.signals.coherence import Coherence, rhythm_coherence
from biofeedback.signals.definitions import DEFINITIONS, Definition
from biofeedback.signals.hrv import mean_hr_bpm, rmssd_ms, sdnn_ms
from biofeedback.signals.judgement import BeatJudge
from biofeedback.signals.spectrum import Spectrum, peak_hz, periodogram, tachogram
from biofeedback.signals.swing import swing_bpm
from biofeedback.signals.timeline import BeatTimeline, Timeline, rebuild_timeline

__all__ = [
    "DEFINITIONS",
    "Analysis",
    "BeatJudge",
    "BeatTimeline",
    "Coherence",
    "Definition",
    "Spectrum",
    "Timeline",
    "analyse",
    "mean_hr_bpm",
    "peak_hz",
    "periodogram",
    "rebuild_timeline",
    "rhythm_coherence",
    "rmssd_ms",
    "sdnn_ms",
    "swing_bpm",
    "tachogram",
]
