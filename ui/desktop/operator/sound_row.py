"""Beneath the wall in small: whether anything is heard, how loud it is, and the way to a note."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer

from biofeedback.errors import SoftenError
from biofeedback.requests import Request, ToggleMute
from ui.desktop.theme.surfaces import Pill, explain
from ui.desktop.theme.typeface import scaled
from ui.desktop.widgets.controls.volume_slider import VolumeSlider
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.toggle import Toggle
from ui.ports import Application
from ui.tokens import Tokens
from ui.words.language import Language

_KEPT_MS = 400  # after the last turn of the volume, before it is written to disk: a hand that turns it is then done
_SLIDER_WIDE = 110  # px; a choice


class SoundRow(FlowRow):
    """The sound, and a note.

    Parameters
    ----------
    request : callable
        Takes each request.
    write_note : callable
        Opens the line for a note.
    application : Application
        Keeps how loud it is; what is heard now follows.
    tokens, language
        As for every widget.
    """

    def __init__(
        self,
        request: Callable[[Request], None],
        write_note: Callable[[], None],
        application: Application,
        tokens: Tokens,
        language: Language,
    ) -> None:
        super().__init__()
        self._application = application
        volume = application.preferences.sound.volume
        self._heard = volume > 0.0
        self.note = Pill(language.gettext("Note"), tokens, size_px=12)
        self.note.clicked.connect(write_note)
        self.sound = Toggle(language.gettext("Sound"), tokens, size_px=12)
        self.sound.clicked.connect(lambda: request(ToggleMute()))
        self.volume = VolumeSlider(language.gettext("How loud it is"), tokens)
        self.volume.setFixedSize(scaled(_SLIDER_WIDE), self.sound.sizeHint().height())
        self.volume.setValue(round(100 * volume))
        if not self._heard:
            self.sound.setEnabled(False)
            explain(self.volume, language.gettext("There is no sound in this practice; the next one can have it."))
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_MS)
        self._keeping.timeout.connect(self.settle)
        self.volume.valueChanged.connect(lambda _: self._keeping.start())
        for widget in (self.note, self.sound, self.volume):
            self.add(widget)

    def refresh(self, *, muted: bool) -> None:
        """Show whether anything is heard."""
        self.sound.show_on(on=self._heard and not muted)

    def settle(self) -> None:
        """Keep a volume that was turned a moment ago."""
        prefers = self._application.preferences
        sound = replace(prefers.sound, volume=self.volume.value() / 100.0)
        self._keeping.stop()
        if sound == prefers.sound:
            return
        try:
            self._application.prefer(replace(prefers, sound=sound))
        except SoftenError:
            return  # it holds now; how loud it is another time is not worth a word while others are led
