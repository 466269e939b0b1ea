"""What is on a screen, as colours, and whether something was painted there."""

import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

LEAST_CHANGED_SHARE = 0.2
"""Of the screen, to say that a window came: a choice; the window takes most of it."""

LEAST_COLOURS = 40
"""In what changed, to say that it was painted: an empty window has one, words and a glow have hundreds. A choice."""

_XWD_FIELDS = 25  # whole numbers of 4 bytes at the beginning of a picture of X (XWDFile.h, version 7)
_XWD_COLOUR_BYTES = 12  # an entry of its table of colours
_PIXEL_BYTES = 4  # of 24 bits and one byte of nothing, as both kinds of file have it here


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; ``pixels`` has four bytes each: blue, green, red, and one of no meaning."""

    width: int
    height: int
    pixels: bytes

    def colours(self) -> list[bytes]:
        """Return the colour of every pixel."""
        return [self.pixels[at : at + 3] for at in range(0, len(self.pixels), _PIXEL_BYTES)]

    def write_png(self, path: Path) -> None:
        """Write it so that a person can look at it."""
        rows = bytearray()
        row_bytes = self.width * _PIXEL_BYTES
        for start in range(0, self.height * row_bytes, row_bytes):
            row = self.pixels[start : start + row_bytes]
            colours = bytearray(3 * self.width)
            colours[0::3], colours[1::3], colours[2::3] = row[2::4], row[1::4], row[0::4]
            rows += b"\0" + colours
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        with path.open("wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b"")):
                file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))


def read_xwd(data: bytes) -> Picture:
    """Read the picture that Xvfb keeps of its screen: 24 bits a pixel in four bytes, the lowest first."""
    fields = struct.unpack_from(f">{_XWD_FIELDS}I", data)
    head_bytes, width, height, bits, row_bytes, colours = (fields[at] for at in (0, 4, 5, 11, 12, 19))
    if bits != 8 * _PIXEL_BYTES:
        message = f"the screen has {bits} bits a pixel, and 32 were asked for"
        raise ValueError(message)
    start = head_bytes + colours * _XWD_COLOUR_BYTES
    rows = (data[start + y * row_bytes :][: width * _PIXEL_BYTES] for y in range(height))
    return Picture(width, height, b"".join(rows))


def read_bmp(data: bytes) -> Picture:
    """Read a picture of Windows or macOS: 24 or 32 bits a pixel, uncompressed, the last row first or the first."""
    start, (width, height, _, bits) = struct.unpack_from("<I", data, 10)[0], struct.unpack_from("<iiHH", data, 18)
    step = bits // 8
    row_bytes = (width * step + 3) // 4 * 4
    rows = []
    for y in range(abs(height)):
        row = data[start + y * row_bytes :][: width * step]
        pixels = bytearray(_PIXEL_BYTES * width)
        for part in range(3):
            pixels[part::_PIXEL_BYTES] = row[part::step]
        rows.append(bytes(pixels))
    return Picture(width, abs(height), b"".join(rows if height < 0 else reversed(rows)))


def is_painted(before: Picture, after: Picture) -> bool:
    """Say whether a window with something in it came onto a screen."""
    changed = Counter(new for old, new in zip(before.colours(), after.colours(), strict=True) if old != new)
    return changed.total() >= LEAST_CHANGED_SHARE * after.width * after.height and len(changed) >= LEAST_COLOURS
