"""The names of the people who practise here, in one small file for the user's own eyes."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

from biofeedback.app.paths import data_folder
from biofeedback.error_codes import PeopleErrorCode, StoreErrorCode
from biofeedback.errors import SoftenError, of_system
from biofeedback.files.ordinary import FileFault, UnfitFileError, read_ordinary
from biofeedback.files.private import make_private_folder, write_private
from sessions.library import people as folders

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = "people.json"
PUT_ASIDE = "people-before.json"
_LARGEST_BYTES = 1_048_576  # a choice, far above a thousand names: a longer file is not read


def kept_names() -> tuple[dict[str, str], SoftenError | None]:
    """Return the names by their keys, and why they cannot be read, else ``None``."""
    path = data_folder() / NAMES
    unreadable = PeopleErrorCode.NAMES_UNREADABLE
    try:
        kept = json.loads(read_ordinary(path, _LARGEST_BYTES))
        return {key: name for key, name in kept["people"].items() if _is_key(key) and isinstance(name, str)}, None
    except FileNotFoundError:
        return {}, None
    except UnfitFileError as error:
        too_long = error.fault is FileFault.TOO_LARGE
        fault = SoftenError(StoreErrorCode.TOO_LONG if too_long else StoreErrorCode.NOT_ORDINARY)
    except OSError as error:
        fault = SoftenError(StoreErrorCode.REFUSED_BY_SYSTEM, **of_system(error))
    except json.JSONDecodeError as error:
        fault = SoftenError(StoreErrorCode.NO_JSON, line=error.lineno)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        fault = SoftenError(StoreErrorCode.OF_OTHER_FORM)
    return {}, SoftenError(unreadable, fault, path=str(path))


def keep_names(names: Mapping[str, str]) -> None:
    """Write the names, whole or not at all; a file that cannot be read is put aside first.

    Raises
    ------
    SoftenError
        They cannot be written.
    """
    path = data_folder() / NAMES
    part = path.with_name(f"{NAMES}.{os.getpid()}.part")
    try:
        make_private_folder(path.parent)
        if kept_names()[1] is not None:
            path.replace(path.with_name(PUT_ASIDE))
        try:
            write_private(part, json.dumps({"people": names}, indent=2) + "\n")
            part.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()
    except OSError as error:
        raise SoftenError(PeopleErrorCode.NAMES_NOT_KEPT, path=str(path), **of_system(error)) from error


def _is_key(key: str) -> bool:
    with contextlib.suppress(ValueError):
        folders.folder_of(data_folder(), key)
        return not key.startswith(folders.GUEST)
    return False
