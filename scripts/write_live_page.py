"""Write docs/live.md from the streams that there are.

Run it with ``make docs``; a test sees to it that the page is what this writes, and runs the example.
"""

from collections.abc import Iterator
from pathlib import Path

from biofeedback.osc import USUAL_PORT
from biofeedback.practice.warmth import ALONE_SHARE, HELD_SHARE
from sessions.live.lsl_clock import STATED_ERROR_S
from sessions.live.marker_gate import LONGEST_LABEL, MOST_AT_ONCE, MOST_PER_S, OLDEST_S
from sessions.live.marker_line import LONGEST_LINE, MOST_CALLERS
from sessions.live.osc_messages import ADDRESSES, BEHIND_S
from sessions.live.osc_stream import FRAMES_PER_S
from sessions.live.outlets import OWN_IDS
from sessions.live.stream_kinds import ALWAYS, BEAT_KINDS, StreamKind, wave

PAGE = Path(__file__).resolve().parents[1] / "docs" / "live.md"

OPENING = """\
# Live streams and markers

Nothing of a practice goes anywhere by itself. Where you ask for it, a practice goes out live by the [Lab Streaming
Layer](https://labstreaminglayer.org) (LSL), and markers of other programs come in. For [artists](#osc-for-artists) it
goes out by OSC. This page is written by `make docs` from the streams that there are; please change those.

    pip install 'soften[lsl]'                                  what LSL takes
    soften begin --lsl                                         streams for programs on this computer
    soften begin --lsl-network                                 streams for the whole network it is in
    soften begin --markers-from Stimuli                        markers from the LSL stream of that name
    soften begin --marker-port 5005                            markers from a TCP port of this computer
    soften assess --lsl --marker-port 5005                     the same while the pace of today is looked for
    pip install 'soften[osc]'                                  what OSC takes
    soften begin --osc                                         OSC to port OSC_PORT of this computer

In the window, *Live, for research* in the settings sends every practice out until it is turned off there. The first
lines that `soften` prints, or the first notice on the screen, say what is open and whom it reaches. The recording keeps
it as facts (`lsl`, `lsl_markers_from`, `marker_port`, `osc`), and in a notice LSL's time at the beginning of the
session (`zero_lsl_s`).

## Whom it reaches

LSL has no passwords: whoever can find a stream can read it. With `--lsl` the streams are announced on this computer
alone, and on Linux their ports are bound to its loopback interface, so that no other computer can connect. Elsewhere
LSL opens its ports on every interface, though nobody is told of them; the firewall of the computer decides. With
`--lsl-network` LSL is as its own configuration says (its usual one asks the whole local network), and it tells the
name of the computer to whoever asks. No stream carries a name, an address or a serial number of a sensor, a note, an
answer, or words of a practice.

In a room of several people the breath and the markers go out, and no heart.

The streams are beside the practice: a reader that is slow, that breaks off or that never comes changes nothing in it.
They go with `--speed 1`, since LSL has real time.

## The streams

The `source_id` of each begins with `SOURCE_ID` and stays the same from one practice to the next. Further sensors have
streams of their own, with their number at the end (`Soften RR 2`). Markers and breath are there at once, each other
stream with its first sample. Numeric streams are `double64`; in all of these but the waves the last channel is the
time on the clock of the session, as the recording has it.
"""

CLOCKS = """\
## Times

Every sample has a stamp on the clock of LSL (`local_clock`), on purpose never the moment at which it was sent: a beat
is judged two beats later, and is stamped when it was. The distance of the session clock from LSL's is measured some
times a second while the practice goes on, between two readings of the one around a reading of the other, so that
drift is followed, and a step as of a computer that slept counts from where it was. Stamps are stated to be within
STATED ms of the recording (`desc/soften/stamp_error_s`); a notice says where a busy computer cannot hold that. Within
a recorder on another computer the error of its own clock offsets is added, mostly below 1 ms on a wired network.
`desc/soften/session_zero_s` is LSL's time at the beginning of the session.

`make bench` measures it: a made session goes out, another process records every stream as XDF, and `pyxdf` reads that.
"""

EXAMPLE = """\
## An example

With a practice that was begun with `--lsl`, this prints an interval:

```python
from pylsl import StreamInlet, resolve_byprop

stream = resolve_byprop("name", "Soften RR", timeout=10)[0]
(rr_ms, index, quality, session_s), stamp_s = StreamInlet(stream).pull_sample(timeout=10)
print(f"beat {index:.0f} came after {rr_ms:.0f} ms")
```

## Markers that come in

Each becomes a marker of the recording, beside those of the key M, with its origin and without a word on the screen.

* **From an LSL stream** (`--markers-from NAME`): every sample of the first stream of this name, looked for until it is
  there, and again when it goes. Its time is the sender's stamp with the correction that LSL measures added
  (`marker.correction_s`), mapped to the session clock. A stamp of more than OLDEST s ago or ahead of now is of another
  clock; such a marker is of the moment it came, and its correction is empty.
* **From a TCP port** (`--marker-port PORT`): each line of UTF-8 is a marker of the moment it came. The port is open to
  programs of this computer alone, to CALLERS at once. A browser that tries it is turned away.

      printf 'stimulus 3\\n' | nc -q 0 127.0.0.1 5005

Up to RATE markers a second are kept for long, and up to BURST that come at once, each of up to LABEL characters, lines
of up to LINE bytes. When the first one is left out it is said, and at the end how many were, in the terminal and as
a notice in the recording. What cannot be seen in a text is written as what it is.
"""


OSC = """\
## OSC, for artists

[Open Sound Control](https://opensoundcontrol.stanford.edu) brings the breath and the warmth of the light to programs
for art and music. It is off until you switch it on in the settings (*Live, for research*) or say so.

    soften begin --osc                                         to port OSC_PORT of 127.0.0.1
    soften begin --osc-to 57120                                to another port
    soften begin --osc-to '[::1]:OSC_PORT'                         to the other address of this computer
    soften begin --osc --osc-beats                             with the beats of your own heart
    soften room --osc --seat Fern=simulated --beats Fern       a room, with the beats of one who said so
    soften demonstrate --osc                                   the demonstration

Messages go to programs on this computer alone, at `127.0.0.1` or `::1`; every other address is refused. A program here
can pass them on to wherever they are shown. They go by UDP, each on its own: a program that is not there yet, that
stops or that is slow changes nothing in the practice, and what it missed is not sent again. Values are ready to be
used, and nothing needs to be scaled; `f` is a float, `i` a whole number and `s` text in UTF-8, as OSC 1.0 has them.

Beats of a heart go out where whoever it is of said so; by themselves none do. In a room each seat says so for itself,
hearts have numbers, and their names go with them where that is switched on as well. No number that Soften computes of
a heart goes out but the warmth of the light, and no words of a practice but the titles of its steps.

| address | types | values | what it is |
|---|---|---|---|
OSC_TABLE

A breath is computed for the moment at which it is sent, so its phase is that of the session clock: within 20 ms as
another program on this computer receives it. With `--speed` other than 1, phases and sizes go as fast as the practice
does, and seconds are those of the practice.

**Python**, with `pip install python-osc`:

```python
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import BlockingOSCUDPServer

dispatcher = Dispatcher()
dispatcher.map("/soften/breath", lambda address, phase, size: print(f"{size:.2f}"))
dispatcher.map("/soften/step", lambda address, number, name, title: print(title))
BlockingOSCUDPServer(("127.0.0.1", OSC_PORT), dispatcher).serve_forever()
```

**SuperCollider** listens at 57120 (`soften begin --osc-to 57120`):

```supercollider
~hum = { |size = 0| SinOsc.ar(110, 0, 0.2 * Lag.kr(size, 0.05)) ! 2 }.play;
OSCdef(\\breath, { |message| ~hum.set(\\size, message[2]) }, '/soften/breath');
OSCdef(\\step, { |message| message[3].postln }, '/soften/step');
```

**Max**: `udpreceive OSC_PORT`, then `route /soften/breath /soften/warmth`, then `unpack 0. 0.` at its first outlet,
which gives phase and size.

**TouchDesigner**: an *OSC In CHOP* with *Network Port* OSC_PORT. Its channels `soften/breath1` and `soften/breath2` are
the phase and the size, `soften/warmth` the warmth. An *OSC In DAT* shows steps and beats as rows.
"""


def page() -> str:
    """Return the page as it should be."""
    values = {
        "SOURCE_ID": OWN_IDS,
        "STATED": f"{1e3 * STATED_ERROR_S:g}",
        "OLDEST": f"{OLDEST_S:g}",
        "CALLERS": f"{MOST_CALLERS}",
        "RATE": f"{MOST_PER_S:g}",
        "BURST": f"{MOST_AT_ONCE:g}",
        "LABEL": f"{LONGEST_LABEL}",
        "LINE": f"{LONGEST_LINE}",
        "OSC_PORT": f"{USUAL_PORT}",
        "OSC_TABLE": "\n".join(
            f"| `{each.address}` | `{each.types}` | {each.values} | {each.tells} |" for each in ADDRESSES
        ),
        "FRAMES": f"{FRAMES_PER_S}",
        "HELD": f"{HELD_SHARE:g}",
        "ALONE": f"{ALONE_SHARE:g}",
        "BEHIND": f"{BEHIND_S:g}",
    }
    opening, clocks, example, osc = (_filled(text, values) for text in (OPENING, CLOCKS, EXAMPLE, OSC))
    return "\n".join((opening, *_table(), "", clocks, example, osc))


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _table() -> Iterator[str]:
    waves = (wave("ecg", "uV", 1), wave("pulse", "1", 1), wave("acceleration", "mg", 3))
    yield "| stream | type | channels (unit) | stamp | what it is |"
    yield "|---|---|---|---|---|"
    for kind in (*ALWAYS, *waves):
        yield f"| {kind.name} | {kind.type} | {_channels(kind)} | {kind.stamp} | {kind.tells} |"
    yield ""
    kinds = ", ".join(f"{place} {kind}" for place, kind in enumerate(BEAT_KINDS))
    yield f"The kinds of beats are {kinds}."


def _channels(kind: StreamKind) -> str:
    values = [channel for channel in kind.channels if channel.type != "Quality" or kind.key != "metrics"]
    said = ", ".join(f"`{channel.label}` ({channel.unit})" for channel in values)
    return f"{said}; and `…_quality` (normalized) of each" if len(values) < len(kind.channels) else said


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
