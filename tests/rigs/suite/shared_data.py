"""Where real recordings and frozen reference values are kept: beside the checkout, never in it."""

import os
from pathlib import Path

import numpy as np

SHARED = Path(os.environ.get("SOFTEN_SHARED", Path(__file__).resolve().parents[4] / "shared"))
RECORDINGS = SHARED / "recordings"
REFERENCE_VECTORS = SHARED / "reference" / "vectors"


def column(path, index=0, skip=1, delimiter=","):
    """Return one column of a text file of numbers."""
    return np.genfromtxt(path, delimiter=delimiter, skip_header=skip, usecols=index)
