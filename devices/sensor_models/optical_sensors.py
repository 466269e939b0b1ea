"""Optical bands, finger sensors and watches on the air: light on the skin, and mostly no single beats.

Facts are from the sources named in docs/sensors.md, and marked by what they rest upon. Nothing here is decided by a
name: whether a sensor sends intervals is seen from its packets.
"""

import math
from functools import partial

from devices.sensor_model import SensorModel
from devices.sensor_models.straps import (
    OTHER_LISTENERS,
    RATE_HRV,
    RATE_REMARK,
    RATE_TIMING,
    SERVICE_FLOOR_MS,
    SERVICE_RESOLUTION_MS,
    SERVICE_TIMING,
)

_NAME_ASSUMED = "Its name on the air is taken from its name in the shop."

_PPI_TIMING = (
    "Over the standard service it sends a heart rate and no intervals. Over Polar's own service it sends pulse "
    "intervals in whole milliseconds, each with an estimate of its error."
)
_PPI_HRV = (
    "Its pulse intervals are fit for the rhythm of slow breathing while you sit still, some seconds late. No value "
    "comes during movement, and the pulse on the skin is not as sharp as the heart's own signal."
)
_PPI_REMARK = "pulse intervals, about 5 s late"
_PPI_QUIRKS = (
    "The first interval comes after about 25 s, then several together about every 5 s; so does the heart rate.",
    "After it was taken off it goes on sending something like a heart rate; its word on skin contact is unreliable.",
)
_PPI_CONNECT = "Switch it on, with the light for heart rate. Close the Polar app and take other listeners off it."

_ONE_PEER = (
    "It belongs to the one device it was paired with first, and is silent on the air for all others.",
    "Whether it sends its heart rate over the standard service to a listener that is not paired is not known to us.",
)
_ONE_PEER_CONNECT = (
    "It has to be paired with this computer, close by; where it belongs to a phone, a reset to factory settings comes "
    "before that, which takes from it what it has stored."
)
_NAME_UNKNOWN = "Its name on the air is not known to us."
_SHARE_IN_APP = "Switch the sharing of the heart rate on in its app, and take other listeners off it."

_band = partial(
    SensorModel,
    group="optical",
    worn="arm",
    evidence="reported",
    no_connection=f"Wear it and switch it on. {OTHER_LISTENERS}",
)
_rate_alone = partial(
    _band,
    timing=RATE_TIMING,
    resolution_ms=math.nan,
    rmssd_floor_ms=math.nan,
    trust="not for HRV",
    hrv=RATE_HRV,
    remark=RATE_REMARK,
)
_pulse_intervals = partial(
    _band,
    timing=SERVICE_TIMING,
    resolution_ms=SERVICE_RESOLUTION_MS,
    rmssd_floor_ms=SERVICE_FLOOR_MS,
    trust="with care",
)
_polar_band = partial(
    _band,
    timing=_PPI_TIMING,
    resolution_ms=1.0,
    rmssd_floor_ms=0.7,
    delay_s=5.0,
    trust="with care",
    hrv=_PPI_HRV,
    evidence="told by the maker",
    no_connection=_PPI_CONNECT,
    remark=_PPI_REMARK,
)

_unknown = partial(
    _band,
    timing=SERVICE_TIMING,
    resolution_ms=SERVICE_RESOLUTION_MS,
    rmssd_floor_ms=SERVICE_FLOOR_MS,
    trust="not known yet",
    hrv="It sends a heart rate. Whether it sends the intervals between beats is not known to us, and bands like it "
    "mostly do not; the first half minute shows it.",
    evidence="assumed",
)

OPTICAL_SENSORS: tuple[SensorModel, ...] = (
    _polar_band(
        name="Polar Verity Sense",
        what="An optical band for the arm.",
        advertised=("Polar Sense",),
        spec="bluetooth:Polar Sense",
        quirks=(*_PPI_QUIRKS, "With its firmware 3.0.16, Windows 11 was reported to freeze; a newer one helps."),
    ),
    _polar_band(
        name="Polar OH1",
        what="An optical band for the arm, the one before the Verity Sense.",
        advertised=("Polar OH1",),
        spec="bluetooth:Polar OH1",
        quirks=_PPI_QUIRKS,
    ),
    _polar_band(
        name="Polar 360",
        worn="wrist",
        what="An optical band for the wrist without a screen, made for programs of companies.",
        advertised=("Polar 360",),
        spec="bluetooth:Polar 360",
        quirks=(*_PPI_QUIRKS, *_ONE_PEER),
        no_connection=_ONE_PEER_CONNECT,
    ),
    _polar_band(
        name="Polar Loop",
        worn="wrist",
        what="An optical band for the wrist without a screen; by the maker's papers the same as the Polar 360.",
        advertised=("Polar Loop",),
        spec="bluetooth:Polar Loop",
        quirks=(
            *_PPI_QUIRKS,
            *_ONE_PEER,
            "An activity band of earlier years has the same name and does not measure the heart.",
        ),
        no_connection=_ONE_PEER_CONNECT,
    ),
    _pulse_intervals(
        name="Scosche Rhythm24",
        what="An optical band for the arm.",
        advertised=("Rhythm24",),
        spec="bluetooth:Rhythm24",
        hrv="It sends intervals when it is in its HRV mode. At rest they were found to agree well with a chest strap.",
        quirks=("Intervals come in its HRV mode alone.", _NAME_ASSUMED),
        remark="single beats in its HRV mode",
    ),
    _rate_alone(
        name="Scosche Rhythm+",
        what="An optical band for the arm.",
        advertised=("Rhythm+",),
        spec="bluetooth:Rhythm+",
        hrv=f"What it sends as intervals was found to be of no use. {RATE_HRV}",
        quirks=(_NAME_ASSUMED,),
    ),
    _pulse_intervals(
        name="Chileaf CL800",
        what="An optical band.",
        advertised=("CL800",),
        spec="bluetooth:CL800",
        hrv="It sends intervals of the pulse. Sit still with it: the pulse on the skin is not as sharp as the heart's "
        "own signal.",
        quirks=(_NAME_ASSUMED,),
        remark="pulse intervals, for sitting still",
    ),
    _pulse_intervals(
        name="Elite HRV CorSense",
        worn="finger",
        what="An optical sensor for a finger, made for heart rate variability.",
        advertised=("CorSense",),
        spec="bluetooth:CorSense",
        hrv="It sends intervals of the pulse. Keep the hand still.",
        quirks=(
            "Where others send the energy used, it sends a number for its own state; that number is never shown.",
            _NAME_ASSUMED,
        ),
    ),
    _rate_alone(
        name="Wahoo TICKR FIT",
        what="An optical band for the arm.",
        advertised=("TICKR FIT",),
        spec="bluetooth:TICKR FIT",
    ),
    _rate_alone(
        name="Garmin watch",
        worn="wrist",
        what="A watch that shares its heart rate.",
        spec="bluetooth",
        hrv=f"What comes beside the heart rate is not reliable. {RATE_HRV}",
        quirks=("It is known on the air by the name of the watch, which we do not recognise.",),
        no_connection="Switch the sharing of the heart rate on in the watch, and take other listeners off it.",
    ),
    _rate_alone(
        name="WHOOP",
        worn="any",
        what="An optical band that can share its heart rate.",
        advertised=("WHOOP",),
        spec="bluetooth:WHOOP",
        timing="It sends intervals, but not one for each beat: several reports tell of more than time allows, and of "
        "the same 500 ms filled in again and again.",
        hrv="What it sends as intervals does not follow single beats, so numbers of heart rate variability from it "
        "would mean little; a chest strap would bring them.",
        quirks=(
            "Up to eight intervals were seen within one second, adding up to twice the time that passed and more.",
            _NAME_ASSUMED,
        ),
        no_connection="Switch the sharing of the heart rate on in its app, and take other listeners off it.",
        remark="its intervals follow no single beats",
    ),
    _rate_alone(
        name="PineTime",
        worn="wrist",
        what="An open watch with the InfiniTime firmware.",
        advertised=("InfiniTime",),
        spec="bluetooth:InfiniTime",
        quirks=("Without a signal it sends a heart rate of 0, which is taken as none.",),
        no_connection="Start the heart rate on the watch, and take the phone off it.",
    ),
    _unknown(
        name="Coospo HW9",
        what="An optical band for the arm.",
        advertised=("HW9",),
        spec="bluetooth:HW9",
        quirks=(_NAME_ASSUMED,),
    ),
    _unknown(
        name="COROS heart rate monitor",
        what="An optical band for the arm.",
        spec="bluetooth",
        quirks=(_NAME_UNKNOWN, "Its maker says that it can serve several listeners at a time; that is from memory."),
    ),
    _unknown(
        name="Amazfit Helio Strap",
        worn="any",
        what="An optical band without a screen, which can share its heart rate.",
        advertised=("Amazfit Helio", "Helio Strap"),
        spec="bluetooth:Amazfit Helio",
        quirks=(
            "Bands of this maker were seen to share their heart rate without saying so on the air: name it then.",
            _NAME_ASSUMED,
        ),
        no_connection=_SHARE_IN_APP,
    ),
    _rate_alone(
        name="UNA watch",
        worn="wrist",
        what="An open watch.",
        spec="bluetooth",
        timing="It finds a heart rate in the rhythm of its light, 20 values a second, and no single beats.",
        evidence="told by the maker",
        quirks=("Whether it shares its heart rate on the air is not known to us.", _NAME_UNKNOWN),
        no_connection="Look whether the watch has a setting that shares its heart rate.",
    ),
    _rate_alone(
        name="Bluetooth pulse oximeter",
        worn="finger",
        what="Any oximeter for a finger with the standard Pulse Oximeter Service (1822).",
        spec="bluetooth",
        timing="It sends the oxygen of the blood and a pulse rate about once a second, both averaged by itself.",
        hrv="The service has a rate and neither single beats nor a wave, so no beats are made of it; the rate is "
        "kept among the details of the recording.",
        evidence="told by the maker",
        quirks=(
            "One that measures now and then, on a button, has no running pulse at all.",
            "What the service says is from its specification, and of no model in particular.",
        ),
    ),
    _rate_alone(
        name="Nonin 3230",
        worn="finger",
        what="An oximeter for a finger, with the standard service and one of its maker.",
        advertised=("Nonin3230",),
        spec="bluetooth:Nonin3230",
        hrv="Over the standard service it tells a rate. The maker's own service is said to have the time between "
        "pulses; its papers were not at hand, so that is not listened to.",
        quirks=("Its name on the air is from memory.",),
    ),
    _rate_alone(
        name="BerryMed BM1000",
        worn="finger",
        what="An oximeter for a finger with a service of its maker, sold under many names.",
        advertised=("BerryMed",),
        spec="bluetooth:BerryMed",
        timing="It is said to send a pulse wave some hundred times a second, in frames like those of older Contec "
        "oximeters.",
        hrv="Its own service is not listened to: at what pace the wave comes is not certain to us, and without that no "
        "beat can be timed.",
        quirks=("A newer kind of frame of 20 bytes is known from programs alone.",),
    ),
)
"""Every optical sensor of the catalogue."""
