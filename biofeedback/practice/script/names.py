"""The form of names that files give to practices, steps, forms and questions."""

import re

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def is_name(text: str) -> bool:
    """Return whether a text is small letters a to z, digits and ``_``, a letter first."""
    return _NAME.fullmatch(text) is not None
