"""Which sensor kind speaks, found out from the first seconds of what a serial port sends.

Nothing is ever written to an unknown device: who speaks is found out by listening alone. The recognisers of the
registry are asked one after the other, the strictest first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from biofeedback.errors import MalformedDataError
from devices.protocols.line_header import LineHeader
from devices.protocols.lines import LineReader
from devices.protocols.received import FEWEST_LINES, Received
from devices.protocols.start_text import is_start_text, plain, shown_line
from devices.registry import serial_kinds

Verdict: TypeAlias = Literal["known", "unknown-text", "boot-text", "wrong-speed", "silence"]
"""``known``: `Recognition.channel` says who speaks. ``unknown-text``: lines of no protocol of ours. ``boot-text``:
nothing but what boards and sketches say as they start; listen on. ``wrong-speed``: bytes that are neither text nor a
protocol, mostly because the port listens at another speed. ``silence``: no bytes at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What was heard.

    Attributes
    ----------
    verdict : Verdict
        What it is.
    channel : str
        The `Packet.channel` with its options, such as ``wave;unit=us;kind=ecg``; empty unless known.
    lines : tuple of str
        Up to three lines of text that nobody understands, to show to the person.
    """

    verdict: Verdict
    channel: str = ""
    lines: tuple[str, ...] = ()


_NO_TEXT = re.compile(rb"[^\t\r\n -~]")
_LEAST_TEXT_SHARE = 0.95  # of bytes that text has; a wrong speed makes many that are none. A choice
_SHOWN_LINES = 3  # of unknown text, as many as a sentence for a person bears
_SHOWN_CHARACTERS = 60  # of a line of unknown text, so that a line of a terminal holds it. A choice


def load_recognisers() -> None:
    """Load what `recognise` asks, so that nobody waits for it later."""
    _channel_of(Received())


def recognise(data: bytes, seconds: float) -> Recognition:
    """Tell which sensor kind speaks.

    Parameters
    ----------
    data : bytes
        All that came, in order; three seconds are enough for everything but a very slow heart.
    seconds : float
        How long was listened, silences included; positive.
    """
    if not data:
        return Recognition(verdict="silence")
    text = _text_of(plain(data))
    if text is None:
        channel = _channel_of(Received(no_text=data))
        return Recognition(verdict="known", channel=channel) if channel else Recognition(verdict="wrong-speed")
    lines = LineReader().feed(text)
    channel = _channel_of_headers(lines) or _channel_of_lines(lines, seconds)
    if channel:
        return Recognition(verdict="known", channel=channel)
    shown = lines or [line.strip() for line in text.splitlines() if line.strip()]
    said = [line for line in shown if not is_start_text(line)]
    if shown and not said:
        return Recognition(verdict="boot-text")
    return Recognition(verdict="unknown-text", lines=_to_show(said))


def _channel_of(received: Received) -> str:
    """Return the channel that the strictest kind claims; empty when none does."""
    kinds = sorted(serial_kinds().values(), key=lambda kind: kind.looseness)
    return next((channel for kind in kinds if (channel := kind.recognise(received))), "")


def _channel_of_headers(lines: Sequence[bytes]) -> str:
    """Return the channel of the latest header of ours, which settles it at once."""
    for line in reversed(lines):
        try:
            header = LineHeader.decode(line)
        except MalformedDataError:
            continue
        if channel := _channel_of(Received(header=header)):
            return channel
    return ""


def _channel_of_lines(lines: Sequence[bytes], seconds: float) -> str:
    said = [line for line in lines if not line.startswith(b"#") and not is_start_text(line)]
    return _channel_of(Received(lines=said, lines_hz=len(said) / seconds))


def _text_of(data: bytes) -> bytes | None:
    """Return what of the bytes is text, or None.

    Some boards speak at another speed while they start, so text after the last byte that is none is enough.
    """
    odd = [match.end() for match in _NO_TEXT.finditer(data)]
    if not odd or len(odd) <= (1 - _LEAST_TEXT_SHARE) * len(data):
        return data
    tail = data[odd[-1] :]
    return tail if tail.count(b"\n") > FEWEST_LINES else None


def _to_show(lines: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(shown_line(line[:_SHOWN_CHARACTERS]) for line in lines[:_SHOWN_LINES])
