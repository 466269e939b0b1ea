"""The name of a channel taken apart: ``wave;kind=ecg;rate_hz=250`` is the protocol ``wave`` with two options.

This module must not know any protocol.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

AskedKind: TypeAlias = Literal["ecg", "pulse", "falling", "auto"]
"""What wave a channel was said to bring; ``auto`` when nobody said."""

_KINDS: Mapping[str, AskedKind] = MappingProxyType({"ecg": "ecg", "pulse": "pulse", "falling": "falling"})


class Channel(NamedTuple):
    """A protocol's name and its options, all as text."""

    protocol: str
    options: Mapping[str, str]

    @property
    def kind(self) -> AskedKind:
        """The option ``kind``; ``auto`` when it is not there, or none that we know."""
        return _KINDS.get(self.options.get("kind", ""), "auto")

    def number(self, name: str) -> float | None:
        """Return an option as a positive finite number; ``None`` when it is not there, or is none."""
        try:
            value = float(self.options.get(name, ""))
        except ValueError:
            return None
        return value if 0 < value < float("inf") else None


def split_channel(channel: str) -> Channel:
    """Take a channel's name apart; what is no ``name=value`` is passed over."""
    protocol, *options = channel.split(";")
    pairs = (option.partition("=") for option in options)
    return Channel(protocol, {name: value for name, equals, value in pairs if equals})
