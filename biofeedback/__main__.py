"""The entry point of the `soften` command.

Start-up pays for nothing that is not needed: without a word the window opens before Typer is loaded, and every command
imports its parts when it runs.
"""

import contextlib
import errno
import gc
import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from types import TracebackType
from typing import NoReturn

from biofeedback.app.system_languages import learn_languages
from biofeedback.cli.last_resort import (
    lead_nowhere,
    log_into_file,
    of_ours,
    of_system,
    prepare_streams,
    prepare_surroundings,
)
from biofeedback.errors import SoftenError, UsageError

_BEGIN = "begin"

_COMPLETING = "_SOFTEN_COMPLETE"
"""The variable by which a shell asks for words that would complete a line, as Typer has it."""

_MADE_BEFORE_COLLECTING = 50_000  # objects: a choice, some 5 MiB of small ones at most

EXIT_ERROR, EXIT_USAGE = 1, 2
_ENDED_BY = 128  # an exit code, and the number of a signal is added: as shells have it
EXIT_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


def main() -> None:
    """Open the window, or run the command that was given; an error is said in one sentence."""
    # A start makes a hundred thousand things that all stay. To look for cycles among them after each 700, as Python
    # does by itself, is a twentieth of it, and none is found.
    gc.set_threshold(_MADE_BEFORE_COLLECTING)
    prepare_streams()
    learn_languages(os.environ)
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
    if sys.argv[1:2] == [_BEGIN] and _COMPLETING not in os.environ and _begun_without_typer():
        return
    if len(sys.argv) > 1 or _COMPLETING in os.environ:
        from biofeedback.cli.command_line import OPTIONS_WITH_VALUE, command_line
        from biofeedback.languages import SETTING, asked_language
        from ui.words.languages import preferred_language

        if asked := asked_language(sys.argv[1:], OPTIONS_WITH_VALUE):
            os.environ[SETTING] = asked
        word = sys.argv[1] if len(sys.argv) > 1 else ""
        with _leaving_in_order():
            app = command_line(preferred_language(os.environ), word, completing=_COMPLETING in os.environ)
            app(complete_var=_COMPLETING)
    else:
        from biofeedback.app.window import open_window

        sys.exit(open_window())


def _begun_without_typer() -> bool:
    """Begin a practice whose options were said so plainly that nobody need wait for Typer; ``False`` where not."""
    from biofeedback.cli.passphrase import answer_in_terminal
    from biofeedback.cli.practising.begin_practice import BeginOptions, begin
    from biofeedback.cli.practising.plain_words import plainly_said
    from ui.words.languages import preferred_language

    options = plainly_said(sys.argv[2:], BeginOptions)
    if options is None:
        return False
    language = preferred_language(os.environ)
    with _leaving_in_order():
        try:
            answer_in_terminal(language, None)
            begin(language, options)
        except (EOFError, OSError, RuntimeError) as fault:  # that nobody is there to answer or to read, among them
            from biofeedback.cli.typer_words import end_at

            end_at(fault, language)
    return True


@contextlib.contextmanager
def _leaving_in_order() -> Iterator[None]:
    """Leave as on Ctrl-C where the system asks the program to end, so that nothing half made stays."""
    from ui.termination import TERMINATION, on_signals

    with contextlib.ExitStack() as handlers:
        for number in TERMINATION:
            if signal.getsignal(number) is signal.SIG_DFL:  # `nohup` has it ignored
                handlers.enter_context(on_signals((number,), partial(sys.exit, _ENDED_BY + number)))
        yield


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
