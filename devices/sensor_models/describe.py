"""Puts an entry of the catalogue into sentences, the same in the terminal and in docs/sensors.md."""

import dataclasses
import math

from devices.sensor_model import EVIDENCE_WORDS, SensorModel


def description(model: SensorModel) -> list[tuple[str, str]]:
    """Return what is known of a model, as titles with their sentences; what is not known is said so."""
    return [
        ("What it is", model.what),
        ("How a beat is timed", model.timing),
        ("Resolution", _resolution(model)),
        ("Delay", _delay(model)),
        ("Numbers of HRV", f"{model.trust}. {model.hrv}"),
        *([("Good to know", " ".join(model.quirks))] if model.quirks else []),
        ("Does not connect", model.no_connection),
        ("Known by", _recognition(model)),
        ("Where this is from", f"{EVIDENCE_WORDS[model.evidence]}."),
    ]


def as_json(model: SensorModel) -> dict[str, object]:
    """Return an entry with every field by its name; JSON has no nan, and what is not known is ``None``."""
    return {
        name: None if isinstance(value, float) and math.isnan(value) else value
        for name, value in dataclasses.asdict(model).items()
    }


def _resolution(model: SensorModel) -> str:
    if math.isnan(model.resolution_ms):
        return "It depends, or is not known."
    return (
        f"{model.resolution_ms:.3g} ms, which alone can add up to {model.rmssd_floor_ms:.3g} ms to the RMSSD of a "
        "wholly regular heart."
    )


def _delay(model: SensorModel) -> str:
    if math.isnan(model.delay_s):
        return "Not known."
    return f"About {model.delay_s:g} s from a heartbeat to its interval here."


def _recognition(model: SensorModel) -> str:
    if model.protocol:
        return f"what it speaks, protocol={model.protocol}."
    if model.advertised:
        return f"a name on the air that begins with {' or '.join(model.advertised)}."
    return "nothing that it says of itself."
