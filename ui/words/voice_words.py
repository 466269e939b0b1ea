"""What is said on the page where somebody reads out the words of a practice."""

from ui.sound.takes.reading import Outcome, Reading, ReadingState
from ui.words.errors import error_sentence
from ui.words.language import Language


def invitation(language: Language) -> str:
    """Return how to read."""
    return language.gettext("Read this aloud, as you would say it to somebody you are fond of.")


def what_is_kept(language: Language) -> str:
    """Return what is kept of a voice."""
    return language.gettext(
        "The microphone is open while a take is made. What is kept are the takes, on this machine, beside the practice."
    )


def rendered_words(count: int, language: Language) -> str:
    """Return how many sentences a voice of this machine has spoken now."""
    message = language.ngettext(
        "A voice of this machine has spoken {count} sentence, which is kept beside the practice.",
        "A voice of this machine has spoken {count} sentences, which are kept beside the practice.",
        count,
    )
    return message.format(count=language.whole(count))


def place_words(reading: Reading, language: Language) -> str:
    """Return which of the words these are, and how many were taken."""
    return language.gettext("{number} of {count}, {taken} taken").format(
        number=language.whole(reading.index + 1),
        count=language.whole(len(reading.words)),
        taken=language.whole(reading.taken_count),
    )


def state_words(reading: Reading, language: Language) -> str:
    """Return what is going on, or what became of the latest take."""
    if reading.error is not None:
        return error_sentence(reading.error, language)
    if reading.state is ReadingState.TAKING:
        return language.gettext("The microphone is open. Speak, then end the take.")
    match reading.outcome:
        case Outcome.KEPT:
            return language.gettext("The take is kept. Go on, or take it again.")
        case Outcome.CLIPPED:
            return language.gettext(
                "The take is kept. It was too loud to be all clear: a little further from the microphone helps."
            )
        case Outcome.NOTHING_HEARD:
            return language.gettext("No words were heard, so nothing was kept. Is the microphone the right one?")
        case Outcome.FORGOTTEN:
            return language.gettext("The take is deleted.")
        case Outcome.NONE:
            pass
    if reading.state is ReadingState.LISTENING:
        return language.gettext("This is how it sounds.")
    if reading.taken:
        return language.gettext("There is a take of these words.")
    return language.gettext("These words are not taken yet; another voice, or none, speaks them until then.")


def take_button(reading: Reading, language: Language) -> str:
    """Return what the one key does now."""
    if reading.state is ReadingState.TAKING:
        return language.gettext("End the take")
    return language.gettext("Take it again") if reading.taken else language.gettext("Begin the take")
