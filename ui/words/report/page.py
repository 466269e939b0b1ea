"""The page for the person: what was practised, how heart and breath went, the steps and the words; and no verdict."""

import math
from collections.abc import Iterator
from itertools import groupby

from biofeedback.document import Block, Heading, Paragraph, Table
from biofeedback.outside_text import shown
from biofeedback.signals.definitions import DEFINITIONS
from ui.presenter.review import Review
from ui.words.language import Language
from ui.words.moment_words import moment_words
from ui.words.number_words import form_text
from ui.words.recordings.review_words import marker_sentence
from ui.words.report.charts import course_chart
from ui.words.report.facts import ReportFacts
from ui.words.report.wordings import device_name
from ui.words.studies.form_words import answer_line, moment_of_answers
from ui.words.summary_words import broken_off_line, note_label, summary_lines

_MOST_MARKS = 12
"""Moments that are listed; of more of them the first so many. A choice: one page is to hold them."""


def page_title(facts: ReportFacts, language: Language) -> str:
    """Return the title: the day and its part, or where nobody says when it was the practice."""
    review = facts.review
    if review.started is not None:
        return moment_words(review.started, language)
    return review.summary.title or language.gettext("A practice")


def page_blocks(facts: ReportFacts, language: Language) -> Iterator[Block]:
    """Yield the page."""
    review = facts.review
    yield Heading(page_title(facts, language), 1)
    yield Paragraph(_subtitle(facts, language), "quiet")
    for line in summary_lines(review.summary.statistics, language):
        yield Paragraph(line, "lead")
    if review.broke_off:
        yield Paragraph(broken_off_line(language))
    if review.beats or review.breaths:
        yield course_chart(review, language)
    if review.steps:
        yield Heading(language.gettext("The steps"))
        yield _steps(review, language)
    yield from _marks(review, language)
    yield from _notes(review, language)
    yield from _answers(review, language)
    sentence = language.gettext("This page tells what was there, and judges nothing.")
    kind = language.gettext("Soften is for practice and curiosity; it is not a medical device.")
    yield Paragraph(f"{sentence} {kind}", "quiet")


def _subtitle(facts: ReportFacts, language: Language) -> str:
    review = facts.review
    said = [review.summary.title]
    said.append(language.gettext("{length} min").format(length=language.minutes_and_seconds(review.length_s)))
    if review.started is not None:
        said += [language.day(review.started), language.time_of_day(review.started)]
    if facts.recorded.of_room:
        said.append(language.gettext("the whole room"))
    elif not facts.recorded.listened:
        said.append(language.gettext("without a sensor"))
    elif facts.recorded.device and not facts.recorded.simulated:
        said.append(device_name(facts.recorded, language))
    return " · ".join(filter(None, said))


def _steps(review: Review, language: Language) -> Table:
    listened = review.summary.statistics.listened
    head = [language.gettext("Step"), language.gettext("Time, min")]
    if listened:
        head.append(language.gettext("Heart rate, bpm"))
    head.append(language.gettext("Breath led, a minute"))
    rows = []
    for each in review.steps:
        row = [each.step.title, language.minutes_and_seconds(each.step.ended_s - each.step.began_s)]
        if listened:
            rate = each.numbers[0]
            known = not math.isnan(rate.value)
            row.append(form_text(DEFINITIONS[rate.name].on_screen, rate.value, language) if known else "–")
        row.append("–" if math.isnan(each.led_per_min) else language.number(each.led_per_min, 1))
        rows.append(tuple(row))
    return Table(tuple(head), tuple(rows))


def _marks(review: Review, language: Language) -> Iterator[Block]:
    if not review.markers:
        return
    yield Heading(language.gettext("Moments"))
    for marker in review.markers[:_MOST_MARKS]:
        at = language.minutes_and_seconds(max(0.0, marker.t_s - review.from_s))
        said = marker_sentence(marker, language)
        yield Paragraph(language.gettext("{time} min: {said}").format(time=at, said=said))
    rest = len(review.markers) - _MOST_MARKS
    if rest > 0:
        yield Paragraph(
            language.ngettext("And {count} more.", "And {count} more.", rest).format(count=language.whole(rest))
        )


def _notes(review: Review, language: Language) -> Iterator[Block]:
    said = [
        (note_label(note.kind, language), shown(note.text))
        for note in review.summary.notes
        if note.kind != "note" and note.text.strip()
    ]
    if review.note_versions and review.note_versions[-1].text.strip():
        said.append((note_label("note", language), shown(review.note_versions[-1].text)))
    if said:
        yield Heading(language.gettext("Your words"))
    for label, text in said:
        yield Paragraph(language.gettext("{name}: {choice}").format(name=label, choice=text))


def _answers(review: Review, language: Language) -> Iterator[Block]:
    for asked, answers in groupby(review.summary.answers, key=lambda answer: moment_of_answers(answer, language)):
        yield Heading(asked)
        for answer in answers:
            yield Paragraph(shown(answer_line(answer, language)))
