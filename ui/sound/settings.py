"""How a practice sounds: what is heard, and how loud each part of it is."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import UsageError

BreathSound: TypeAlias = Literal["tone", "waves", "off"]
"""``tone``: a rising and a falling tone; ``waves``: the sea; ``off``: the breath is not heard."""

VoiceSound: TypeAlias = Literal["recorded", "system", "off"]
"""``recorded``: the files that a practice names; ``system``: the speech of this machine; ``off``: no voice."""


_OUT_OF_RANGE = {
    "volume": SoundErrorCode.VOLUME_OUT_OF_RANGE,
    "breath_volume": SoundErrorCode.BREATH_VOLUME_OUT_OF_RANGE,
    "bells_volume": SoundErrorCode.BELLS_VOLUME_OUT_OF_RANGE,
    "voice_volume": SoundErrorCode.VOICE_VOLUME_OUT_OF_RANGE,
}
VOLUMES = tuple(_OUT_OF_RANGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundSettings:
    """What is heard, and how loud.

    Parameters
    ----------
    breath : BreathSound
        What leads the breath.
    voice : VoiceSound
        Who speaks the prompts.
    volume : float
        The whole, 0 (silent) to 1.
    breath_volume, bells_volume, voice_volume : float
        Each part of the whole, 0 (silent) to 1.
    warmth : bool
        Whether the tone of the breath grows fuller with the warmth of the light.

    Raises
    ------
    UsageError
        When a volume is not from 0 to 1, a sound is none of those there are, or the warmth is neither heard nor not.

    Notes
    -----
    Loudness is felt in ratios, so an amplitude is the square of its volume: half is a quarter, 12 dB down.
    """

    breath: BreathSound = "tone"
    voice: VoiceSound = "recorded"
    volume: float = 0.5
    breath_volume: float = 1.0
    bells_volume: float = 1.0
    voice_volume: float = 1.0
    warmth: bool = False

    def __str__(self) -> str:
        volumes = " ".join(f"{name}={getattr(self, name):g}" for name in VOLUMES)
        return f"breath={self.breath} voice={self.voice} {volumes}" + (" warmth=heard" if self.warmth else "")

    def __post_init__(self) -> None:
        for name in VOLUMES:
            value = getattr(self, name)
            if not 0.0 <= value <= 1.0:
                raise UsageError(_OUT_OF_RANGE[name], volume=float(value))
        for sound, choices, code in (
            (self.breath, get_args(BreathSound), SoundErrorCode.BREATH_SOUND_UNKNOWN),
            (self.voice, get_args(VoiceSound), SoundErrorCode.VOICE_SOUND_UNKNOWN),
        ):
            if sound not in choices:
                raise UsageError(code, sound=sound, known=choices)
        if not isinstance(self.warmth, bool):
            raise UsageError(SoundErrorCode.WARMTH_SOUND_UNKNOWN, sound=str(self.warmth))


def amplitude(volume: float) -> float:
    """Return the amplitude, 0 to 1, of a volume, 0 to 1."""
    return volume * volume
