"""Changes bytes and texts as mishaps and ill will do: blindly, and by the parts that a format is made of."""

import random
import struct
from collections.abc import Sequence

NUMBERS = (
    *("0", "-0", "-1", "1e308", "1e309", "-1e400", "nan", "inf", "-inf", "1_000", "0x10", "1e-320", "9" * 400),
    *(
        "0.1" + "3" * 400,
        "2147483648",
        "9223372036854775808",
        "18446744073709551616",
        "1" + "0" * 30,
        "1.7e18",
        "٣",
        "½",
    ),
)
"""Numbers that are none, or that have no end."""

TEXTS = (
    *(
        "",
        " ",
        "\0",
        "\x1b[2J",
        "\u202e",
        "\ufeff",
        "\ud7ff",
        "a" * 300,
        "\U0001f36f",
        "é",
        "'",
        '"',
        '"""',
        "{x}",
        "%s",
    ),
    *("../../etc", "2062-03-05T10:00:00", "0001-01-01T00:00:00", "99:99:99", "31.02.2026 25:00:00", "true", "null"),
)
"""Texts that are none, or say something to whoever prints them."""

_BITS = 8
_LONGEST_TOKEN = 100_000  # characters: a choice, above what any of our files has in a line
_WILD = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def changed_bytes(data: bytes, chance: random.Random, *, header: int = 0) -> bytes:
    """Return the data with one to twenty changes, a third of them within its first ``header`` bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not changed:
            return bytes(changed)
        end = min(header, len(changed)) if header and chance.random() < 0.33 else len(changed)
        at = chance.randrange(max(1, end))
        match chance.randrange(7):
            case 0:
                changed[at] ^= 1 << chance.randrange(_BITS)
            case 1:
                changed[at] = chance.randrange(256)
            case 2:
                changed[at : at + 4] = struct.pack(chance.choice("<>") + "I", chance.choice(_WILD))
            case 3:
                del changed[at : at + chance.choice((1, 2, 16, 500, 5000))]
            case 4:
                changed[at:at] = changed[at : at + chance.choice((1, 16, 500))]
            case 5:
                changed[at : at + 8] = chance.randbytes(8)
            case _:
                changed[at:at] = bytes(chance.choice((1, 4, 100)))
    return bytes(changed)


def changed_tokens(text: str, chance: random.Random, marks: str) -> str:
    """Return the text with single tokens between ``marks`` and line ends made strange, doubled, swapped or dropped."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(lines))
        mark = chance.choice(marks)
        tokens = lines[at].split(mark)
        place = chance.randrange(len(tokens))
        match chance.randrange(8):
            case 0 | 1:
                tokens[place] = chance.choice(NUMBERS)
            case 2:
                tokens[place] = chance.choice(TEXTS)
            case 3:
                tokens.insert(place, tokens[place])
            case 4:
                del tokens[place]
            case 5:
                other = chance.randrange(len(lines))
                lines[other], lines[at] = lines[at], lines[other]
                continue
            case 6:
                lines.insert(at, lines[chance.randrange(len(lines))])
                continue
            case _:
                tokens[place] = (tokens[place] * chance.choice((2, 50, 2000)))[:_LONGEST_TOKEN]
        lines[at] = mark.join(tokens)
    return chance.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines)


def encoded(text: str, chance: random.Random) -> bytes:
    """Return the text in some encoding, mostly the usual one."""
    coding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-7"))
    return text.encode(coding, "replace")


def picked(choices: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one of some seeds."""
    return choices[chance.randrange(len(choices))]
