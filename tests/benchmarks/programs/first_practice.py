"""`soften begin`: prints the seconds until the light is painted, and the heavy imports there were by then."""

import sys

from tests.benchmarks.programs.first_paint import report_first_paint

sys.argv = ["soften", "begin", "--sensor", "simulated", "--no-sound"]
report_first_paint()
