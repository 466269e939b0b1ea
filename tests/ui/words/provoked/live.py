"""What is said while a practice goes out live: what is open, and what keeps it from that."""

import socket
from collections.abc import Callable, Iterable

import pytest

from biofeedback.app.live_streams import what_opens
from biofeedback.errors import SoftenError
from biofeedback.osc import Osc
from sessions.live import lsl_library
from sessions.live.lsl_streams import stamps_unsure, whom_it_reaches
from sessions.live.marker_gate import MOST_AT_ONCE, MarkerGate
from sessions.live.marker_line import MarkerLine
from sessions.live.options import LiveOptions, Reach
from sessions.live.osc_stream import refused as refused_osc
from tests.rigs.live.lab import opened_lab


def _first(options: LiveOptions) -> SoftenError:
    return next(what_opens(options))


def _flood(beyond: int) -> list[SoftenError]:
    errors: list[SoftenError] = []
    gate = MarkerGate("line", lambda: 0.0, lambda _: None, errors.append)
    for _ in range(round(MOST_AT_ONCE) + beyond):
        gate.take("flood")
    gate.close()
    return errors


def _taken_port(patch: pytest.MonkeyPatch) -> object:
    def taken(*_: object, **_more: object) -> None:
        raise OSError(98, "Address already in use")

    with patch.context() as within:
        within.setattr(socket, "create_server", taken)
        return MarkerLine(5005)


def _another_reach() -> object:
    opened_lab()
    return lsl_library.lsl("network")


def _said_of(reach: Reach, *, is_kept_here: bool) -> SoftenError:
    return SoftenError(whom_it_reaches(reach, is_kept_here=is_kept_here))


def live_errors(patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each of them."""
    yield "live: to this machine", lambda: _said_of("machine", is_kept_here=True)
    yield "live: announced here", lambda: _said_of("machine", is_kept_here=False)
    yield "live: to the network", lambda: _first(LiveOptions(lsl=True, reach="network"))
    yield "live: markers of a stream", lambda: _first(LiveOptions(markers_from="Stim\x1buli"))
    yield "live: markers at a port", lambda: _first(LiveOptions(marker_port=5005))
    yield "live: a flood of markers", lambda: _flood(3)[0]
    yield "live: a marker left out", lambda: _flood(1)[-1]
    yield "live: markers left out", lambda: _flood(3)[-1]
    yield "live: stamps unsure", stamps_unsure
    yield "live: osc", lambda: _first(LiveOptions(osc=Osc(on=True)))
    yield "live: osc with beats", lambda: _first(LiveOptions(osc=Osc(on=True, beats=True, port=57120)))
    yield "live: osc refused", lambda: refused_osc(PermissionError(1, "Operation not permitted"))
    yield "live: osc to another computer", lambda: Osc().aimed("192.168.1.20:9000")
    yield "live: osc to a port that is none", lambda: Osc().aimed("nine")
    yield "live: refused", lambda: lsl_library.refused(RuntimeError("All local ports were found occupied."))
    yield "live: another reach", _another_reach
    yield "live: port taken", lambda: _taken_port(patch)
    yield "live: port out of range", lambda: LiveOptions(marker_port=80).check(1.0)
    yield "live: speed", lambda: LiveOptions(lsl=True).check(2.0)
