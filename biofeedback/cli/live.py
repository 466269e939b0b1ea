"""The options of live streams and of markers from outside, which `soften begin` and `soften assess` share."""

from typing import TYPE_CHECKING

import typer

from biofeedback.cli.say import say
from biofeedback.osc import USUAL_PORT, Osc
from ui.words.language import Language

if TYPE_CHECKING:
    from sessions.live.options import LiveOptions
    from ui.preferences import Preferences


def live_words(language: Language) -> dict[str, object]:
    """Return what is said of each option, by its name."""
    return {
        "lsl": typer.Option(
            "--lsl", help=language.gettext("Send heart and breath out live, as streams of the Lab Streaming Layer.")
        ),
        "lsl_network": typer.Option(
            "--lsl-network",
            help=language.gettext("The same, and not to this computer alone but to the whole network it is in."),
        ),
        **osc_words(language),
        "osc_beats": typer.Option("--osc-beats", help=language.gettext("Let the beats of your own heart go with OSC.")),
        "markers_from": typer.Option(
            metavar="STREAM", help=language.gettext("Keep what the LSL stream of this name says as markers.")
        ),
        "marker_port": typer.Option(
            metavar="PORT",
            help=language.gettext("Keep each line that a program on this computer sends to this TCP port as a marker."),
        ),
    }


def osc_words(language: Language) -> dict[str, object]:
    """Return what is said of the options of OSC."""
    return {
        "osc": typer.Option(
            "--osc",
            help=language.gettext(
                "Send the breath and the warmth of the light out live, as OSC to port {port}."
            ).format(port=USUAL_PORT),
        ),
        "osc_to": typer.Option(
            metavar="PORT", help=language.gettext("The same, to another port or address of this computer.")
        ),
    }


def live_options(
    *,
    lsl: bool = False,
    lsl_network: bool = False,
    osc: bool = False,
    osc_to: str | None = None,
    osc_beats: bool = False,
    markers_from: str | None = None,
    marker_port: int | None = None,
) -> "LiveOptions":
    """Return what was asked for.

    Raises
    ------
    UsageError
        OSC would go somewhere else than to a port of this machine.
    """
    from sessions.live.options import LiveOptions

    osc_options = Osc(on=osc or osc_beats or osc_to is not None, beats=osc_beats)
    return LiveOptions(
        lsl=lsl or lsl_network,
        reach="network" if lsl_network else "machine",
        markers_from=markers_from or "",
        marker_port=marker_port,
        osc=osc_options if osc_to is None else osc_options.aimed(osc_to),
    )


def say_what_opens(asked: "LiveOptions", preferences: "Preferences", speed: float, language: Language) -> None:
    """Say in plain sentences what goes out and comes in, before anything does.

    Raises
    ------
    UsageError
        What was asked for cannot be had.
    """
    if not asked.anything and preferences.lsl == "off" and not preferences.osc.on:
        return
    from biofeedback.app.live_streams import ready, wanted, what_opens
    from ui.words.errors import error_sentence

    for each in what_opens(ready(wanted(asked, preferences, speed))):
        say(error_sentence(each, language))
