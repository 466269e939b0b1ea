"""What goes out live while a practice goes on: for those who measure with other programs as well, and for artists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from biofeedback.error_codes import LiveErrorCode
from biofeedback.osc import USUAL_PORT, Osc
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.desktop.widgets.controls.switch import Switch
from ui.words.errors import message_of

if TYPE_CHECKING:
    from ui.preferences import Live


_PORTS = {USUAL_PORT: "", 10000: "TouchDesigner", 7400: "Max", 57120: "SuperCollider"}
"""Ports at which programs for OSC listen by themselves, as their manuals and examples have them."""


class LivePage(SettingsPage):
    """Streams of the Lab Streaming Layer, how markers come in, and OSC."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        language, gettext = self.language, self.language.gettext
        title = gettext("Streams for other programs")
        choices = [
            ("off", language.pgettext("streams", "off")),
            ("machine", gettext("this computer")),
            ("network", gettext("its whole network")),
        ]
        self.streams = ChoiceFlow(title, choices, self.tokens, language)
        self.streams.choose(self.preferences.lsl)
        self.streams.chosen.connect(self._choose)
        self._row = self.add(title, "", self.streams)
        self.add(
            gettext("Markers from other programs"),
            gettext("A practice that is begun with {stream} or {port} keeps them; docs/live.md tells how.").format(
                stream="soften begin --markers-from", port="--marker-port"
            ),
        )
        self._show()
        self._add_osc()

    def _choose(self, key: str) -> None:
        self.prefer(replace(self.preferences, lsl=cast("Live", key)))
        self._show()

    def _show(self) -> None:
        sentence = self.language.gettext(
            "Programs that speak LSL (the Lab Streaming Layer) can follow your practices live. Nothing goes out unless "
            "you choose it here."
        )
        match self.preferences.lsl:
            case "machine":
                sentence = message_of(LiveErrorCode.LSL_ANNOUNCED_HERE, (), self.language)
            case "network":
                sentence = message_of(LiveErrorCode.LSL_ON_NETWORK, (), self.language)
        self._row.sentence.setText(sentence)
        self.streams.setAccessibleDescription(sentence)

    def _add_osc(self) -> None:
        language, gettext, osc = self.language, self.language.gettext, self._osc
        title = gettext("OSC, for artists")
        choices = [("off", language.pgettext("streams", "off")), ("on", gettext("this computer"))]
        self.osc = ChoiceFlow(title, choices, self.tokens, language)
        self.osc.choose("on" if osc.on else "off")
        self.osc.chosen.connect(lambda key: self._prefer_osc(replace(self._osc, on=key == "on")))
        self._osc_row = self.add(title, "", self.osc)
        port = gettext("Port for OSC")
        of_program = gettext("{program} {port}")
        ports = [
            (str(each), of_program.format(program=name, port=each) if name else str(each))
            for each, name in {osc.port: "", **_PORTS}.items()
        ]
        self.port = ChoiceFlow(port, ports, self.tokens, language)
        self.port.choose(str(osc.port))
        self.port.chosen.connect(lambda key: self._prefer_osc(replace(self._osc, port=int(key))))
        self.add(
            port,
            gettext(
                "Where the other program listens. {option} takes any other port; docs/live.md has examples."
            ).format(option="soften begin --osc-to"),
            self.port,
        )
        self.beats, self.names = Switch("", self.tokens), Switch("", self.tokens)
        for switch, name, sentence, on in (
            (
                self.beats,
                gettext("Heartbeats by OSC"),
                gettext("Let the beats of your own heart go with it. In a room each seat says so for itself."),
                osc.beats,
            ),
            (
                self.names,
                gettext("Names of seats by OSC"),
                gettext("In a room, let the name of a seat go with its beats. Without it they have a number alone."),
                osc.names,
            ),
        ):
            switch.setAccessibleName(name)
            switch.setChecked(on)
            self.add(name, sentence, switch)
        self.beats.toggled.connect(lambda on: self._prefer_osc(replace(self._osc, beats=on)))
        self.names.toggled.connect(lambda on: self._prefer_osc(replace(self._osc, names=on)))
        self._show_osc()

    @property
    def _osc(self) -> Osc:
        return self.preferences.osc

    def _prefer_osc(self, osc: Osc) -> None:
        self.prefer(replace(self.preferences, osc=osc))
        self._show_osc()

    def _show_osc(self) -> None:
        osc = self._osc
        sentence = self.language.gettext(
            "Programs for art and music that speak OSC (Open Sound Control) can follow the breath and the warmth of "
            "the light. Nothing goes out unless you choose it here."
        )
        if osc.on:
            code = LiveErrorCode.OSC_HERE_WITH_BEATS if osc.beats else LiveErrorCode.OSC_HERE
            sentence = message_of(code, (("host", osc.host), ("port", osc.port)), self.language)
        self._osc_row.sentence.setText(sentence)
        self.osc.setAccessibleDescription(sentence)
