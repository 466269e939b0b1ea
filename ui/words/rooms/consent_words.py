"""The consent card of a room: what whoever sits down agrees to before their heart is heard."""

from typing import NamedTuple

from ui.words.language import Language


class CardPart(NamedTuple):
    """One part of the card: what it is about, and what is so."""

    about: str
    words: str


def consent_title(language: Language) -> str:
    """Return the title of the card."""
    return language.gettext("Before your heart is heard")


def consent_card(language: Language, *, goes_out: bool = False) -> tuple[CardPart, ...]:
    """Return the card, part by part; ``goes_out`` is whether the practice goes to other programs as well."""
    kept = language.gettext(
        "What your sensor sends is recorded on this computer. At the end it is deleted, unless you say otherwise; what "
        "you keep can be opened by whoever uses this computer. Of the room the light in the middle is kept, which "
        "belongs to all hearts together."
    )
    parts = [
        CardPart(
            language.gettext("What is heard"),
            language.gettext(
                "Your sensor hears your heartbeat; some sensors hear movement too. No voice and no picture is taken."
            ),
        ),
        CardPart(
            language.gettext("What the wall shows"),
            language.gettext(
                "A small light for you, as bright as all the others, with no number beside it. The light in the middle "
                "warms as more hearts move with the breath; whose they are is not shown. Your own warmth shows if you "
                "choose it. A name stands at your light if whoever leads shows names; it can be a plant."
            ),
        ),
        CardPart(
            language.gettext("What whoever leads sees"),
            language.gettext("Whether your sensor touches well, and its battery. Not how your heart is doing."),
        ),
        CardPart(language.gettext("What is kept"), kept),
        CardPart(
            language.gettext("You can leave"),
            language.gettext(
                "At any time, and nobody asks why. Your recording can be deleted alone, now or later; the others go on."
            ),
        ),
    ]
    if goes_out:
        out = language.gettext(
            "In this room the breath and the light in the middle also go to other programs of this computer, while it "
            "lasts. Your heartbeat goes there if you choose it."
        )
        parts.insert(-1, CardPart(language.gettext("What goes out"), out))
    return tuple(parts)


def consent_text(language: Language, *, goes_out: bool = False) -> str:
    """Return all words of the card as they are kept with a recording, a line for each of them."""
    parts = consent_card(language, goes_out=goes_out)
    return "\n".join((consent_title(language), *(line for part in parts for line in part)))


def consent_question(language: Language) -> str:
    """Return what is asked below the card."""
    return language.gettext("Is this all right for you?")


def consent_yes(language: Language) -> str:
    """Return the yes, in the words of whoever sits down."""
    return language.gettext("Yes, this is all right for me")


def consent_no(language: Language) -> str:
    """Return the answer that leaves the seat empty."""
    return language.gettext("Not now")


def keep_mine_words(language: Language) -> str:
    """Return the choice to keep the recording after the end."""
    return language.gettext("Keep my recording after the end")


def show_warmth_words(language: Language) -> str:
    """Return the choice to show one's own warmth on the wall."""
    return language.gettext("Show my own warmth on the wall")


def card_was_read(language: Language) -> str:
    """Return what stands in place of the card for each seat, once it was read aloud to all."""
    return language.gettext("The card was read aloud")


def seat_name_words(language: Language) -> str:
    """Return what a seat's name is called where it can be written."""
    return language.gettext("The name of the seat")


def send_beats_words(language: Language) -> str:
    """Return the choice to let one's own heartbeat go to other programs."""
    return language.gettext("Let my heartbeat go to other programs")
