"""What goes out and comes in while a practice is live, and what keeps it from that."""

from collections.abc import Mapping

from biofeedback.error_codes import LiveErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return _of_what_is_open(language) | _of_markers(language, given) | _of_refusals(language)


def _of_what_is_open(language: Language) -> dict[str, str]:
    return {
        LiveErrorCode.LSL_HERE: language.gettext(
            "Your heart and breath go out live over LSL, to programs on this computer and to no other."
        ),
        LiveErrorCode.LSL_ANNOUNCED_HERE: language.gettext(
            "Your heart and breath go out live over LSL. They are announced on this computer alone; whether another "
            "one can connect is up to the firewall here."
        ),
        LiveErrorCode.LSL_ON_NETWORK: language.gettext(
            "Your heart and breath go out live over LSL, with the name of this computer, to the whole network that it "
            "is in: any computer there can read them."
        ),
        LiveErrorCode.OSC_HERE: language.gettext(
            "The breath and the warmth of the light go out live as OSC, to port {port} of this computer and to no "
            "other."
        ),
        LiveErrorCode.OSC_HERE_WITH_BEATS: language.gettext(
            "The breath, the warmth of the light and your heartbeats go out live as OSC, to port {port} of this "
            "computer and to no other."
        ),
        LiveErrorCode.MARKERS_FROM_STREAM: language.gettext(
            "Markers come in from the LSL stream {quoted_name} as soon as it is there."
        ),
        LiveErrorCode.MARKERS_FROM_PORT: language.gettext(
            "Markers come in at port {port} from programs on this computer, each line as one marker."
        ),
        LiveErrorCode.STAMPS_UNSURE: language.gettext(
            "This computer was too busy for a while to read both clocks together, so stamps of the LSL streams may be "
            "off by more than {bound_ms} ms there. The recording has the times as they are."
        ),
    }


def _of_markers(language: Language, given: Given) -> dict[str, str]:
    return {
        LiveErrorCode.MARKERS_LEFT_OUT: language.gettext(
            "More markers come in than can be kept, or longer ones: up to {most} lines a second are kept. The "
            "practice goes on, and at its end it is said how many were left out."
        ),
        LiveErrorCode.MARKERS_LEFT_OUT_COUNTED: language.ngettext(
            "{count} marker from outside was left out.",
            "{count} markers from outside were left out.",
            given.count("count"),
        ),
    }


def _of_refusals(language: Language) -> dict[str, str]:
    return {
        LiveErrorCode.LSL_REFUSED: language.gettext(
            "LSL cannot go on here: {problem}. A firewall may stand in its way; the practice and its recording need "
            "none of it."
        ),
        LiveErrorCode.OSC_REFUSED: language.gettext(
            "OSC cannot go on here: {problem}. The practice and its recording need none of it."
        ),
        LiveErrorCode.OSC_ELSEWHERE: language.gettext(
            "OSC goes to programs on this computer, at 127.0.0.1 or ::1; {quoted_host} is another address. A program "
            "here can pass it on."
        ),
        LiveErrorCode.OSC_NO_PORT: language.gettext(
            "OSC goes to a port of this computer, from {least} to {most}; {quoted_port} is not one of these."
        ),
        LiveErrorCode.REACH_STAYS: language.gettext(
            "Whom LSL reaches can change when Soften is started anew; until then nothing goes out over it."
        ),
        LiveErrorCode.PORT_TAKEN: language.gettext(
            "Port {port} cannot be had for markers: {problem}. Please give --marker-port another number."
        ),
        LiveErrorCode.PORT_OUT_OF_RANGE: language.gettext("--marker-port is {port}; it can be from {least} to {most}."),
        LiveErrorCode.SPEED: language.gettext(
            "Live streams and markers from outside are in real time; they go with --speed 1."
        ),
    }
