"""The report on a study as a document."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from biofeedback.document import Block, Document, Heading, Paragraph, Table
from biofeedback.studies.medians import INTERVAL_SHARE, LEAST_PEOPLE, RESAMPLES
from biofeedback.studies.people import PeopleChange
from biofeedback.studies.summary import StudySummary
from ui.words.language import Language
from ui.words.report.whole import Form, as_document
from ui.words.report.wordings import percent
from ui.words.study_report.dots import dot_chart
from ui.words.study_report.wordings import (
    change_text,
    interval_text,
    kind_name,
    missing_text,
    number_name,
    value_text,
)

DRAWN = ("mean_hr_bpm", "rmssd_ms", "coherence_share", "breath_rate_per_min")
"""The numbers that are drawn, of heart, its variability, its rhythm and the breath: a choice; all are in tables."""


def study_document(summary: StudySummary, language: Language, form: Form) -> Document:
    """Return the report."""
    title = _title(summary, language)
    foot = language.gettext("Soften {version} · {name}").format(version=summary.version, name=title)
    return as_document(title, foot, list(_blocks(summary, title, language)), language, form)


def _title(summary: StudySummary, language: Language) -> str:
    names = summary.studies or summary.protocols
    return (
        language.gettext("The study {name}").format(name=language.listed(names))
        if names
        else language.gettext("A study")
    )


def _blocks(summary: StudySummary, title: str, language: Language) -> Iterator[Block]:
    yield Heading(title, 1)
    yield Paragraph(_subtitle(summary, language), "quiet")
    yield Paragraph(_of_conditions(summary, language))
    if summary.simulated:
        yield Paragraph(
            language.ngettext(
                "{count} recording is of a simulated heart.",
                "{count} recordings are of a simulated heart.",
                summary.simulated,
            ).format(count=language.whole(summary.simulated))
        )
    if summary.changes:
        yield from _pictures(summary, language)
    else:
        yield Paragraph(
            language.gettext(
                "No change can be told: that takes recordings of a participant with a baseline and other blocks, as a "
                "protocol makes them."
            )
        )
    yield from _how_to_read(summary, language)
    yield from _kinds(summary, language)
    yield from _left_out(summary, language)
    yield from _changes(summary, language)
    yield from _answers(summary, language)
    yield from _made_with(summary, language)


def _subtitle(summary: StudySummary, language: Language) -> str:
    people = sum(count for _, count in summary.people)
    return " · ".join(
        (
            language.ngettext("{count} person", "{count} people", people).format(count=language.whole(people)),
            language.ngettext("{count} recording", "{count} recordings", summary.recordings).format(
                count=language.whole(summary.recordings)
            ),
            language.ngettext("{count} file", "{count} files", summary.files).format(
                count=language.whole(summary.files)
            ),
        )
    )


def _of_conditions(summary: StudySummary, language: Language) -> str:
    if summary.allocation == "none":
        return language.gettext("Nothing here says that there are conditions: all is told of all people together.")
    if summary.allocation == "sealed":
        return language.gettext(
            "Who was in which condition is sealed, so all is told of all people together. {command} opens the key."
        ).format(command="soften study open")
    said = language.listed(
        language.ngettext("{condition} ({count} person)", "{condition} ({count} people)", count).format(
            condition=condition or language.gettext("in no condition"), count=language.whole(count)
        )
        for condition, count in summary.people
    )
    return language.gettext("The key was opened, so all is told by condition: {conditions}.").format(conditions=said)


def _pictures(summary: StudySummary, language: Language) -> Iterator[Block]:
    drawn = [dot_chart([each for each in summary.changes if each.number == name], language) for name in _drawn(summary)]
    yield Heading(language.gettext("The change of each person"))
    yield Paragraph(
        language.gettext(
            "A thin line of dots is one person; a bar is the median over people, and the line through it its interval."
        ),
        "quiet",
    )
    yield from (each for each in drawn if each is not None)


def _drawn(summary: StudySummary) -> Sequence[str]:
    there = {each.number for each in summary.changes}
    return [name for name in DRAWN if name in there]


def _how_to_read(summary: StudySummary, language: Language) -> Iterator[Block]:
    yield Heading(language.gettext("How to read this"))
    yield Paragraph(
        language.gettext(
            "A change is a number of a block less that of the baseline of the same recording, in the unit of the "
            "number. Where a recording has several blocks of a kind, the mean of those that count is taken. Everybody "
            "counts once: with the median over their recordings."
        )
    )
    yield Paragraph(
        language.gettext(
            "The median is over people. Its interval is a percentile interval by bootstrap (Efron and Tibshirani 1993, "
            "chapter 13): people were drawn anew {times} times from the seed {seed}, and {share} % of the medians of "
            "these draws lie within its bounds. Of fewer than {least} people none is told: drawn from so few, it holds "
            "the median of all people less often than it says."
        ).format(
            times=language.whole(RESAMPLES),
            seed=summary.seed,
            share=language.whole(round(100.0 * INTERVAL_SHARE)),
            least=language.whole(LEAST_PEOPLE),
        )
    )
    yield Paragraph(
        language.gettext(
            "Nothing is tested here: what a change means, and what made it, is for the analysis that was planned. Many "
            "numbers stand beside one another, and some intervals lie away from zero by chance alone. Numbers that "
            "grow with the length of a record, such as SDNN, differ between blocks of different lengths by that alone."
        )
    )
    if summary.unblinded:
        yield Paragraph(
            language.ngettext(
                "{count} recording began after the key of the study had been opened; it counts as the others do. The "
                "column blinded of the tables tells which.",
                "{count} recordings began after the key of the study had been opened; they count as the others do. The "
                "column blinded of the tables tells which.",
                summary.unblinded,
            ).format(count=language.whole(summary.unblinded))
        )
    if summary.several:
        yield Paragraph(
            language.ngettext(
                "{count} session has more than one recording; all that count are in the person's median.",
                "{count} sessions have more than one recording; all that count are in the person's median.",
                summary.several,
            ).format(count=language.whole(summary.several))
        )


def _kinds(summary: StudySummary, language: Language) -> Iterator[Block]:
    if not summary.kinds:
        return
    yield Heading(language.gettext("The blocks"))
    head = (
        language.gettext("Block"),
        language.gettext("Count"),
        language.gettext("Left out"),
        language.gettext("Median length, s"),
        language.gettext("Median coverage, %"),
    )
    rows = tuple(
        (
            kind_name(each.kind, language),
            language.whole(each.blocks),
            language.whole(each.excluded),
            language.number(each.length_s),
            percent(each.coverage_share, language),
        )
        for each in summary.kinds
    )
    yield Table(head, rows)


def _left_out(summary: StudySummary, language: Language) -> Iterator[Block]:
    yield Heading(language.gettext("What is left out"))
    if not summary.left_out:
        yield Paragraph(language.gettext("Nothing: every file has numbers, and every block may be counted."))
        return
    yield Paragraph(
        language.gettext("The reasons are codes, as in the tables of the study, where {table} names each file.").format(
            table="exclusions.csv"
        ),
        "quiet",
    )
    head = (language.gettext("Reason"), language.gettext("Files"), language.gettext("Blocks"))
    rows = tuple((each.reason, language.whole(each.files), language.whole(each.blocks)) for each in summary.left_out)
    yield Table(head, rows)


def _changes(summary: StudySummary, language: Language) -> Iterator[Block]:
    for kind, changes in groupby(summary.changes, key=lambda each: each.kind):
        yield Heading(language.gettext("From the baseline: {kind}").format(kind=kind_name(kind, language)))
        yield _table(list(changes), language, language.gettext("Number"), language.gettext("Baseline"))


def _answers(summary: StudySummary, language: Language) -> Iterator[Block]:
    if summary.answers:
        yield Heading(language.gettext("Answers, from before to after"))
        yield _table(summary.answers, language, language.gettext("Question"), language.gettext("Before"))
    if summary.words:
        yield Paragraph(
            language.ngettext(
                "{count} question was for free words, which are not told here.",
                "{count} questions were for free words, which are not told here.",
                summary.words,
            ).format(count=language.whole(summary.words))
        )


def _table(changes: Sequence[PeopleChange], language: Language, first: str, baseline: str) -> Table:
    with_conditions = any(each.condition for each in changes)
    head = [first, *([language.gettext("Condition")] if with_conditions else [])]
    named = len(head)
    head += [
        language.gettext("People"),
        baseline,
        language.gettext("Change"),
        language.gettext("Interval"),
        language.gettext("Not known"),
    ]
    rows = []
    for each in changes:
        row = [number_name(each.number, language), *([each.condition or "–"] if with_conditions else [])]
        row += [
            language.whole(each.change.people),
            value_text(each.number, each.baseline, language),
            change_text(each.number, each.change.median, language),
            interval_text(each, language),
            missing_text(each, language),
        ]
        rows.append(tuple(row))
    widths = (6, *((3,) if with_conditions else ()), 2, 3, 3, 5, 5)
    return Table(tuple(head), tuple(rows), numbers_from=named, widths=widths)


def _made_with(summary: StudySummary, language: Language) -> Iterator[Block]:
    yield Heading(language.gettext("What it was made with"))
    settings = language.listed(
        language.pgettext("a setting and its value", "{name} {value}").format(name=name, value=value)
        for name, value in summary.settings
    )
    yield Paragraph(
        language.gettext(
            "Soften {version}; {settings}; seed of the intervals {seed}. Each number with the version of its "
            "definition ({page}): {numbers}."
        ).format(
            version=summary.version,
            settings=settings,
            seed=summary.seed,
            page="docs/signals.md",
            numbers=language.listed(
                language.gettext("{title} {version}").format(title=name, version=language.whole(version))
                for name, version in summary.definitions
            )
            or "–",
        ),
        "quiet",
    )
    yield Paragraph(
        language.gettext("Soften is for practice and curiosity; it is not a medical device."),
        "quiet",
    )
