"""The checklist for HRV biofeedback of Lalanza and others, item by item, of one recording.

Lalanza, Lorente, Bullich, Garcia, Losilla and Capdevila 2023, Applied Psychophysiology and Biofeedback 48:275, doi
10.1007/s10484-023-09582-6: sections 0 to 4 of its table 2 item by item, and of the breathing intervention (section 5)
what its abstract names: weeks, minutes of breathing, laboratory and home, position of the body. In our own short words.
"""

import math

from biofeedback.practice.assessment import SLIDING_NAME, STEPPED_NAME
from ui.words.language import Language
from ui.words.report import analysis_methods, methods
from ui.words.report.checklist import Item, joined
from ui.words.report.facts import ReportFacts


def lalanza_items(facts: ReportFacts, language: Language) -> tuple[Item, ...]:
    """Return every item."""
    return tuple(Item("Lalanza", *row) for row in (*_of_the_study(facts, language), *_of_the_breath(facts, language)))


def _of_the_study(facts: ReportFacts, language: Language) -> tuple[tuple[str, ...], ...]:
    return (
        (
            "0",
            language.gettext("Registration"),
            "",
            language.gettext("whether and where the study was registered beforehand"),
        ),
        ("1", language.gettext("Size of the sample"), "", language.gettext("how it was calculated")),
        ("1", language.gettext("Sex"), "", language.gettext("how many women and men in each group")),
        ("1", language.gettext("Age"), "", language.gettext("the mean age of each group")),
        (
            "1",
            language.gettext("What the people have in common"),
            "",
            language.gettext("for example their studies or their health"),
        ),
        ("1", language.gettext("Weight (optional)"), "", language.gettext("the mean weight of each group")),
        ("1", language.gettext("Height (optional)"), "", language.gettext("the mean height of each group")),
        ("2", language.gettext("Recruitment"), "", language.gettext("how people came to the study")),
        ("2", language.gettext("Compensation"), "", language.gettext("what people were given for taking part")),
        ("2", language.gettext("Who could take part"), "", language.gettext("criteria of inclusion and exclusion")),
        (
            "2",
            language.gettext("Awareness of the group"),
            "",
            language.gettext("whether people knew or guessed which group they were in"),
        ),
        ("2", language.gettext("Random allocation (optional)"), "", language.gettext("how people were allocated")),
        ("3", language.gettext("Sample at the beginning"), "", language.gettext("how many agreed to take part")),
        ("3", language.gettext("Sample in the analysis"), "", language.gettext("how many were analysed")),
        ("3", language.gettext("Why people left"), "", language.gettext("the causes")),
        (
            "3",
            language.gettext("Data that are not there"),
            joined(
                analysis_methods.coverage_sentence(facts, language),
                analysis_methods.corrected_sentence(facts, language),
            ),
            language.gettext("what was done about it in the statistics"),
        ),
    )


def _of_the_breath(facts: ReportFacts, language: Language) -> tuple[tuple[str, ...], ...]:
    led = bool(facts.review.breaths)
    return (
        ("4", language.gettext("Kind of breathing"), kind_sentence(facts, language), _kind_to_say(facts, language)),
        (
            "4",
            language.gettext("Search for the resonance frequency (optional)"),
            _assessment_sentence(facts, language),
            language.gettext("when and how often it was looked for across the whole study"),
        ),
        ("4", language.gettext("Mean resonance frequency (optional)"), "", language.gettext("the mean of the group")),
        (
            "4",
            language.gettext("Preset pace (optional)"),
            aim_sentence(facts, language),
            "" if led else language.gettext("the pace, where there was one"),
        ),
        (
            "4",
            language.gettext("How breathing was controlled (optional)"),
            methods.measured_breath_sentence(facts, language),
            "" if facts.recorded.wave("breath") else language.gettext("any other measure of breathing"),
        ),
        (
            "4",
            language.gettext("Seconds of in-breath, holds and out-breath"),
            methods.parts_sentence(facts, language),
            "" if led else language.gettext("the seconds, where breath was led by other means"),
        ),
        ("5", language.gettext("Weeks"), "", language.gettext("how many weeks it went on")),
        (
            "5",
            language.gettext("Minutes of breathing"),
            led_minutes_sentence(facts, language),
            language.gettext("how many minutes and sessions were asked for in all"),
        ),
        (
            "5",
            language.gettext("Laboratory and home"),
            "",
            language.gettext("where the sessions took place, and how many in each"),
        ),
        ("5", language.gettext("Position of the body"), "", language.gettext("sitting, lying or standing")),
    )


def kind_sentence(facts: ReportFacts, language: Language) -> str:
    """Return what kind of led breathing it was, as far as the recording knows."""
    if _assesses(facts):
        return language.gettext("This session looked for the pace at which the heart answers most.")
    if facts.recorded.imported_as and not facts.review.breaths:
        return ""
    if not facts.review.breaths:
        return language.gettext("No breath was led in this session.")
    said = [language.gettext("A light led the breath; no number of the heart moves its pace by itself.")]
    begun = {
        "hand": language.gettext("The pace at the beginning was one that the person showed by hand."),
        "heart": language.gettext(
            "The pace at the beginning was the one that the heart showed, accepted by the person."
        ),
        "easy": language.gettext("The pace at the beginning was the practice's own."),
    }
    said += [begun[origin] for origin in facts.recorded.origins]
    if facts.recorded.pace_requests:
        said.append(
            language.ngettext(
                "The person asked for another pace {count} time.",
                "The person asked for another pace {count} times.",
                facts.recorded.pace_requests,
            ).format(count=language.whole(facts.recorded.pace_requests))
        )
    return " ".join(said)


def aim_sentence(facts: ReportFacts, language: Language) -> str:
    """Return which pace was aimed at; empty where none is known or no breath was led."""
    guidance = facts.recorded.guidance
    if guidance is None or not facts.review.breaths or _assesses(facts):
        return ""
    return language.gettext("The pace began at {start} and aimed at {aim} breaths a minute.").format(
        start=language.number(guidance.start_per_min, 1), aim=language.number(guidance.aim_per_min, 1)
    )


def led_minutes_sentence(facts: ReportFacts, language: Language) -> str:
    """Return for how long breath was led; empty where it was not."""
    if not facts.breaths_s:
        return ""
    length_s = math.fsum(until_s - from_s for from_s, until_s in facts.breaths_s)
    return language.gettext("In this session breath was led for {length} min.").format(
        length=language.minutes_and_seconds(length_s)
    )


def _kind_to_say(facts: ReportFacts, language: Language) -> str:
    if _assesses(facts):
        return ""
    return language.gettext("whether the pace was each person's own, found beforehand, or the same for all")


def _assesses(facts: ReportFacts) -> bool:
    return facts.recorded.facts.get("practice") in (STEPPED_NAME, SLIDING_NAME)


def _assessment_sentence(facts: ReportFacts, language: Language) -> str:
    match facts.recorded.facts.get("practice"):
        case name if name == STEPPED_NAME:
            return language.gettext("In this session, in steps from pace to pace.")
        case name if name == SLIDING_NAME:
            return language.gettext("In this session, in one slide through the paces.")
        case _:
            return ""
