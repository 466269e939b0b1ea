"""Show the program in a language as its files are now: ``python -m scripts.preview LANGUAGE [COMMAND ...]``.

Its data are its own, so that nothing of the person's is touched; messages that are missing are counted, and English.
"""

import os
import sys
import tempfile

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from hatch_build import LOCALES, compile_catalogues
from scripts.messages import ROOT


def main(arguments: list[str]) -> int:
    """Compile the catalogues, say what is missing, and run the program until it ends."""
    code, *words = arguments or [""]
    file = ROOT / LOCALES / code / "LC_MESSAGES" / "soften.po"
    if not code or not file.is_file():
        known = ", ".join(sorted(each.parts[-3] for each in (ROOT / LOCALES).glob("*/LC_MESSAGES/*.po")))
        sys.stderr.write(f"Please name a language that has a catalogue: {known}\n")
        return 2
    with file.open("rb") as text:
        messages = [each for each in read_po(text, locale=code) if each.id]
    missing = sum(each.fuzzy or not _is_whole(each) for each in messages)
    sys.stderr.write(f"{code}: {missing} of {len(messages)} messages are missing or in doubt, and are English.\n")
    compile_catalogues(ROOT / LOCALES)
    with tempfile.TemporaryDirectory(prefix="soften-preview-") as data:
        command = [sys.executable, "-m", "biofeedback", "--language", code, *words]
        return os.spawnve(os.P_WAIT, sys.executable, command, os.environ | {"SOFTEN_DATA": data})


def _is_whole(message: Message) -> bool:
    return bool(message.string) if isinstance(message.string, str) else all(message.string)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
