"""What a code of a participant or a session looks like that cannot be one, and what to use instead."""

from collections.abc import Mapping

from biofeedback.error_codes import StudyCodeErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, _: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return {
        StudyCodeErrorCode.EMPTY: language.gettext(
            "There is no code. Please use a letter and a number, such as {example}."
        ),
        StudyCodeErrorCode.MAIL: language.gettext(
            "This looks like an e-mail address, which says who somebody is. Please use a code that says nothing of a "
            "person, such as {example}, and keep elsewhere whose it is."
        ),
        StudyCodeErrorCode.DATE: language.gettext(
            "This looks like a date, as of birth. Please use a code that says nothing of a person, such as {example}."
        ),
        StudyCodeErrorCode.TELEPHONE: language.gettext(
            "This looks like a telephone number. Please use a code that says nothing of a person, such as {example}, "
            "and keep elsewhere whose it is."
        ),
        StudyCodeErrorCode.LONG_NUMBER: language.gettext(
            "This is as long as a number of a passport, an insurance or a register. A code has at most {most} digits "
            "in a row, such as {example}."
        ),
        StudyCodeErrorCode.YEAR: language.gettext(
            "There is a year in this, as of birth. Please use a code that says nothing of a person, such as {example}."
        ),
        StudyCodeErrorCode.NAME: language.gettext(
            "This looks like a name or a word. Please use one to three letters and a number, such as {example}."
        ),
        StudyCodeErrorCode.LETTERS_ALONE: language.gettext(
            "This is letters alone, as initials or a short name are. Please add a number, such as {example}."
        ),
        StudyCodeErrorCode.OTHER_SIGNS: language.gettext(
            "A code is made of the letters A to Z, digits, and single hyphens between them, such as {example}."
        ),
        StudyCodeErrorCode.TOO_LONG: language.gettext("A code has at most {longest} characters, such as {example}."),
    }
