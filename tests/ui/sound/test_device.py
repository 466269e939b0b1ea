"""Sound really played and recorded: PortAudio, ALSA and a sound server of our own, measured on the session clock.

What is asked is that breath and bells are heard within 20 ms of the moment for which they are led.
"""

import ctypes.util
import json
import queue
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from biofeedback.error_codes import SoundErrorCode
from biofeedback.events import BreathPlanned, StepBegan
from biofeedback.practice.script.file import parse_practice
from tests.rigs.sound.private_sound import PACKAGES, RATE_HZ, Ear, PrivateSound, play_beside
from tests.rigs.sound.sound_measures import click_db, later_by_s, level_db, onset_s
from tests.rigs.sound.sounding_practice import PRACTICE
from ui.sound.bells import bell
from ui.sound.mix import Mix, SoundPlan
from ui.sound.settings import SoundSettings

WITHIN_S = 0.020
PATIENCE_S = 60.0

MOST_PRACTICES = 20
"""Real time cannot be held: a loudspeaker goes on while a busy machine lets nobody fill it. With three busy loops for
each processor one practice in two or three is interrupted so; twenty on end are not."""

HIGHEST_OF_BREATH_HZ = 1400.0
BELLS_VOLUME = 0.35
"""Soft enough that a bell which beats against the tone leaves its loudness be."""


@pytest.fixture
def private_sound() -> Iterator[PrivateSound]:
    assert ctypes.util.find_library("portaudio"), f"these tests need PortAudio: install the packages {PACKAGES}"
    with PrivateSound() as sound:
        yield sound


class Sounding:
    """A practice in a program of its own, and what it tells of itself."""

    def __init__(self, sound: PrivateSound, breath: str, bells_volume: float) -> None:
        self._process = play_beside(sound, "tests.rigs.sound.sounding_practice", breath, str(bells_volume))
        self._lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def until(self, what: str) -> list[dict[str, Any]]:
        """What it tells up to a line of this kind, that line included."""
        told = []
        while not told or told[-1]["what"] != what:
            line = self._lines.get(timeout=PATIENCE_S)
            assert line is not None, f"the practice ended without telling {what}"
            told.append(line)
        return told

    def end(self) -> list[dict[str, Any]]:
        """Ask it to end, and return the rest of what it tells."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self.until("closed")

    def __enter__(self) -> "Sounding":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reading.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)


def of_kind(told: list[dict[str, Any]], kind: type) -> list[Any]:
    """The events of a kind among what was told."""
    return [
        kind(**{name: value for name, value in line.items() if name != "what"})
        for line in told
        if line["what"] == kind.__name__
    ]


@dataclass(frozen=True)
class Heard:
    """How far a practice was heard from what was led."""

    latency_s: float
    bells_ms: NDArray[np.float64]
    breaths_ms: NDArray[np.float64]
    least_agreement: float
    clicks_db: float

    @property
    def as_led(self) -> bool:
        return bool(
            max(self.bells_ms.max(), self.breaths_ms.max()) < 1000.0 * WITHIN_S
            and self.least_agreement > 0.95
            and self.clicks_db < -80.0  # the 16 bits of the monitor lie at about -100
        )


def test_breath_and_bells_are_heard_within_20_ms_of_their_moment(private_sound):
    """A sound that we play late is late every time; one that the machine interrupts is played once more."""
    for _ in range(MOST_PRACTICES):
        heard = practise(private_sound)
        # For whoever asks: pytest -rP.
        sys.stdout.write(f"{heard}\n")
        assert 0.0 < heard.latency_s < 0.5
        if heard.as_led:
            return
    pytest.fail(f"not once in {MOST_PRACTICES} practices were breath and bells heard as they were led: {heard}")


def practise(private_sound: PrivateSound) -> Heard:
    ear = Ear(private_sound)
    with Sounding(private_sound, "tone", BELLS_VOLUME) as sounding:
        printed = sounding.until("closed")
    samples, began_s = ear.stop()
    heard = samples[:, 0]
    facts = {line["what"]: line for line in printed}
    assert "trouble" not in facts, f"{facts['trouble']['code']}. These tests need the packages {PACKAGES}."
    from_s = began_s - facts["clock"]["began_s"]  # session time of the first sample
    breaths, steps = of_kind(printed, BreathPlanned), of_kind(printed, StepBegan)

    bells_ms = []
    pattern = bell(RATE_HZ)[: RATE_HZ // 2]
    for moment_s in (*(step.t_s for step in steps[1:]), facts["PracticeEnded"]["t_s"]):
        begins = round((moment_s - 0.25 - from_s) * RATE_HZ)
        late_s = onset_s(heard[begins : begins + RATE_HZ], pattern, RATE_HZ, HIGHEST_OF_BREATH_HZ) - 0.25
        bells_ms.append(1000.0 * late_s)

    expected = expected_sound(breaths, steps, from_s, len(heard))
    breaths_ms, agreements = [], []
    for breath in breaths:
        begins = round((breath.t_s - from_s) * RATE_HZ)
        piece = slice(begins, begins + round((breath.in_s + breath.out_s - 0.3) * RATE_HZ))
        late_s, agreement = later_by_s(heard[piece], expected[piece], RATE_HZ)
        agreements.append(agreement)
        breaths_ms.append(1000.0 * late_s)
    return Heard(
        facts["latency"]["latency_s"],
        np.abs(bells_ms),
        np.abs(breaths_ms),
        min(agreements),
        click_db(heard, RATE_HZ, 9000.0),
    )


def expected_sound(breaths: list[BreathPlanned], steps: list[StepBegan], from_s: float, frames: int) -> np.ndarray:
    """What a loudspeaker without latency would have played."""
    mix = Mix(scored(breaths, steps), SoundSettings(volume=1.0, bells_volume=BELLS_VOLUME), RATE_HZ)
    sound = np.zeros((frames, 2), np.float32)
    mix.render(sound, lambda frame: from_s + frame / RATE_HZ)
    return sound[:, 0].astype(np.float64)


def scored(breaths: list[BreathPlanned], steps: list[StepBegan]) -> SoundPlan:
    plan = SoundPlan(parse_practice(PRACTICE, "quick.toml"))
    for event in (*steps[:1], *breaths):
        plan.apply(event)
    return plan


def test_a_loudspeaker_that_goes_away_leaves_the_practice_be_and_may_come_back(private_sound):
    with Sounding(private_sound, "tone", 1.0) as sounding:
        sounding.until("BreathPlanned")
        private_sound.go_away()
        assert sounding.until("trouble")[-1]["code"] == SoundErrorCode.SPEAKER_LOST
        private_sound.come_back()
        ear = Ear(private_sound)
        printed = sounding.until("closed")
        samples, _ = ear.stop()
    assert "PracticeEnded" in {line["what"] for line in printed}
    assert not [line for line in printed if line["what"] == "trouble"]
    assert level_db(samples[:, 0]) > -60.0


def test_without_a_loudspeaker_the_practice_goes_on(private_sound):
    private_sound.go_away()
    with Sounding(private_sound, "waves", 1.0) as sounding:
        assert sounding.until("trouble")[-1]["code"] == SoundErrorCode.NO_SPEAKER
        sounding.until("BreathPlanned")
        printed = sounding.end()
    assert np.isnan(next(line for line in printed if line["what"] == "latency")["latency_s"])
