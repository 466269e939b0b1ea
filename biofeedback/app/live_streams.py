"""Opens what a practice has of live streams and of markers from outside, beside everything else that follows it."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from biofeedback.clock import Clock
from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import SoftenError
from biofeedback.hub import Inbox
from biofeedback.osc import Osc
from biofeedback.practice.script.model import Practice
from biofeedback.requests import Mark
from sessions.live.lsl_library import end_before_exit, lsl
from sessions.live.lsl_markers import LslMarkers
from sessions.live.lsl_streams import LslStreams, whom_it_reaches
from sessions.live.marker_line import MarkerLine
from sessions.live.options import LiveOptions
from sessions.live.osc_stream import OscStream
from ui.preferences import Preferences
from ui.presenter.room import RoomView


class LiveStreams:
    """An observer that sends a practice out, and takes markers in.

    Parameters
    ----------
    options : LiveOptions
        What goes out and what comes in.
    sources : sequence of str
        The sources of the hearts, the primary one first.
    warnings : sequence of SoftenError
        What is to be said as it begins.

    Raises
    ------
    UsageError
        The library is not there, or the port cannot be had.
    """

    is_audible = False

    def __init__(self, options: LiveOptions, sources: Sequence[str], warnings: Sequence[SoftenError] = ()) -> None:
        if options.uses_lsl:
            lsl(options.reach)
        self._streams = LslStreams(options.reach, sources) if options.lsl else None
        self._inputs: list[LslMarkers | MarkerLine] = []
        if options.markers_from:
            self._inputs.append(LslMarkers(options.markers_from, options.reach))
        if options.marker_port is not None:
            self._inputs.append(MarkerLine(options.marker_port))
        # LSL tells of itself once it is open, and OSC beside it.
        self._warnings = (*warnings, *what_opens(replace(options, lsl=False, osc=Osc())))

    def follow(self, _practice: Practice, clock: Clock, inbox: Inbox, on_error: Callable[[SoftenError], None]) -> None:
        """Begin to send, on a thread of its own, which ends with the session and closes what is open."""
        self._clock, self._on_error = clock, on_error
        for warnings in self._warnings:
            on_error(warnings)
        end_before_exit(threading.Thread(target=self._run, args=(clock, inbox, on_error), name="live", daemon=True))

    def take_markers(self, request: Callable[[Mark], None]) -> None:
        """Begin to take markers; each comes as a request, as a key of the person does."""
        for each in self._inputs:
            each.listen(self._clock, request, self._on_error)

    def mute(self, *, muted: bool) -> None:
        """Do nothing: it is not heard."""

    def settle(self) -> None:
        """Take no markers any more, and say how many were left out."""
        for each in self._inputs:
            each.settle()

    def close(self) -> None:
        """Take no markers any more."""
        for each in self._inputs:
            each.close()

    def _run(self, clock: Clock, inbox: Inbox, on_error: Callable[[SoftenError], None]) -> None:
        if self._streams is not None:
            self._streams.send(clock, inbox, on_error)
        while not inbox.ended:
            inbox.wait()
        self.close()


class OscOut:
    """An observer that sends a practice out by OSC.

    Parameters
    ----------
    osc : Osc
        Where to, and how much.
    sources : sequence of str
        The sources of the hearts, the primary one first.
    of_room : bool
        Whether it is a practice of a room.

    Raises
    ------
    UsageError
        The library is not there.
    """

    is_audible = False

    def __init__(self, osc: Osc, sources: Sequence[str], *, of_room: bool = False) -> None:
        self._osc = osc
        self._stream = OscStream(osc, sources, RoomView() if of_room else None)

    def follow(self, _practice: Practice, clock: Clock, inbox: Inbox, on_error: Callable[[SoftenError], None]) -> None:
        """Begin to send, on a thread of its own, which ends with the session."""
        on_error(of_osc(self._osc))
        threading.Thread(target=self._stream.send, args=(clock, inbox, on_error), name="osc", daemon=True).start()

    def mute(self, *, muted: bool) -> None:
        """Do nothing: it is not heard."""

    def settle(self) -> None:
        """Do nothing: nothing is left to be said."""


def wanted(asked: LiveOptions | None, usual: Preferences, speed: float) -> LiveOptions:
    """Return what a practice has: what was asked for, and what was chosen for every practice; LSL in real time."""
    options = asked or LiveOptions()
    if not options.osc.on and usual.osc.on:
        options = replace(options, osc=usual.osc, osc_is_usual=True)
    if options.lsl or usual.lsl == "off" or speed != 1:
        return options
    return replace(options, lsl=True, reach=usual.lsl, is_usual=True)


def live_streams(
    options: LiveOptions, sources: Sequence[str], speed: float, facts: dict[str, str]
) -> tuple[list[LiveStreams], list[OscOut]]:
    """Return the observers of what is wanted, none where nothing is, and add to the facts of the recording.

    Raises
    ------
    UsageError
        It cannot be opened, unless it was chosen for every practice; then that is said and the practice begins.
    """
    if not options.anything:
        return [], []
    options.check(speed)
    warnings: list[SoftenError] = []
    osc: list[OscOut] = []
    if options.osc.on:
        try:
            osc.append(OscOut(options.osc, sources, of_room="room" in facts))
        except SoftenError as error:
            if not options.osc_is_usual:
                raise
            options = replace(options, osc=Osc())
            warnings.append(error)
    streams: list[LiveStreams] = []
    if options.in_real_time or warnings:
        try:
            streams.append(LiveStreams(options, sources, warnings))
        except SoftenError as error:
            if not options.is_usual:
                raise
            options = replace(options, lsl=False)
            streams.append(LiveStreams(options, sources, (*warnings, error)))
    facts |= options.facts
    return streams, osc


def ready(options: LiveOptions) -> LiveOptions:
    """Return what can be had of what is wanted, before anything is said or recorded.

    Raises
    ------
    UsageError
        Something that was asked for this time cannot be had.
    """
    if options.osc.on:
        try:
            OscOut(options.osc, ())
        except SoftenError:
            if not options.osc_is_usual:
                raise
            options = replace(options, osc=Osc())
    try:
        LiveStreams(options, ()).close()
    except SoftenError:
        if not options.is_usual:
            raise
        return replace(options, lsl=False)
    return options


def what_opens(options: LiveOptions) -> Iterator[SoftenError]:
    """Yield what is said before anything is opened: what goes out and what comes in, and whom it reaches."""
    if options.lsl:
        yield SoftenError(whom_it_reaches(options.reach, is_kept_here=sys.platform.startswith("linux")))
    if options.osc.on:
        yield of_osc(options.osc)
    if options.markers_from:
        yield SoftenError(LiveErrorCode.MARKERS_FROM_STREAM, name=options.markers_from)
    if options.marker_port is not None:
        yield SoftenError(LiveErrorCode.MARKERS_FROM_PORT, port=options.marker_port)


def of_osc(osc: Osc) -> SoftenError:
    """Return what is said of a practice that goes out by OSC: where to, and how much of it."""
    code = LiveErrorCode.OSC_HERE_WITH_BEATS if osc.beats else LiveErrorCode.OSC_HERE
    return SoftenError(code, host=osc.host, port=osc.port)
