"""Compressed samples of a Polar sensor: one sample whole, then differences of few bits, both ways.

::

    first sample              block, again and again to the end
    +-------------------------+-----------+-----------+-----------------------------------+
    | channels x whole bytes  | width u8  | count u8  | width x count x channels bits,    |
    | of the resolution       | in bits   | samples   | filled up to whole bytes          |
    +-------------------------+-----------+-----------+-----------------------------------+

The bits of a block are one stream that begins at the *lowest* bit of its first byte. Each number in it is signed, and
is added to the sample before in its channel. Source: Polar BLE SDK; PMD specification, chapter “delta frame”.

Any bytes decode or raise `MalformedDataError`.
"""

from collections.abc import Sequence
from itertools import pairwise

from biofeedback.errors import MalformedDataError

MOST_WIDTH_BITS = 32
"""More than any difference of the samples that there are can need."""

_MOST_BYTES = 512  # the longest value an attribute may have
_MOST_BLOCK_SAMPLES = 255  # its count is one byte


def decode_delta_frame(payload: bytes, *, channels: int, resolution_bits: int) -> tuple[tuple[int, ...], ...]:
    """Read compressed samples.

    Parameters
    ----------
    payload : bytes
        All that stands behind the head of a data frame.
    channels, resolution_bits : int
        How many numbers a sample has, and of how many bits.

    Returns
    -------
    tuple of tuple of int, shape (samples, channels)

    Raises
    ------
    MalformedDataError
        The bytes end within the first sample or a block, or a difference is wider than 32 bits.
    """
    size = -(-resolution_bits // 8)
    at = channels * size
    if not at <= len(payload) <= _MOST_BYTES:
        raise MalformedDataError("compressed samples that end within the first one, or never", payload)
    sample = tuple(int.from_bytes(payload[n : n + size], "little", signed=True) for n in range(0, at, size))
    samples = [sample]
    while at < len(payload):
        if at + 2 > len(payload):
            raise MalformedDataError("compressed samples that end within the head of a block", payload)
        width, count = payload[at], payload[at + 1]
        end = at + 2 + -(-width * count * channels // 8)
        if width > MOST_WIDTH_BITS or end > len(payload):
            raise MalformedDataError("compressed samples with a block that does not fit", payload)
        steps = _cut(payload[at + 2 : end], width, count * channels)
        for first in range(0, len(steps), channels):
            sample = tuple(value + step for value, step in zip(sample, steps[first : first + channels], strict=True))
            samples.append(sample)
        at = end
    return tuple(samples)


def encode_delta_frame(samples: Sequence[Sequence[int]], *, resolution_bits: int) -> bytes:
    """Write samples compressed, in as few blocks as there can be, each as narrow as it can be.

    Parameters
    ----------
    samples : sequence of sequences of int, shape (samples, channels)
        At least one sample; the first within the resolution, and no difference wider than 32 bits.
    """
    size = -(-resolution_bits // 8)
    parts = b"".join(value.to_bytes(size, "little", signed=True) for value in samples[0])
    steps = [[now - before for before, now in zip(*pair, strict=True)] for pair in pairwise(samples)]
    for first in range(0, len(steps), _MOST_BLOCK_SAMPLES):
        block = steps[first : first + _MOST_BLOCK_SAMPLES]
        numbers = [step for sample in block for step in sample]
        width = max(_signed_width(step) for step in numbers)
        bits = sum((step & (1 << width) - 1) << width * index for index, step in enumerate(numbers))
        parts += bytes([width, len(block)]) + bits.to_bytes(-(-width * len(numbers) // 8), "little")
    return parts


def _cut(block: bytes, width: int, count: int) -> list[int]:
    """Cut signed numbers from the low end of a block."""
    bits = int.from_bytes(block, "little")
    sign, mask = 1 << width >> 1, (1 << width) - 1
    return [((bits >> width * index & mask) ^ sign) - sign for index in range(count)]


def _signed_width(number: int) -> int:
    return (number if number >= 0 else ~number).bit_length() + 1
