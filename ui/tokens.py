"""The colours of the window and the terminal, named by what they are for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One family of colours, each as ``#rrggbb``.

    Attributes
    ----------
    background, panel, raised, chosen, line : str
        Backgrounds from the window to a raised row and the chosen card, and the thin lines on them.
    ink, muted : str
        Words, and words that step back.
    honey, amber : str
        The light, and its brighter sister for words.
    sage, rose, sky : str
        Steadiness, attention without alarm, the air.
    on_honey : str
        Words on honey, and in the breath light.
    wave : str
        The breath wave behind the heart.
    """

    background: str
    panel: str
    raised: str
    chosen: str
    line: str
    ink: str
    muted: str
    honey: str
    amber: str
    sage: str
    rose: str
    sky: str
    on_honey: str
    wave: str

    def word_pairs(self) -> tuple[tuple[str, str], ...]:
        """Return every pair of words and background that the screens use, for the contrast to be checked."""
        words = (self.ink, self.muted, self.amber, self.honey, self.rose, self.sage)
        quiet = (self.ink, self.muted, self.amber, self.sage)
        return (
            *((word, self.background) for word in words),
            *((word, self.panel) for word in words),
            *((word, self.raised) for word in quiet),
            (self.ink, self.chosen),
            (self.muted, self.chosen),
            (self.on_honey, self.honey),
            (self.on_honey, self.amber),
        )


DARK = Tokens(
    background="#191512",
    panel="#221C18",
    raised="#2E2621",
    chosen="#2C2119",
    line="#3A302A",
    ink="#F4EADB",
    muted="#A99A88",
    honey="#E9A53B",
    amber="#F7CB74",
    sage="#8FB8A8",
    rose="#D98C7A",
    sky="#86AFC9",
    on_honey="#1F1308",
    wave="#543C1E",
)

LIGHT = Tokens(
    background="#FBF5EA",
    panel="#F4EBDB",
    raised="#EBDFCB",
    chosen="#F6E6C8",
    line="#DCCCB3",
    ink="#2C2119",
    muted="#65574A",
    honey="#8A5A0C",
    amber="#7A4E08",
    sage="#3B6152",
    rose="#99432F",
    sky="#37617D",
    on_honey="#FFF6E6",
    wave="#EBCF9C",
)
