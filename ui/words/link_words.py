"""What a person is told of the link to a sensor, whatever the sensor is: the sentence for a code and its facts."""

from collections.abc import Mapping

from biofeedback.codes import LinkCode
from biofeedback.facts import Facts
from ui.words.filled import filled
from ui.words.language import Language
from ui.words.serial_words import serial_sentence
from ui.words.strap_words import strap_sentence


def link_sentence(code: LinkCode, facts: Facts, language: Language) -> str:
    """Return one plain, kind sentence for what became of a link, or for why a sensor cannot be used just now."""
    own = _of_no_device(language).get(code, "")
    if own:
        return filled(own, facts, language)
    return strap_sentence(code, facts, language) or serial_sentence(code, facts, language)


def _of_no_device(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.SIMULATED_STREAMING: language.gettext("The simulated heart is beating."),
        LinkCode.SIMULATED_LOST: language.gettext(
            "The simulated heart is out of reach for a moment; the breath goes on."
        ),
        LinkCode.SIMULATED_CLOSED: language.gettext("The simulated heart is put away."),
        LinkCode.REPLAY_STREAMING: language.gettext("Playing {label}."),
        LinkCode.REPLAY_STOPPED: language.gettext("Playing {label} was stopped."),
        LinkCode.REPLAY_ENDED: language.gettext("The recording has come to its end."),
        LinkCode.RECORDED_SENTENCE: "{sentence}",
    }
