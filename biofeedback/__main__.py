"""The entry point of the `soften` command.

Start-up pays for nothing that is not needed: without a word the window opens before Typer is loaded, and every command
imports its parts when it runs.
"""

import errno
import os
import sys

from biofeedback.errors import SoftenError, UsageError

EXIT_ERROR, EXIT_USAGE = 1, 2


def main() -> None:
    """Open the window, or run the command that was given; an error is said in one sentence."""
    try:
        _run()
    except UsageError as error:
        _fail(error, EXIT_USAGE)
    except SoftenError as error:
        _fail(error, EXIT_ERROR)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        sys.exit(EXIT_ERROR)  # the terminal was closed: there is nobody to tell


def _run() -> None:
    if len(sys.argv) > 1:
        from biofeedback.cli.command_line import command_line
        from ui.words.languages import preferred_language

        command_line(preferred_language(os.environ), sys.argv[1])()
    else:
        from biofeedback.app.window import open_window

        sys.exit(open_window())


def _fail(error: SoftenError, code: int) -> None:
    from biofeedback.outside_text import shown_lines
    from ui.words.errors import error_sentence
    from ui.words.languages import preferred_language

    sys.stderr.write(f"{shown_lines(error_sentence(error, preferred_language(os.environ)))}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
