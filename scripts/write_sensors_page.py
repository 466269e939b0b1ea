"""Write docs/sensors.md from the catalogue of sensors and the grammar of ``--sensor``.

Run it with ``make docs``; a test sees to it that the page is what this writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from biofeedback.app.sensor_model_words import description
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

_SEVERAL = """\
## Several at once

A Bluetooth adapter keeps about seven to ten links on common controllers, and keyboards, mice and headphones count
among them. Where there is no room for one more, a strap is in sight and does not connect. This is by hearsay: not
verified by us. A strap itself mostly talks to one listener.
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
by us.
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
