"""Which sensor is looked for first."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QHideEvent, QShowEvent

from biofeedback.sensors import SIMULATED_HEART, WITHOUT_SENSOR, SensorSeen
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.desktop.widgets.sensor_watch import SensorWatch


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
            gettext("It is chosen on the first page as soon as it is found; until then, the first one that is found."),
            self.first,
        )
        self.remark = Words(gettext("Looking for sensors…"), font(13), self.tokens.muted, wrap=True)
        self.column.addWidget(self.remark)
        self._watch = SensorWatch(setting.application, self)
        self._watch.seen.connect(self._see)
        self._watch.failed.connect(lambda error: self.remark.setText(self.said(error)))

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sensors while the page is seen."""
        super().showEvent(event)
        if not self._watch.looks:
            self._watch.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        super().hideEvent(event)
        self._watch.stop()

    def _see(self, seen: SensorSeen) -> None:
        if seen.spec not in (SIMULATED_HEART.spec, WITHOUT_SENSOR.spec):
            self.first.add(seen.spec, seen.label)
