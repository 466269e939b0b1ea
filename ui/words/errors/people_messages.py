"""What is wrong with the name of somebody who practises here, or with the file of names."""

from collections.abc import Mapping

from biofeedback.error_codes import PeopleErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return {
        PeopleErrorCode.NAMES_UNREADABLE: language.gettext(
            "The names of people could not be read from {path}: {because}. Their practices are all there."
        ),
        PeopleErrorCode.NAMES_NOT_KEPT: language.gettext("The names of people could not be kept in {path}: {problem}."),
        PeopleErrorCode.UNKNOWN: language.gettext(
            "There is nobody called {quoted_name} here. `soften people list` shows who there is."
        ),
        PeopleErrorCode.SEVERAL: language.gettext(
            "Several people begin with {quoted_name}; please write the whole name. `soften people list` shows them."
        ),
        PeopleErrorCode.NAME_EMPTY: language.gettext("A name has at least one letter or sign that can be seen."),
        PeopleErrorCode.NAME_TOO_LONG: language.ngettext(
            "A name can have up to {longest} characters; this one has {count}.",
            "A name can have up to {longest} characters; this one has {count}.",
            given.count("count"),
        ),
        PeopleErrorCode.NAME_TAKEN: language.gettext(
            "{quoted_name} is here already. Please choose another name, so that you can tell them apart."
        ),
        PeopleErrorCode.OWNER_STAYS: language.gettext(
            "Your own practices stay here. `soften sessions delete` deletes one of them."
        ),
    }
