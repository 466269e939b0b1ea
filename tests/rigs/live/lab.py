"""LSL as a practice opens it, kept to this machine and to this run of the tests."""

import os

import pytest

from sessions.live import lsl_library

LAB = f"soften-tests-{os.getpid()}"
"""A session of LSL of this run alone: streams of other programs on the machine are not seen, nor do they see these."""


def opened_lab():
    """The library, and the name of its session; the first call decides for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        of_tests = {**lsl_library._OF_THIS_MACHINE, "lab": {"SessionID": LAB}}
        patch.setattr(lsl_library, "_OF_THIS_MACHINE", of_tests)
        return lsl_library.lsl("machine"), LAB
