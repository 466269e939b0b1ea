"""Prints the figures of every benchmark, so that a run can be read without a table of times."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, config):
    session = getattr(config, "_benchmarksession", None)
    for bench in getattr(session, "benchmarks", []):
        if bench.extra_info:
            terminalreporter.write_line(f"\n{bench.name}")
            for name, value in bench.extra_info.items():
                terminalreporter.write_line(f"  {name:<26} {value:.4g}")
