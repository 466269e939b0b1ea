"""Chest straps: electrodes on the skin, and intervals over the standard Heart Rate Service from nearly all of them.

Facts are from the sources named in docs/sensors.md, and marked by what they rest upon. Nothing here is decided by a
name: whether a strap sends intervals is seen from its packets.
"""

import math
from functools import partial

from devices.protocols.heart_rate_service import TICKS_PER_S
from devices.sensor_model import SensorModel

OTHER_LISTENERS = (
    "Take other listeners off it: a phone, a watch, a bike computer, another program. While one of them holds it, it "
    "is silent on the air."
)
"""What helps with nearly every sensor on the air."""

SERVICE_RESOLUTION_MS = 1000.0 / TICKS_PER_S
SERVICE_FLOOR_MS = 0.7  # what rounding beat times to that adds to the RMSSD of an even heart: 0.707 of it
SERVICE_TIMING = (
    "The sensor finds the beats and sends the intervals between them in steps of 1/1024 s, about one packet a second."
)

RATE_TIMING = "It sends a heart rate about once a second, averaged by the sensor, and no intervals between beats."
RATE_HRV = (
    "It sends a heart rate and no single beats, so numbers of heart rate variability cannot come from it; a chest "
    "strap would bring them."
)
RATE_REMARK = "tells no single beats"

_CHEST = "Intervals come from the heart's electrical signal, one for each beat, timed finely enough for every number."
_POLAR_CONNECT = (
    "Wet the electrodes and wear it. Close the Polar app, take the watch and other computers off it: it takes one "
    "connection, or two if that is switched on in the Polar app, and is silent on the air while it has no more to give."
)
_POLAR_CONTACT = (
    "Put on dry, it sends zero or implausible intervals for a minute or two; water on the electrodes helps at once."
)

_strap = partial(
    SensorModel,
    group="strap",
    worn="chest",
    timing=SERVICE_TIMING,
    resolution_ms=SERVICE_RESOLUTION_MS,
    rmssd_floor_ms=SERVICE_FLOOR_MS,
    trust="beat by beat",
    hrv=_CHEST,
    no_connection=f"Wear it, with wet electrodes, so that it wakes up. {OTHER_LISTENERS}",
)

STRAPS: tuple[SensorModel, ...] = (
    _strap(
        name="Polar H10",
        what="A chest strap that also sends its ECG (130 samples a second) and the movement of the chest.",
        advertised=("Polar H10",),
        spec="bluetooth:Polar H10",
        delay_s=2.6,
        evidence="measured by others",
        quirks=(
            _POLAR_CONTACT,
            "It leaves some intervals out when the signal is unclear; the time that passed shows it.",
            "About 45 s after it was taken off the strap it disconnects, as it is meant to.",
            "Whether it tells of skin contact differs between units and firmware.",
            "Firmware 2.1.9 and older sends no ECG; the heartbeats come all the same.",
            "With firmware 4.0.4, Windows 11 was reported to let it go while connecting; 3.0.56 worked.",
            "On Windows 11 the ECG may ask for pairing; the heartbeats need none.",
            "The stream of the ECG has a raster of 7.69 ms; the intervals of the strap itself are finer.",
        ),
        no_connection=_POLAR_CONNECT,
    ),
    _strap(
        name="Polar H9",
        what="A chest strap that sends heartbeats, and no ECG.",
        advertised=("Polar H9",),
        spec="bluetooth:Polar H9",
        evidence="told by the maker",
        quirks=(_POLAR_CONTACT,),
        no_connection=_POLAR_CONNECT,
    ),
    _strap(
        name="Polar H7",
        what="The older chest strap before the H10.",
        advertised=("Polar H7",),
        spec="bluetooth:Polar H7",
        evidence="reported",
        quirks=(
            _POLAR_CONTACT,
            "On Linux with an old kernel the link was reported to break after about 30 s; a newer kernel helps.",
        ),
        no_connection=_POLAR_CONNECT,
    ),
    _strap(
        name="Garmin HRM-Dual",
        what="A chest strap that speaks Bluetooth and ANT+.",
        advertised=("HRM-Dual",),
        spec="bluetooth:HRM-Dual",
        delay_s=0.7,
        evidence="measured by others",
    ),
    _strap(
        name="Garmin HRM-Pro",
        what="A chest strap that speaks Bluetooth and ANT+; the HRM-Pro Plus is told here too.",
        advertised=("HRM-Pro",),
        spec="bluetooth:HRM-Pro",
        evidence="reported",
        quirks=("Of the Plus there is one report that no data came.",),
    ),
    _strap(
        name="Garmin HRM 600",
        what="A chest strap that can be charged; it speaks Bluetooth and ANT+.",
        advertised=("HRM 600", "HRM600"),
        spec="bluetooth:HRM 600",
        trust="not known yet",
        hrv="Straps of this maker before it send intervals. Whether this one does to any listener, over its open "
        "connection, is not known to us; the first half minute shows it.",
        evidence="assumed",
        quirks=(
            "Beside an open connection it is said to have a secured one for the watches of its maker, which wants to "
            "be paired.",
            "The app of its maker says whether open Bluetooth connections are allowed.",
            "Its name on the air is taken from its name in the shop.",
        ),
    ),
    _strap(
        name="Wahoo TICKR",
        what="A chest strap; the TICKR X is told here too.",
        advertised=("TICKR",),
        spec="bluetooth:TICKR",
        evidence="reported",
        quirks=(
            "It is said to round or to double its intervals; we found no public evidence for it and none against.",
        ),
    ),
    _strap(
        name="Wahoo TRACKR",
        what="A chest strap.",
        advertised=("TRACKR",),
        spec="bluetooth:TRACKR",
        delay_s=2.1,
        evidence="measured by others",
    ),
    _strap(
        name="CooSpo chest strap",
        what="A chest strap, such as the H6 or the H808S.",
        advertised=("CooSpo", "H808S", "808S"),
        spec="bluetooth:H808S",
        evidence="reported",
        quirks=("The names on the air are from memory.",),
    ),
    _strap(
        name="XOSS chest strap",
        what="A chest strap. An optical armband of the same maker sends no intervals.",
        spec="bluetooth",
        evidence="reported",
        quirks=("Its name on the air is not known to us.",),
    ),
    _strap(
        name="Magene H64",
        what="A chest strap.",
        spec="bluetooth",
        trust="not known yet",
        hrv="It is known to send the heart rate, and probably sends intervals too; the first half minute shows it.",
        evidence="assumed",
        quirks=("Its name on the air is not known to us.",),
    ),
    _strap(
        name="Decathlon Dual HR",
        what="A chest strap (ZT26D).",
        spec="bluetooth",
        evidence="reported",
        quirks=(
            "Its name on the air is not known to us.",
            "Older Geonaute straps of the same shops send no intervals.",
        ),
    ),
    _strap(
        name="Movesense",
        what="A small sensor on a chest strap, open to programs of one's own.",
        advertised=("Movesense",),
        spec="bluetooth:Movesense",
        delay_s=0.4,
        hrv=f"{_CHEST} Beside an ECG at rest its intervals were within half a millisecond on average.",
        evidence="measured by others",
        quirks=("Its own way of sending an ECG is not listened to; the heartbeats of the standard service are.",),
    ),
    _strap(
        name="Wahoo Blue HR",
        what="An older heart-rate strap.",
        spec="bluetooth",
        timing=RATE_TIMING,
        resolution_ms=math.nan,
        rmssd_floor_ms=math.nan,
        trust="not for HRV",
        hrv=RATE_HRV,
        evidence="reported",
        quirks=("Its name on the air is not known to us.",),
        remark=RATE_REMARK,
    ),
    _strap(
        name="A strap without a maker's name",
        what="A low-cost strap under one of many names.",
        spec="bluetooth",
        trust="not known yet",
        hrv="Many of these send no intervals between beats; the first half minute shows it.",
        evidence="reported",
    ),
)
"""Every chest strap of the catalogue."""

ANY_STRAP = _strap(
    name="Any other strap",
    worn="any",
    what="A strap or a band with the standard Heart Rate Service.",
    spec="bluetooth",
    resolution_ms=SERVICE_RESOLUTION_MS,
    trust="not known yet",
    hrv="Chest straps mostly send the intervals between beats, optical bands and watches mostly do not; the first half "
    "minute shows it.",
    evidence="assumed",
    quirks=("The model on the back of the sensor, and its firmware, help when something is odd.",),
)
"""What is said of a sensor on the air that the catalogue does not know."""
