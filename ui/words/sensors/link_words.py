"""What a person is told of the link to a sensor, whatever the sensor is: the sentence for a code and its facts."""

from collections.abc import Mapping

from biofeedback.codes import LinkCode
from biofeedback.facts import Facts, fact_values
from ui.words.filled import filled
from ui.words.language import Language
from ui.words.sensors.serial_words import serial_sentence
from ui.words.sensors.strap_words import strap_sentence


def link_sentence(code: LinkCode, facts: Facts, language: Language) -> str:
    """Return one plain, kind sentence for what became of a link, or for why a sensor cannot be used just now."""
    again = _again(language) if fact_values(facts, "label") else _again_without_label(language)
    own = _of_no_device(language).get(code, "") or again.get(code, "")
    if own:
        sentence = filled(own, facts, language)
        return sentence[:1].upper() + sentence[1:] if code in again else sentence
    return strap_sentence(code, facts, language) or serial_sentence(code, facts, language)


def _again(language: Language) -> Mapping[LinkCode, str]:
    """Return what there is to say of a link that flaps, and how it stands in a few words."""
    return {
        LinkCode.LINK_UNSTEADY: language.gettext(
            "{label} comes and goes just now. A fresh battery, a look at its cable or a place closer to the computer "
            "may help; your practice goes on, and so do we, quietly."
        ),
        LinkCode.LINK_CONNECTING_AGAIN: language.gettext("{label} is there again, connecting."),
        LinkCode.LINK_STREAMING_AGAIN: language.gettext("{label} is back."),
        LinkCode.LINK_WEAK_AGAIN: language.gettext("{label} is quiet for a moment."),
        LinkCode.LINK_LOST_AGAIN: language.gettext("{label} is away; we are looking for it."),
    }


def _again_without_label(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.LINK_UNSTEADY: language.gettext(
            "Your sensor comes and goes just now. A fresh battery, a look at its cable or a place closer to the "
            "computer may help; your practice goes on, and so do we, quietly."
        ),
        LinkCode.LINK_CONNECTING_AGAIN: language.gettext("Your sensor is there again, connecting."),
        LinkCode.LINK_STREAMING_AGAIN: language.gettext("Your sensor is back."),
        LinkCode.LINK_WEAK_AGAIN: language.gettext("Your sensor is quiet for a moment."),
        LinkCode.LINK_LOST_AGAIN: language.gettext("Your sensor is away; we are looking for it."),
    }


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
