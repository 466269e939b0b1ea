"""`soften`: prints the seconds until its first screen is painted, and the heavy imports there were by then."""

import sys

from tests.benchmarks.programs.first_paint import report_first_paint

sys.argv = ["soften"]
report_first_paint()
