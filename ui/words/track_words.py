"""What is said of a sound file that became a practice: how long it is, its chapters, and how large the copy is."""

from collections.abc import Iterator

from biofeedback.outside_text import LONGEST_NAME, shown
from ui.presenter.track_made import TrackMade
from ui.words.language import Language
from ui.words.lengths import length_words

_MEGABYTE = 1_000_000.0  # bytes, as systems and shops count them


def track_words(made: TrackMade, language: Language) -> Iterator[str]:
    """Yield the sentences on a practice that was made of a sound file."""
    practice = made.practice
    if made.there_already:
        yield language.gettext("This sound is among your practices already: {title}.").format(title=practice.title)
        return
    yield _kept(made, language)
    if made.cut_short:
        message = language.gettext("The file ends early: {length} of {promised} are there, and these can be practised.")
        yield message.format(
            length=language.minutes_and_seconds(made.length_s), promised=language.minutes_and_seconds(made.promised_s)
        )
    if made.chapters_unread:
        message = language.gettext(
            "Chapters are read by mutagen, which is not on this machine, so the practice is one step: {command}"
        )
        yield message.format(command='pip install "soften[chapters]"')


def reading_words(name: str, language: Language) -> str:
    """Return the sentence that a sound file is being read through."""
    return language.gettext("{file} is being read; this takes a moment.").format(file=shown(name, LONGEST_NAME))


def _kept(made: TrackMade, language: Language) -> str:
    practice = made.practice
    length = length_words(practice, language)
    size_bytes = 0 if practice.track is None else practice.track.size_bytes
    size = language.gettext("{size} MB").format(size=language.number(size_bytes / _MEGABYTE, 1))
    if not made.chapters:
        message = language.gettext("{title} is among your practices now: {length}. Its sound was copied ({size}).")
        return message.format(title=practice.title, length=length, size=size)
    message = language.ngettext(
        "{title} is among your practices now: {length}, {count} chapter. Its sound was copied ({size}).",
        "{title} is among your practices now: {length}, {count} chapters. Its sound was copied ({size}).",
        made.chapters,
    )
    return message.format(title=practice.title, length=length, count=language.whole(made.chapters), size=size)
