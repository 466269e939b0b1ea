"""What is said of the forms of a protocol: how they are asked, and what was answered."""

from biofeedback.events import FormAnswered
from ui.words.language import Language


def answer_line(answer: FormAnswered, language: Language) -> str:
    """Return what was answered to one question, on one line."""
    if not answer.value:
        line = language.gettext("{question} (passed over)")
    elif answer.kind == "words":
        line = language.gettext("{question} “{value}”")
    elif answer.kind == "likert":
        line = language.gettext("{question} {meaning}")
    else:
        # Translators: the meaning says what the ends of a line are called.
        line = language.gettext("{question} {value} of 100 ({meaning})")
    return line.format(question=answer.asked, value=answer.value, meaning=answer.meaning)


def moment_of_answers(answer: FormAnswered, language: Language) -> str:
    """Return what stands above the answers of one moment."""
    before = answer.moment == "before"
    return language.gettext("Asked before") if before else language.gettext("Asked after")


def go_on_words(language: Language, *, answered: bool) -> str:
    """Return what leads from a question to the next."""
    return language.pgettext("a form", "Go on") if answered else language.pgettext("a form", "Pass over")


def place_words(number: int, count: int, language: Language) -> str:
    """Return which of how many questions is there."""
    return language.gettext("{number} of {count}").format(number=language.whole(number), count=language.whole(count))


def letters_words(language: Language) -> str:
    """Return how a question with a few places is answered in a terminal."""
    return language.gettext("Please type a letter, or press Enter to pass over.")


def words_words(language: Language) -> str:
    """Return how a question for free words is answered in a terminal."""
    return language.gettext("Please write what fits, or press Enter to pass over.")
