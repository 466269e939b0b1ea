"""Every sensor kind in one row: how it is met, recognised and understood, and what people are told of it.

A row names what it needs by its place (``package.module:name``), so that nothing is loaded before it is used. Facts
about sensors are from the sources named in docs/sensors.md, and marked by what they rest upon.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from devices.sensor_kinds import BluetoothKind, PortSettings, SensorKind, SensorOption, SerialKind
from devices.serial_models import (
    OPEN_PORT_RESETS,
    PORT_HELP,
    PULSE_ON_SKIN,
    cms50_model,
    depending_model,
    nonin_model,
    serial_model,
)
from devices.serial_options import HEART, KIND, RATE

BLUETOOTH_KINDS: tuple[BluetoothKind, ...] = (
    BluetoothKind(
        name="2a37",
        stream="devices.streams.heart_rate:HeartRateStream",
        profile="devices.transports.bluetooth.heart_rate_profile:HeartRateProfile",
    ),
    BluetoothKind(
        name="pmd",
        stream="devices.streams.polar:PolarStream",
        profile="devices.transports.bluetooth.polar_profile:PolarProfile",
        extras=("ecg", "acc"),
    ),
    BluetoothKind(
        name="2a5f",
        stream="devices.streams.pulse_oximeter:PulseOximeterStream",
        profile="devices.transports.bluetooth.pulse_oximeter_profile:PulseOximeterProfile",
    ),
)
"""What Bluetooth sensors send."""

SERIAL_KINDS: tuple[SerialKind, ...] = (
    SerialKind(
        name="soften",
        spoken_by="our own firmware for a pulse sensor on any board",
        recogniser="devices.protocols.soften_lines:recognise",
        stream="devices.streams.soften_pulse:SoftenPulseStream",
        model=serial_model(
            name="Soften pulse firmware",
            worn="finger",
            what="Our own open firmware for an analog pulse sensor on any Arduino-like board.",
            protocol="soften",
            spec="serial:/dev/ttyACM0,protocol=soften",
            timing="The board samples 250 times a second by its own clock and stamps every sample and beat in "
            "microseconds; lines are counted and checked, so that no gap goes unseen.",
            resolution_ms=math.nan,
            rmssd_floor_ms=math.nan,
            trust="with care",
            hrv=f"Beats are timed by the board and not by the cable. {PULSE_ON_SKIN}",
            evidence="our own",
            quirks=(OPEN_PORT_RESETS, "Tested on a computer; no board was at hand yet."),
        ),
    ),
    SerialKind(
        name="pulsesensor",
        spoken_by="PulseSensor sketches for the visualizer (S, B and Q lines)",
        recogniser="devices.protocols.pulse_sensor:recognise",
        stream="devices.streams.pulse_sensor:PulseSensorStream",
        model=serial_model(
            name="PulseSensor visualizer",
            worn="finger",
            what="PulseSensor on an Arduino with a sketch for the visualizer: lines that begin with S, B and Q.",
            protocol="pulsesensor",
            spec="serial:/dev/ttyACM0,protocol=pulsesensor",
            timing="The sketch samples every 2 ms, finds the beats itself and sends each interval in whole "
            "milliseconds.",
            resolution_ms=2.0,
            rmssd_floor_ms=1.4,
            trust="with care",
            hrv=f"Each interval comes once, in steps of 2 ms. {PULSE_ON_SKIN}",
            quirks=(
                "The first two intervals after a start or a pause are made up by the sketch and left out.",
                "Movement of the finger doubles beats and hides them.",
                "Lines of nothing but exclamation marks mean that the sketch could not start.",
                OPEN_PORT_RESETS,
            ),
        ),
    ),
    SerialKind(
        name="plotter",
        spoken_by="PulseSensor sketches for the serial plotter (BPM,IBI,Signal)",
        recogniser="devices.protocols.pulse_sensor_plotter:recognise",
        looseness=1,
        stream="devices.streams.plotter:PlotterStream",
        model=serial_model(
            name="PulseSensor plotter",
            worn="finger",
            what="PulseSensor on an Arduino with a sketch for the serial plotter: BPM,IBI,Signal.",
            protocol="plotter",
            spec="serial:/dev/ttyACM0,protocol=plotter",
            timing="The last interval is repeated about fifty times a second until the next one replaces it.",
            resolution_ms=2.0,
            rmssd_floor_ms=1.4,
            trust="with care",
            hrv="Two equal intervals in a row look like one here, which bends the numbers. The sketch for the "
            "visualizer says each interval once; please take that one where you can.",
            quirks=("As it repeats, it cannot show a beat whose interval equals the one before.", OPEN_PORT_RESETS),
        ),
    ),
    SerialKind(
        name="ibi",
        spoken_by="one interval in milliseconds a line",
        recogniser="devices.protocols.interval_lines:recognise",
        looseness=3,
        stream="devices.streams.interval_lines:IntervalLineStream",
        model=serial_model(
            name="Interval lines",
            what="Any board or program that prints one interval in milliseconds a line.",
            protocol="ibi",
            spec="serial:/dev/ttyACM0,protocol=ibi",
            timing="As it is sent, mostly in whole milliseconds.",
            resolution_ms=1.0,
            rmssd_floor_ms=0.7,
            trust="with care",
            hrv="As good as whatever finds the beats; they are taken exactly as they are sent.",
            evidence="our own",
            quirks=(
                "A line of 0 is a beat without an interval, a line that begins with ! is contact lost, # a remark.",
            ),
        ),
    ),
    SerialKind(
        name="wave",
        spoken_by="time,value lines of an ECG or a pulse wave",
        options=(KIND,),
        recogniser="devices.protocols.wave_lines:recognise_wave",
        looseness=2,
        stream="devices.streams.wave_lines:WaveLineStream",
        model=depending_model(
            name="Wave lines",
            what="A wave with the board's own time, as time,value lines: an AD8232 (ECG), a MAX30102 and others.",
            protocol="wave",
            spec="serial:/dev/ttyACM0,protocol=wave",
            timing="Soften finds the beats in the wave, by the time that the board gives. How fine that is depends "
            "on the samples: at 250 a second a beat lies within 4 ms and, between samples, often closer.",
            trust="with care",
            hrv="An ECG of 250 samples a second and more is timed finely enough for every number; a pulse wave of "
            f"100 and more does for the rhythm. {PULSE_ON_SKIN}",
            evidence="our own",
            quirks=(
                "The board's time may begin again at 0 when its counter is full; a board that restarts is noticed.",
                OPEN_PORT_RESETS,
            ),
        ),
    ),
    SerialKind(
        name="values",
        spoken_by="bare values of an ECG or a pulse wave, one a line",
        options=(KIND,),
        recogniser="devices.protocols.wave_lines:recognise_values",
        looseness=4,
        stream="devices.streams.value_lines:ValueLineStream",
        model=depending_model(
            name="Bare values",
            what="A wave without time, one value a line, as the AD8232 example sketch prints.",
            protocol="values",
            spec="serial:/dev/ttyACM0,protocol=values,kind=ecg",
            timing="There is no clock in it: the samples are taken to be evenly spaced, as many a second as came "
            "lately.",
            trust="not for HRV",
            hrv="This sketch sends a wave without time, so single beats cannot be placed exactly. It is fine for "
            "seeing the pulse; a sketch that prints time,value lines brings the rest.",
            quirks=(
                "At 9600 baud the cable sets the pace, unevenly: 100 to 200 values a second.",
                "A line of ! means that an electrode is off.",
                OPEN_PORT_RESETS,
            ),
        ),
    ),
    SerialKind(
        name="max3010x",
        spoken_by="SparkFun sketches for the MAX30102 and its relatives",
        recogniser="devices.protocols.max3010x_lines:recognise",
        stream="devices.streams.max3010x:Max3010xStream",
        model=depending_model(
            name="SparkFun MAX3010x sketches",
            worn="finger",
            what="The example sketches for the MAX30102 and its relatives.",
            protocol="max3010x",
            spec="serial:/dev/ttyACM0,protocol=max3010x",
            timing="Most print the reflected light without time, 25 to 100 times a second; some print a heart rate "
            "too.",
            trust="not for HRV",
            hrv="These example sketches send light without time, so single beats cannot be placed exactly. They are "
            "fine for seeing the pulse; a sketch that prints time,value lines brings the rest.",
            quirks=(
                "The sketch for oxygen waits for a key press before it starts.",
                "“was not found” in its lines means the wires between board and sensor.",
                OPEN_PORT_RESETS,
            ),
        ),
    ),
    SerialKind(
        name="cms50",
        spoken_by="Contec CMS50 oximeters, older models",
        settings=PortSettings(19200, "O"),
        greeting="devices.protocols.cms50:greeting",
        recogniser="devices.protocols.cms50:recognise",
        looseness=2,
        stream="devices.streams.oximeter:OximeterStream",
        model=cms50_model(
            name="Contec CMS50 (older)",
            what="A finger oximeter of the older kind (CMS50D+, E, F of that age), which speaks unasked.",
            protocol="cms50",
            spec="serial:/dev/ttyUSB0,protocol=cms50",
            quirks=(
                "19200 baud with odd parity; an older document of the maker says 4800.",
                "There is no checksum and no counter, so a gap of a frame is not seen.",
                "Left in the middle of a download of stored data it sends nothing live.",
            ),
        ),
    ),
    SerialKind(
        name="cms50-new",
        spoken_by="Contec CMS50 oximeters, newer models, which wait to be asked",
        called="a newer Contec oximeter",
        greeting="devices.protocols.cms50_new:greeting",
        recogniser="devices.protocols.cms50_new:recognise",
        looseness=1,
        stream="devices.streams.oximeter:OximeterStream",
        model=cms50_model(
            name="Contec CMS50 (newer)",
            what="A finger oximeter of the newer kind (CMS50D+ with firmware 4.6, F, EW), which waits to be asked.",
            protocol="cms50-new",
            spec="serial:/dev/ttyUSB0,protocol=cms50-new",
            quirks=(
                "It is not found out by listening; name it with protocol=cms50-new.",
                "It wants to be asked again every five seconds, which Soften does.",
                "Models differ; where yours does, a capture helps.",
            ),
        ),
    ),
    SerialKind(
        name="nonin2",
        spoken_by="Nonin oximeters, data format 2",
        settings=PortSettings(9600),
        recogniser="devices.protocols.nonin:recognise_format_2",
        stream="devices.streams.oximeter:OximeterStream",
        model=nonin_model(
            name="Nonin format 2",
            what="An oximeter or its cable (Xpod, OEM III) in data format 2.",
            protocol="nonin2",
            spec="serial:/dev/ttyUSB0,protocol=nonin2",
            quirks=("Every frame has a checksum. The loss of exactly 25 frames is seen by the clock alone.",),
        ),
    ),
    SerialKind(
        name="nonin7",
        spoken_by="Nonin oximeters, data format 7",
        settings=PortSettings(9600),
        greeting="devices.protocols.nonin:greeting_of_format_7",
        recogniser="devices.protocols.nonin:recognise_format_7",
        stream="devices.streams.oximeter:OximeterStream",
        model=nonin_model(
            name="Nonin format 7",
            what="An oximeter or its cable in data format 7, with a finer pulse wave.",
            protocol="nonin7",
            spec="serial:/dev/ttyUSB0,protocol=nonin7",
            quirks=(
                "The maker's documents were not at hand: which value stands in which frame is by likeness to format 2.",
            ),
        ),
    ),
    SerialKind(
        name="bitalino",
        spoken_by="BITalino (r)evolution boards",
        called="a BITalino",
        options=(HEART, replace(KIND, usual="ecg"), RATE),
        greeting="devices.protocols.bitalino:greeting",
        stream="devices.streams.bitalino:BitalinoStream",
        model=serial_model(
            name="BITalino",
            what="A BITalino (r)evolution board with an ECG or a pulse sensor, over its Bluetooth serial port or a "
            "cable.",
            protocol="bitalino",
            spec="serial:/dev/rfcomm0,protocol=bitalino,heart=A1",
            timing="Samples 1000 times a second (or 100), each counted; Soften finds the beats in them.",
            resolution_ms=1.0,
            rmssd_floor_ms=0.7,
            trust="beat by beat",
            hrv="An ECG of 1000 samples a second is timed finely enough for every number. At rate=100 the grid is 10 "
            "ms, which alone can add 7 ms to RMSSD.",
            quirks=(
                "It is not found out by listening; name it with protocol=bitalino.",
                "A loss of exactly 16 samples is seen by the clock alone.",
            ),
            no_connection="Pair it in the system's settings first; it is then a COM port on Windows, a port that "
            f"begins with /dev/cu on macOS, and /dev/rfcomm0 on Linux. {PORT_HELP}",
        ),
    ),
)
"""What is spoken at serial ports, in the order in which people read it."""


FILE_KINDS: tuple[SensorKind, ...] = (
    SensorKind(name="imported", stream="devices.streams.imported.beats:ImportedBeatStream"),
    SensorKind(name="imported-wave", stream="devices.streams.imported.wave:ImportedWaveStream"),
)
"""What was imported from files of other programs."""


def serial_kinds() -> Mapping[str, SerialKind]:
    """Return the rows of the serial sensors by their names."""
    return {kind.name: kind for kind in SERIAL_KINDS}


def kind_of(channel_name: str) -> SensorKind | None:
    """Return the row of a channel, by the beginning of its name; ``None`` when it is none of ours."""
    return next((kind for kind in (*BLUETOOTH_KINDS, *SERIAL_KINDS, *FILE_KINDS) if kind.name == channel_name), None)


def bluetooth_extras() -> tuple[str, ...]:
    """Return all that Bluetooth sensors can be asked for beside the heart."""
    return tuple(extra for kind in BLUETOOTH_KINDS for extra in kind.extras)


def serial_options() -> tuple[SensorOption, ...]:
    """Return all that can be said of some serial sensor, each option once."""
    options: dict[str, SensorOption] = {}
    for kind in SERIAL_KINDS:
        for option in kind.options:
            options.setdefault(option.name, option)
    return tuple(options.values())
