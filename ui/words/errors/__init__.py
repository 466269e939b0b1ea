"""Says errors to people: a sentence for every code, with the facts that the error carries."""

from biofeedback.errors import PracticeError, SensorUnavailableError, SoftenError
from biofeedback.facts import Facts
from biofeedback.outside_text import shown
from ui.words.errors import (
    allocation_messages,
    choice_messages,
    command_messages,
    device_messages,
    edit_messages,
    file_messages,
    import_messages,
    live_messages,
    people_messages,
    practice_reasons,
    room_messages,
    seal_messages,
    study_code_messages,
    study_messages,
    text_messages,
    verify_messages,
)
from ui.words.errors.given import Given
from ui.words.language import Language
from ui.words.sensors.link_words import link_sentence

FAMILIES = (
    allocation_messages.messages,
    choice_messages.messages,
    command_messages.messages,
    device_messages.messages,
    edit_messages.messages,
    file_messages.messages,
    text_messages.messages,
    import_messages.messages,
    live_messages.messages,
    people_messages.messages,
    practice_reasons.messages,
    room_messages.messages,
    seal_messages.messages,
    study_code_messages.messages,
    study_messages.messages,
    verify_messages.messages,
)
"""What returns the messages of a family by their codes; no two have one code."""


def error_sentence(error: SoftenError, language: Language) -> str:
    """Return what was wrong, where, and what to do, as one sentence or a few."""
    if isinstance(error, SensorUnavailableError):
        return link_sentence(error.code, error.facts, language)
    because = "" if error.because is None else error_sentence(error.because, language)
    sentence = message_of(error.code, error.facts, language, because=because)
    if not isinstance(error, PracticeError):
        return sentence
    if not error.key:
        return language.pgettext("in a file", "{file}: {reason}").format(file=shown(error.file), reason=sentence)
    return language.pgettext("at a key of a file", "{file}: {key}: {reason}").format(
        file=shown(error.file), key=shown(error.key), reason=sentence
    )


def message_of(code: str, facts: Facts, language: Language, *, because: str = "") -> str:
    """Return what a code says of these facts.

    Parameters
    ----------
    code : str
        A member of an enum of `biofeedback.error_codes`.
    facts : Facts
        What the sentence is to name.
    language : Language
        In which language.
    because : str
        The sentence of the error that led to it, for codes that say both.
    """
    given = Given(facts, language, because)
    for messages in FAMILIES:
        found = messages(language, given)
        if code in found:
            return given.filled(found[code])
    raise KeyError(code)
