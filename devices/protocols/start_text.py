"""What boards and sketches say as they start, and what starter sketches say that tell of a heart and of no beat.

Neither is a protocol: the first is passed over, wherever it comes, and the second is answered with the sketch to use.
Start-up words: the boot loaders of the ESP32 and the ESP8266, the log of ESP-IDF, SparkFun's and PulseSensor's example
sketches. Starter sketches: PulseSensor Playground (a heart sign and a sentence at each beat, with a rate), the examples
for the MAX30100, and their many copies.
"""

import re

_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
"""The colours in which ESP-IDF writes its log."""

_START = re.compile(
    rb"ets [A-Z]|rst:0x|rst cause|boot:|load:0x|load 0x|entry 0x|configsip|clk_drv|mode:|ho |tail |chksum|csum|"
    rb"ESP-ROM|ESP-IDF|Build:|SPIWP|Saved PC|[EWIDV] \(\d+\) |\[ *\d+\]\[[EWIDV]\]|Initiali[sz]ing|Starting|"
    rb"Attach sensor|Place your|ets_main|waiting for download|invalid header: 0x|flash read err|Brownout detector|"
    rb"Guru Meditation|Core +\d register dump|Backtrace:|ELF file SHA|Rebooting|wdt reset|We created a pulseSensor"
)

_HEARTS = re.compile("(?:♥|❤|♡|💓|💗|💖|🫀)(?:\ufe0f)?".encode())
"""Heart signs, in colour or not."""

_HEART = b"<3"
"""How a heart sign is read: lines are ASCII."""

_NO_BEAT = re.compile(
    rb"<3|heart ?beat|\bbeat\b|\b(?:bpm|heart ?rate|pulse ?rate|hr)\b[^0-9]{0,12}\d|\d ?bpm\b", re.IGNORECASE
)
"""What tells of a heart, or of a rate, and not of the time of a beat."""

_FEWEST = 2
"""Lines that tell of a heart, before they are taken for a starter sketch: a single one may be chance. A choice."""


def plain(data: bytes) -> bytes:
    """Return text without colours, and with each heart sign as ``<3``."""
    return _HEARTS.sub(_HEART, _COLOUR.sub(b"", data))


def is_start_text(line: bytes) -> bool:
    """Tell whether a line is one of those that boards and sketches say as they start."""
    return _START.match(_COLOUR.sub(b"", line)) is not None


def shown_line(line: bytes) -> str:
    """Return a line of `plain` text as it was sent, its heart signs included."""
    return line.decode("ascii", errors="replace").replace(_HEART.decode(), "♥")


def is_sketch_without_beats(lines: tuple[str, ...]) -> bool:
    """Tell whether lines, as they are shown, are those of a starter sketch: a heart, a rate, and no beat in time."""
    said = [line for line in lines if _NO_BEAT.search(plain(line.encode()))]
    return len(said) >= _FEWEST and len(said) >= len(lines) - 1
