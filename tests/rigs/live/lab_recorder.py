"""A small recorder of LSL streams in a process of its own: every stream in sight, with its clock offsets, as XDF.

``python -m tests.rigs.live.lab_recorder FILE SECONDS LAB [NAME...]`` records what there is and what comes in the
session LAB of LSL, until SECONDS are over, or a line comes in and the marker that it names has come; it says which
streams it meets and hears. It does what LabRecorder does: no post-processing, stamps as they came, an offset now and
then.
"""

import struct
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pylsl

from sessions.exports.xdf import write_chunk

ON_THIS_MACHINE = """\
[ports]
IPv6 = disable
[multicast]
ResolveScope = machine
[lab]
SessionID = {lab}
[log]
level = -3
"""

HEADER, SAMPLES, OFFSET, FOOTER = 2, 3, 4, 6
OFFSET_EVERY_S = 1.0
PATIENCE_S = 60.0
"""Seconds for a stream that is there to answer; reached only when it does not."""


class XdfFile:
    """Chunks of XDF 1.0 (https://github.com/sccn/xdf/wiki/Specifications), in the order in which they are written."""

    def __init__(self, path):
        self._path = Path(path)
        self._path.write_bytes(b"XDF:")
        self._chunk(1, b'<?xml version="1.0"?><info><version>1.0</version></info>')

    def header(self, stream, xml):
        self._chunk(HEADER, struct.pack("<I", stream) + xml.encode())

    def samples(self, stream, stamps, rows, is_text):
        body = b"".join(
            b"\x08" + struct.pack("<d", stamp) + (_texts(row) if is_text else np.asarray(row, "<f8").tobytes())
            for stamp, row in zip(stamps, rows, strict=True)
        )
        self._chunk(SAMPLES, struct.pack("<I", stream) + _length(len(stamps)) + body)

    def offset(self, stream, at_s, offset_s):
        self._chunk(OFFSET, struct.pack("<Idd", stream, at_s, offset_s))

    def footer(self, stream):
        self._chunk(FOOTER, struct.pack("<I", stream) + b'<?xml version="1.0"?><info></info>')

    def _chunk(self, tag, content):
        with self._path.open("ab") as file:
            write_chunk(file, tag, content)


def _length(count):
    return struct.pack("<BI", 4, count)


def _texts(row):
    return b"".join(_length(len(each.encode())) + each.encode() for each in row)


class Recorder:
    """Every stream that is met, into one file."""

    def __init__(self, path, names):
        self._file = XdfFile(path)
        self._names = names
        self._inlets = {}
        self._offset_s = {}
        self._heard = set()
        self.markers = set()
        self._resolver = pylsl.ContinuousResolver(forget_after=2.0)

    def look(self):
        for info in self._resolver.results():
            if info.uid() not in self._inlets and (not self._names or info.name() in self._names):
                inlet = pylsl.StreamInlet(info, recover=False)
                inlet.open_stream(PATIENCE_S)
                is_text = info.channel_format() == pylsl.cf_string
                self._inlets[info.uid()] = (len(self._inlets) + 1, inlet, is_text, info.name())
                self._file.header(len(self._inlets), inlet.info(PATIENCE_S).as_xml())
                say(f"recording {info.name()}")

    def pull(self):
        for stream, inlet, is_text, name in list(self._inlets.values()):
            try:
                rows, stamps = inlet.pull_chunk(0.0)
                if stamps:
                    self._file.samples(stream, stamps, rows, is_text)
                    if stream not in self._heard:
                        self._heard.add(stream)
                        say(f"hearing {name}")
                if is_text:
                    self.markers.update(row[0] for row in rows)
                if time.monotonic() - self._offset_s.get(stream, 0.0) > OFFSET_EVERY_S:
                    self._offset_s[stream] = time.monotonic()
                    offset_s = inlet.time_correction(1.0)
                    self._file.offset(stream, pylsl.local_clock() - offset_s, offset_s)
            except (pylsl.util.LostError, pylsl.util.TimeoutError):
                pass

    def close(self):
        self.pull()
        for stream, *_ in self._inlets.values():
            self._file.footer(stream)
        self._inlets.clear()


def say(words):
    """Tell the program that started this one."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(path, seconds, lab, *names):
    pylsl.util.set_config_content(ON_THIS_MACHINE.format(lab=lab))
    recorder = Recorder(path, names)
    asked = []
    threading.Thread(target=lambda: asked.append(sys.stdin.readline().strip()), daemon=True).start()
    say("looking")
    until_s = time.monotonic() + float(seconds)
    while time.monotonic() < until_s and not (asked and (not asked[0] or asked[0] in recorder.markers)):
        recorder.look()
        recorder.pull()
        time.sleep(0.02)
    recorder.close()
    say("closed")


if __name__ == "__main__":
    main(*sys.argv[1:])
