"""What the file of preferences says, as preferences; a value that cannot be is refused."""

from collections.abc import Mapping
from typing import Any, cast, get_args

from biofeedback.osc import Osc
from biofeedback.practice.script.answers import Answers
from ui.preferences import TEXT_SIZES, Live, Motion, Preferences, Theme, WindowPlace
from ui.sound.settings import SoundSettings

FARTHEST_PX = 1_000_000
"""px; a choice, far beyond any desktop, and within what Qt counts with."""


def preferences_of(content: Mapping[str, Any]) -> Preferences:
    """Return the preferences of a file's content; what it does not say is as it came.

    Raises
    ------
    ValueError, TypeError, KeyError, AttributeError, SoftenError
        When it says what cannot be.
    """
    usual = Preferences()
    return Preferences(
        sound=SoundSettings(**content.get("sound", {})),
        attuned=_yes(content.get("attuned", usual.attuned)),
        theme=cast("Theme", _one_of(content.get("theme", usual.theme), get_args(Theme))),
        text_percent=_percent(content.get("text_percent", usual.text_percent)),
        motion=_motion(content),
        own_words=_yes(content.get("own_words", usual.own_words)),
        language=_text_of(content.get("language", usual.language)),
        welcomed=_yes(content.get("welcomed", usual.welcomed)),
        sensor=_text_of(content.get("sensor", usual.sensor)),
        recordings=_text_of(content.get("recordings", usual.recordings)),
        exports=_text_of(content.get("exports", usual.exports)),
        window=_window(content.get("window")),
        audience_screen=_text_of(content.get("audience_screen", usual.audience_screen)),
        audience_speaker=_text_of(content.get("audience_speaker", usual.audience_speaker)),
        answers=answers_in(content.get("answers", {})),
        lsl=cast("Live", _one_of(content.get("lsl", usual.lsl), get_args(Live))),
        osc=_osc(content.get("osc", {})),
    )


def _osc(content: Mapping[str, Any]) -> Osc:
    osc = Osc(**content)
    if not isinstance(osc.port, int):
        raise TypeError(f"{osc.port!r} is no port")
    for each in (osc.on, osc.beats, osc.names):
        _yes(each)
    osc.check()
    return osc


def answers_in(content: Mapping[str, Any]) -> Answers:
    """Return the answers of a file's content; it raises as `preferences_of` does."""
    return Answers(
        colour=content.get("colour", ""),
        phrases=_listed(content.get("phrases", [])),
        parts=_listed(content.get("parts", [])),
        bells_at_s=_listed(content.get("bells_at_s", [])),
    ).about(("colour", "phrases", "parts", "bells"), phrases=(), parts=())


def _listed(value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return tuple(value)


def _text_of(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _one_of(value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {known}")
    return value


def _percent(value: object) -> int:
    if not isinstance(value, int) or not TEXT_SIZES[0] <= value <= TEXT_SIZES[-1]:
        raise ValueError(f"{value!r} is no size of words")
    return value


def _motion(content: Mapping[str, Any]) -> Motion:
    usual: Motion = "still" if _yes(content.get("still_light", False)) else "system"
    return cast("Motion", _one_of(content.get("motion", usual), get_args(Motion)))


def _window(value: object) -> WindowPlace | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no place")
    numbers = {key: value[key] for key in ("x", "y", "width", "height")}
    if any(type(number) is not int or abs(number) > FARTHEST_PX for number in numbers.values()):
        raise ValueError(f"{value!r} is no place on a screen")
    return WindowPlace(
        **numbers,
        maximised=_yes(value.get("maximised", False)),
        full_screen=_yes(value.get("full_screen", False)),
        dark=_yes(value.get("dark", False)),
    )


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value
