"""Says under which licence a distribution comes, as an expression of SPDX, whatever words its metadata has for it."""

from collections.abc import Mapping
from email.message import Message

_OF_CLASSIFIER = "License :: "
_LONGEST = 80  # letters of a licence's name; a choice: some libraries give its whole text in place of a name

_BY_HAND: Mapping[str, str] = {
    "apsw-sqlite3mc": "Zlib",  # "any licence that the OSI approved", of which its text is this one
    "colorama": "BSD-3-Clause",
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "kiwisolver": "BSD-3-Clause",
    "locket": "BSD-2-Clause",
    "partd": "BSD-3-Clause",
    "pebble": "LGPL-3.0-or-later",
    "pyserial": "BSD-3-Clause",
    "python-osc": "Unlicense",
    "scipy": "BSD-3-Clause",
    "soundfile": "BSD-3-Clause",
    "zict": "BSD-3-Clause",
}
"""Those whose metadata leaves it open which licence of a family it is; read in their texts."""

_SPOKEN: Mapping[str, str] = {
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What classifiers and people call a licence, where that is only one."""


def licence_of(key: str, metadata: Message) -> str:
    """Return a licence as its distribution expresses it, else as its text was read, else by what is said of it.

    Parameters
    ----------
    key : str
        The name of the distribution, as such names are compared.
    metadata : Message
        The heads of its metadata.
    """
    classifiers = [
        each.rpartition(" :: ")[2] for each in metadata.get_all("Classifier") or () if each.startswith(_OF_CLASSIFIER)
    ]
    said = metadata.get("License", "").strip().partition("\n")[0][:_LONGEST]
    spoken = ", ".join(_SPOKEN.get(each, each) for each in classifiers) or _SPOKEN.get(said, said)
    return metadata.get("License-Expression") or _BY_HAND.get(key) or spoken or "?"
