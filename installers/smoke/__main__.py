"""Runs the smoke test: ``python -m installers.smoke dist/soften/soften`` (or any command that starts Soften)."""

import argparse
import sys
import tempfile
from pathlib import Path, PurePosixPath

from installers.smoke.checks import checks
from installers.smoke.program import Program, SmokeError
from scripts.check_release import version


def main() -> int:
    """Run every check, say what came of each, and return 1 where one failed."""
    parser = argparse.ArgumentParser(prog="installers.smoke", description=__doc__)
    parser.add_argument("command", nargs="+", help="what starts the installed program, after -- where it has options")
    parser.add_argument("--version", default=version(), help="the version it has to say; else that of these sources")
    parser.add_argument("--folder", help="an empty folder, as the program has it; else a passing one")
    parser.add_argument(
        "--root", type=Path, help="what stands before that folder here, where the program is in a chroot"
    )
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of the window")
    options = parser.parse_args()
    if options.pictures is not None:
        options.pictures.mkdir(parents=True, exist_ok=True)
    # Its streams are still being written to while it is taken away, on some systems.
    with tempfile.TemporaryDirectory(prefix="soften-smoke-", ignore_cleanup_errors=True) as passing:
        folder = Path(passing) if options.folder is None else PurePosixPath(options.folder)
        root = Path(Path(passing).anchor) if options.root is None else options.root
        program = Program(tuple(options.command), folder, root)
        return 1 if _failures(program, options.version, options.pictures) else 0


def _failures(program: Program, version: str, pictures: Path | None) -> int:
    failed = 0
    for what, check in checks(program, version, pictures):
        try:
            check()
        except (SmokeError, OSError, ValueError) as error:
            failed += 1
            _say(f"FAILED  {what}\n{error}")
        else:
            _say(f"ok      {what}")
    _say(f"{failed} checks failed" if failed else "The installed program does what it does from its sources.")
    return failed


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
