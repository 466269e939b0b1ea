"""The annex for research: how it was made, its quality, every number with window and version, and what is withheld."""

import math
from collections.abc import Iterator, Mapping

from biofeedback.document import Block, Heading, NewPage, Paragraph, Table
from biofeedback.practice.after.step_numbers import StepNumber, StepNumbers
from biofeedback.signals.definitions import DEFINITIONS, Definition
from biofeedback.signals.definitions.stages import STAGES
from biofeedback.signals.definitions.versions import VERSIONS
from ui.words.analysis_words import counted_corrections, shown_number
from ui.words.language import Language
from ui.words.number_words import form_text
from ui.words.reason_words import reason_sentence
from ui.words.recordings.layer_words import layer_name
from ui.words.recordings.review_words import six_a_minute_sentences, unknown_sentences
from ui.words.recordings.version_words import ANALYSIS_STAGES
from ui.words.report.analysis_methods import coverage_sentence
from ui.words.report.facts import ReportFacts
from ui.words.report.graph import gaps_sentence
from ui.words.report.methods import methods_paragraph, unheard_sentence
from ui.words.report.wordings import percent


def annex_blocks(facts: ReportFacts, language: Language) -> Iterator[Block]:
    """Yield the annex."""
    yield NewPage()
    yield Heading(language.gettext("Annex for research"), 1)
    yield Paragraph(
        language.gettext("Of the recording {name}.").format(name=facts.name),
        "quiet",
    )
    yield Heading(language.gettext("How it was made"))
    yield Paragraph(methods_paragraph(facts, language))
    yield from _settings(facts, language)
    yield from _quality(facts, language)
    yield from _whole_record(facts, language)
    yield from _by_step(facts, language)
    yield from _withheld(facts, language)
    yield from _definitions(facts, language)


def _settings(facts: ReportFacts, language: Language) -> Iterator[Block]:
    if facts.analysis is None:
        return
    yield Heading(language.gettext("Settings"))
    rows = [
        (language.gettext("Correction of artefacts"), language.gettext("on, from both sides of a beat")),
        (language.gettext("Layer of beats"), layer_name(facts.analysis.layer, language)),
        (language.gettext("Stretch"), language.gettext("the whole record")),
        (language.gettext("Detrending before the powers"), language.gettext("none, but for the mean of each segment")),
        (language.gettext("Spectrum"), language.gettext("Welch")),
    ]
    rows += [
        # Translators: a stage of the computation, such as "Correction in an analysis", and the version of it.
        (
            language.gettext(stage.title),
            language.gettext("version {version}").format(version=language.whole(stage.version)),
        )
        for stage in STAGES
        if stage.name in ANALYSIS_STAGES
    ]
    yield Table((language.gettext("Setting"), language.gettext("Value")), tuple(rows), numbers_from=2, widths=(1, 1))


def _quality(facts: ReportFacts, language: Language) -> Iterator[Block]:
    analysis, statistics = facts.analysis, facts.review.summary.statistics
    yield Heading(language.gettext("Quality"))
    if analysis is None:
        yield Paragraph(
            language.gettext("No heartbeat came.") if facts.recorded.listened else unheard_sentence(facts, language)
        )
        return
    none = language.pgettext("corrections", "none")
    rows = [
        (language.gettext("Heartbeats"), language.whole(analysis.beats)),
        (
            language.gettext("From the first beat to the last"),
            language.gettext("{length} min").format(length=language.minutes_and_seconds(analysis.duration_s)),
        ),
        (language.gettext("Coverage"), f"{percent(analysis.coverage_share, language)} %"),
        (language.gettext("Beats corrected"), f"{percent(analysis.corrected_ratio, language)} %"),
        (language.gettext("Corrections by kind"), counted_corrections(analysis.corrections, language) or none),
        (
            language.gettext("Corrections as they were live"),
            counted_corrections(analysis.corrections_live, language) or none,
        ),
        (
            language.gettext("Sensor away"),
            language.gettext("{seconds} s").format(seconds=language.number(statistics.away_s)),
        ),
        (
            language.gettext("Computer asleep"),
            language.gettext("{seconds} s").format(seconds=language.number(statistics.slept_s)),
        ),
    ]
    yield Table((language.gettext("What"), language.gettext("How much")), tuple(rows), numbers_from=2, widths=(1, 1))
    yield Paragraph(gaps_sentence(facts, language))
    yield from (Paragraph(reason_sentence(caution, language)) for caution in facts.cautions)


def _whole_record(facts: ReportFacts, language: Language) -> Iterator[Block]:
    if facts.analysis is None:
        return
    yield Heading(language.gettext("Numbers of the whole record, in hindsight"))
    yield Paragraph(coverage_sentence(facts, language))
    rows = tuple(
        (
            language.gettext(DEFINITIONS[name].title),
            shown_number(value, DEFINITIONS[name], language),
            _window_words(DEFINITIONS[name], language),
            language.whole(VERSIONS[name]),
        )
        for name, value in facts.analysis.numbers().items()
        if not isinstance(value, Mapping) and not math.isnan(value)
    )
    yield Table(
        (
            language.gettext("Number"),
            language.gettext("Value"),
            language.gettext("Window"),
            language.gettext("Version"),
        ),
        rows,
        widths=(5, 3, 3, 2),
    )


def _window_words(definition: Definition, language: Language) -> str:
    if definition.group not in ("coherence", "breath") or math.isnan(definition.window_s):
        return language.gettext("all of it")
    return language.gettext("{window} s each").format(window=language.short_number(definition.window_s))


def _by_step(facts: ReportFacts, language: Language) -> Iterator[Block]:
    steps = facts.review.steps
    if not steps or not facts.review.summary.statistics.listened:
        return
    yield Heading(language.gettext("Numbers by step, as they were while practising"))
    said: dict[str, int] = {}
    head = (
        language.gettext("Step"),
        language.gettext("From, min"),
        language.gettext("To, min"),
        *(_with_unit(DEFINITIONS[number.name], language) for number in steps[0].numbers),
        language.gettext("Breath led, a minute"),
    )
    rows = tuple(_step_row(each, facts.review.from_s, said, language) for each in steps)
    yield Table(head, rows, numbers_from=1, widths=(5, 3, 3, *(4 for _number in steps[0].numbers), 4))
    for sentence, number in said.items():
        yield Paragraph(f"{language.whole(number)}  {sentence}", "quiet")
    yield from (Paragraph(each) for each in six_a_minute_sentences(facts.review, language))
    versions = language.listed(
        language.gettext("{title} {version}").format(
            title=language.gettext(DEFINITIONS[name].title), version=language.whole(version)
        )
        for name, version in facts.live_versions.items()
        if name in DEFINITIONS and version
    )
    if versions:
        yield Paragraph(
            language.gettext(
                "Medians of what was computed live, each over windows that lie within the step (64 s for coherence and "
                "RMSSD, one breath for the swing); versions of the definitions: {versions}."
            ).format(versions=versions),
            "quiet",
        )


def _step_row(step: StepNumbers, from_s: float, said: dict[str, int], language: Language) -> tuple[str, ...]:
    return (
        step.step.title,
        language.minutes_and_seconds(max(0.0, step.step.began_s - from_s)),
        language.minutes_and_seconds(max(0.0, step.step.ended_s - from_s)),
        *(_step_cell(number, said, language) for number in step.numbers),
        "–" if math.isnan(step.led_per_min) else language.number(step.led_per_min, 1),
    )


def _step_cell(number: StepNumber, said: dict[str, int], language: Language) -> str:
    if number.reason is None:
        return form_text(DEFINITIONS[number.name].on_screen, number.value, language)
    place = said.setdefault(reason_sentence(number.reason, language), len(said) + 1)
    return f"– ({language.whole(place)})"


def _with_unit(definition: Definition, language: Language) -> str:
    unit = definition.on_screen.unit
    shown_unit = language.pgettext("unit", "of 1") if unit == "share" else language.gettext(unit)
    return f"{language.gettext(definition.title)}, {shown_unit}"


def _withheld(facts: ReportFacts, language: Language) -> Iterator[Block]:
    rows = (
        ()
        if facts.analysis is None
        else tuple(
            (language.gettext(DEFINITIONS[name].title), reason_sentence(reason, language))
            for name, reason in facts.analysis.reasons.items()
        )
    )
    unknown = unknown_sentences(facts.review, language)
    if not rows and not unknown:
        return
    yield Heading(language.gettext("What was withheld, and why"))
    if rows:
        yield Table((language.gettext("Number"), language.gettext("Why")), rows, numbers_from=2, widths=(2, 3))
    yield from (Paragraph(each) for each in unknown)


def _definitions(facts: ReportFacts, language: Language) -> Iterator[Block]:
    names = [] if facts.analysis is None else list(facts.analysis.numbers())
    if facts.review.steps and facts.review.summary.statistics.listened:
        names += [number.name for number in facts.review.steps[0].numbers if number.name not in names]
    if not names:
        return
    yield Heading(language.gettext("Definitions"))
    rows = tuple(
        (
            language.gettext("{title} {version}").format(
                title=language.gettext(DEFINITIONS[name].title), version=language.whole(DEFINITIONS[name].version)
            ),
            language.gettext(DEFINITIONS[name].text),
            language.gettext(DEFINITIONS[name].source),
        )
        for name in names
    )
    yield Table(
        (language.gettext("Number and version"), language.gettext("What it is"), language.gettext("Source")),
        rows,
        numbers_from=3,
        widths=(4, 9, 5),
    )
