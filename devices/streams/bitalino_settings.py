"""How a BITalino was asked to send: ``bitalino;channels=A1+A2;heart=A2;kind=ecg;rate_hz=1000`` taken apart.

Whoever opens the board and whoever reads its frames must agree on this. This module must not read frames.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from biofeedback.errors import UsageError
from devices.protocols.bitalino import INPUTS

_KINDS: Mapping[str, Literal["ecg", "pulse"]] = {"ecg": "ecg", "pulse": "pulse"}
_RATES_HZ = {"1000": 1000, "100": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class BitalinoSettings:
    """What a BITalino was asked for.

    Attributes
    ----------
    inputs : tuple of str
        The inputs that come in every frame, in the order of the frame (``A1`` first).
    heart : str
        The one of them that the heart is on.
    kind : {"ecg", "pulse"}
        What that one measures.
    rate_hz : int
        Frames a second, 1000 or 100.
    """

    inputs: tuple[str, ...]
    heart: str
    kind: Literal["ecg", "pulse"]
    rate_hz: int

    @classmethod
    def from_options(cls, options: Mapping[str, str]) -> Self:
        """Read the options of a channel; what is not said is an ECG on the first input, 1000 times a second.

        Raises
        ------
        UsageError
            An option says what a BITalino cannot do.
        """
        named = options.get("channels", options.get("heart", INPUTS[0])).split("+")
        inputs = tuple(name for name in INPUTS if name in named)
        heart = options.get("heart", named[0])
        kind = _KINDS.get(options.get("kind", "ecg"))
        rate_hz = _RATES_HZ.get(options.get("rate_hz", "1000"))
        if sorted(named) != list(inputs):
            raise UsageError("The channels of a BITalino are A1 to A6, each once, with a plus between: channels=A1+A2.")
        if heart not in inputs:
            raise UsageError(f"The heart of a BITalino is on one of its channels: heart={inputs[0]}, for one.")
        if kind is None:
            raise UsageError("The heart of a BITalino is an ECG or a pulse: kind=ecg or kind=pulse.")
        if rate_hz is None:
            raise UsageError("A BITalino is asked for 1000 or 100 samples a second: rate_hz=1000 or rate_hz=100.")
        return cls(inputs=inputs, heart=heart, kind=kind, rate_hz=rate_hz)
