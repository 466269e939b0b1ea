"""The checklist GRAPH, item by item, of one recording.

Quintana, Alvares and Heathers 2016, Translational Psychiatry 6:e803, doi 10.1038/tp.2016.73, table 1; its items are
named in our own short words.
"""

from biofeedback.reasons import GapReason
from ui.words.language import Language
from ui.words.report import analysis_methods, methods
from ui.words.report.checklist import Item, joined
from ui.words.report.facts import ReportFacts


def graph_items(facts: ReportFacts, language: Language) -> tuple[Item, ...]:
    """Return every item of GRAPH."""
    no_beats = "" if facts.analysis is not None else language.gettext("this recording has no heartbeats")
    rows = (
        (
            "1a",
            language.gettext("The group with a condition"),
            "",
            language.gettext("how people were found, and how the condition was assessed"),
        ),
        (
            "1b",
            language.gettext("The group to compare with"),
            "",
            language.gettext("how people were found, and how conditions were ruled out"),
        ),
        ("1c", language.gettext("Who could take part"), "", language.gettext("the criteria, such as physical health")),
        (
            "1d",
            language.gettext("The condition"),
            "",
            language.gettext("how long, how severe, what comes with it, and medication"),
        ),
        (
            "1e",
            language.gettext("The people"),
            "",
            language.gettext("age, sex or gender, physical activity, smoking and the like"),
        ),
        (
            "2a",
            language.gettext("Sensor and electrodes"),
            methods.sensor_sentence(facts, language),
            language.gettext("which sensor it was, and where it was worn")
            if facts.recorded.imported_as
            else language.gettext("where the sensor or its electrodes were worn"),
        ),
        (
            "2b",
            language.gettext("How intervals were collected"),
            joined(
                methods.sampling_sentence(facts, language),
                methods.clock_sentence(facts, language),
                methods.session_sentence(facts, language),
                words_sentence(facts, language),
            ),
            language.gettext("posture, what else people were told, and sampling and filters within the sensor"),
        ),
        ("3a", language.gettext("How intervals were computed and resampled"), _computed(facts, language), no_beats),
        (
            "3b",
            language.gettext("How artefacts were found"),
            joined(
                analysis_methods.correction_sentence(facts, language), analysis_methods.layer_words(facts, language)
            ),
            no_beats,
        ),
        (
            "3c",
            language.gettext("What is not there, and why"),
            joined(analysis_methods.coverage_sentence(facts, language), gaps_sentence(facts, language)),
            language.gettext("people and sessions that were left out, and why"),
        ),
        (
            "3d",
            language.gettext("How many beats were corrected"),
            analysis_methods.corrected_sentence(facts, language),
            no_beats,
        ),
        (
            "4a",
            language.gettext("Which numbers, with which software"),
            joined(methods.software_sentence(facts, language), analysis_methods.metrics_sentence(facts, language)),
            language.gettext("which of them are reported, and whether they were transformed"),
        ),
        (
            "4b",
            language.gettext("Frequency bands and their reading"),
            analysis_methods.bands_sentence(facts, language),
            language.gettext("how the bands are read, where powers are reported"),
        ),
    )
    return tuple(Item("GRAPH", *row) for row in rows)


def words_sentence(facts: ReportFacts, language: Language) -> str:
    """Return how often the practice placed words; empty where it never did."""
    if not facts.recorded.prompts:
        return ""
    return language.ngettext(
        "The practice placed words {count} time; the recording holds them.",
        "The practice placed words {count} times; the recording holds them.",
        facts.recorded.prompts,
    ).format(count=language.whole(facts.recorded.prompts))


def gaps_sentence(facts: ReportFacts, language: Language) -> str:
    """Return for how long beats are not there, by the reason; empty without beats."""
    if facts.analysis is None:
        return ""
    said = {
        GapReason.NO_BEATS: language.gettext("none arrived for {seconds} s, though the link was there"),
        GapReason.BEATS_LOST: language.gettext("some did not arrive for {seconds} s"),
        GapReason.NOT_IN_FILE: language.gettext("the file tells none for {seconds} s"),
        GapReason.LINK_BROKEN: language.gettext("the link was interrupted for {seconds} s"),
    }
    gaps = [
        said[reason].format(seconds=language.number(length_s, 1))
        for reason, length_s in facts.recorded.gaps.items()
        if length_s > 0.0
    ]
    if not gaps:
        return language.gettext("No gap between the beats was found.")
    return language.gettext("Heartbeats that are not there: {gaps}.").format(gaps=language.listed(gaps))


def _computed(facts: ReportFacts, language: Language) -> str:
    if facts.analysis is None:
        return ""
    if facts.recorded.found_in is None:
        taken = language.gettext("Intervals were taken as they were told, and placed in time by their arrival.")
    else:
        taken = language.gettext("Intervals are the times from one beat that was found in the wave to the next.")
    return joined(taken, analysis_methods.spectrum_sentence(facts, language))
