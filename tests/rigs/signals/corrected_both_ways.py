"""Beats corrected offline and live, of hearts of one length."""

import pytest

from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import correct

BOTH = pytest.mark.parametrize("how", [correct, correct_causally])
COUNT = 800
