"""Sensors at a serial port, one entry a protocol: boards and sketches, oximeters, and lines that anybody can print.

Facts are from the sources named in docs/sensors.md, and marked by what they rest upon. This module must not know how a
port is opened.
"""

import math
from functools import partial

from devices.sensor_models.model import SensorModel

PORT_HELP = (
    "Look whether `soften sensors` lists it. Close other programs that hold the port, such as the monitor of the "
    "Arduino IDE. On Linux you need to be in the group that may use serial ports (dialout or uucp); on macOS take the "
    "port that begins with /dev/cu; a cable for charging alone brings no data."
)
"""What helps with nearly every sensor at a port."""

_PULSE_ON_SKIN = "The pulse on the skin is not as sharp as the heart's own signal: keep the hand still."
_OXIMETER_HRV = (
    "Heart rate, rhythm and breath come through well. RMSSD carries the oximeter's coarse clock: found in the wave, "
    "between its samples, beats suffer less from it than the marks do, and what it adds is said with the number."
)
_OPEN_PORT_RESETS = "Opening the port restarts most boards: the first second or two are silence."

_wire = partial(SensorModel, group="serial", evidence="told by the maker", no_connection=PORT_HELP)
_cms50 = partial(
    _wire,
    timing=(
        "The pulse wave comes 60 times a second. Soften finds the beats in it, between the samples; by the sensor's "
        "own mark at each beat they would lie on a grid of 16.7 ms, which alone adds 11.8 ms to RMSSD."
    ),
    resolution_ms=3.5,
    rmssd_floor_ms=2.5,
    trust="with care",
    hrv=_OXIMETER_HRV,
    evidence="reported",
)
_nonin = partial(
    _wire,
    resolution_ms=3.5,
    rmssd_floor_ms=2.5,
    trust="with care",
    hrv=_OXIMETER_HRV,
    evidence="reported",
    timing=(
        "The pulse wave comes 75 times a second. Soften finds the beats in it, between the samples; by the sensor's "
        "own marks they would lie on a grid of 13.3 ms, which alone adds 9.4 ms to RMSSD."
    ),
)
_depends = partial(_wire, resolution_ms=math.nan, rmssd_floor_ms=math.nan)

WIRES: tuple[SensorModel, ...] = (
    _wire(
        name="Soften pulse firmware",
        what="Our own open firmware for an analog pulse sensor on any Arduino-like board.",
        protocol="soften",
        spec="serial:/dev/ttyACM0,protocol=soften",
        timing="The board samples 250 times a second by its own clock and stamps every sample and beat in "
        "microseconds; lines are counted and checked, so that no gap goes unseen.",
        resolution_ms=math.nan,
        rmssd_floor_ms=math.nan,
        trust="with care",
        hrv=f"Beats are timed by the board and not by the cable. {_PULSE_ON_SKIN}",
        evidence="our own",
        quirks=(_OPEN_PORT_RESETS, "Tested on a computer; no board was at hand yet."),
    ),
    _wire(
        name="PulseSensor visualizer",
        what="PulseSensor on an Arduino with a sketch for the visualizer: lines that begin with S, B and Q.",
        protocol="pulsesensor",
        spec="serial:/dev/ttyACM0,protocol=pulsesensor",
        timing="The sketch samples every 2 ms, finds the beats itself and sends each interval in whole milliseconds.",
        resolution_ms=2.0,
        rmssd_floor_ms=1.4,
        trust="with care",
        hrv=f"Each interval comes once, in steps of 2 ms. {_PULSE_ON_SKIN}",
        quirks=(
            "The first two intervals after a start or a pause are made up by the sketch and left out.",
            "Movement of the finger doubles beats and hides them.",
            "Lines of nothing but exclamation marks mean that the sketch could not start.",
            _OPEN_PORT_RESETS,
        ),
    ),
    _wire(
        name="PulseSensor plotter",
        what="PulseSensor on an Arduino with a sketch for the serial plotter: BPM,IBI,Signal.",
        protocol="plotter",
        spec="serial:/dev/ttyACM0,protocol=plotter",
        timing="The last interval is repeated about fifty times a second until the next one replaces it.",
        resolution_ms=2.0,
        rmssd_floor_ms=1.4,
        trust="with care",
        hrv="Two equal intervals in a row look like one here, which bends the numbers. The sketch for the visualizer "
        "says each interval once; please take that one where you can.",
        quirks=("As it repeats, it cannot show a beat whose interval equals the one before.", _OPEN_PORT_RESETS),
    ),
    _wire(
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
        quirks=("A line of 0 is a beat without an interval, a line that begins with ! is contact lost, # a remark.",),
    ),
    _depends(
        name="Wave lines",
        what="A wave with the board's own time, as time,value lines: an AD8232 (ECG), a MAX30102 and others.",
        protocol="wave",
        spec="serial:/dev/ttyACM0,protocol=wave",
        timing="Soften finds the beats in the wave, by the time that the board gives. How fine that is depends on the "
        "samples: at 250 a second a beat lies within 4 ms and, between samples, often closer.",
        trust="with care",
        hrv="An ECG of 250 samples a second and more is timed finely enough for every number; a pulse wave of 100 and "
        f"more does for the rhythm. {_PULSE_ON_SKIN}",
        evidence="our own",
        quirks=("Time may run over; a board that restarts is noticed.", _OPEN_PORT_RESETS),
    ),
    _depends(
        name="Bare values",
        what="A wave without time, one value a line, as the AD8232 example sketch prints.",
        protocol="values",
        spec="serial:/dev/ttyACM0,protocol=values,kind=ecg",
        timing="There is no clock in it: the samples are taken to be even, as many a second as came lately.",
        trust="not for HRV",
        hrv="This sketch sends a wave without time, so single beats cannot be placed exactly. It is fine for seeing "
        "the pulse; a sketch that prints time,value lines brings the rest.",
        quirks=(
            "At 9600 baud the cable sets the pace, unevenly: 100 to 200 values a second.",
            "A line of ! means that an electrode is off.",
            _OPEN_PORT_RESETS,
        ),
    ),
    _depends(
        name="SparkFun MAX3010x sketches",
        what="The example sketches for the MAX30102 and its relatives.",
        protocol="max3010x",
        spec="serial:/dev/ttyACM0,protocol=max3010x",
        timing="Most print the reflected light without time, 25 to 100 times a second; some print a heart rate too.",
        trust="not for HRV",
        hrv="These example sketches send light without time, so single beats cannot be placed exactly. They are fine "
        "for seeing the pulse; a sketch that prints time,value lines brings the rest.",
        quirks=(
            "The sketch for oxygen waits for a key press before it starts.",
            "“was not found” in its lines means the wires between board and sensor.",
            _OPEN_PORT_RESETS,
        ),
    ),
    _cms50(
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
    _cms50(
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
    _nonin(
        name="Nonin format 2",
        what="An oximeter or its cable (Xpod, OEM III) in data format 2.",
        protocol="nonin2",
        spec="serial:/dev/ttyUSB0,protocol=nonin2",
        quirks=("Every frame has a checksum. The loss of exactly 25 frames is seen by the clock alone.",),
    ),
    _nonin(
        name="Nonin format 7",
        what="An oximeter or its cable in data format 7, with a finer pulse wave.",
        protocol="nonin7",
        spec="serial:/dev/ttyUSB0,protocol=nonin7",
        quirks=(
            "The maker's documents were not at hand: which value stands in which frame is by likeness to format 2.",
        ),
    ),
    _wire(
        name="BITalino",
        what="A BITalino (r)evolution board with an ECG or a pulse sensor, over its Bluetooth serial port or a cable.",
        protocol="bitalino",
        spec="serial:/dev/rfcomm0,protocol=bitalino,heart=A1",
        timing="Samples 1000 times a second (or 100), each counted; Soften finds the beats in them.",
        resolution_ms=1.0,
        rmssd_floor_ms=0.7,
        trust="beat by beat",
        hrv="An ECG of 1000 samples a second is timed finely enough for every number. At rate=100 the grid is 10 ms, "
        "which alone can add 7 ms to RMSSD.",
        quirks=(
            "It is not found out by listening; name it with protocol=bitalino.",
            "A loss of exactly 16 samples is seen by the clock alone.",
        ),
        no_connection="Pair it in the system's settings first; it is then a COM port on Windows, a port that begins "
        f"with /dev/cu on macOS, and /dev/rfcomm0 on Linux. {PORT_HELP}",
    ),
)
"""Every serial protocol once."""

ANY_WIRE = _depends(
    name="Any other serial sensor",
    what="A board or an oximeter at a serial port.",
    spec="serial",
    timing="By what it speaks, which is found out by listening where it can be.",
    trust="to be seen",
    hrv="That depends on what it speaks; once it is found out, it is said.",
    evidence="assumed",
)
"""What is said of a sensor at a port as long as nobody knows what it speaks."""
