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
