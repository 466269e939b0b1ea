"""What each key of the window does, and what keys are called."""

from enum import Enum, auto

from ui.words.language import Language


class KeyUse(Enum):
    """What a key is for."""

    HELP = auto()
    NEXT = auto()
    BEFORE = auto()
    PRESS = auto()
    STEP = auto()
    CONTINUE = auto()
    PAGE_ON = auto()
    PAGE_BACK = auto()
    SKIP = auto()
    LEAVE = auto()
    CLOSE_HELP = auto()
    BEGIN = auto()
    SETTINGS = auto()
    KEEP = auto()
    LESS = auto()
    MORE = auto()
    PAUSE = auto()
    PAUSE_STEPS = auto()
    NEXT_STEP = auto()
    STEP_BACK = auto()
    MARK = auto()
    STAY = auto()
    QUICKER = auto()
    SLOWER = auto()
    TOO_SLOW = auto()
    EASE_ON = auto()
    FEWER_WORDS = auto()
    SOUND = auto()
    TAKE_UP = auto()
    HAND = auto()
    DETAILS = auto()
    FULL_SCREEN = auto()
    AUDIENCE = auto()
    BLACK = auto()
    ROOM_WORDS = auto()
    GROUND = auto()
    WAVES = auto()
    LEAD = auto()
    NOTE = auto()
    JOIN = auto()
    NAMES = auto()
    END = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    SHOW_ALL = auto()
    EARLIER = auto()
    LATER = auto()
    FIRST = auto()
    LAST = auto()
    NEXT_MARK = auto()
    MARK_BEFORE = auto()
    LIGHT_BEFORE = auto()
    NEXT_LIGHT = auto()
    STRETCH_BEFORE = auto()
    NEXT_STRETCH = auto()
    LOOK_BACK = auto()
    FIND = auto()
    EXPORT = auto()
    TAKE = auto()
    LISTEN = auto()
    FORGET = auto()
    BEAT_BEFORE = auto()
    NEXT_BEAT = auto()
    SPAN_BEFORE = auto()
    SPAN_ON = auto()
    FIRST_BEAT = auto()
    LAST_BEAT = auto()
    NEXT_ODD_BEAT = auto()
    ODD_BEAT_BEFORE = auto()
    DELETE_BEATS = auto()
    LEAVE_BREAK = auto()
    INSERT_BEAT = auto()
    SPLIT_INTERVAL = auto()
    MERGE_INTERVALS = auto()
    DISTRUST_BEATS = auto()
    KEEP_BEATS = auto()
    UNDO = auto()
    REDO = auto()


def key_use_words(use: KeyUse, language: Language) -> str:
    """Return what a key does; that of a stepper is told with the arrows of every screen."""
    return _words(language)[use]


def _words(language: Language) -> dict[KeyUse, str]:
    return {
        KeyUse.HELP: language.gettext("Help for what has the focus, or for this screen"),
        KeyUse.NEXT: language.gettext("To the next thing on the screen"),
        KeyUse.BEFORE: language.gettext("To the one before"),
        KeyUse.PRESS: language.gettext("Press what has the focus"),
        KeyUse.STEP: language.gettext("Turn what has the focus, or go through a list"),
        KeyUse.CONTINUE: language.gettext("Go on"),
        KeyUse.PAGE_ON: language.gettext("The next page"),
        KeyUse.PAGE_BACK: language.gettext("The page before"),
        KeyUse.SKIP: language.gettext("Skip the welcome"),
        KeyUse.LEAVE: language.gettext("Go back"),
        KeyUse.CLOSE_HELP: language.gettext("Close help"),
        KeyUse.BEGIN: language.gettext("Begin what is chosen"),
        KeyUse.SETTINGS: language.gettext("To the settings"),
        KeyUse.KEEP: language.gettext("Keep it, when you are asked whether to delete"),
        KeyUse.PAUSE: language.gettext("Pause everything, and go on"),
        KeyUse.PAUSE_STEPS: language.gettext("Rest here: words and steps wait, the light breathes on; and go on"),
        KeyUse.NEXT_STEP: language.gettext("On to the next step now"),
        KeyUse.STEP_BACK: language.gettext("Back to the beginning of the step before"),
        KeyUse.MARK: language.gettext("Mark this moment"),
        KeyUse.STAY: language.gettext("Stay at this pace"),
        KeyUse.QUICKER: language.gettext("A little quicker, from the next in-breath"),
        KeyUse.SLOWER: language.gettext("A little slower, from the next in-breath"),
        KeyUse.TOO_SLOW: language.gettext("This is too slow: back toward a quicker breath"),
        KeyUse.EASE_ON: language.gettext("Let the pace ease on again"),
        KeyUse.FEWER_WORDS: language.gettext("Fewer words, and all of them again"),
        KeyUse.SOUND: language.gettext("Let the sound rest, and bring it back"),
        KeyUse.TAKE_UP: language.gettext("Take up what is offered"),
        KeyUse.HAND: language.gettext("Hold while you breathe in, at the beginning: the light follows"),
        KeyUse.DETAILS: language.gettext("Show the numbers, or hide them"),
        KeyUse.FULL_SCREEN: language.gettext("Full screen, and back"),
        KeyUse.AUDIENCE: language.gettext("Show light, breath and words to others on another screen, and close it"),
        KeyUse.BLACK: language.gettext("While others look on: let their screen go black, and come back"),
        KeyUse.ROOM_WORDS: language.gettext("While others look on: their screen without words, and with them"),
        KeyUse.GROUND: language.gettext("While others look on: words that ground, and those of the practice again"),
        KeyUse.WAVES: language.gettext(
            "At the end of a demonstration: both waves on the screen of the others, and the light again"
        ),
        KeyUse.LEAD: language.gettext("Lead others: the course, their screen and who is here; and back"),
        KeyUse.NOTE: language.gettext("Write a note of this moment"),
        KeyUse.JOIN: language.gettext("In a room: somebody sits down"),
        KeyUse.NAMES: language.gettext("In a room: names on the wall, and away again"),
        KeyUse.END: language.gettext("End gently; once more ends at once"),
        KeyUse.ZOOM_IN: language.gettext("See a shorter stretch, closer"),
        KeyUse.ZOOM_OUT: language.gettext("See a longer stretch"),
        KeyUse.SHOW_ALL: language.gettext("See all of it"),
        KeyUse.EARLIER: language.gettext("Toward the beginning"),
        KeyUse.LATER: language.gettext("Toward the end"),
        KeyUse.FIRST: language.gettext("To the beginning"),
        KeyUse.LAST: language.gettext("To the end"),
        KeyUse.NEXT_MARK: language.gettext("To the next mark, gap or corrected beat"),
        KeyUse.TAKE: language.gettext("Begin a take of your voice, and end it"),
        KeyUse.LISTEN: language.gettext("Listen to the take again"),
        KeyUse.FORGET: language.gettext("Delete the take"),
        KeyUse.MARK_BEFORE: language.gettext("To the mark, gap or corrected beat before"),
        KeyUse.LIGHT_BEFORE: language.gettext("To the light before"),
        KeyUse.NEXT_LIGHT: language.gettext("To the next light"),
        KeyUse.STRETCH_BEFORE: language.gettext("To the stretch of time before"),
        KeyUse.NEXT_STRETCH: language.gettext("To the next stretch of time"),
        KeyUse.LOOK_BACK: language.gettext("Look back on the chosen practice"),
        KeyUse.EXPORT: language.gettext("Write the practice as files of other programs"),
        KeyUse.FIND: language.gettext("Find a word, a practice or a sensor"),
    } | _words_of_beats(language)


def _words_of_beats(language: Language) -> dict[KeyUse, str]:
    return {
        KeyUse.BEAT_BEFORE: language.gettext("Among single beats: to the beat before"),
        KeyUse.NEXT_BEAT: language.gettext("Among single beats: to the next beat"),
        KeyUse.SPAN_BEFORE: language.gettext("Take in the beat before"),
        KeyUse.SPAN_ON: language.gettext("Take in the next beat"),
        KeyUse.FIRST_BEAT: language.gettext("Among single beats: to the first"),
        KeyUse.LAST_BEAT: language.gettext("Among single beats: to the last"),
        KeyUse.NEXT_ODD_BEAT: language.gettext("Among single beats: to the next one that is not as it came"),
        KeyUse.ODD_BEAT_BEFORE: language.gettext("Among single beats: to the one before that is not as it came"),
        KeyUse.DELETE_BEATS: language.gettext("Delete the chosen beats, and join the intervals around them"),
        KeyUse.LEAVE_BREAK: language.gettext("Delete the chosen beats, and leave a break"),
        KeyUse.INSERT_BEAT: language.gettext("Put a beat into the middle of the interval"),
        KeyUse.SPLIT_INTERVAL: language.gettext("Split the interval into as many as are like those around it"),
        KeyUse.MERGE_INTERVALS: language.gettext("Make one interval of the chosen ones, or of this one and the next"),
        KeyUse.DISTRUST_BEATS: language.gettext("Mark the chosen intervals as not to be trusted"),
        KeyUse.KEEP_BEATS: language.gettext("Take the chosen intervals as they came"),
        KeyUse.UNDO: language.gettext("Take the last edit of beats back"),
        KeyUse.REDO: language.gettext("Bring back the edit that was taken back last"),
    }


def key_name(key: str, language: Language) -> str:
    """Return what a key is called on a keyboard; letters and signs stay as they are."""
    names = {
        "Space": language.pgettext("key", "Space"),
        "Return": language.pgettext("key", "Enter"),
        "Esc": language.pgettext("key", "Esc"),
        "Tab": language.pgettext("key", "Tab"),
        "Shift+Tab": language.pgettext("key", "Shift+Tab"),
        "Home": language.pgettext("key", "Home"),
        "End": language.pgettext("key", "End"),
        "Del": language.pgettext("key", "Delete"),
        "PgDown": language.pgettext("key", "Page Down"),
        "PgUp": language.pgettext("key", "Page Up"),
        "Shift+Left": "Shift+←",
        "Shift+Right": "Shift+→",
        "Shift+Del": language.pgettext("key", "Shift+Delete"),
        "Left": "←",
        "Right": "→",
        "Up": "↑",
        "Down": "↓",
        "-": "−",
    }
    return names.get(key, key)
