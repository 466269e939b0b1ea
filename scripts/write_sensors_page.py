"""Write docs/sensors.md from the catalogue of sensors and the grammar of ``--sensor``.

Run it with ``make docs``; a test sees to it that the page is what this writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from biofeedback.app.sensor_model_words import description
from biofeedback.sensors import USUAL_ADAPTER_LIMIT
from devices.registry import SERIAL_KINDS
from devices.sensor_families import FAMILIES
from devices.sensor_model import EVIDENCE_WORDS, GROUP_TITLES, TRUST_WORDS, SensorModel
from devices.sensor_models import MODELS
from devices.sensor_models.usb_makers import USB_MAKERS
from devices.serial_grammar import spec_options
from devices.simulated_faults import OPTIONS as SIMULATED_OPTIONS
from ui.words.languages import english

PAGE = Path(__file__).resolve().parents[1] / "docs" / "sensors.md"

_OPENING = """\
# The sensors

What is known of the sensors that people commonly have: how each times a beat, how far its numbers can be trusted,
what to do when it does not connect. This page is written by `make docs` from the catalogue in
`devices/sensor_models` and the rows of `devices/registry.py`; please change those. In the terminal:
`soften sensors --describe`, or `soften sensors --describe "Polar H10"` for one of them.

So far Soften has met rigs that speak as these sensors do, and no sensor in the flesh: what is said of others' sensors
is not verified by us. [hardware-check.md](hardware-check.md) is the list for the day a sensor is at hand. How a
sensor is listened to is decided by what it sends and never by its name. Names of makers and models are theirs; we are
not affiliated with any of them.
"""

_CLOCK = """\
## Why the clock of a sensor matters

A beat that is told on a grid of 17 ms lies up to 8 ms from where it was. The mean heart rate and the slow waves of
the breath hardly notice. RMSSD does, because it is made of the differences between neighbours: rounded beat times add
up to 0.71 times the grid to it, intervals rounded by themselves up to 0.41 times. Where that is 2 ms or more it is
said with the number, as in “42 ms · the sensor's clock adds up to 12 ms”: in the details and in `soften analyse`.

A sensor may also be late: its feedback is of a moment that has passed. Where that is known to be a second or more, it
is said with the sensor's name.
"""

_SEVERAL = f"""\
## Several at once, and a room of straps

A strap itself mostly talks to one listener, and a Bluetooth adapter holds a few straps at a time. How many, no adapter
tells beforehand. What others found, none of it verified by us: 5 with chips of CSR and 7 with those of Broadcom, 5 with
a CSR stick at a Raspberry Pi, 8 on a computer with Windows and 7 on tablets with Android, 3 on the smallest. Soften
reckons with about {USUAL_ADAPTER_LIMIT} until an adapter says by itself that it is full. Keyboards, mice and headphones
count among them. That an adapter is nearly full is said when there is room for one more; that it is full, when none of
the adapters that hear a strap takes it.

| people | adapters | what else |
|---|---|---|
| up to 5 | 1, the computer's own | |
| 8 | 2 | |
| 15 | 3 | a USB hub with a supply of its own |
| 30 | 5 or 6 | the same; some with a cable, as that needs no adapter |

* **Linux** uses every adapter that is plugged in and switched on, all of them at once. A strap is connected by the one
  with the most room that hears it, the strongest among equals; when its adapter is pulled out or switched off, by
  another. Each connection says which (the fact `adapter`, as `hci0`).
* **Windows** supports one Bluetooth radio, as its maker says, and **macOS** offers programs one (that from memory).
  There a room is as large as that one holds. Sensors with a cable come on top.
* **Where adapters lie.** At the computer, one beside the other, they hear the same few metres. On USB cables of a metre
  or two they reach further into the room; a place in sight of the straps, above the heads, is best, for a body between
  takes much of the signal. USB 3 plugs and disks close by disturb this band (Intel, 2012): let them be far from it.
* **Distance.** Straps are made for a watch on the same body. Around ten metres in an open room are usual, by hearsay;
  `soften sensors` tells of each strap how strongly it is heard, and “faint signal” is a reason to move an adapter.
* **Beginning.** An adapter makes one connection at a time. On the fake radio, with 0.15 s for each, thirty straps by
  five adapters were connected within 1.6 s, and those behind one that never answers after 4 s more. Real straps take
  longer, from half a second up to some seconds each.
"""

_SOURCES = """\
## Where this is from

Heart Rate Service specification 1.0. Polar's public documents on its measurement data, and the issues of its public
development kit. The delays: a study at KTH, Physiol. Meas. 46 085001 (2025). Movesense beside an ECG: PMC8914935.
Rhythm24: HRV4Training, 2018. Which straps send intervals: the help pages of fbbbrown.com, the lists of OpenHRV,
VR-Stuff, blehrm, qdomyos-zwift and jlennox/HeartRate, the issues of InfiniTime, and ryanbr/noop for WHOOP. Polar 360
and Polar Loop: the product pages of Polar's development kit. UNA: UNAWatch/una-sdk, pull request 167. Bands that share
their heart rate without saying so: OpenTracksApp/OpenTracks, issue 688. Oximeters on the air: Pulse Oximeter Service
1.0.1; the programs of pulse-loop, andreasdri/nonin-3230-ble and Adafruit's library for the BM1000.
PulseSensor Playground 2.5. SparkFun's example sketches for the AD8232 and the MAX3010x. For the CMS50: the maker's
document V7.0 and the programs of atbrask, timegrid and tobac. For Nonin: the firmware of
pez-globo/pufferfish-vent-software. For BITalino: the maker's programs. USB numbers: usb.ids. The rounding: computed
by us. What an adapter holds: the page on Bluetooth of Home Assistant; Bluetooth-Devices/bleak-retry-connector, pull
request 67; noble/noble, issues 214 and 387; IanHarvey/bluepy, issues 129 and 361; dotnet-bluetooth-le, issue 838.
What a full adapter answers: the sources of BlueZ and of the kernel (EMLINK); bluez/bluez, issue 631. One connection
at a time: hbldh/bleak, pull request 1369; bleak-retry-connector, issue 233. One radio on Windows: the Bluetooth FAQ
of Microsoft. USB 3: Intel, document 327216.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([_OPENING, *_grammar(), *_levels(), _CLOCK, _SEVERAL, *_models(), *_usb(), _SOURCES])


def _grammar() -> Iterator[str]:
    yield "## How a sensor is named\n"
    yield "`--sensor SPEC`, and `soften capture SPEC FILE`, take:\n"
    yield _table(("SPEC", "what it is", "for example"), ((f.form, f.speaks, f.example) for f in FAMILIES), code=(0, 2))
    yield "Options of a serial sensor, behind commas:\n"
    yield _table(("option", "what it says"), ((o.written, o.about) for o in spec_options()), code=(0,))
    yield "What can be spoken at a serial port:\n"
    yield _table(("protocol", "by whom"), ((kind.name, kind.spoken_by) for kind in SERIAL_KINDS), code=(0,))
    yield "Options of the simulated heart, behind commas:\n"
    yield _table(("option", "what it does"), SIMULATED_OPTIONS, code=(0,))


def _levels() -> Iterator[str]:
    yield "## How far a sensor can be trusted\n"
    yield "For numbers of heart rate variability (HRV):\n"
    yield _table(("level", "what it means"), TRUST_WORDS.items())
    yield "What an entry rests upon is one of these:\n"
    yield "".join(f"* {words}\n" for words in EVIDENCE_WORDS.values())


def _models() -> Iterator[str]:
    for group, title in GROUP_TITLES.items():
        yield f"## {title}\n"
        for model in MODELS:
            if model.group == group:
                yield _model(model)


def _model(model: SensorModel) -> str:
    sentences = "".join(
        f"* **{heading}.** {text[0].upper()}{text[1:]}\n" for heading, text in description(model, english())
    )
    return f"### {model.name}\n\n`--sensor {_quoted(model.spec)}`\n\n{sentences}"


def _usb() -> Iterator[str]:
    yield "## What a USB number hints at\n"
    yield "Most are numbers of a chip that many things have inside: a hint, never a proof.\n"
    yield _table(("vendor", "may be"), ((f"{number:04x}", words) for number, words in USB_MAKERS.items()), code=(0,))


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]], *, code: Sequence[int] = ()) -> str:
    lines = [titles, ["---"] * len(titles)]
    lines += [[f"`{cell}`" if index in code else cell for index, cell in enumerate(row)] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _quoted(spec: str) -> str:
    return f'"{spec}"' if " " in spec else spec


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
