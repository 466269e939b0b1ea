"""What goes out live and comes in, as the options of a command ask for it, and how it is said."""

from typing import TYPE_CHECKING

from biofeedback.cli.say import say
from biofeedback.osc import Osc
from ui.words.language import Language

if TYPE_CHECKING:
    from sessions.live.options import LiveOptions
    from ui.preferences import Preferences


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
