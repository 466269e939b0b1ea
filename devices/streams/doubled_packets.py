"""Tells a Heart Rate Measurement packet that was delivered twice from two equal ones."""

_DOUBLED_WITHIN_S = 0.2
"""Equal packets closer than this are one: packets of a strap come about 1 s apart, doubled callbacks at once."""

_DOUBLED_IN_BURST_WITHIN_S = 0.05
"""The same in the burst after a stall, where equal packets may be two: a choice between both mistakes."""

_STALL_S = 2.0
"""A silence that lost one packet at least, after which those held back come in a burst."""


class DoubledPackets:
    """Tells a packet that was delivered twice from two packets.

    Two packets of one strap come about a second apart, so the same bytes within 0.2 s are one packet, delivered twice
    (a doubled subscription). Not so in the burst after a stall, when packets come close together: there equal bytes
    may be two packets of a very even heart, unless they are closer than 50 ms. Packets without intervals may be equal
    as often as they like; nothing would be counted twice.
    """

    def __init__(self) -> None:
        self._last = b""
        self._last_has_intervals = False
        self._last_s = 0.0
        self._in_burst = False

    def is_double(self, data: bytes, arrived_s: float, *, has_intervals: bool) -> bool:
        """Return whether this packet is the one before, delivered again; ask once for every packet, in order."""
        apart_s = arrived_s - self._last_s
        if apart_s > _STALL_S:
            self._in_burst = True
        elif apart_s >= _DOUBLED_WITHIN_S:
            self._in_burst = False
        within_s = _DOUBLED_IN_BURST_WITHIN_S if self._in_burst else _DOUBLED_WITHIN_S
        double = has_intervals and self._last_has_intervals and data == self._last and apart_s < within_s
        self._last, self._last_has_intervals, self._last_s = data, has_intervals, arrived_s
        return double
