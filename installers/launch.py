"""Where the installed program begins: what PyInstaller changed is put back, and then it is `soften` as anywhere."""

import multiprocessing
import os

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH")
"""What PyInstaller sets for the program alone; the value from before is in a variable with ``_ORIG`` behind."""


def restore_library_paths() -> None:
    """Let programs that Soften starts, such as a browser or espeak-ng, find the libraries of the system, not ours."""
    for name in _LIBRARY_PATHS:
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)


if __name__ == "__main__":
    # A worker of a study is this program again, with words that are for multiprocessing alone.
    multiprocessing.freeze_support()
    restore_library_paths()
    from biofeedback.__main__ import main

    main()
