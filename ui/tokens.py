"""The colours of the window and the terminal, named by what they are for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One family of colours, each as ``#rrggbb``.

    Attributes
    ----------
    background, panel, raised, chosen, line : str
        Backgrounds from the window to a raised row and the chosen card, and the thin lines on them.
    edge : str
        The line around a panel; its own colour where it has none.
    ink, muted : str
        Words, and words that step back.
    honey, amber : str
        The light, and its brighter sister for words.
    sage, rose, sky : str
        Steadiness, attention without alarm, the air.
    main, main_near, on_honey : str
        The ground of the one main button of a screen, the same under the pointer, and the words on both.
    in_light : str
        Words in the breath light.
    wave : str
        The breath wave behind the heart.
    """

    background: str
    panel: str
    raised: str
    chosen: str
    line: str
    edge: str
    ink: str
    muted: str
    honey: str
    amber: str
    sage: str
    rose: str
    sky: str
    main: str
    main_near: str
    on_honey: str
    in_light: str
    wave: str


DARK = Tokens(
    background="#191512",
    panel="#221C18",
    raised="#2E2621",
    chosen="#2C2119",
    line="#3A302A",
    edge="#221C18",
    ink="#F4EADB",
    muted="#A99A88",
    honey="#E9A53B",
    amber="#F7CB74",
    sage="#8FB8A8",
    rose="#D98C7A",
    sky="#86AFC9",
    main="#E9A53B",
    main_near="#F7CB74",
    on_honey="#1F1308",
    in_light="#1F1308",
    wave="#543C1E",
)

# Warm paper, a quarter darker than white: nothing glares in a dark room, and the light has room to be brighter.
LIGHT = Tokens(
    background="#EBE1CF",
    panel="#E3D7C1",
    raised="#D9CBB2",
    chosen="#F1DFB9",
    line="#C4B394",
    edge="#E3D7C1",
    ink="#2A1F17",
    muted="#5A4C3F",
    honey="#7E4F06",
    amber="#734600",
    sage="#2F5546",
    rose="#8A3724",
    sky="#2C5470",
    main="#E3A23C",
    main_near="#EDB65A",
    on_honey="#1F1308",
    in_light="#1F1308",
    wave="#D3AE6B",
)

HIGH_CONTRAST = Tokens(
    background="#000000",
    panel="#0B0A09",
    raised="#1A1714",
    chosen="#2E2208",
    line="#A89C8C",
    edge="#A89C8C",
    ink="#FFFFFF",
    muted="#E2D8CA",
    honey="#FFC044",
    amber="#FFD979",
    sage="#A9E3CC",
    rose="#FFB3A0",
    sky="#A8DBFF",
    main="#FFC044",
    main_near="#FFD979",
    on_honey="#000000",
    in_light="#1F1308",
    wave="#7A5717",
)
