"""How the numbers of one recording were computed, in the sentences of its methods paragraph."""

import math
from collections.abc import Iterator

from biofeedback.signals.artefacts.rules import LONGEST_MS, SHORTEST_MS
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.variability.bands import HF_HZ, LF_HZ, VLF_HZ
from biofeedback.signals.variability.coherence import LARGEST_SET_ASIDE_SHARE, WINDOW_S
from biofeedback.signals.variability.coherence_measure import PEAK_BAND_HZ, PEAK_HALF_WIDTH_HZ, TOTAL_BAND_HZ
from biofeedback.signals.variability.coherence_windows import STEP_S
from biofeedback.signals.variability.even_series import RATE_HZ
from biofeedback.signals.variability.spectrum import REPORT_SEGMENT_S
from ui.words.analysis_words import counted_corrections
from ui.words.language import Language
from ui.words.reason_words import reason_sentence
from ui.words.recordings.layer_words import layer_sentence
from ui.words.recordings.version_words import analysis_versions, versions_sentence
from ui.words.report.facts import ReportFacts
from ui.words.report.wordings import percent, span


def correction_sentence(facts: ReportFacts, language: Language) -> str:
    """Return how artefacts were found and mended; empty without beats."""
    if facts.analysis is None:
        return ""
    return language.gettext(
        "Artefacts were found by the algorithm of Lipponen and Tarvainen (2019, doi 10.1080/03091902.2019.1640306), "
        "from both sides of a beat, with bounded thresholds; intervals outside {shortest} to {longest} ms count as "
        "well. An ectopic, late or early beat was moved to the middle between its neighbours, an interval with a beat "
        "not seen was split, one that a beat too many had split was merged, and what could not be mended was set aside."
    ).format(shortest=language.whole(round(SHORTEST_MS)), longest=language.whole(round(LONGEST_MS)))


def layer_words(facts: ReportFacts, language: Language) -> str:
    """Return of which beats the numbers are, and whether a person edited any; empty without beats."""
    if facts.analysis is None:
        return ""
    said = layer_sentence(facts.analysis.layer, language)
    if facts.analysis.layer == "hand":
        return said
    if facts.edits:
        edited = language.ngettext(
            "The recording holds {count} edit by hand, which these numbers leave aside.",
            "The recording holds {count} edits by hand, which these numbers leave aside.",
            facts.edits,
        ).format(count=language.whole(facts.edits))
    else:
        edited = language.gettext("Nobody edited a beat by hand.")
    return f"{said} {edited}"


def corrected_sentence(facts: ReportFacts, language: Language) -> str:
    """Return how many beats that changed, by kind; empty without beats."""
    if facts.analysis is None:
        return ""
    counted = counted_corrections(facts.analysis.corrections, language)
    said = language.ngettext(
        "Of {count} beat, {percent} % was corrected",
        "Of {count} beats, {percent} % were corrected",
        facts.analysis.beats,
    ).format(count=language.whole(facts.analysis.beats), percent=percent(facts.analysis.corrected_ratio, language))
    # Translators: {said} is "Of 812 beats, 1.2 % were corrected", {kinds} a list such as "3 ectopic, 1 long".
    return language.gettext("{said} ({kinds}).").format(said=said, kinds=counted) if counted else f"{said}."


def coverage_sentence(facts: ReportFacts, language: Language) -> str:
    """Return how much of the time the intervals cover; empty without beats."""
    if facts.analysis is None or math.isnan(facts.analysis.coverage_share):
        return ""
    return language.gettext(
        "The intervals that were computed with cover {percent} % of the {length} min from the first beat to the last."
    ).format(
        percent=percent(facts.analysis.coverage_share, language),
        length=language.minutes_and_seconds(facts.analysis.duration_s),
    )


def spectrum_sentence(facts: ReportFacts, language: Language) -> str:
    """Return how the powers by frequency were found; empty where there are none."""
    if not _has_powers(facts):
        return ""
    return language.gettext(
        "For powers by frequency each unbroken run of intervals was resampled at {rate} Hz by a cubic spline; Welch "
        "periodograms of {segment} s (of the longest run where that is less), half overlapped, with a Hann window, "
        "each less its mean, were averaged; no other trend was removed. No number was log-transformed."
    ).format(rate=language.short_number(RATE_HZ), segment=language.short_number(REPORT_SEGMENT_S))


def bands_sentence(facts: ReportFacts, language: Language) -> str:
    """Return the frequency bands; empty where no power could be computed."""
    if not _has_powers(facts):
        return ""
    return language.gettext("Bands: VLF {vlf} Hz, LF {lf} Hz, HF {hf} Hz, each without its upper bound.").format(
        vlf=span(VLF_HZ, language), lf=span(LF_HZ, language), hf=span(HF_HZ, language)
    )


def coherence_sentence(facts: ReportFacts, language: Language) -> str:
    """Return what rhythm coherence is, and of which windows; empty where it is not known."""
    if facts.analysis is None or math.isnan(facts.analysis.coherence_share):
        return ""
    return language.gettext(
        "Rhythm coherence (v1) is the power within {half_width} Hz of the highest peak from {low} to {high} Hz as a "
        "share of the power from {all_low} to {all_high} Hz (after McCraty and Zayas 2014, doi "
        "10.3389/fpsyg.2014.01090): the median over windows of {window} s stepped by {step} s (cubic spline, linear "
        "trend removed, Hann window), without those of which more than {percent} % of the beats were corrected."
    ).format(
        half_width=language.short_number(PEAK_HALF_WIDTH_HZ),
        low=language.short_number(PEAK_BAND_HZ[0]),
        high=language.short_number(PEAK_BAND_HZ[1]),
        all_low=language.short_number(TOTAL_BAND_HZ[0]),
        all_high=language.short_number(TOTAL_BAND_HZ[1]),
        window=language.short_number(WINDOW_S),
        step=language.short_number(STEP_S),
        percent=language.short_number(100.0 * LARGEST_SET_ASIDE_SHARE),
    )


def metrics_sentence(facts: ReportFacts, language: Language) -> str:
    """Return which numbers could be computed; empty without beats."""
    if facts.analysis is None:
        return ""
    known = [
        language.gettext(DEFINITIONS[name].title)
        for name, value in facts.analysis.numbers().items()
        if isinstance(value, float) and not math.isnan(value) and DEFINITIONS[name].group != "record"
    ]
    if not known:
        return ""
    # Translators: what stands between two things that are listed and may have commas themselves.
    names = language.pgettext("list", "; ").join(known)
    return language.gettext("Numbers of the whole record: {names}.").format(names=names)


def caution_sentences(facts: ReportFacts, language: Language) -> Iterator[str]:
    """Yield what the numbers of this recording are to be read with."""
    if facts.analysis is not None:
        yield from (reason_sentence(caution, language) for caution in facts.cautions)


def _has_powers(facts: ReportFacts) -> bool:
    return facts.analysis is not None and not math.isnan(facts.analysis.hf_ms2)


def definitions_sentence(facts: ReportFacts, language: Language) -> str:
    """Return the versions of what the numbers are defined by; empty without beats."""
    if facts.analysis is None:
        return ""
    return versions_sentence(analysis_versions(facts.analysis.numbers()), language)
