"""The entry point of the `soften` command.

Start-up pays for nothing that is not needed: without a word the window opens before Typer is loaded, and every command
imports its parts when it runs.
"""

import contextlib
import errno
import os
import sys
from types import TracebackType
from typing import NoReturn

from biofeedback.cli.last_resort import (
    lead_nowhere,
    log_into_file,
    of_ours,
    of_system,
    prepare_streams,
    prepare_surroundings,
)
from biofeedback.errors import SoftenError, UsageError

EXIT_ERROR, EXIT_USAGE = 1, 2
EXIT_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


def main() -> None:
    """Open the window, or run the command that was given; an error is said in one sentence."""
    prepare_streams()
    log_into_file()
    sys.excepthook = _say_fault
    try:
        prepare_surroundings()
        _run()
    except UsageError as error:
        _fail(error, EXIT_USAGE)
    except SoftenError as error:
        _fail(error, EXIT_ERROR)
    except OSError as error:
        if error.errno == errno.EIO:  # the terminal was closed: there is nobody to tell
            lead_nowhere()
            sys.exit(EXIT_ERROR)
        _fail(of_system(error), EXIT_ERROR)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


def _run() -> None:
    if len(sys.argv) > 1:
        from biofeedback.cli.command_line import command_line
        from ui.words.languages import preferred_language

        command_line(preferred_language(os.environ), sys.argv[1])()
    else:
        from biofeedback.app.window import open_window

        sys.exit(open_window())


def _say_fault(_kind: type[BaseException], fault: BaseException, _traceback: TracebackType | None) -> None:
    _say(of_ours(fault))


def _fail(error: SoftenError, code: int) -> NoReturn:
    _say(error)
    sys.exit(code)


def _say(error: SoftenError) -> None:
    from biofeedback.outside_text import shown_lines
    from ui.words.errors import error_sentence
    from ui.words.languages import preferred_language

    with contextlib.suppress(OSError):  # there is nobody to tell
        sys.stderr.write(f"{shown_lines(error_sentence(error, preferred_language(os.environ)))}\n")
    lead_nowhere()


if __name__ == "__main__":
    main()
