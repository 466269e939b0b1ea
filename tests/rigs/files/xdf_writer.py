"""Writes small XDF files by the specification (github.com/sccn/xdf/wiki/Specifications)."""

import struct
from xml.sax.saxutils import escape

_CODES = {"double64": "d", "float32": "f", "int32": "i", "int16": "h"}


def chunk(tag, content):
    return b"\x04" + struct.pack("<I", len(content) + 2) + struct.pack("<H", tag) + content


def header(number, name, kind, form, rate_hz, channels):
    labels = "".join(
        f"<channel><label>{escape(label)}</label><unit>{escape(unit)}</unit></channel>" for label, unit in channels
    )
    text = (
        f'<?xml version="1.0"?><info><name>{escape(name)}</name><type>{kind}</type>'
        f"<channel_count>{len(channels)}</channel_count><nominal_srate>{rate_hz}</nominal_srate>"
        f"<channel_format>{form}</channel_format><desc><channels>{labels}</channels></desc></info>"
    )
    return chunk(2, struct.pack("<I", number) + text.encode())


def samples(number, form, times, rows):
    content = struct.pack("<I", number) + b"\x04" + struct.pack("<I", len(times))
    for t_s, row in zip(times, rows, strict=True):
        content += b"\x08" + struct.pack("<d", t_s)
        if form == "string":
            content += b"".join(b"\x04" + struct.pack("<I", len(text.encode())) + text.encode() for text in row)
        else:
            content += struct.pack(f"<{len(row)}{_CODES[form]}", *row)
    return chunk(3, content)


def offset(number, at_s, value_s):
    return chunk(4, struct.pack("<Idd", number, at_s, value_s))


def footer(number, count):
    return chunk(
        6,
        struct.pack("<I", number) + f'<?xml version="1.0"?><info><sample_count>{count}</sample_count></info>'.encode(),
    )


def stream(number, name, kind, form, rate_hz, channels, times, rows, offsets=()):
    """Return all chunks of one stream; ``offsets`` are (when, how large) on its own clock."""
    made = header(number, name, kind, form, rate_hz, channels)
    made += b"".join(offset(number, *each) for each in offsets[: len(offsets) // 2])
    for first in range(0, len(times), 50):
        made += samples(number, form, times[first : first + 50], rows[first : first + 50])
    made += b"".join(offset(number, *each) for each in offsets[len(offsets) // 2 :])
    return made + footer(number, len(times))


def xdf(*streams, began="2026-03-05T07:10:15+0100"):
    about = f'<?xml version="1.0"?><info><version>1.0</version><datetime>{began}</datetime></info>'
    return b"XDF:" + chunk(1, about.encode()) + b"".join(streams)
