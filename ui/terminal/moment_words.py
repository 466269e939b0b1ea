"""What the terminal says of a moment: the heart, its sensor, and what passes."""

import math

from biofeedback.events import PAUSE_STEPS, LinkChanged, Marker, Notice, OfferMade, PauseMode
from biofeedback.practice.pacing.pattern import BreathPhase
from biofeedback.sensors import SIMULATED_HEART
from biofeedback.signals.definitions import DEFINITIONS
from ui.presenter.heart_view import HeartView
from ui.presenter.view_model import Passing, PracticeViewModel
from ui.rooms import RoomSession
from ui.session import Session
from ui.words.language import Language
from ui.words.lengths import no_end
from ui.words.notice_words import notice_sentence
from ui.words.number_words import form_text
from ui.words.practice_words import offer_sentence
from ui.words.rooms.room_words import nobody_here
from ui.words.sensors.link_words import link_sentence
from ui.words.sensors.sensor_words import ALONE, Among, among, contact_words, distinct_name, of_source, sensor_name
from ui.words.timing_words import delay_words

BETWEEN = " · "
"""Stands between short words of one line; a line may be broken there."""

_RATE, _SHARE = DEFINITIONS["heart_rate_bpm"], DEFINITIONS["coherence_share"]


def waiting_words(waiting: PauseMode, language: Language) -> str:
    """Return how the practice waits."""
    if waiting == PAUSE_STEPS:
        return language.pgettext("practice", "resting here")
    return language.pgettext("practice", "paused")


def phase_words(phase: BreathPhase, language: Language) -> str:
    """Return what to do in a phase of the breath; empty where no breath is led."""
    match phase:
        case "in":
            return language.gettext("breathe in")
        case "out":
            return language.gettext("breathe out")
        case "hold_in" | "hold_out":
            # Translators: what to do between in and out.
            return language.pgettext("breath", "rest")
        case "still":
            return ""


def keys_line(language: Language) -> str:
    """Return the keys there always are."""
    return _in_a_row(
        # Translators: a key of the keyboard and what it does; the letters stay as they are.
        language.gettext("space pause or go on"),
        language.gettext("r rest here"),
        language.gettext("m mark"),
        language.gettext("q end gently"),
    )


def pace_keys_line(language: Language) -> str:
    """Return the keys of the pace."""
    return _in_a_row(
        # Translators: a key of the keyboard and what it does; the letters stay as they are.
        language.gettext("s stay at this pace"),
        language.gettext("f quicker"),
        language.gettext("l slower"),
        language.gettext("t too slow"),
        language.gettext("g go on"),
        language.gettext("e fewer words"),
    )


def _in_a_row(*words: str) -> str:
    return BETWEEN.join(filter(None, words))


def sensor_words(heart: HeartView, label: str, language: Language, *, simulated: bool, which: Among = ALONE) -> str:
    """Return one line about the sensor, which says plainly when its heart is a simulated one."""
    simulated = simulated or heart.simulated
    battery = ""
    if heart.battery_percent is not None:
        battery = language.gettext("battery {percent} %").format(percent=language.whole(heart.battery_percent))
    return _in_a_row(
        distinct_name(sensor_name(label, language, simulated=simulated), which, language),
        language.gettext(SIMULATED_HEART.detail) if simulated else "",
        contact_words(heart.contact, language),
        delay_words(heart.timing, language),
        battery,
    )


def heart_words(view: PracticeViewModel, language: Language) -> str:
    """Return one line about the heart; empty where no sensor listens to it."""
    if not view.listened:
        return ""
    if view.heart_hidden:
        return language.gettext("the numbers of the heart rest here")
    return number_words(view.heart, language)


def further_words(view: PracticeViewModel, session: Session, language: Language) -> list[str]:
    """Return one line about each further heart: its sensor and, unless they rest, its numbers."""
    lines = []
    for source in session.sources[1:]:
        heart = view.hearts[source]
        which = among(source, session.sources, session.label_of)
        sensor = sensor_words(heart, session.label_of(source), language, simulated=False, which=which)
        lines.append(_in_a_row(sensor, "" if view.heart_hidden else number_words(heart, language)))
    return lines


def number_words(heart: HeartView, language: Language) -> str:
    """Return the numbers of a heart in one line."""
    rate_bpm, coherence_share = heart.value("heart_rate_bpm"), heart.value("coherence_share")
    if not math.isnan(rate_bpm):
        rate = language.gettext("{label} {number} {unit}").format(
            label=language.gettext(_RATE.label),
            number=form_text(_RATE.on_screen, rate_bpm, language),
            unit=language.gettext(_RATE.on_screen.unit),
        )
    elif heart.beats_came:
        rate = language.gettext("no beats just now")
    else:
        rate = language.gettext("no beats yet")
    if math.isnan(coherence_share):
        return rate
    share = language.gettext("{label} {share} of 1").format(
        label=language.gettext(_SHARE.label), share=form_text(_SHARE.on_screen, coherence_share, language)
    )
    return _in_a_row(rate, share)


def prompt_words(view: PracticeViewModel, now_s: float) -> str:
    """Return the words placed now, or nothing."""
    prompt = view.prompt
    return prompt.text if prompt is not None and now_s < prompt.t_s + prompt.for_s else ""


def first_sensor_words(heart: HeartView, session: Session, language: Language) -> str:
    """Return one line about the first sensor, or that there is none; in a room, who sits there."""
    if isinstance(session, RoomSession):
        names = [seat.name for seat in session.seats if seat.present]
        return (
            language.gettext("Here: {names}").format(names=language.listed(names)) if names else nobody_here(language)
        )
    which = among(next(iter(session.sources), ""), session.sources, session.label_of)
    return sensor_words(heart, session.sensor_label, language, simulated=session.simulated, which=which)


def passing_words(passing: Passing | None, session: Session, language: Language) -> str:
    """Return what should be read of a link, the recording, an offer or a mark; empty when nothing should."""
    match passing:
        case LinkChanged(source=source, code=code, facts=facts):
            return _of_whom(link_sentence(code, facts, language), source, session, language)
        case Notice(source=source, code=code, facts=facts):
            return _of_whom(notice_sentence(code, facts, language), source, session, language)
        case OfferMade():
            return language.gettext("{offer} Y takes it up.").format(offer=offer_sentence(passing, language))
        case Marker():
            return language.gettext("This moment is marked.")
        case None:
            return ""


def _of_whom(sentence: str, source: str, session: Session, language: Language) -> str:
    """Return what is said of a sensor so that it is clear of which; in a room, of whose seat."""
    if isinstance(session, RoomSession):
        name = next((seat.name for seat in session.seats if seat.source == source), "")
        return language.gettext("{name}: {choice}").format(name=name, choice=sentence) if name else sentence
    return of_source(sentence, source, session.sources, session.label_of, language)


def minutes_left(left_s: float, language: Language) -> str:
    """Return how much of the practice is left, in whole minutes."""
    if math.isinf(left_s):
        return no_end(language)
    if left_s < 60.0:
        return language.gettext("less than a minute left")
    minutes = math.ceil(left_s / 60.0)
    return language.ngettext("{count} min left", "{count} min left", minutes).format(count=language.whole(minutes))
