"""Tells the person what the catalogue knows to be wrong with the sensor of their practice."""

from collections.abc import Iterable

from biofeedback.codes import NoticeCode
from biofeedback.events import DeviceFact, Event, Notice
from biofeedback.facts import facts
from devices.sensor_model import SensorModel
from devices.sensor_models import model_for


class SensorAdvice:
    """Tells, once a sensor, that numbers of heart rate variability cannot be counted on with it."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def notices(self, events: Iterable[Event]) -> list[Notice]:
        """Return what is to be said of the sensors that these events name; mostly nothing."""
        return [
            Notice(
                t_s=event.t_s, source=event.source, code=NoticeCode.SENSOR_NOT_FOR_HRV, facts=facts(model=model.name)
            )
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
            return model_for(str(fact.value))
        case "protocol":
            return model_for(None, str(fact.value))
        case _:
            return None
