"""The name of a channel: ``wave;kind=ecg;rate_hz=250`` is what ``wave`` sends, with two options."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, Self, TypeAlias

from devices.options import read_options, write_options

AskedKind: TypeAlias = Literal["ecg", "pulse", "falling", "auto"]
"""What wave a channel was said to bring; ``auto`` when nobody said."""

_KINDS: Mapping[str, AskedKind] = MappingProxyType({"ecg": "ecg", "pulse": "pulse", "falling": "falling"})
_SEPARATOR = ";"
_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


class Channel(NamedTuple):
    """The name of a sensor kind and its options, all as text; ``str(channel)`` is what `read` reads.

    All that is needed to understand a packet is in the name of its channel, so that a recording can be replayed.
    """

    name: str
    options: Mapping[str, str] = _NO_OPTIONS

    @classmethod
    def read(cls, text: str) -> Self:
        """Take the name of a channel apart; any text has a meaning, though perhaps to nobody."""
        name, options = read_options(text, _SEPARATOR)
        return cls(name, {option.name: option.value or "" for option in options})

    def __str__(self) -> str:
        return write_options(self.name, self.options.items(), _SEPARATOR)

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
