"""The pages for whoever leads others: how a room is led, and what a demonstration shows."""

from collections.abc import Mapping

from ui.desktop.screens.practice_keys import AUDIENCE, PRACTICE, WAVES
from ui.words.help_words import HelpPage
from ui.words.key_words import KeyUse, key_name
from ui.words.language import Language
from ui.words.rooms.care_words import of_leading
from ui.words.rooms.demonstration_words import DEMONSTRATION

LEADING = "leading"
"""The name of the page on leading a room."""


def leading_page(language: Language) -> HelpPage:
    """Return how a room is led."""
    keys = _keys(language)
    parts = (
        (
            "",
            language.gettext(
                "A room is one practice that several people share. They look at a screen of their own: light, "
                "breath and words, and never a number. You lead it from here."
            ),
        ),
        (
            language.gettext("Before it begins"),
            language.gettext(
                "Plug in the screen for others before you open Soften, or later; it is found again by its name. "
                "Read the page on care. Choose a practice that you know, rather a short one, and begin mild. “A "
                "room” on the first screen, or “{command}” in a terminal, lets people sit down: each has a "
                "sensor, a name of their choice or of a plant, and a card in plain words that they say yes to. "
                "Nobody needs a sensor to take part."
            ).format(command="soften room"),
        ),
        (
            language.gettext("While it goes on"),
            language.gettext(
                "The key {audience} opens the screen for others and closes it. {pause} lets everything wait. "
                "{next} goes on to the next step and {back} to the one before; a remote for presenters has these "
                "keys too. {black} lets their screen go softly black, {words} takes the words away, and {ground} "
                "brings words that lead outward, into the room. {end} ends gently, for everybody at once, and "
                "that is always fine."
            ).format(**keys),
        ),
        (
            language.gettext("What others see"),
            language.gettext(
                "One light; with sensors a petal for each person, all of them equally bright. The middle warms "
                "with how many are in step beyond chance. Somebody's own warmth shows where they switched it on, "
                "and names where you do. Whoever joins or leaves leaves no gap, and nothing there is counted or "
                "compared."
            ),
        ),
        (
            language.gettext("Which petal is mine?"),
            language.gettext(
                "A petal answers its person with one soft swell of three seconds, alone: when their heart is first "
                "heard, and when you say hello to them. They can ask as well: after ten seconds of steady contact "
                "they lift the finger or the strap twice in a row, and put it back within eight seconds each time. A "
                "link that breaks brings no answer, so nobody sees who has trouble with a sensor."
            ),
        ),
        (
            language.gettext("What to say"),
            language.gettext(
                "“Nobody has to take part, and nobody has to tell anything. Your eyes may be open, your breath "
                "may be your own, and you may go out at any time. The light is company; it knows nothing of how "
                "you are.”"
            ),
        ),
        (
            language.gettext("In a video call"),
            language.gettext(
                "Where there is no other screen {audience} opens a small window. Share that window alone: this "
                "one stays with you. Ask people beforehand to keep their own camera as they like, and say what to "
                "do if somebody would rather leave."
            ).format(**keys),
        ),
        (
            language.gettext("Afterwards"),
            language.gettext(
                "Recordings of guests are gone at the end unless they say otherwise. Leave a few minutes before "
                "people go, and look at the people rather than at the curves."
            ),
        ),
    )
    return HelpPage(LEADING, of_leading(language), language.gettext("Leading a room"), parts)


def demonstration_page(language: Language) -> HelpPage:
    """Return what a demonstration shows, how it is measured, and what it cannot say."""
    keys = _keys(language)
    parts = (
        (
            "",
            language.gettext(
                "Two minutes for people who have never seen it: breath as it comes, seven slow led breaths, and "
                "then the heart rate of both side by side, told in three sentences. “A demonstration” on the "
                "first screen begins it at once with the sensor that is chosen there; “{command}” in a terminal "
                "begins it with a simulated heart."
            ).format(command="soften demonstrate"),
        ),
        (
            language.gettext("Whose heart"),
            language.gettext(
                "It can be that of one person who would like to: ask them beforehand, and not in front of the "
                "others. It can be nobody's: the simulated heart says in every picture that it is simulated. Or "
                "there is none, and the light leads alone. A volunteer may stop at any time: {end}, and once more to "
                "stop at once."
            ).format(**keys),
        ),
        (
            language.gettext("What others see"),
            language.gettext(
                "The key {audience} opens their screen: light, breath and words. At the end they see both waves "
                "when you press {waves}, and the light again when you press it once more; without a number and "
                "without a name. A heart of which nothing can be told is not shown to them. {details} shows the "
                "numbers, on this screen alone."
            ).format(**keys),
        ),
        (
            language.gettext("How it is measured"),
            language.gettext(
                "How far the heart rate swings: its highest value less its lowest within ten seconds, on average. "
                "Before breath is led, that is taken of each stretch of ten seconds; while it is led, of each breath "
                "but the first. A stretch or a breath counts where every heartbeat in it could be taken as it came. "
                "One of the two is said to go further than the other where they lie more than {errors} standard "
                "errors apart; with a heart that follows nothing, that happens by chance about once in 30 times."
            ).format(errors=language.number(2.5, 1)),
        ),
        (
            language.gettext("What it cannot say"),
            language.gettext(
                "It does not say whether somebody is calm, healthy or good at it. Seven breaths are few, and hearts "
                "differ: many stay as they were, and that is fine. Where beats come irregularly, or the sensor sits "
                "loosely, it says that nothing can be told."
            ),
        ),
        (
            language.gettext("What is kept"),
            language.gettext(
                "The recording is a guest's: it is gone when you leave it, unless it is given to somebody."
            ),
        ),
        (
            language.gettext("Where this is from"),
            language.gettext(
                "To take the mean swing over breaths at six a minute is from Ewing and others 1985, doi "
                "10.2337/diacare.8.5.491; people there breathe as far as they can, here softly. That slow breath "
                "widens the wave was shown by Hirsch and Bishop 1981, doi 10.1152/ajpheart.1981.241.4.H620."
            ),
        ),
    )
    return HelpPage(DEMONSTRATION, of_leading(language), language.gettext("A demonstration"), parts)


def _keys(language: Language) -> Mapping[str, str]:
    """Return what the keys are called that these pages name."""
    first = {each.use: each.keys[0] for each in reversed((*PRACTICE, *AUDIENCE, *WAVES))}
    # A remote for presenters has the letter; the full stop beside it is hard to see in a text.
    named = {
        "audience": first[KeyUse.AUDIENCE],
        "pause": first[KeyUse.PAUSE],
        "next": first[KeyUse.NEXT_STEP],
        "back": first[KeyUse.STEP_BACK],
        "black": next(each.keys[-1] for each in AUDIENCE if each.use is KeyUse.BLACK),
        "words": first[KeyUse.ROOM_WORDS],
        "ground": first[KeyUse.GROUND],
        "waves": first[KeyUse.WAVES],
        "details": first[KeyUse.DETAILS],
        "end": next(each.keys[-1] for each in PRACTICE if each.use is KeyUse.END),
    }
    return {name: key_name(key, language) for name, key in named.items()}
