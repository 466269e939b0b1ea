"""Prints the summary of a recording, and the findings of an assessment."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from biofeedback.cli.say import say
from biofeedback.outside_text import shown
from biofeedback.signals.progress import OnProgress, no_progress
from ui.words.cells import padded
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.studies.form_words import answer_line, moment_of_answers
from ui.words.summary_words import note_label, summary_facts, summary_lines

if TYPE_CHECKING:
    from biofeedback.practice.after.findings import Findings
    from biofeedback.practice.after.summary import Summary
    from sessions.reader import Recording


def summary_of(recording: "Recording", language: Language, on_progress: OnProgress = no_progress) -> "Summary":
    """Return the summary of a recording; the title of an assessment is in the language, any other as it was.

    ``on_progress`` takes the share that is done.

    Raises
    ------
    RecordingError
        The recording cannot be read.
    """
    from biofeedback.app.session_metadata import practice_title
    from biofeedback.practice.after.summariser import Summariser

    summariser = Summariser(practice_title(recording.facts, language), recording.sources)
    last_number = max(1, recording.last_number())
    for number, event in recording.events():
        on_progress(number / last_number)
        summariser.apply(event)
    return summariser.summary()


def say_remarks(recording: "Recording", language: Language) -> None:
    """Say, beside what is printed, what of a recording is not as this Soften knows it."""
    for remark in recording.remarks:
        say(error_sentence(remark, language), err=True)


def recording_line(path: Path, language: Language) -> str:
    """Return the line that names a recording."""
    return language.gettext("The recording: {path}").format(path=shown(str(path)))


def say_summary(summary: "Summary", language: Language) -> None:
    """Print a summary: its title, its sentences, its facts, and what the person wrote."""
    say(shown(summary.title))
    for line in summary_lines(summary.statistics, language):
        say(line)
    facts = summary_facts(summary.statistics, language)
    width = max((cell_len(fact.label) for fact in facts), default=0)
    for fact in facts:
        say(f"  {padded(fact.label, width)}  {fact.value} {fact.unit}".rstrip())
    for note in summary.notes:
        say(f"{note_label(note.kind, language)}: {shown(note.text)}")
    for asked, answers in groupby(summary.answers, key=lambda answer: moment_of_answers(answer, language)):
        say(asked)
        for answer in answers:
            say(f"  {shown(answer_line(answer, language))}")


def say_findings(findings: "Findings", language: Language) -> None:
    """Print the findings of an assessment: the table, then the sentences; or why there are none."""
    if findings.error is not None:
        say(error_sentence(findings.error, language))
    rows = (findings.columns, *findings.rows) if findings.rows else ()
    whole = [row for row in rows if len(row) == len(findings.columns)]
    widths = [max(map(cell_len, column)) for column in zip(*whole, strict=True)]
    for row in rows:
        if len(row) == len(widths):
            say("   ".join(padded(value, width, before=True) for value, width in zip(row, widths, strict=True)))
        else:
            say(f"{padded(row[0], widths[0], before=True)}   {' '.join(row[1:])}")
    for line in findings.lines:
        say(line)
