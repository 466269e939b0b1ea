"""Says to the person what the catalogue knows to be wrong with the sensor of their practice."""

from collections.abc import Iterable

from biofeedback.events import DeviceFact, Event, Notice
from devices.sensor_model import SensorModel
from devices.sensor_models import model_for

NOT_FOR_HRV = (
    "Numbers of heart rate variability cannot be counted on with this kind of sensor ({name}); the breath goes with "
    "you all the same."
)


class SensorAdvice:
    """Says kindly, and once a sensor, that numbers of heart rate variability cannot be counted on with it."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def notices(self, events: Iterable[Event]) -> list[Notice]:
        """Return what is to be said of the sensors that these events name; mostly nothing."""
        return [
            Notice(t_s=event.t_s, sentence=NOT_FOR_HRV.format(name=model.name))
            for event in events
            if isinstance(event, DeviceFact)
            and (model := _model_in(event)) is not None
            and model.trust == "not for HRV"
            and self._is_new(event.source)
        ]

    def _is_new(self, source: str) -> bool:
        new = source not in self._seen
        self._seen.add(source)
        return new


def _model_in(fact: DeviceFact) -> SensorModel | None:
    """Return the model that a fact names: by its name on the air, or by its protocol at a serial port."""
    match fact.name:
        case "name":
            return model_for(fact.value)
        case "protocol":
            return model_for(None, fact.value)
        case _:
            return None
