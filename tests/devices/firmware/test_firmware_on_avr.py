import itertools
import sys

import numpy as np
import pytest

from devices.protocols.soften_lines import BeatLine, PulseHeader, SoftenFramer, WaveLine
from tests.rigs.hearts.pulse_waves import even_heart, pulse_wave
from tests.rigs.serial.avr_board import MISSING, AvrBoard, is_here
from tests.rigs.signals.beat_matching import matched

LENGTH_S = 14


@pytest.fixture
def board(tmp_path):
    assert is_here(), MISSING
    return AvrBoard(tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the simulated board is Debian's")
def test_the_sketch_on_the_smallest_board(board):
    flash, memory = board.sizes()
    assert flash < 10_000, "of 32 kB"
    assert memory < 1_000, "of 2 kB"

    t_s = np.arange(1000 * LENGTH_S) / 1000
    true_s = even_heart(LENGTH_S)
    framer = SoftenFramer()
    lines = framer.feed(board.says(2500 + 1000 * pulse_wave(t_s, true_s), 1000))
    assert framer.bad_checksums <= 1, "the simulated board begins with words of its own"

    assert lines[0] == PulseHeader(rate_hz=250, adc_bits=10, board="uno")
    numbers = [line.sequence for line in lines if not isinstance(line, PulseHeader)]
    assert numbers == list(range(len(numbers))), "no line is lost"
    stamps_us = np.array([line.us for line in lines if isinstance(line, WaveLine)])
    assert len(stamps_us) == pytest.approx(250 * LENGTH_S, abs=3)
    assert np.abs(stamps_us - 4000 * np.arange(len(stamps_us))).max() < 40

    beats = [line for line in lines if isinstance(line, BeatLine)]
    pairs = matched(np.array([beat.us / 1e6 for beat in beats]), true_s)
    assert len(pairs) == len(beats) > 8
    for (before, _), (beat, at) in itertools.pairwise(pairs):
        assert beat == before + 1
        assert beats[at].interval_us / 1000 == pytest.approx(1000 * (true_s[beat] - true_s[before]), abs=1.0)
