"""Which sensor is looked for first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from biofeedback.errors import SoftenError
from biofeedback.sensors import SIMULATED_HEART, WITHOUT_SENSOR, SensorSeen
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.choice_flow import ChoiceFlow


class _Sightings(QObject):
    """Carries the sensors that another thread sees into the main thread."""

    seen = Signal(SensorSeen)
    failed = Signal(object)


class SensorsPage(SettingsPage):
    """The sensor to look for first; while it is seen it looks for those in reach."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        language, kept = self.language, self.preferences.sensor
        gettext = language.gettext
        title = gettext("The sensor to look for first")
        choices = [
            ("", gettext("whichever is found first")),
            *((each.spec, gettext(each.label)) for each in (SIMULATED_HEART, WITHOUT_SENSOR)),
        ]
        if kept not in dict(choices):
            choices.append((kept, kept))
        self.first = ChoiceFlow(title, choices, self.tokens, language)
        self.first.choose(kept)
        self.first.chosen.connect(lambda key: self.prefer(replace(self.preferences, sensor=key)))
        self.add(
            title,
            gettext("It is chosen on the first page as soon as it is found; if it is not, the first that is found."),
            self.first,
        )
        self.remark = Words(gettext("Looking for sensors…"), font(13), self.tokens.muted, wrap=True)
        self.column.addWidget(self.remark)
        self._stop: Callable[[], None] | None = None
        # No parent: a late sighting may still be on its way when the page is gone.
        self._sightings = _Sightings(self)
        self._sightings.seen.connect(self._see)
        self._sightings.failed.connect(lambda error: self.remark.setText(self.said(error)))

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sensors while the page is seen."""
        super().showEvent(event)
        if self._stop is None:
            sightings = self._sightings

            def on_seen(seen: SensorSeen) -> None:
                sightings.seen.emit(seen)

            def on_error(error: SoftenError) -> None:
                sightings.failed.emit(error)

            self._stop = self.setting.application.watch_sensors(on_seen, on_error)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        super().hideEvent(event)
        stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    def _see(self, seen: SensorSeen) -> None:
        if seen.spec not in (SIMULATED_HEART.spec, WITHOUT_SENSOR.spec):
            self.first.add(seen.spec, seen.label)
