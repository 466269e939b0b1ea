"""What a person is told of the link to a Bluetooth strap: a sentence for each code, each with what to try."""

from collections.abc import Mapping

from biofeedback.codes import LinkCode
from biofeedback.facts import Facts, fact_values
from ui.words.filled import filled, written
from ui.words.language import Language
from ui.words.sensors.adapter_words import adapter_full_sentence


def strap_sentence(code: LinkCode, facts: Facts, language: Language) -> str:
    """Return the sentence for a code of a strap or of the radio; empty for any other."""
    if code is LinkCode.ADAPTER_FULL:
        return adapter_full_sentence(facts, language)
    messages = _without_a_name(language)
    if fact_values(facts, "label"):
        messages |= _by_name(language)
    elif fact_values(facts, "nameless"):
        messages |= _nameless(language)
    else:
        messages = {**_nameless(language), **messages, **_not_met(language)}
    sentence = filled(messages.get(code, ""), facts, language, seen=_seen(facts, language))
    return sentence[:1].upper() + sentence[1:]


def nameless(language: Language) -> str:
    """Return what a strap without a name is called in the midst of a sentence."""
    return language.pgettext("in the midst of a sentence", "a heart-rate strap")


def _seen(facts: Facts, language: Language) -> str:
    """Return the straps in sight, in the order of their names."""
    pairs = zip(fact_values(facts, "seen_name"), fact_values(facts, "seen_address"), strict=False)
    message = language.pgettext("a strap and its address", "{name} ({address})")
    return language.listed(
        sorted(
            message.format(name=written(name, language) or nameless(language), address=written(address, language))
            for name, address in pairs
        )
    )


def _without_a_name(language: Language) -> dict[LinkCode, str]:
    return {
        LinkCode.STRAP_SEARCHING: language.gettext(
            "Looking for your strap. It wakes when it is worn and its electrodes are moist."
        ),
        LinkCode.STRAP_LOST: language.gettext(
            "The strap has gone quiet. Your breath light goes on; we are looking for it again."
        ),
        LinkCode.BLUETOOTH_ABSENT: language.gettext(
            "This computer shows no Bluetooth. If it has an adapter, plug it in or start the Bluetooth service; "
            "we keep looking."
        ),
        LinkCode.BLUETOOTH_OFF: language.gettext(
            "Bluetooth is switched off. Switch it on in the settings of this computer; we find the strap by ourselves."
        ),
        LinkCode.BLUETOOTH_NOT_PERMITTED: language.gettext(
            "This computer does not let Soften use Bluetooth. Allow it in the privacy or Bluetooth settings; "
            "on Linux your account may have to join the group “bluetooth”."
        ),
        LinkCode.BLUETOOTH_BUSY: language.gettext(
            "The Bluetooth of this computer is busy with another search. Please give it a moment; we keep trying."
        ),
        LinkCode.SEVERAL_STRAPS: language.gettext(
            "Several straps are in sight: {seen}. Please choose one of them, "
            "for example with --sensor “bluetooth:ADDRESS”, or let the others rest."
        ),
    }


def _by_name(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.STRAP_CONNECTING: language.gettext("Found {label}, connecting."),
        LinkCode.STRAP_STREAMING: language.gettext("{label} is connected, and your heartbeats are coming in."),
        LinkCode.STRAP_WEAK: language.gettext(
            "{label} has been quiet for a moment. Sitting a little closer to the computer may help."
        ),
        LinkCode.STRAP_CLOSED: language.gettext("{label} has been let go."),
        LinkCode.STRAP_NOT_IN_SIGHT: language.gettext(
            "{label} is not in sight yet. Put it on, moisten its electrodes, and take other receivers "
            "(a phone, a watch) off it; we keep looking."
        ),
        LinkCode.STRAP_NOT_AMONG_OTHERS: language.gettext(
            "{label} is not in sight yet; in sight: {seen}. "
            "Put the strap on and moisten its electrodes; we keep looking."
        ),
        LinkCode.STRAP_ASLEEP: language.gettext(
            "{label} was in sight but does not answer; it may have fallen asleep. "
            "Wear it, moisten its electrodes, and give it a moment; we keep trying."
        ),
        LinkCode.STRAP_BUSY: language.gettext(
            "{label} is there but does not let us in; another receiver may be holding it. "
            "Close the strap's app on your phone or watch; we keep trying."
        ),
        LinkCode.STRAP_WITHOUT_HEART_RATE: language.gettext(
            "{label} answers, but offers no heart rate. It may be another kind of sensor; "
            "“soften sensors” lists the straps in reach."
        ),
        LinkCode.STRAP_SHARES_NOTHING: language.gettext(
            "{label} answers, but offers no heart rate. If it is a watch or a band, switch on the sharing of its heart "
            "rate there; else it is another kind of device, and “soften sensors” lists the straps in reach."
        ),
        LinkCode.STRAP_NOT_ANSWERING: language.gettext(
            "{label} is in sight but does not answer, and does not say that it has a heart rate. If it is a watch"
            " or a band, switch on the sharing of its heart rate there; we keep trying."
        ),
        LinkCode.STRAP_WITHOUT_MEASUREMENT: language.gettext(
            "{label} has the heart-rate service, but offers no heart rate in it. Newer firmware may mend that; "
            "until then another sensor is needed. The breath light goes on all the same."
        ),
        LinkCode.STRAP_CANNOT_NOTIFY: language.gettext(
            "{label} has a heart rate, but does not send it by itself as heart-rate sensors do. Look in its app "
            "whether the sharing of the heart rate can be switched on; else another sensor is needed."
        ),
        LinkCode.STRAP_NOT_LOW_ENERGY: language.gettext(
            "{label} speaks the older kind of Bluetooth, for sound and the like, and is not a heart-rate sensor. "
            "“soften sensors” lists those in reach."
        ),
        LinkCode.STRAP_PAIRING_REFUSED: language.gettext(
            "{label} did not agree to be paired. Remove it in the Bluetooth settings of this computer, unpair it "
            "in its own app, then pair it again; we keep trying."
        ),
        LinkCode.STRAP_LETS_GO: language.gettext(
            "{label} takes the connection and lets go of it before anything comes. It may belong to an app or "
            "want to be paired: close its app on the phone, or pair it in the Bluetooth settings of this "
            "computer. We keep trying."
        ),
        LinkCode.OXIMETER_STREAMING: language.gettext("{label} is connected, and tells your pulse rate."),
        LinkCode.OXIMETER_SPOT_CHECK: language.gettext(
            "{label} measures now and then, and sends no running pulse. The breath light goes on all the "
            "same; a chest strap usually sends the beats."
        ),
        LinkCode.STRAP_SILENT: language.gettext(
            "{label} is connected, but has sent nothing yet. Wear it and, if it is a watch or a band, switch on "
            "the sharing of its heart rate; we keep listening."
        ),
        LinkCode.STRAP_PAIRING_NEEDED: language.gettext(
            "{label} wants to be paired first. Pair it in the Bluetooth settings of this computer; we keep trying."
        ),
        LinkCode.STRAP_BROKE_OFF: language.gettext(
            "The connection to {label} broke off while it was being made. Sit a little closer to the computer; "
            "we keep trying."
        ),
    }


def _nameless(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.STRAP_CONNECTING: language.gettext("Found a heart-rate strap, connecting."),
        LinkCode.STRAP_STREAMING: language.gettext(
            "A heart-rate strap is connected, and your heartbeats are coming in."
        ),
        LinkCode.STRAP_WEAK: language.gettext(
            "A heart-rate strap has been quiet for a moment. Sitting a little closer to the computer may help."
        ),
        LinkCode.STRAP_CLOSED: language.gettext("A heart-rate strap has been let go."),
        LinkCode.STRAP_NOT_IN_SIGHT: language.gettext(
            "A heart-rate strap is not in sight yet. Put it on, moisten its electrodes, and take other receivers "
            "(a phone, a watch) off it; we keep looking."
        ),
        LinkCode.STRAP_NOT_AMONG_OTHERS: language.gettext(
            "A heart-rate strap is not in sight yet; in sight: {seen}. "
            "Put the strap on and moisten its electrodes; we keep looking."
        ),
        LinkCode.STRAP_ASLEEP: language.gettext(
            "A heart-rate strap was in sight but does not answer; it may have fallen asleep. "
            "Wear it, moisten its electrodes, and give it a moment; we keep trying."
        ),
        LinkCode.STRAP_BUSY: language.gettext(
            "A heart-rate strap is there but does not let us in; another receiver may be holding it. "
            "Close the strap's app on your phone or watch; we keep trying."
        ),
        LinkCode.STRAP_WITHOUT_HEART_RATE: language.gettext(
            "A heart-rate strap answers, but offers no heart rate. It may be another kind of sensor; "
            "“soften sensors” lists the straps in reach."
        ),
        LinkCode.STRAP_SHARES_NOTHING: language.gettext(
            "A device without a name answers, but offers no heart rate. If it is a watch or a band, switch on the "
            "sharing of its heart rate there; else it is another kind of device, and “soften sensors” lists the straps "
            "in reach."
        ),
        LinkCode.STRAP_NOT_ANSWERING: language.gettext(
            "A device without a name is in sight but does not answer, and does not say that it has a heart rate. "
            "If it is a watch or a band, switch on the sharing of its heart rate there; we keep trying."
        ),
        LinkCode.STRAP_WITHOUT_MEASUREMENT: language.gettext(
            "A device without a name has the heart-rate service, but offers no heart rate in it. Newer firmware may "
            "mend that; until then another sensor is needed. The breath light goes on all the same."
        ),
        LinkCode.STRAP_CANNOT_NOTIFY: language.gettext(
            "A device without a name has a heart rate, but does not send it by itself as heart-rate sensors do. "
            "Look in its app whether the sharing of the heart rate can be switched on; else another sensor is "
            "needed."
        ),
        LinkCode.STRAP_NOT_LOW_ENERGY: language.gettext(
            "A device without a name speaks the older kind of Bluetooth, for sound and the like, and is not a "
            "heart-rate sensor. “soften sensors” lists those in reach."
        ),
        LinkCode.STRAP_PAIRING_REFUSED: language.gettext(
            "A device without a name did not agree to be paired. Remove it in the Bluetooth settings of this "
            "computer, unpair it in its own app, then pair it again; we keep trying."
        ),
        LinkCode.STRAP_LETS_GO: language.gettext(
            "A device without a name takes the connection and lets go of it before anything comes. It may belong "
            "to an app or want to be paired: close its app on the phone, or pair it in the Bluetooth settings of "
            "this computer. We keep trying."
        ),
        LinkCode.OXIMETER_STREAMING: language.gettext(
            "A device without a name is connected, and tells your pulse rate."
        ),
        LinkCode.OXIMETER_SPOT_CHECK: language.gettext(
            "A device without a name measures now and then, and sends no running pulse. The breath light goes on all "
            "the same; a chest strap usually sends the beats."
        ),
        LinkCode.STRAP_SILENT: language.gettext(
            "A device without a name is connected, but has sent nothing yet. Wear it and, if it is a watch or a "
            "band, switch on the sharing of its heart rate; we keep listening."
        ),
        LinkCode.STRAP_PAIRING_NEEDED: language.gettext(
            "A heart-rate strap wants to be paired first. Pair it in the Bluetooth settings of this computer; "
            "we keep trying."
        ),
        LinkCode.STRAP_BROKE_OFF: language.gettext(
            "The connection to a heart-rate strap broke off while it was being made. "
            "Sit a little closer to the computer; we keep trying."
        ),
    }


def _not_met(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.STRAP_CLOSED: language.gettext("Your strap has been let go."),
        LinkCode.STRAP_NOT_IN_SIGHT: language.gettext(
            "Your strap is not in sight yet. Put it on, moisten its electrodes, and take other receivers "
            "(a phone, a watch) off it; we keep looking."
        ),
    }
