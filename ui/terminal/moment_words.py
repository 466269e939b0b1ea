"""What the terminal says of a moment: the heart, its sensor, and what passes."""

import math

from biofeedback.events import LinkChanged, Marker, Notice, OfferMade
from biofeedback.sensors import SIMULATED_HEART
from biofeedback.signals.definitions import DEFINITIONS
from ui.ports import Session
from ui.presenter.heart_view import HeartView
from ui.presenter.view_model import Passing, PracticeViewModel
from ui.words.languages import english
from ui.words.lengths import NO_END
from ui.words.link_words import link_sentence
from ui.words.notice_words import notice_sentence
from ui.words.practice_words import offer_sentence
from ui.words.sensor_words import contact_words, no_heart_words, sensor_name
from ui.words.timing_words import delay_words

OFFER_KEY_WORDS = "Y takes it up."

_RATE, _SHARE = DEFINITIONS["heart_rate_bpm"], DEFINITIONS["coherence_share"]

WAITING_WORDS = {"pause": "paused", "rest": "resting here"}
PHASE_WORDS = {"in": "breathe in", "hold_in": "rest", "out": "breathe out", "hold_out": "rest", "still": ""}


def sensor_words(heart: HeartView, label: str, *, simulated: bool) -> str:
    """Return one line about the sensor, which says plainly when its heart is a simulated one."""
    simulated = simulated or heart.simulated
    name = sensor_name(label, english(), simulated=simulated)
    purpose = SIMULATED_HEART.detail if simulated else ""
    battery = "" if heart.battery_percent is None else f"battery {heart.battery_percent} %"
    parts = (name, purpose, contact_words(heart.contact, english()), delay_words(heart.timing, english()), battery)
    return " · ".join(words for words in parts if words)


def heart_words(view: PracticeViewModel) -> str:
    """Return one line about the heart."""
    if not view.listened:
        return no_heart_words(english())
    if view.heart_hidden:
        return "the numbers of the heart rest here"
    return number_words(view.heart)


def further_words(view: PracticeViewModel, session: Session) -> list[str]:
    """Return one line about each further heart: its sensor and, unless they rest, its numbers."""
    lines = []
    for source in session.sources[1:]:
        heart = view.hearts[source]
        sensor = sensor_words(heart, session.label_of(source), simulated=False)
        lines.append(sensor if view.heart_hidden else " · ".join((sensor, number_words(heart))))
    return lines


def number_words(heart_view: HeartView) -> str:
    """Return the numbers of a heart in one line."""
    rate_bpm, coherence_share = heart_view.value("heart_rate_bpm"), heart_view.value("coherence_share")
    if math.isnan(rate_bpm):
        heart = "no beats just now" if heart_view.beats_came else "no beats yet"
    else:
        heart = f"{_RATE.label} {_RATE.on_screen.text(rate_bpm)} {_RATE.on_screen.unit}"
    if math.isnan(coherence_share):
        return heart
    return f"{heart} · {_SHARE.label} {_SHARE.on_screen.text(coherence_share)} of 1"


def prompt_words(view: PracticeViewModel, now_s: float) -> str:
    """Return the words placed now, or nothing."""
    prompt = view.prompt
    return prompt.text if prompt is not None and now_s < prompt.t_s + prompt.for_s else ""


def passing_words(passing: Passing | None) -> str:
    """Return what should be read of the link, the recording, an offer or a mark; empty when nothing should."""
    match passing:
        case LinkChanged(code=code, facts=facts):
            return link_sentence(code, facts, english())
        case Notice(code=code, facts=facts):
            return notice_sentence(code, facts, english())
        case OfferMade():
            return f"{offer_sentence(passing, english())} {OFFER_KEY_WORDS}"
        case Marker():
            return "This moment is marked."
        case None:
            return ""


def minutes_left(left_s: float) -> str:
    """Return how much of the practice is left, in whole minutes."""
    if math.isinf(left_s):
        return NO_END
    if left_s < 60.0:
        return "less than a minute left"
    return f"{math.ceil(left_s / 60.0)} min left"
