"""What the view of who leads says: the wall, the course, and what of a seat is worth a word."""

import math
from collections.abc import Sequence

from biofeedback.outside_text import LONGEST_NAME, shown
from ui.presenter.course_ahead import CourseMoment
from ui.presenter.heart_view import HeartView
from ui.words.language import Language
from ui.words.sensors.link_words import link_sentence
from ui.words.sensors.sensor_words import contact_words
from ui.words.timing_words import delay_words

_NAMED = 3  # so many seats are named that want a look; a choice: more is no line any more


def wall_words(language: Language, *, shown_there: bool, black: bool, words: bool, grounds: bool) -> str:
    """Return what others see just now."""
    if not shown_there:
        return language.gettext("nothing is shown to others yet")
    if black:
        return language.gettext("the wall is black")
    if grounds:
        return language.gettext("the wall shows words that ground")
    if words:
        return language.gettext("the wall shows light, breath and words, nothing else")
    return language.gettext("the wall shows light and breath, nothing else")


def screen_words(name: str, width: int, height: int, language: Language) -> str:
    """Return which screen others look at."""
    message = language.gettext("{screen}, {width}×{height}")
    return message.format(screen=shown(name, LONGEST_NAME), width=language.whole(width), height=language.whole(height))


def keyed(key: str, use: str, language: Language) -> str:
    """Return a key and, in a word or two, what it does."""
    # Translators: a key of the keyboard, and what it does.
    return language.pgettext("a key and what it does", "{key} {use}").format(key=key, use=use)


def elapsed_words(course: CourseMoment, language: Language) -> str:
    """Return how far the practice has come, of how much."""
    elapsed = language.minutes_and_seconds(course.elapsed_s)
    if math.isnan(course.whole_s):
        return elapsed
    whole = language.minutes_and_seconds(round(course.whole_s))
    if course.about:
        return language.gettext("{elapsed} of about {whole}").format(elapsed=elapsed, whole=whole)
    return language.gettext("{elapsed} of {whole}").format(elapsed=elapsed, whole=whole)


def moment_words(t_s: float, language: Language, *, about: bool) -> str:
    """Return a moment of the course; a sign for one that nobody can know yet."""
    if math.isnan(t_s):
        return "·"
    time = language.minutes_and_seconds(round(t_s))
    # Translators: a moment that is known roughly, such as ~3:05.
    return language.pgettext("a moment", "~{time}").format(time=time) if about else time


def next_words(course: CourseMoment, language: Language) -> str:
    """Return when what comes next does."""
    if course.waits:
        return language.gettext("when you go on")
    if math.isnan(course.in_s):
        if not course.at_breath:
            return language.gettext("when you go on to it")
        return language.gettext("with breath {number} of this step").format(number=language.whole(course.at_breath))
    seconds = math.ceil(course.in_s)
    if course.on_out_breath:
        if seconds == 0:
            return language.gettext("with the next out-breath")
        return language.gettext("in {seconds} s, on an out-breath").format(seconds=language.whole(seconds))
    return language.gettext("now") if seconds == 0 else seconds_words(seconds, language)


def seconds_words(seconds: int, language: Language) -> str:
    """Return in how many seconds something comes."""
    return language.gettext("in {seconds} s").format(seconds=language.whole(seconds))


def ending_words(course: CourseMoment, language: Language) -> str:
    """Return when the practice ends where that is what comes next; empty before."""
    if course.next_row is not None or course.waits:
        return ""
    if math.isnan(course.in_s):
        return language.gettext("It goes on until you end it.")
    if course.in_s == 0.0:
        return language.gettext("The end.")
    return language.gettext("It ends in {seconds} s.").format(seconds=language.whole(math.ceil(course.in_s)))


def asked_ending_words(left_s: float, language: Language) -> str:
    """Return that a room ends in so many seconds, and how that is taken back; empty where it was not asked for."""
    if math.isnan(left_s):
        return ""
    return language.gettext("It ends gently in {seconds} s. Esc once more takes that back.").format(
        seconds=language.whole(math.ceil(left_s))
    )


def problem_words(heart: HeartView | None, language: Language, *, present: bool) -> str:
    """Return a word or two on what keeps a seat from being heard; empty while nothing does."""
    if not present:
        return language.gettext("has left")
    link = None if heart is None else heart.link
    if heart is None or link is None:
        return language.gettext("on its way")
    match link.state:
        case "searching":
            return language.gettext("looking for it")
        case "connecting":
            return language.gettext("connecting")
        case "weak":
            return language.gettext("quiet for a moment")
        case "lost":
            return language.gettext("looking for it again")
        case "unavailable":
            return language.gettext("not in reach")
        case "closed":
            return language.gettext("put away")
        case _:
            return language.gettext("no contact yet") if heart.contact == "no" else ""


def seat_state_words(heart: HeartView | None, language: Language, *, present: bool) -> str:
    """Return how it stands with the sensor of a seat, in a few words."""
    problem = problem_words(heart, language, present=present)
    if problem or heart is None:
        return problem
    parts = (contact_words(heart.contact, language), delay_words(heart.timing, language))
    return " · ".join(part for part in parts if part)


def whole_sentence(heart: HeartView | None, language: Language) -> str:
    """Return all there is to say of the sensor of a seat, where it is not simply heard; else empty."""
    if heart is None or heart.link is None:
        return ""
    if heart.link.state == "streaming":
        return contact_words(heart.contact, language) if heart.contact == "no" else ""
    return link_sentence(heart.link.code, heart.link.facts, language)


def hearts_words(count: int, language: Language) -> str:
    """Return how many are here."""
    return language.ngettext("{count} heart", "{count} hearts", count).format(count=language.whole(count))


def look_words(names: Sequence[str], language: Language) -> str:
    """Return whose sensors want a look; empty where none does."""
    if not names:
        return ""
    if len(names) > _NAMED:
        message = language.ngettext("{count} sensor would like a look", "{count} sensors would like a look", len(names))
        return message.format(count=language.whole(len(names)))
    return language.gettext("{names}: a look at the sensor").format(names=language.listed(names))
