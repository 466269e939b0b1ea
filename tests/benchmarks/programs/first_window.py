"""`soften`: when its first screen is painted, and what was imported by then; see `first_paint`."""

from tests.benchmarks.programs.first_paint import report_first_paint

report_first_paint("HomeScreen")
