"""Writes an entry of the catalogue as data."""

import dataclasses
import math

from devices.sensor_model import SensorModel


def as_json(model: SensorModel) -> dict[str, object]:
    """Return an entry with every field by its name; JSON has no nan, and what is not known is ``None``."""
    return {
        name: None if isinstance(value, float) and math.isnan(value) else value
        for name, value in dataclasses.asdict(model).items()
    }
