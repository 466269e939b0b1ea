"""What is known of each sensor model that people commonly have, in one place.

`soften sensors --describe` prints it, the window hints at it, docs/sensors.md is written from it. It is for people
alone: how a sensor is listened to is decided by its packets, never by its name.
"""

import dataclasses
from collections.abc import Sequence

from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from biofeedback.sensors import SensorSeen
from devices.registry import SERIAL_KINDS, serial_kinds
from devices.sensor_model import SensorModel
from devices.sensor_models.optical_sensors import OPTICAL_SENSORS
from devices.sensor_models.straps import ANY_STRAP, STRAPS
from devices.sensor_models.virtual_sensors import VIRTUAL_SENSORS
from devices.serial_models import ANY_SERIAL_SENSOR

MODELS: tuple[SensorModel, ...] = (
    *STRAPS,
    ANY_STRAP,
    *OPTICAL_SENSORS,
    *(kind.model for kind in SERIAL_KINDS),
    ANY_SERIAL_SENSOR,
    *VIRTUAL_SENSORS,
)
"""The whole catalogue, in the order in which it is printed."""


def model_for(name: str | None, protocol: str | None = None) -> SensorModel:
    """Return what is known of a sensor; what is said of any other where it is unknown.

    Parameters
    ----------
    name : str or None
        Its name on the air; the longest known beginning decides.
    protocol : str or None
        The serial protocol it speaks; ``None`` for a sensor on the air.
    """
    if protocol is not None:
        kind = serial_kinds().get(protocol)
        return ANY_SERIAL_SENSOR if kind is None else kind.model
    on_the_air = (name or "").strip().casefold()
    fitting = [
        (len(beginning), model)
        for model in MODELS
        for beginning in model.advertised
        if on_the_air.startswith(beginning.casefold())
    ]
    return max(fitting, key=lambda each: each[0])[1] if fitting else ANY_STRAP


def is_known(name: str) -> bool:
    """Tell whether a name on the air is that of a model of the catalogue."""
    return model_for(name) is not ANY_STRAP


def model_named(text: str) -> SensorModel:
    """Return the model that a person means.

    Parameters
    ----------
    text : str
        Its name, its name on the air or its serial protocol; or a part of its name, or a word of what it is, that no
        other has; in any case.

    Raises
    ------
    UsageError
        None is meant, or several; the facts name those there are.
    """
    sought = " ".join(text.split()).casefold()
    exact = [model for model in MODELS if sought and sought in (model.name.casefold(), model.protocol)]
    parts = [model for model in MODELS if sought and sought in model.name.casefold()] or [
        model for model in MODELS if sought and sought in model.what.casefold()
    ]
    advertised = [] if model_for(sought) is ANY_STRAP else [model_for(sought)]
    for found in (exact, advertised, parts):
        if len(found) == 1:
            return found[0]
    if parts:
        raise UsageError(SensorSpecErrorCode.MODEL_AMBIGUOUS, text=text, models=_names(parts))
    raise UsageError(SensorSpecErrorCode.MODEL_UNKNOWN, text=text, models=_names(MODELS))


def with_remark(seen: SensorSeen) -> SensorSeen:
    """Return a sensor in reach with what the catalogue remarks on its model, where there is something to remark."""
    remark = model_for(seen.label).remark if seen.kind == "bluetooth" else ""
    return dataclasses.replace(seen, detail=f"{seen.detail} · {remark}") if remark not in seen.detail else seen


def _names(models: Sequence[SensorModel]) -> tuple[str, ...]:
    return tuple(model.name for model in models)
