"""Words for giving a recording on as files of other programs."""

from collections.abc import Mapping, Sequence

from ui.words.help_words import HelpPage, good_to_know
from ui.words.language import Language

FILES = "files"
"""The name of the page of help on what a practice can be written as."""


def format_title(name: str, language: Language) -> str:
    """Return what a format is called."""
    return _formats(language)[name][0]


def format_sentence(name: str, language: Language) -> str:
    """Return what a format is for."""
    return _formats(language)[name][1]


def files_page(language: Language) -> HelpPage:
    """Return the page of help on what a practice can be written as."""
    whole = language.gettext(
        "Looking back at a practice, and in what has been, “Export data…” writes it as files of other programs. "
        "Raw and corrected intervals stand side by side, with what was thought of each beat."
    )
    formats = tuple(_formats(language).values())
    title = language.gettext("Files for other programs")
    return HelpPage(FILES, good_to_know(language), title, (("", whole), *formats, ("", what_is_in_it(False, language))))


def _formats(language: Language) -> Mapping[str, tuple[str, str]]:
    return {
        "all": (
            language.gettext("Everything, in one zip"),
            language.gettext("All that follows, each in a folder, with a page that explains every file."),
        ),
        "csv": (
            language.gettext("Tables"),
            language.gettext("Beats, events, steps, numbers and waves as CSV, with a dictionary of the columns."),
        ),
        "kubios": (
            language.gettext("Intervals for Kubios"),
            language.gettext("One RR interval a line, raw and corrected in a file each."),
        ),
        "hrv-logger": (
            language.gettext("As HRV Logger writes them"),
            language.gettext("Intervals in whole milliseconds, and events, in two files."),
        ),
        "bids": (
            language.gettext("A dataset in BIDS"),
            language.gettext("For sharing in science: waves, beats and events, described in JSON."),
        ),
        "edf": (
            language.gettext("EDF+"),
            language.gettext(
                "Waves for programs of sleep and heart laboratories, with beats and steps as annotations."
            ),
        ),
        "parquet": (
            language.gettext("Parquet"),
            language.gettext("The tables in a compact form, for Python, R and databases."),
        ),
        "xdf": (
            language.gettext("XDF"),
            language.gettext("Streams with time stamps, as the lab streaming layer records them."),
        ),
    }


def made_sentence(recordings: int, made: Sequence[str], language: Language) -> str:
    """Return what was written, and where."""
    whole = language.ngettext("{count} recording is written:", "{count} recordings are written:", recordings)
    return "\n".join([whole.format(count=language.whole(recordings)), *made])


def what_is_in_it(notes: bool, language: Language) -> str:
    """Return what goes along and what does not."""
    if notes:
        return language.gettext(
            "Your notes and answers are in it, as you asked. Names of sensors, of this machine and of people are not."
        )
    return language.gettext(
        "Notes and answers are not in it, nor names of sensors, of this machine or of people. "
        "A heart can be known again by its beats, so give it to those you trust."
    )
