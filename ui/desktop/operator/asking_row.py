"""What whoever leads asks of the practice, as buttons: every one has its key too."""

from collections.abc import Callable, Mapping

from biofeedback.requests import (
    ChangePace,
    ChangeStep,
    EndGently,
    Request,
    ToggleFewerWords,
    TogglePauseSteps,
)
from ui.desktop.theme.surfaces import Pill
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.toggle import Toggle
from ui.tokens import Tokens
from ui.words.language import Language


class AskingRow(FlowRow):
    """The requests of who leads.

    Parameters
    ----------
    request : callable
        Takes each request.
    tokens, language
        As for every widget.
    """

    def __init__(self, request: Callable[[Request], None], tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._language = language
        asked: Mapping[str, tuple[str, Request]] = {
            "stay": (language.gettext("Stay here"), TogglePauseSteps()),
            "next": (language.gettext("Next step"), ChangeStep(forward=True)),
            "back": (language.pgettext("to the step before", "Back"), ChangeStep(forward=False)),
            "slower": (language.gettext("Slower"), ChangePace("slower")),
            "quicker": (language.gettext("Quicker"), ChangePace("quicker")),
        }
        self.buttons = {name: Pill(words, tokens, size_px=12) for name, (words, _) in asked.items()}
        for name, (_, request_) in asked.items():
            self.buttons[name].clicked.connect(_asks(request, request_))
        self.fewer = Toggle(language.gettext("Fewer words"), tokens, size_px=12)
        self.fewer.clicked.connect(_asks(request, ToggleFewerWords()))
        self.end = Pill(language.gettext("End gently"), tokens, size_px=12, ink=tokens.rose)
        taken_back = Pill(language.gettext("Go on after all"), tokens, size_px=12)
        self.end.setMinimumWidth(max(each.sizeHint().width() for each in (self.end, taken_back)))  # of either, it stays
        self.end.clicked.connect(_asks(request, EndGently()))
        for widget in (*self.buttons.values(), self.fewer, self.end):
            self.add(widget)

    def refresh(self, *, waits: bool, spares: bool, ends: bool) -> None:
        """Show what is on: whether the practice waits, spares its words, and is about to end."""
        said = self._language.gettext
        for button, words in (
            (self.buttons["stay"], said("Go on") if waits else said("Stay here")),
            (self.end, said("Go on after all") if ends else said("End gently")),
        ):
            if words != button.text():
                button.setText(words)
                self.relay()
        self.fewer.show_on(on=spares)


def _asks(request: Callable[[Request], None], asked: Request) -> Callable[[], None]:
    return lambda: request(asked)
