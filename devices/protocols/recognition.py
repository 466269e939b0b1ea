"""Which protocol speaks, told from the first seconds of what a serial port sends.

Nothing is ever written to an unknown device: who speaks must be told from listening. Bytes that are text are judged
line by line, other bytes by the binary protocols in `BINARY_RECOGNISERS`. This module must not know how the bytes were
had, nor at which speed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple, TypeAlias

from devices.protocols import cms50, cms50_new, nonin
from devices.protocols.cms50 import looks_like_cms50
from devices.protocols.cms50_new import looks_like_cms50_new
from devices.protocols.line_recognition import FEWEST_LINES, channel_of_lines, is_boot_text
from devices.protocols.lines import LineReader
from devices.protocols.nonin import looks_like_nonin

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


class BinaryRecogniser(NamedTuple):
    """A binary protocol: the channel that understands it, and what tells whether bytes look like it."""

    channel: str
    looks_like: Callable[[bytes], bool]


BINARY_RECOGNISERS: tuple[BinaryRecogniser, ...] = (
    BinaryRecogniser(nonin.CHANNEL_2, partial(looks_like_nonin, number=2)),
    BinaryRecogniser(nonin.CHANNEL_7, partial(looks_like_nonin, number=7)),
    BinaryRecogniser(cms50_new.CHANNEL, looks_like_cms50_new),
    BinaryRecogniser(cms50.CHANNEL, looks_like_cms50),
)
"""One row a binary protocol, the strictest first; they are asked only about bytes that are no text.

A BITalino is not among them: it is silent until told to start, and what it then sends goes by what it was told."""

_NO_TEXT = re.compile(rb"[^\t\r\n -~]")
_LEAST_TEXT_SHARE = 0.95
_SHOWN_LINES = 3
_SHOWN_CHARACTERS = 60


def recognise(data: bytes, seconds: float, binary: Sequence[BinaryRecogniser] = BINARY_RECOGNISERS) -> Recognition:
    """Tell which protocol speaks.

    Parameters
    ----------
    data : bytes
        All that came, in order; three seconds are enough for everything but a very slow heart.
    seconds : float
        How long was listened, silences included; positive.
    binary : sequence of BinaryRecogniser
        The binary protocols to think of.
    """
    if not data:
        return Recognition(verdict="silence")
    text = _text_of(data)
    if text is None:
        channel = next((protocol.channel for protocol in binary if protocol.looks_like(data)), "")
        return Recognition(verdict="known", channel=channel) if channel else Recognition(verdict="wrong-speed")
    lines = LineReader().feed(text)
    channel = channel_of_lines(lines, seconds)
    if channel:
        return Recognition(verdict="known", channel=channel)
    shown = lines or [line.strip() for line in text.splitlines() if line.strip()]
    if shown and all(map(is_boot_text, shown)):
        return Recognition(verdict="boot-text")
    return Recognition(verdict="unknown-text", lines=_to_show(shown))


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
    return tuple(line[:_SHOWN_CHARACTERS].decode("ascii", errors="replace") for line in lines[:_SHOWN_LINES])
