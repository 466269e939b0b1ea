"""The console that every screen in the terminal is printed on: nobody else's text can command it."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from biofeedback.outside_text import shown_lines


class SafeConsole(Console):
    """A console that obeys its own control codes, and shows as marks those that lie in a text."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield what is to be written."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=shown_lines(segment.text))
