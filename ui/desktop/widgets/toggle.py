"""A button that says of something whether it is on; what a press asks for decides, and not the press itself."""

from ui.desktop.theme.surfaces import Pill
from ui.tokens import Tokens


class Toggle(Pill):
    """A button with a line of honey around it while what it stands for is on; `show_on` tells it."""

    def __init__(self, text: str, tokens: Tokens, *, size_px: int = 13) -> None:
        super().__init__(text, tokens, size_px=size_px)
        self.setCheckable(True)

    def show_on(self, *, on: bool) -> None:
        """Show whether it is on."""
        if on != self.isChecked():
            self.setChecked(on)

    def nextCheckState(self) -> None:
        """Stay as it is: whoever hears the click asks for the change, and shows what came of it."""
