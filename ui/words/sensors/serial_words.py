"""What a person is told of the link to a sensor at a serial port: a sentence for each code, each with what to try."""

from collections.abc import Mapping

from biofeedback.codes import LinkCode
from biofeedback.facts import Facts, fact_values
from ui.words.filled import filled, written
from ui.words.language import Language


def serial_sentence(code: LinkCode, facts: Facts, language: Language) -> str:
    """Return the sentence for a code of a serial sensor or of a port; empty for any other."""
    labelled = bool(fact_values(facts, "label"))
    state = (_with_label(language) if labelled else _without_label(language)).get(code)
    if state is not None:
        sentence = filled(state, facts, language)
        return sentence[:1].upper() + sentence[1:]
    seen = _seen(facts, language)
    first_port = next((written(port, language) for _, port in seen), "")
    messages = {**_errors(language), **(_errors_with_others(language) if seen else {})}
    return filled(
        messages.get(code, ""),
        facts,
        language,
        lines=_lines(facts, language),
        seen=language.listed(words for words, _ in seen),
        first_port=first_port,
    )


def _lines(facts: Facts, language: Language) -> str:
    """Return the lines that were heard, in quotation marks."""
    message = language.pgettext("a line that a sensor sent", "“{line}”")
    return language.listed(message.format(line=written(line, language)) for line in fact_values(facts, "line"))


def _seen(facts: Facts, language: Language) -> list[tuple[str, str]]:
    """Return the ports in reach, in words and by themselves, in the order of the words."""
    message = language.pgettext("a port and what is there", "{port} ({label})")
    pairs = (
        (written(port, language), written(label, language))
        for port, label in zip(fact_values(facts, "seen_port"), fact_values(facts, "seen_label"), strict=False)
    )
    return sorted((message.format(port=port, label=label) if label != port else port, port) for port, label in pairs)


def _with_label(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.SERIAL_SEARCHING: language.gettext("Looking for {label}."),
        LinkCode.SERIAL_CONNECTING: language.gettext("Listening to {label}, to learn what it speaks."),
        LinkCode.SERIAL_STREAMING: language.gettext("{label} is connected, and it is speaking."),
        LinkCode.SERIAL_WEAK: language.gettext(
            "{label} has been quiet for a moment. A look at its cable or the finger may help."
        ),
        LinkCode.SERIAL_CLOSED: language.gettext("{label} has been let go."),
    }


def _without_label(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.SERIAL_SEARCHING: language.gettext("Looking for your sensor."),
        LinkCode.SERIAL_CONNECTING: language.gettext("Listening to your sensor, to learn what it speaks."),
        LinkCode.SERIAL_STREAMING: language.gettext("Your sensor is connected, and it is speaking."),
        LinkCode.SERIAL_WEAK: language.gettext(
            "Your sensor has been quiet for a moment. A look at its cable or the finger may help."
        ),
        LinkCode.SERIAL_CLOSED: language.gettext("Your sensor has been let go."),
    }


def _errors(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.SERIAL_LOST: language.gettext(
            "The sensor has gone quiet. Your breath light goes on; we are looking for it again."
        ),
        LinkCode.NO_SERIAL_PORT: language.gettext(
            "No USB serial sensor is plugged in yet. Plug it in; we keep looking."
        ),
        LinkCode.PORT_NOT_THERE: language.gettext("{port} is not there just now. Plug the sensor in; we keep looking."),
        LinkCode.ANOTHER_DEVICE: language.gettext(
            "Something else is plugged in at {port} now. Plug your sensor in again, at any port; we keep looking. "
            "To go on with the new one, begin anew with it."
        ),
        LinkCode.PORT_SILENT: language.gettext(
            "Nothing comes from {port}. Look whether the sensor is switched on and its cable sits well. Some sensors "
            "wait to be asked: for a newer Contec oximeter write serial:{port},protocol=cms50-new, for a BITalino "
            "serial:{port},protocol=bitalino. We keep listening."
        ),
        LinkCode.PORT_UNKNOWN_LINES: language.gettext(
            "Something speaks at {port}, but not in a way we know. It sends lines such as {lines}. If you know what it "
            "is, name it, such as serial:{port},protocol=pulsesensor, or give its speed with baud=38400. "
            "We keep listening."
        ),
        LinkCode.SKETCH_WITHOUT_BEATS: language.gettext(
            "The sketch at {port} says {lines}: that there is a heart, and not when each beat was. With a sketch that "
            "sends every beat the wave of your heart appears: ours for any board (docs/pulse-sensor.md), or one of "
            "PulseSensor with the output type PROCESSING_VISUALIZER. We keep listening."
        ),
        LinkCode.BOARD_STARTED: language.gettext(
            "The board at {port} has started, and has sent nothing since. Look whether its sensor is wired and its "
            "sketch sends every beat, as ours does (docs/pulse-sensor.md). We keep listening."
        ),
        LinkCode.PORT_STARTING: language.gettext(
            "Something speaks at {port}, but not in a way we know. It told that it starts, and nothing since. If you "
            "know what it is, name it, such as serial:{port},protocol=pulsesensor, or give its speed with baud=38400. "
            "We keep listening."
        ),
        LinkCode.PORT_UNKNOWN_BYTES: language.gettext(
            "Something speaks at {port}, but not in a way we know. At {baud} baud its bytes are neither words nor "
            "numbers of a sensor that we know. If you know what it is, name it, such as "
            "serial:{port},protocol=pulsesensor, or give its speed with baud=38400. We keep listening."
        ),
        LinkCode.PORT_BROKE_OFF: language.gettext(
            "The connection to {port} broke off. A look at its cable may help; we keep trying."
        ),
        LinkCode.PORT_NOT_PERMITTED: language.gettext(
            "This account may not open {port}. Ask for permission to use it; we keep trying."
        ),
        LinkCode.PORT_OF_GROUP: language.gettext(
            "This account may not open {port}: it belongs to the group “{group}”. Join it with "
            "“sudo usermod -aG {group} $USER”, then log out and in again."
        ),
        LinkCode.PORT_BUSY: language.gettext(
            "Another program is holding {port}, perhaps a serial monitor or another Soften. Close it; we keep trying."
        ),
        LinkCode.PORT_NOT_SERIAL: language.gettext(
            "{port} cannot be set up as a serial port. Look whether it is the right one; `soften sensors` lists "
            "those in reach."
        ),
    }


def _errors_with_others(language: Language) -> Mapping[LinkCode, str]:
    return {
        LinkCode.PORT_NOT_THERE: language.gettext(
            "{port} is not there just now. Plug the sensor in; we keep looking. In reach: {seen}."
        ),
        LinkCode.SEVERAL_PORTS: language.gettext(
            "Several serial devices are in reach: {seen}. Please choose one, such as serial:{first_port}."
        ),
    }
