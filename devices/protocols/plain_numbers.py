"""Numbers as people's sketches print them: digits, perhaps a sign and a point; no exponent, no grouping.

At most 20 digits on either side of the point.
"""

import re
from decimal import Decimal

_NUMBER = re.compile(rb"-?\d{1,20}(?:\.\d{1,20})?")


def is_plain(data: bytes) -> bool:
    """Tell whether bytes are one plain number."""
    return _NUMBER.fullmatch(data) is not None


def plain(value: float) -> bytes:
    """Write a finite number so that it reads back the same: ``812`` for 812.0, ``812.5`` for 812.5."""
    whole = int(value)
    return str(whole).encode() if whole == value else format(Decimal(repr(value)), "f").encode()
