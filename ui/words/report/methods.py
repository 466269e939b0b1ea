"""The methods of one recording as a paragraph for a paper: what the recording knows, in the past tense, and no more."""

import math
from collections.abc import Iterator

from biofeedback.outside_text import LONGEST_NAME, shown
from ui.presenter.recorded import STRAP_CHANNEL
from ui.words.language import Language
from ui.words.recordings.import_words import format_names
from ui.words.report.analysis_methods import (
    bands_sentence,
    caution_sentences,
    coherence_sentence,
    corrected_sentence,
    correction_sentence,
    coverage_sentence,
    definitions_sentence,
    layer_words,
    metrics_sentence,
    spectrum_sentence,
)
from ui.words.report.facts import ReportFacts
from ui.words.report.wordings import device_name, started_words

_SAME_PER_MIN = 0.05
"""Breaths a minute: paces that differ by less are written alike, to a tenth."""


def methods_paragraph(facts: ReportFacts, language: Language) -> str:
    """Return the paragraph."""
    return " ".join(
        filter(
            None,
            (
                sensor_sentence(facts, language),
                sampling_sentence(facts, language),
                clock_sentence(facts, language),
                software_sentence(facts, language),
                session_sentence(facts, language),
                *breathing_sentences(facts, language),
                correction_sentence(facts, language),
                layer_words(facts, language),
                corrected_sentence(facts, language),
                coverage_sentence(facts, language),
                *caution_sentences(facts, language),
                metrics_sentence(facts, language),
                spectrum_sentence(facts, language),
                bands_sentence(facts, language),
                coherence_sentence(facts, language),
                definitions_sentence(facts, language),
            ),
        )
    )


def unheard_sentence(facts: ReportFacts, language: Language) -> str:
    """Return why there is no heart in a recording that no sensor is named in."""
    if facts.recorded.of_room:
        return language.gettext("This is the course of a whole room; whose heart was kept has a recording of its own.")
    return language.gettext("No sensor listened to the heart in this session.")


def sensor_sentence(facts: ReportFacts, language: Language) -> str:
    """Return what the beats come from."""
    recorded = facts.recorded
    if not recorded.listened:
        return unheard_sentence(facts, language)
    if facts.analysis is None and not recorded.simulated:
        return language.gettext("A sensor listened, and no heartbeat came.")
    if recorded.simulated:
        return language.gettext("The heart was a simulated one, made of numbers; nobody wore a sensor.")
    if recorded.imported_as:
        kind = format_names(language).get(recorded.imported_as, shown(recorded.imported_as, LONGEST_NAME))
        return language.gettext("The recording was imported from a file of another program: {format}.").format(
            format=kind
        )
    if recorded.replayed_file:
        return language.gettext("The heart was replayed from a file that was there before.")
    device = device_name(recorded, language)
    if recorded.found_in == "ecg":
        return language.gettext("An ECG was recorded with {device}, and heartbeats were found in it by Soften.").format(
            device=device
        )
    if recorded.found_in == "pulse":
        return language.gettext(
            "A pulse wave was recorded with {device}, and heartbeats were found in it by Soften, so that intervals are "
            "those from pulse to pulse."
        ).format(device=device)
    if STRAP_CHANNEL in recorded.channels:
        return language.gettext(
            "Intervals from beat to beat were told by {device} through the Heart Rate Service of Bluetooth Low Energy."
        ).format(device=device)
    return language.gettext("Intervals from beat to beat were told by {device}.").format(device=device)


def sampling_sentence(facts: ReportFacts, language: Language) -> str:
    """Return how many samples a second each wave has; empty where none was recorded."""
    names = {
        "ecg": language.pgettext("wave", "ECG at {rate} Hz"),
        "pulse": language.pgettext("wave", "pulse at {rate} Hz"),
        "acceleration": language.pgettext("wave", "acceleration of the chest at {rate} Hz"),
        "breath": language.pgettext("wave", "breath at {rate} Hz"),
    }
    waves = [
        names[wave.kind].format(rate=language.short_number(wave.rate_hz, 4))
        for wave in facts.recorded.waves
        if wave.rate_hz > 0.0
    ]
    return language.gettext("Waves recorded: {waves}.").format(waves=language.listed(waves)) if waves else ""


def clock_sentence(facts: ReportFacts, language: Language) -> str:
    """Return what the sensor's clock rounds to; empty where that is not known, or nobody listened."""
    timing = facts.timing
    if not facts.recorded.listened or math.isnan(timing.resolution_ms):
        return ""
    said = language.gettext("Intervals are resolved to {resolution} ms.").format(
        resolution=language.short_number(timing.resolution_ms, 3)
    )
    if math.isnan(timing.rmssd_floor_ms):
        return said
    floor = language.gettext("That alone adds up to {floor} ms to the RMSSD of a regular heart.").format(
        floor=language.short_number(timing.rmssd_floor_ms, 2)
    )
    return f"{said} {floor}"


def software_sentence(facts: ReportFacts, language: Language) -> str:
    """Return which software recorded it, with its versions."""
    kept = facts.recorded.facts
    libraries = [
        f"{name} {shown(kept[fact], LONGEST_NAME)}"
        for name, fact in (("Python", "python_version"), ("NumPy", "numpy_version"), ("SciPy", "scipy_version"))
        if kept.get(fact)
    ]
    version = shown(kept.get("program_version", ""), LONGEST_NAME)
    if facts.recorded.imported_as:
        made = language.gettext("It was imported with Soften {version} ({libraries}).").format(
            version=version, libraries=language.listed(libraries)
        )
    elif not version:
        made = language.gettext("The recording does not say which version of Soften made it.")
    elif not libraries:
        made = language.gettext("It was recorded with Soften {version}.").format(version=version)
    else:
        made = language.gettext("It was recorded with Soften {version} ({libraries}).").format(
            version=version, libraries=language.listed(libraries)
        )
    if facts.analysis is None or facts.analysed_with == version:
        return made
    analysed = language.gettext("It was analysed with Soften {version}.").format(version=facts.analysed_with)
    return f"{made} {analysed}"


def session_sentence(facts: ReportFacts, language: Language) -> str:
    """Return what was practised, when, for how long, and its steps."""
    review = facts.review
    length = language.minutes_and_seconds(review.length_s)
    title = "" if facts.recorded.imported_as else shown(review.summary.title, LONGEST_NAME)
    said = (
        language.gettext("The session “{title}” lasted {length} min.").format(title=title, length=length)
        if title
        else language.gettext("The session lasted {length} min.").format(length=length)
    )
    if facts.recorded.started is not None:
        said += " " + language.gettext("It began {when}.").format(
            when=started_words(facts.recorded.started, language, with_zone=not facts.recorded.imported_as)
        )
    steps = [
        language.pgettext("step", "{title} {length} min").format(
            title=each.step.title, length=language.minutes_and_seconds(each.step.ended_s - each.step.began_s)
        )
        for each in review.steps
    ]
    if steps:
        said += " " + language.ngettext(
            "It had {count} step: {steps}.", "It had {count} steps: {steps}.", len(steps)
        ).format(count=language.whole(len(steps)), steps=language.listed(steps))
    if review.broke_off:
        said += " " + language.gettext("The recording ended unexpectedly.")
    return said


def breathing_sentences(facts: ReportFacts, language: Language) -> Iterator[str]:
    """Yield how breath was led, and whether it was measured."""
    paces = facts.paces_per_min
    if not paces:
        yield language.gettext("Soften led no breath.")
    else:
        slowest, quickest = min(paces), max(paces)
        mean = math.fsum(paces) / len(paces)
        at = (
            language.gettext("{pace} a minute").format(pace=language.number(mean, 1))
            if quickest - slowest < _SAME_PER_MIN
            else language.gettext("{slowest} to {quickest} a minute (mean {mean})").format(
                slowest=language.number(slowest, 1),
                quickest=language.number(quickest, 1),
                mean=language.number(mean, 1),
            )
        )
        yield language.ngettext(
            "Breath was led by a light: {count} breath, at {pace}.",
            "Breath was led by a light: {count} breaths, at {pace}.",
            len(paces),
        ).format(count=language.whole(len(paces)), pace=at)
        yield parts_sentence(facts, language)
    yield measured_breath_sentence(facts, language)


def parts_sentence(facts: ReportFacts, language: Language) -> str:
    """Return how long the parts of a led breath were, on the mean; empty where none was led."""
    breaths = facts.review.breaths
    if not breaths:
        return ""

    def mean(seconds: Iterator[float]) -> str:
        return language.number(math.fsum(seconds) / len(breaths), 1)

    return language.gettext(
        "On the mean the in-breath took {in_s} s, the hold after it {hold_in_s} s, the out-breath {out_s} s and the "
        "hold after it {hold_out_s} s."
    ).format(
        in_s=mean(each.in_s for each in breaths),
        hold_in_s=mean(each.hold_in_s for each in breaths),
        out_s=mean(each.out_s for each in breaths),
        hold_out_s=mean(each.hold_out_s for each in breaths),
    )


def measured_breath_sentence(facts: ReportFacts, language: Language) -> str:
    """Return whether anything but the light knows of the breath."""
    recorded = facts.recorded
    if recorded.wave("breath") is not None:
        return language.gettext("A wave of the breath itself was recorded.")
    if recorded.wave("acceleration") is not None:
        return language.gettext("The motion of the chest was recorded, in which breathing shows.")
    if recorded.imported_as:
        return ""
    if recorded.by_hand:
        return language.ngettext(
            "Breathing was not measured; the person showed {count} turn of it by hand.",
            "Breathing was not measured; the person showed {count} turns of it by hand.",
            recorded.by_hand,
        ).format(count=language.whole(recorded.by_hand))
    return language.gettext("How the person breathed was not measured.")
